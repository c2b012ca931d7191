"""Reading a printed sheet of labels the way a camera does."""

from pathlib import Path

import pypdfium2
import zxingcpp

DPI = 300


def codes_on(sheet: Path) -> list[str]:
    """The text of every QR code on every page of a PDF, printed at 300 dpi."""
    document = pypdfium2.PdfDocument(sheet)
    try:
        pictures = [page.render(scale=DPI / 72).to_pil() for page in document]
    finally:
        document.close()
    return [code.text for each in pictures for code in zxingcpp.read_barcodes(each)]
