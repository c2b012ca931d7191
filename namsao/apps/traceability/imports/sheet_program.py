"""The first sheet of a spreadsheet (XLSX) as cells. Run apart, with little memory and time.

It imports nothing of the house. In: the file on stdin. Out: JSON, {"rows": [[number, [[kind, text], …]], …]} or
{"fault": "broken"}. Kinds of cells: t text, n number, d day (ISO), f formula, e error; text "" is an empty cell.
Nothing is worked out: of a formula not even the result is taken.
Source: ECMA-376, parts 1 (SpreadsheetML) and 2 (packages).
"""

import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from posixpath import join, normpath
from typing import Any

MOST_BYTES, MOST_PARTS = 60 << 20, 2_000  # of one part unpacked; a zip may claim anything
MOST_ROWS, MOST_COLUMNS, LONGEST, MOST_NUMBER = 5_001, 60, 1_000, 10**18
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINKED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# Source: ECMA-376 part 1, 18.8.30: built-in formats of days.
DAY_FORMATS = {*range(14, 18), 22, *range(27, 37), *range(50, 59)}
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_REFERENCE = re.compile(r"([A-Z]{1,3})[0-9]+")


class Unreadable(Exception):
    """The argument names the fault."""


def read(content: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        if len(package.infolist()) > MOST_PARTS:
            raise Unreadable("large")
        where, is_1904 = first_sheet(package)
        texts = list(shared_texts(package))
        days = day_styles(package)
        rows = list(sheet_rows(part(package, where), texts, days, is_1904))
    return {"rows": rows}


def part(package: zipfile.ZipFile, name: str) -> bytes:
    """One part, never more of it than is allowed, whatever its header says."""
    with package.open(name) as opened:
        content = opened.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Unreadable("large")
    return content


def elements(content: bytes, *tags: str) -> Iterator[Any]:
    """Elements of these names as they end; each is emptied when the next is asked for."""
    from lxml import etree  # noqa: PLC0415  # after the limits are set

    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise Unreadable("broken")
    options = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    for _event, element in etree.iterparse(io.BytesIO(content), tag=tags, **options):
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def first_sheet(package: zipfile.ZipFile) -> tuple[str, bool]:
    """(name of the part of the first sheet that is shown, whether days are counted from 1904)."""
    book = part(package, "xl/workbook.xml")
    is_1904 = any(each.get("date1904") in {"1", "true"} for each in elements(book, f"{MAIN}workbookPr"))
    shown = [
        each.get(LINKED) for each in elements(book, f"{MAIN}sheet") if each.get("state") in {None, "visible"}
    ]
    links = {
        each.get("Id"): each.get("Target", "")
        for each in elements(part(package, "xl/_rels/workbook.xml.rels"), RELATION)
    }
    if not shown or shown[0] not in links:
        raise Unreadable("broken")
    target = links[shown[0]]
    return normpath(target.lstrip("/") if target.startswith("/") else join("xl", target)), is_1904


def shared_texts(package: zipfile.ZipFile) -> Iterator[str]:
    if "xl/sharedStrings.xml" in package.namelist():
        for each in elements(part(package, "xl/sharedStrings.xml"), f"{MAIN}si"):
            yield spelled(each)


def spelled(element: Any) -> str:
    """The text of a string with its runs; readings of Japanese signs are left out."""
    runs = (run.text or "" for run in element.iter(f"{MAIN}t") if run.getparent().tag != f"{MAIN}rPh")
    return "".join(runs)[:LONGEST]


def day_styles(package: zipfile.ZipFile) -> set[int]:
    """Numbers of the cell styles that show a day."""
    if "xl/styles.xml" not in package.namelist():
        return set()
    content = part(package, "xl/styles.xml")
    own = {
        each.get("numFmtId")
        for each in elements(content, f"{MAIN}numFmt")
        if re.search("[dy]", _QUOTED.sub("", each.get("formatCode", "")), re.IGNORECASE)
    }
    known = own | {str(number) for number in DAY_FORMATS}
    for formats in elements(content, f"{MAIN}cellXfs"):
        return {place for place, each in enumerate(formats) if each.get("numFmtId") in known}
    return set()


def sheet_rows(
    content: bytes, texts: list[str], days: set[int], is_1904: bool
) -> Iterator[tuple[int, list[Any]]]:
    """(number of the row, its cells) of rows that are not empty."""
    number = given = 0
    for row in elements(content, f"{MAIN}row"):
        number = int(row.get("r") or number + 1)
        cells: list[Any] = []
        for cell in row.iter(f"{MAIN}c"):
            place = column(cell.get("r"), len(cells))
            if place >= MOST_COLUMNS:
                break
            cells += [["t", ""]] * (place - len(cells))
            cells[place:] = [value(cell, texts, days, is_1904)]
        if any(text or kind == "f" for kind, text in cells):
            given += 1
            if given > MOST_ROWS:
                raise Unreadable("long")
            yield number, cells


def column(reference: str | None, following: int) -> int:
    """0 for A. following: where a cell without a reference stands."""
    found = _REFERENCE.fullmatch(reference or "")
    if not found:
        return following
    place = 0
    for letter in found[1]:
        place = place * 26 + ord(letter) - 64
    return place - 1


def value(cell: Any, texts: list[str], days: set[int], is_1904: bool) -> list[str]:
    if cell.find(f"{MAIN}f") is not None:
        return ["f", ""]
    kind, inner = cell.get("t", "n"), cell.find(f"{MAIN}is")
    text = (cell.findtext(f"{MAIN}v") or "")[:LONGEST]
    if kind == "inlineStr":
        return ["t", spelled(inner).strip() if inner is not None else ""]
    if kind == "s":
        return ["t", texts[int(text)].strip() if text else ""]
    if kind in {"e", "b"}:
        return ["e" if kind == "e" else "t", text]
    if kind == "d":
        return ["d", text[:10]]
    if kind == "n" and text:
        is_day = int(cell.get("s") or 0) in days
        return ["d", day(float(text), is_1904)] if is_day else ["n", plain(text)]
    return ["t", text.strip()]


def day(number: float, is_1904: bool) -> str:
    """Source: ECMA-376 part 1, 18.17.4.1: days since the last of 1899 (a 29 February 1900 is counted), or 1904."""
    start = date(1904, 1, 1) if is_1904 else date(1899, 12, 30)
    return (start + timedelta(days=int(number))).isoformat()


def plain(text: str) -> str:
    """The number without an exponent: 9.52E12 is 9520000000000."""
    number = float(text)
    if not abs(number) <= MOST_NUMBER:  # nor is "not a number" within it
        return text
    return str(int(number)) if number == int(number) else repr(round(number, 9))


def main() -> None:
    try:
        found = read(sys.stdin.buffer.read())
    except Unreadable as trouble:
        found = {"fault": trouble.args[0]}
    except MemoryError:
        found = {"fault": "large"}
    except Exception:  # noqa: BLE001  # whatever it is, it is no spreadsheet we can read
        found = {"fault": "broken"}
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
