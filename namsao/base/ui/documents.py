"""Official papers: a Typst template of an app and values in, PDF out."""

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.functional import Promise

import namsao
from namsao.base.ui import apart
from namsao.base.ui.fonts import font_dir

ROOT = Path(namsao.__file__).parent
PRESS = Path(__file__).with_name("press.py")  # not imported: Typst stays out of the web servers
ROOMS = ("apps", "base")
LONGEST_S = 120  # the longest list, 5,000 rows, takes about 5
MEMORY_MB = 3072

_NAME = re.compile(r"([a-z_]+)/([a-z0-9_]+)")


def paper(template: str, data: Mapping[str, Any], *, at: datetime, title: str) -> bytes:
    """The paper as PDF/UA-1 and PDF/A-2a. The same values give the same bytes.

    template: "rating/certificate" is typst/certificate.typ of that app or part of base. data: what it reads
    as `data`, JSON values, dates and decimals; text in it is only ever shown, never evaluated. Keys that the
    layout `official.typ` knows are listed there. at: written in the file as the moment it was made.
    A letter that no font has makes it a plain PDF, without the two standards.
    Raises: LookupError when there is no such template; apart.Broken when Typst fails.
    """
    inputs = {"data": json.dumps({**data, "title": title}, default=plain)}
    return typeset(find(template), inputs, at)


def typeset(template: Path, inputs: Mapping[str, str], at: datetime) -> bytes:
    """What Typst, in a program of its own, makes of a template under ROOT and its `sys.inputs`: PDF."""
    order = {
        "template": str(template),
        "root": str(ROOT),
        "inputs": dict(inputs),
        "fonts": str(font_dir()),
        "made_at": int(at.timestamp()),
    }
    return apart.run(str(PRESS), json.dumps(order).encode(), seconds=LONGEST_S, memory_mb=MEMORY_MB)


def find(template: str) -> Path:
    """The file of a template. Raises: LookupError."""
    named = _NAME.fullmatch(template)
    if named:
        for room in ROOMS:
            path = ROOT / room / named[1] / "typst" / f"{named[2]}.typ"
            if path.is_file():
                return path
    raise LookupError(f"no Typst template {template!r}")


def plain(value: Any) -> str:
    """Dates as 2026-11-24, decimals as they stand, lazy words in the language in force. Raises: TypeError."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (Decimal, Promise)):
        return str(value)
    raise TypeError(f"not a value for a paper: {value!r}")
