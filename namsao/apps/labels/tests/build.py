"""Label runs with honest defaults, and eyes that read what was printed."""

import io
from types import SimpleNamespace
from typing import Any

import pypdfium2
import typst
import zxingcpp
from PIL import Image

from namsao.apps.labels.actions import issue
from namsao.apps.labels.models import LabelRun
from namsao.apps.products.models import Batch
from namsao.apps.products.tests.build import a_batch
from namsao.base.accounts.tests.cast import NOW

PRINTER_DPI = 300


def a_run(cast: SimpleNamespace, batch: Batch | None = None, **facts: Any) -> LabelRun:
    """30 labels on A4 sheets of 24, issued by Hoa."""
    given = {"count": 30, "layout": LabelRun.Layout.A4_24, "by": cast.hoa, "at": NOW}
    return issue(batch=batch or a_batch(cast), **given | facts)


def pages(pdf: bytes) -> list[Image.Image]:
    """The pages as a printer of 300 dpi puts them on paper."""
    return [page.render(scale=PRINTER_DPI / 72).to_pil() for page in pypdfium2.PdfDocument(pdf)]


def codes_on(picture: Image.Image) -> list[str]:
    """What a scanner reads on a picture, row by row."""
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    found.sort(key=lambda each: (round(each.position.top_left.y / 100), each.position.top_left.x))
    return [each.text for each in found]


def words_of(pdf: bytes) -> str:
    """The text of the pages, white space folded."""
    text = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    return " ".join(text.split())


def drawn(svg: str) -> Image.Image:
    """An SVG as a picture."""
    paper = b"#set page(width: 60mm, height: auto, margin: 0mm)\n"
    paper += b'#image(bytes(sys.inputs.svg), format: "svg", width: 60mm)'
    png = typst.compile(
        paper, format="png", ppi=PRINTER_DPI, sys_inputs={"svg": svg}, ignore_system_fonts=True
    )
    return Image.open(io.BytesIO(png))


def picture(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("L")
