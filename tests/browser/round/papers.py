"""Papers people bring along."""

import io
from pathlib import Path

import pikepdf


def a_paper(pages: int = 1) -> bytes:
    """A small real PDF of blank pages."""
    pdf, written = pikepdf.new(), io.BytesIO()
    for _page in range(pages):
        pdf.add_blank_page(page_size=(595, 842))
    pdf.save(written)
    return written.getvalue()


def paper_in(folder: Path, name: str) -> Path:
    """The same as a file to send, under a name people would give it."""
    path = folder / name
    path.write_bytes(a_paper())
    return path
