"""One row of a table into facts with types; what is wrong with it as a sentence."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import override

from namsao.apps.traceability.imports.columns import FACTS, Fact
from namsao.apps.traceability.imports.table import Cell, Line
from namsao.base.ui.days import read_day
from namsao.core.errors import BadValue, Refused
from namsao.core.gs1.ais import validate
from namsao.core.gs1.keys import gln, gtin14
from namsao.core.units import EA, UNITS, number
from namsao.core.vietnamese import fold

MOST_DECIMALS, MOST_AMOUNT, LONGEST_NUMBER = 6, Decimal(10) ** 12, 60
_SCIENTIFIC = re.compile(r"[0-9][.,]?[0-9]*[eE]\+?[0-9]+")
# What people write in a column of units -> UN/ECE code; "" for pieces.
UNIT_WORDS = {
    **dict.fromkeys(["kg", "ki lo gam", "kilogram", "ky", "can"], "KGM"),
    **dict.fromkeys(["g", "gr", "gam", "gram"], "GRM"),
    **dict.fromkeys(["l", "lit", "litre", "liter"], "LTR"),
    **dict.fromkeys(["cai", "goi", "chai", "hop", "tui", "lo", "hu", "qua", "con", "thung", "bich"], ""),
    **dict.fromkeys(["each", "piece", "pack"], ""),
}


@dataclass(frozen=True)
class Amount:
    """unit: UN/ECE code, None for pieces."""

    value: Decimal
    unit: str | None


@dataclass
class Facts:
    """What a row says. line: its number in the spreadsheet. faults: (Vietnamese, English), one for each bad cell."""

    line: int
    said: dict[str, Any] = field(default_factory=dict)
    faults: list[tuple[str, str]] = field(default_factory=list)

    def amount(self, prefix: str = "") -> Amount:
        return Amount(self.said[f"{prefix}quantity"], self.said.get(f"{prefix}unit") or None)


def read_line(line: Line, kind: str, columns: Mapping[str, int], unit: str, today: date) -> Facts:
    """unit: UN/ECE code of rows that name none, "" for pieces. today: no day lies after it but that of expiry."""
    found = Facts(line.number)
    for fact in FACTS[kind]:
        cell = line.at(columns.get(fact.code))
        try:
            found.said[fact.code] = _read(fact, cell)
        except Refused as refused:
            with override("vi"):
                label = str(fact.label)
            found.faults.append((f"{label}: {refused.sentence}", f"{fact.code}: {refused.sentence_en}"))
    for code in ("unit", "input_unit"):
        if found.said.get(code) is None:
            found.said[code] = unit
    found.faults += _judged(found.said, today)
    return found


def _read(fact: Fact, cell: Cell) -> Any:
    """The value of a cell, None for an empty one. Raises: Refused."""
    if cell.kind == "f":
        raise BadValue(
            "ô này là công thức. Hãy dán lại dạng giá trị rồi tải lên.",
            "a formula is not taken; paste it as a value.",
        )
    if cell.kind == "e":
        raise BadValue("bảng tính báo lỗi ở ô này.", "the spreadsheet has an error here.")
    if not cell.text:
        if fact.is_needed:
            raise BadValue("để trống.", "it is empty.")
        return None
    return READERS[fact.code.removeprefix("input_")](cell)


def _gtin(cell: Cell) -> str:
    """14 digits. A number has lost the zeros in front of it; they do not change it, nor its check digit."""
    if _SCIENTIFIC.fullmatch(cell.text):
        raise BadValue(
            f"“{cell.text}” đã bị bảng tính rút gọn. Hãy đặt cột này dạng Văn bản (Text) và gõ lại đủ số.",
            f"“{cell.text}” was shortened by the spreadsheet; make the column text and type it again.",
        )
    bare = re.sub(r"[\s-]", "", cell.text)
    return gtin14(bare.zfill(14) if cell.kind == "n" else bare)


def _gln(cell: Cell) -> str:
    bare = re.sub(r"[\s-]", "", cell.text)
    return gln(bare.zfill(13) if cell.kind == "n" else bare)


def _lot(cell: Cell) -> str:
    validate("10", cell.text)
    return cell.text


def _day(cell: Cell) -> date:
    if cell.kind == "n":
        raise BadValue(
            f"“{cell.text}” là con số, không phải ngày. Hãy định dạng ô này là ngày, hoặc gõ 24/11/2026.",
            f"“{cell.text}” is a number, not a day.",
        )
    return read_day(cell.text)


def _quantity(cell: Cell) -> Decimal:
    try:
        value = Decimal(cell.text) if cell.kind == "n" else number(cell.text)
    except InvalidOperation:
        raise BadValue(f"“{cell.text}” không phải con số.", f"“{cell.text}” is not a number.") from None
    value = round(value, MOST_DECIMALS)
    if not 0 < value < MOST_AMOUNT:
        raise BadValue("phải lớn hơn 0 và dưới một nghìn tỉ.", "it must be above zero and below 10^12.")
    return value


def _unit(cell: Cell) -> str:
    word = fold(cell.text)
    if word.upper() in UNITS:
        return "" if word.upper() == EA.code else word.upper()
    if word not in UNIT_WORDS:
        raise BadValue(
            f"không rõ đơn vị “{cell.text[:20]}”. Dùng được: kg, g, lít, gói, chai, hộp, túi, cái.",
            f"unknown unit “{cell.text[:20]}”; use kg, g, litre or piece.",
        )
    return UNIT_WORDS[word]


def _number(cell: Cell) -> str:
    if len(cell.text) > LONGEST_NUMBER or not cell.text.isprintable():
        raise BadValue(f"dài quá {LONGEST_NUMBER} ký tự.", f"it is longer than {LONGEST_NUMBER} characters.")
    return cell.text


READERS = {
    "gtin": _gtin,
    "lot": _lot,
    "done_on": _day,
    "expires_on": _day,
    "quantity": _quantity,
    "unit": _unit,
    "place": _gln,
    "to_place": _gln,
    "number": _number,
}


def _judged(said: Mapping[str, Any], today: date) -> list[tuple[str, str]]:
    """What is wrong with the row as a whole."""
    found = []
    done_on, expires_on = said.get("done_on"), said.get("expires_on")
    if done_on and done_on > today:
        found.append(("Ngày làm còn ở phía trước.", "The day lies in the future."))
    if done_on and expires_on and expires_on <= done_on:
        found.append(("Hạn dùng phải sau ngày làm.", "It expires before it was made."))
    pieces = [
        said.get(f"{prefix}quantity")
        for prefix in ("", "input_")
        if f"{prefix}quantity" in said and not said.get(f"{prefix}unit")
    ]
    if any(value is not None and value != int(value) for value in pieces):
        found.append(("Số gói, chai, hộp phải là số nguyên.", "Pieces are counted in whole numbers."))
    return found
