"""Tables that people bring from a spreadsheet: pasted, CSV or XLSX. Read into rows of text, judged by who asked."""

import csv
import io
import json
from dataclasses import dataclass

from namsao.base.files import grid_xlsx
from namsao.base.ui import apart
from namsao.core.errors import BadValue
from namsao.core.vietnamese import nfc

MOST_BYTES = 5 << 20
MOST_ROWS = 5_000
MOST_COLUMNS = 60
LONGEST_S, MEMORY_MB = 20, 512
ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
SEPARATORS = "\t;,"

FAULTS = {
    "large": ("lớn quá. Hãy chia thành nhiều tệp.", "is too large."),
    "long": (
        f"dài hơn {MOST_ROWS} dòng hoặc rộng hơn {MOST_COLUMNS} cột. Hãy chia thành nhiều tệp.",
        f"has over {MOST_ROWS} rows or {MOST_COLUMNS} columns.",
    ),
    "broken": ("không mở được. Hãy mở bằng Excel rồi lưu lại.", "cannot be opened."),
    "old": (
        "là Excel đời cũ (.xls). Hãy lưu lại thành .xlsx hoặc .csv.",
        "is an old .xls: save it as .xlsx.",
    ),
    "letters": (
        "không phải bảng, hoặc chữ không đọc được. Hãy lưu thành .xlsx, hoặc .csv mã UTF-8.",
        "is no table in UTF-8.",
    ),
    "empty": ("không có dòng nào.", "has no row."),
}


@dataclass(frozen=True)
class Grid:
    """rows: of text, each as long as the longest, rows without a letter left out. numbers: of the rows in the file,
    from 1. formulas: cells ("B3") that were worked out; what they showed stands in the rows."""

    rows: list[list[str]]
    numbers: list[int]
    formulas: tuple[str, ...] = ()


def read_file(content: bytes, name: str, field: str | None = None) -> Grid:
    """The table in a CSV, TSV or XLSX file (its first sheet that shows); dates as 24/11/2026, numbers as 1250,5.

    name: as the person calls the file, for the sentence. Raises: BadValue with `field`.
    """
    try:
        return _read(content)
    except _Fault as fault:
        said, said_en = FAULTS[fault.args[0]]
        raise BadValue(f"Tệp “{name}” {said}", f"The file “{name}” {said_en}", field) from None


def read_text(text: str, field: str | None = None) -> Grid:
    """The table in pasted text, cells parted by tabs (as spreadsheets copy them), semicolons or commas.

    Raises: BadValue with `field`.
    """
    try:
        return _parted(text)
    except _Fault as fault:
        said, said_en = FAULTS[fault.args[0]]
        raise BadValue(f"Bảng này {said}", f"The table {said_en}", field) from None


def as_text(grid: Grid) -> str:
    """The rows parted by tabs, as `read_text` takes them."""
    page = io.StringIO()
    rows = ([" ".join(cell.split()) for cell in row] for row in grid.rows)
    csv.writer(page, delimiter="\t", lineterminator="\n").writerows(rows)
    return page.getvalue()


class _Fault(Exception):
    """What is wrong, a key of FAULTS."""


def _read(content: bytes) -> Grid:
    if len(content) > MOST_BYTES:
        raise _Fault("large")
    if content.startswith(OLD_EXCEL):
        raise _Fault("old")
    if not content.startswith(ZIP):
        return _parted(_decoded(content))
    try:
        found = json.loads(apart.run(grid_xlsx.__file__, content, seconds=LONGEST_S, memory_mb=MEMORY_MB))
    except (apart.Broken, ValueError):
        raise _Fault("broken") from None
    if "fault" in found:
        raise _Fault(found["fault"])
    return _grid(found["rows"], tuple(found["formulas"]))


def _decoded(content: bytes) -> str:
    try:
        text = content.decode("utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")
    except UnicodeDecodeError:
        raise _Fault("letters") from None
    if "\0" in text:
        raise _Fault("letters")
    return text


def _parted(text: str) -> Grid:
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(SEPARATORS, key=first.count)
    try:
        return _grid(list(csv.reader(io.StringIO(text, newline=""), delimiter=separator)))
    except csv.Error:
        raise _Fault("letters") from None


def _grid(rows: list[list[str]], formulas: tuple[str, ...] = ()) -> Grid:
    tidy = [[nfc(cell).strip() for cell in row] for row in rows]
    kept = [(number, row) for number, row in enumerate(tidy, 1) if any(row)]
    width = max((len(row) for _number, row in kept), default=0)
    if not kept:
        raise _Fault("empty")
    if len(kept) > MOST_ROWS or width > MOST_COLUMNS:
        raise _Fault("long")
    return Grid([row + [""] * (width - len(row)) for _number, row in kept], [n for n, _row in kept], formulas)
