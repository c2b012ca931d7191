"""Typst alone. Run as a program it sets one sheet and ends, and its memory with it.

Typst keeps what it has set for its next ten documents: 200 MB for each run of 2,000 labels. This file
imports nothing of the house, so the program starts in a few hundredths of a second.
"""

import json
import sys
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import typst

TEMPLATE = Path(__file__).parent / "sheet.typ"
STANDARDS: list["typst.PDFStandard"] = ["ua-1", "a-2a"]  # can be read aloud, and still opened in twenty years


def pdf(content: str, fonts: str, made_at: int) -> bytes:
    """The sheet as PDF/UA-1 and PDF/A-2a.

    content: JSON for `sheet.typ`. fonts: folder of TTF files. made_at: seconds since 1970, UTC.
    """
    try:
        return _pdf(content, fonts, made_at, STANDARDS)
    except typst.TypstError:
        # The standards refuse a letter that no font has; a name with one must not stop the printing.
        return _pdf(content, fonts, made_at, [])


def png(content: str, fonts: str, dots_per_inch: int) -> bytes:
    """The sheet, of one page, as a picture."""
    return typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        font_paths=_fonts(fonts),
        ignore_system_fonts=True,
        sys_inputs={"sheet": content},
        format="png",
        ppi=dots_per_inch,
    )


def _pdf(content: str, fonts: str, made_at: int, standards: list["typst.PDFStandard"]) -> bytes:
    return typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        font_paths=_fonts(fonts),
        ignore_system_fonts=True,
        sys_inputs={"sheet": content},
        format="pdf",
        pdf_standards=standards,
        timestamp=datetime.fromtimestamp(made_at, tz=UTC),
    )


@cache
def _fonts(folder: str) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[folder])


if __name__ == "__main__":
    sys.stdout.buffer.write(pdf(**json.load(sys.stdin.buffer)))
