"""Typst alone. Run as a program it sets one document and ends, and its memory with it.

Typst keeps what it has set for its next ten documents: 200 MB for each run of 2,000 labels. This file
imports nothing of the house, so the program starts in a few hundredths of a second.
"""

import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache

import typst

STANDARDS: list["typst.PDFStandard"] = ["ua-1", "a-2a"]  # can be read aloud, and still opened in twenty years


def pdf(template: str, root: str, inputs: Mapping[str, str], fonts: str, made_at: int) -> bytes:
    """The document as PDF/UA-1 and PDF/A-2a.

    template: path of a .typ file; it may import what lies under `root`. inputs: its `sys.inputs`, of which
    nothing is evaluated. fonts: folder of TTF files. made_at: seconds since 1970, UTC.
    """
    try:
        return _pdf(template, root, inputs, fonts, made_at, STANDARDS)
    except typst.TypstError:
        # The standards refuse a letter that no font has; a name with one must not stop the printing.
        return _pdf(template, root, inputs, fonts, made_at, [])


def png(template: str, root: str, inputs: Mapping[str, str], fonts: str, dots_per_inch: int) -> bytes:
    """The document, of one page, as a picture."""
    return typst.compile(
        template,
        root=root,
        font_paths=_fonts(fonts),
        ignore_system_fonts=True,
        sys_inputs=dict(inputs),
        format="png",
        ppi=dots_per_inch,
    )


def _pdf(
    template: str,
    root: str,
    inputs: Mapping[str, str],
    fonts: str,
    made_at: int,
    standards: list["typst.PDFStandard"],
) -> bytes:
    return typst.compile(
        template,
        root=root,
        font_paths=_fonts(fonts),
        ignore_system_fonts=True,
        sys_inputs=dict(inputs),
        format="pdf",
        pdf_standards=standards,
        timestamp=datetime.fromtimestamp(made_at, tz=UTC),
    )


@cache
def _fonts(folder: str) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[folder])


if __name__ == "__main__":
    sys.stdout.buffer.write(pdf(**json.load(sys.stdin.buffer)))
