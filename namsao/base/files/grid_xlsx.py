"""An XLSX file alone, with little memory and time. Run as a program it reads the first sheet that shows.

It imports nothing of the house. In: the file on stdin. Out: JSON, {"rows": [["…"]], "formulas": ["B3"]} or
{"fault": "large"}. Source: ECMA-376, part 1, 18 (SpreadsheetML).
"""

import io
import json
import posixpath
import re
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

MOST_BYTES = 64 << 20  # of all parts, unpacked
MOST_ROWS, MOST_COLUMNS = 20_000, 60
LONGEST_CELL = 2_000
DIGITS = 15  # of a number, as many as a spreadsheet keeps
# Source: ECMA-376, part 1, 18.8.30: the built-in formats that are dates.
DATE_FORMATS = {*range(14, 18), 22, *range(27, 32), 34, *range(50, 59)}
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


class Fault(Exception):
    """What is wrong, in one word that the house has a sentence for."""


def look(content: bytes) -> dict[str, Any]:
    """The rows of the file, or its fault: large, broken."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as box:
            if sum(part.file_size for part in box.infolist()) > MOST_BYTES:
                raise Fault("large")
            return _sheet(box)
    except Fault as fault:
        return {"fault": fault.args[0]}
    except Exception:  # noqa: BLE001  # whatever a stranger's file does wrong
        return {"fault": "broken"}


def _sheet(box: zipfile.ZipFile) -> dict[str, Any]:
    book = _tree(box, "xl/workbook.xml")
    texts, dates = _texts(box), _date_styles(box)
    settings = book.find(f"{SHEET}workbookPr")
    is_1904 = settings is not None and settings.get("date1904") in {"1", "true"}
    first = date(1904, 1, 1) if is_1904 else date(1899, 12, 30)
    rows: list[list[str]] = []
    formulas: list[str] = []
    for cell, at_row, column in _cells(box, _path(box, book)):
        while len(rows) < at_row:
            rows.append([])
        row = rows[at_row - 1]
        row.extend([""] * (column - len(row)))
        row[column - 1] = _value(cell, texts, dates, first)[:LONGEST_CELL]
        if cell.find(f"{SHEET}f") is not None:
            formulas.append(cell.get("r", ""))
    return {"rows": rows, "formulas": formulas}


def _tree(box: zipfile.ZipFile, name: str) -> Any:
    from lxml import etree  # noqa: PLC0415  # after the limits are set

    content = box.read(name)
    if b"<!DOCTYPE" in content[:2048] or b"<!ENTITY" in content[:4096]:
        raise Fault("broken")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(content, parser)


def _path(box: zipfile.ZipFile, book: Any) -> str:
    """The part of the first sheet that is not hidden."""
    sheets = [each for each in book.iter(f"{SHEET}sheet") if each.get("state", "visible") == "visible"]
    wanted = sheets[0].get(LINK)
    links = _tree(box, "xl/_rels/workbook.xml.rels")
    target = next(each.get("Target") for each in links if each.get("Id") == wanted)
    return posixpath.normpath(posixpath.join("xl", target)).lstrip("/") if target[0] != "/" else target[1:]


def _texts(box: zipfile.ZipFile) -> list[str]:
    """The shared texts; readings of East Asian letters are left out."""
    if "xl/sharedStrings.xml" not in box.namelist():
        return []
    return [_joined(each) for each in _tree(box, "xl/sharedStrings.xml").iterchildren(f"{SHEET}si")]


def _joined(item: Any) -> str:
    parts = (each for each in item.iter(f"{SHEET}t") if each.getparent().tag != f"{SHEET}rPh")
    return "".join(each.text or "" for each in parts)


def _date_styles(box: zipfile.ZipFile) -> set[int]:
    """Numbers of the cell styles that show a date."""
    if "xl/styles.xml" not in box.namelist():
        return set()
    styles = _tree(box, "xl/styles.xml")
    own = {
        int(each.get("numFmtId"))
        for each in styles.iter(f"{SHEET}numFmt")
        if re.search("[dy]", _QUOTED.sub("", each.get("formatCode", "")).lower())
    }
    used = styles.find(f"{SHEET}cellXfs")
    formats = [int(each.get("numFmtId", 0)) for each in used] if used is not None else []
    return {place for place, number in enumerate(formats) if number in DATE_FORMATS | own}


def _cells(box: zipfile.ZipFile, path: str) -> Iterator[tuple[Any, int, int]]:
    """(cell, row, column), both from 1. Only cells that hold something count for the limits."""
    for cell in _tree(box, path).iter(f"{SHEET}c"):
        if not len(cell):
            continue
        letters, number = _CELL.fullmatch(cell.get("r", "")).groups()  # type: ignore[union-attr]  # no match: broken
        column = 0
        for letter in letters:
            column = column * 26 + ord(letter) - 64
        if int(number) > MOST_ROWS or column > MOST_COLUMNS:
            raise Fault("long")
        yield cell, int(number), column


def _value(cell: Any, texts: list[str], dates: set[int], first: date) -> str:
    kind, value = cell.get("t", "n"), cell.findtext(f"{SHEET}v") or ""
    match kind:
        case "s":
            return texts[int(value)]
        case "inlineStr":
            return _joined(cell)
        case "b":
            return "x" if value == "1" else ""
        case "n" if value:
            return _number(value, is_date=int(cell.get("s", 0)) in dates, first=first)
        case _:
            return value


def _number(value: str, *, is_date: bool, first: date) -> str:
    """As people here write it: 1250,5, and a day as 24/11/2026."""
    try:
        exact = Decimal(value)
    except InvalidOperation:
        raise Fault("broken") from None
    if is_date and 0 < exact < 200_000:
        return f"{first + timedelta(days=int(exact)):%d/%m/%Y}"
    tidy = f"{Decimal(f'%.{DIGITS}g' % exact):f}"
    return (tidy.rstrip("0").rstrip(".") if "." in tidy else tidy).replace(".", ",")


if __name__ == "__main__":
    sys.stdout.write(json.dumps(look(sys.stdin.buffer.read())))
