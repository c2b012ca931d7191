"""Labels set on paper: a PDF of A4 sheets, or one label as a picture. Values in, bytes out."""

import io
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from PIL import Image

from namsao.apps.labels import codes
from namsao.apps.labels.paper import A4_HEIGHT_MM, A4_WIDTH_MM, Paper
from namsao.base.ui import documents, press
from namsao.base.ui.days import show_day
from namsao.base.ui.fonts import font_dir

TEMPLATE = Path(__file__).with_name("sheet.typ")
PICTURE_DPI = 300  # whole pixels to a module


@dataclass(frozen=True, slots=True)
class Facts:
    """What every label of a run says. stars: 0 when no recognition is in force on the day of printing."""

    name: str
    producer: str
    lot: str
    made_on: date
    expires_on: date
    stars: int
    illustrative: bool


@dataclass(frozen=True, slots=True)
class Label:
    """What only one label says: its serial, and the address in its QR code."""

    serial: str
    address: str


def pdf(*, paper: Paper, facts: Facts, labels: Sequence[Label], title: str, at: datetime) -> bytes:
    """The labels on A4, row by row. The same values give the same bytes.

    labels: at least one, their addresses of one length. at: written in the file as the moment it was made.
    Raises: ValueError when the QR codes are too large for the paper.
    """
    shown = content(paper, a4(paper), facts, labels) | {"title": title, "specimen": False}
    return documents.typeset(TEMPLATE, {"sheet": json.dumps(shown)}, at)


def picture(
    *, paper: Paper, facts: Facts, label: Label, specimen: bool = False, version: int | None = None
) -> bytes:
    """One label as PNG, a few colours: 15 kB, for a phone on 3G (as SVG it is 100 kB, outlines of letters).

    specimen: it says on its face that it is not for goods. version: of the QR code; None for the smallest.
    Raises: as `pdf`.
    """
    page = {
        "page_width": paper.width_mm,
        "page_height": paper.height_mm,
        "left": 0,
        "top": 0,
        "columns": 1,
        "rows": 1,
        "marks": False,
    }
    shown = content(paper, page, facts, [label], version) | {"title": facts.name, "specimen": specimen}
    inputs = {"sheet": json.dumps(shown)}
    drawn = Image.open(
        io.BytesIO(press.png(str(TEMPLATE), str(TEMPLATE.parent), inputs, str(font_dir()), PICTURE_DPI))
    )
    small = io.BytesIO()
    drawn.convert("RGB").quantize(32, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    return small.getvalue()


def a4(paper: Paper) -> dict[str, Any]:
    """The page of a whole sheet, as `sheet.typ` reads it."""
    return {
        "page_width": A4_WIDTH_MM,
        "page_height": A4_HEIGHT_MM,
        "left": paper.left_mm,
        "top": paper.top_mm,
        "columns": paper.columns,
        "rows": paper.rows,
        "marks": True,
    }


def content(
    paper: Paper, page: dict[str, Any], facts: Facts, labels: Sequence[Label], version: int | None = None
) -> dict[str, Any]:
    """What `sheet.typ` reads, but for the title and the specimen's mark."""
    drawn = list(codes.symbols((label.address for label in labels), version))
    modules = codes.modules(drawn[0])
    side = paper.side_mm(modules)
    if side is None:
        raise ValueError(f"a QR code of {modules} modules does not fit {paper}")
    days = {"made_on": show_day(facts.made_on), "expires_on": show_day(facts.expires_on)}
    return {
        "paper": page | {"width": paper.width_mm, "height": paper.height_mm},
        "side": side,
        "facts": asdict(facts) | days,
        "labels": [
            {
                "address": label.address,
                "serial": [label.serial[start : start + 4] for start in range(0, len(label.serial), 4)],
                "svg": _svg(codes.outline(code), modules),
            }
            for label, code in zip(labels, drawn, strict=True)
        ],
    }


def _svg(outline: str, modules: int) -> str:
    box = f"0 0 {modules} {modules}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"><path d="{outline}"/></svg>'
