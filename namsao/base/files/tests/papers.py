"""PDF papers for tests, good and hostile."""

import io
import struct
import zlib
from collections.abc import Callable

import pikepdf


def a_pdf(pages: int = 2, change: Callable[[pikepdf.Pdf], None] | None = None, **saving: object) -> bytes:
    """Blank pages, changed by `change` before they are saved; always the same bytes for the same values."""
    pdf = pikepdf.new()
    for _page in range(pages):
        pdf.add_blank_page(page_size=(595, 842))
    if change:
        change(pdf)
    written = io.BytesIO()
    pdf.save(written, **(saving or {"deterministic_id": True}))
    return written.getvalue()


def opens_with(action: pikepdf.Object) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root["/OpenAction"] = action

    return change


def on_first_page(key: str, value: object) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj[key] = value

    return change


def a_bomb(megabytes: int) -> bytes:
    """A right PDF of one page and a few kilobytes whose object stream unpacks to so many megabytes."""
    squeezer = zlib.compressobj(9)
    packed = squeezer.compress(b"1 0 <</Type/Catalog/Pages 2 0 R>>")
    packed += b"".join(squeezer.compress(b" " * (1 << 20)) for _ in range(megabytes)) + squeezer.flush()
    objects = [
        b"2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n",
        b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>\nendobj\n",
        b"4 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n" % len(packed)
        + packed
        + b"\nendstream\nendobj\n",
    ]
    pdf, starts = b"%PDF-1.5\n", []
    for each in objects:
        starts.append(len(pdf))
        pdf += each
    rows = [(0, 0, 65535), (2, 4, 0), *((1, start, 0) for start in [*starts, len(pdf)])]
    table = b"".join(struct.pack(">BIH", *row) for row in rows)
    pdf += b"5 0 obj\n<</Type/XRef/Size 6/W[1 4 2]/Root 1 0 R/Length %d>>\nstream\n" % len(table)
    return pdf + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % rows[-1][1]
