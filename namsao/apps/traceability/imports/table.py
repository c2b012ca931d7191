"""A table of lots as people keep it, CSV or XLSX, as rows of cells. Nothing in it is worked out or believed."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, NoReturn

from namsao.apps.traceability.imports import sheet_program
from namsao.base.files.spreadsheet import DANGEROUS
from namsao.base.ui.apart import Broken, run
from namsao.core.errors import BadValue
from namsao.core.vietnamese import nfc

MOST_BYTES, MOST_ROWS, MOST_COLUMNS, LONGEST = 5_000_000, 5_000, 60, 1_000
SECONDS, MEMORY_MB = 20, 768
ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"

FAULTS = {
    "empty": ("Tệp không có dòng nào.", "The file has no rows."),
    "headless": ("Tệp chỉ có một dòng; cần dòng tiêu đề và các dòng lô.", "A title row and rows are needed."),
    "large": ("Tệp lớn quá. Bảng lô nhận tới 5 MB.", "The file is too large: tables go up to 5 MB."),
    "long": (
        f"Bảng dài hơn {MOST_ROWS} dòng. Hãy chia thành nhiều tệp.",
        f"The table has over {MOST_ROWS} rows; split it.",
    ),
    "broken": (
        "Không đọc được tệp. Hãy mở trên máy, lưu lại dạng Excel (.xlsx) hoặc CSV UTF-8 rồi tải lên.",
        "The file cannot be read; save it again as XLSX or as CSV in UTF-8.",
    ),
    "old": (
        "Đây là tệp Excel đời cũ (.xls). Hãy lưu lại dạng .xlsx hoặc CSV UTF-8 rồi tải lên.",
        "This is an old .xls file; save it as .xlsx or as CSV in UTF-8.",
    ),
    "encoding": (
        "Tệp CSV không phải UTF-8. Hãy lưu lại dạng “CSV UTF-8” rồi tải lên.",
        "The CSV is not in UTF-8; save it as “CSV UTF-8”.",
    ),
}


class Cell(NamedTuple):
    """kind: t text, n number, d day (ISO), f formula, e error of a spreadsheet."""

    kind: str
    text: str


class Line(NamedTuple):
    """One row. number: as the spreadsheet counts, 1 for the first."""

    number: int
    cells: Sequence[Cell]

    def at(self, column: int | None) -> Cell:
        """An empty cell where the row is shorter, or where there is no such column."""
        return self.cells[column] if column is not None and column < len(self.cells) else EMPTY


class Table(NamedTuple):
    """head: titles of the columns. lines: what stands below, without empty ones."""

    head: Sequence[str]
    lines: Sequence[Line]


EMPTY = Cell("t", "")


def read_table(content: bytes, field: str | None = None) -> Table:
    """The first sheet of an XLSX, or a CSV. Raises: BadValue, with `field`, saying what to do."""
    if len(content) > MOST_BYTES:
        _refuse("large", field)
    if content.startswith(OLD_EXCEL):
        _refuse("old", field)
    lines = list(_from_sheet(content, field) if content.startswith(ZIP) else _from_csv(content, field))
    if len(lines) < 2:
        _refuse("headless" if lines else "empty", field)
    if len(lines) > MOST_ROWS + 1:
        _refuse("long", field)
    head = [cell.text for cell in lines[0].cells]
    return Table(head, lines[1:])


def _from_sheet(content: bytes, field: str | None) -> Iterator[Line]:
    """Read apart: a zip may unpack to anything, and XML is no friend."""
    try:
        found = json.loads(run(sheet_program.__file__, content, seconds=SECONDS, memory_mb=MEMORY_MB))
    except (Broken, ValueError):
        _refuse("broken", field)
    if fault := found.get("fault"):
        _refuse(fault, field)
    for number, cells in found["rows"]:
        yield Line(number, [Cell(kind, nfc(text)) for kind, text in cells])


def _from_csv(content: bytes, field: str | None) -> Iterator[Line]:
    text = _decoded(content, field)
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    given = 0
    try:
        for row in reader:
            cells = [_cell(each) for each in row[:MOST_COLUMNS]]
            if any(cell.text or cell.kind == "f" for cell in cells):
                given += 1
                if given > MOST_ROWS + 1:
                    _refuse("long", field)
                yield Line(reader.line_num, cells)
    except csv.Error:
        _refuse("broken", field)


def _cell(text: str) -> Cell:
    bare = nfc(text).strip()[:LONGEST]
    return Cell("f", "") if bare.startswith(DANGEROUS) else Cell("t", bare)


def _decoded(content: bytes, field: str | None) -> str:
    is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = content.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError:
        _refuse("encoding", field)
    if "\0" in text:
        _refuse("broken", field)
    return text


def _refuse(fault: str, field: str | None) -> NoReturn:
    sentence, sentence_en = FAULTS.get(fault, FAULTS["broken"])
    raise BadValue(sentence, sentence_en, field)


def as_rows(lines: Sequence[Line]) -> list[list[Any]]:
    """Texts of rows, to be shown."""
    return [[cell.text if cell.kind != "f" else "=…" for cell in line.cells] for line in lines]
