"""Which column of a table holds what: the facts a kind of table asks for, and a guess by the titles."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from namsao.apps.traceability.models import Import
from namsao.core.vietnamese import fold

Kind = Import.Kind


@dataclass(frozen=True)
class Fact:
    """One fact of a row. titles: what people call its column, the likeliest first. sample: a value as typed."""

    code: str
    label: Any
    titles: tuple[str, ...]
    sample: str
    is_needed: bool = False


_GTIN = Fact(
    "gtin",
    _("GTIN (mã vạch)"),
    ("GTIN", "Mã GTIN", "Mã vạch", "Mã sản phẩm", "Mã hàng", "Barcode", "Product code", "EAN"),
    "09521100000017",
    is_needed=True,
)
_LOT = Fact(
    "lot",
    _("Số lô"),
    ("Số lô", "Lô", "Mã lô", "Lot", "Lot number", "Lot no", "Batch", "Batch number"),
    "MD261120",
    is_needed=True,
)
_QUANTITY = Fact(
    "quantity",
    _("Lượng"),
    ("Số lượng", "Lượng", "Khối lượng", "Sản lượng", "SL", "Quantity", "Qty", "Amount", "Weight"),
    "1.250,5",
    is_needed=True,
)
_UNIT = Fact("unit", _("Đơn vị"), ("Đơn vị", "Đơn vị tính", "ĐVT", "Unit", "UOM", "Unit of measure"), "kg")
_PLACE = Fact(
    "place",
    _("GLN nơi làm"),
    ("GLN", "GLN nơi làm", "Mã địa điểm", "Mã cơ sở", "Location", "Place"),
    "9521100000017",
)
_EXPIRES = Fact(
    "expires_on",
    _("Hạn dùng"),
    ("Hạn dùng", "Hạn sử dụng", "HSD", "Ngày hết hạn", "Expiry", "Expiry date", "Best before", "Use by"),
    "20/11/2028",
)


def _day(label: Any, *titles: str) -> Fact:
    general = ("Ngày", "Ngày thực hiện", "Date")
    return Fact("done_on", label, (*titles, *general), "20/11/2026", is_needed=True)


_MADE_ON = _day(
    _("Ngày làm"),
    "Ngày sản xuất",
    "NSX",
    "Ngày làm",
    "Ngày thu hoạch",
    "Production date",
    "Made on",
    "Harvest date",
)
_SHIPPED_ON = _day(
    _("Ngày giao"), "Ngày giao", "Ngày xuất", "Ngày gửi", "Ship date", "Shipped on", "Delivery date"
)

FACTS: Mapping[str, tuple[Fact, ...]] = {
    Kind.MADE: (_GTIN, _LOT, _MADE_ON, _QUANTITY, _UNIT, _EXPIRES, _PLACE),
    Kind.TRANSFORMED: (
        Fact(
            "input_gtin",
            _("GTIN nguyên liệu"),
            ("GTIN nguyên liệu", "Mã nguyên liệu", "GTIN đầu vào", "Input GTIN", "Material GTIN"),
            "09521100000024",
            is_needed=True,
        ),
        Fact(
            "input_lot",
            _("Số lô nguyên liệu"),
            ("Số lô nguyên liệu", "Lô nguyên liệu", "Lô đầu vào", "Input lot", "Material lot"),
            "TH261112",
            is_needed=True,
        ),
        Fact(
            "input_quantity",
            _("Lượng nguyên liệu"),
            (
                "Lượng nguyên liệu",
                "Khối lượng nguyên liệu",
                "Lượng đầu vào",
                "Input quantity",
                "Material quantity",
            ),
            "420",
            is_needed=True,
        ),
        Fact(
            "input_unit",
            _("Đơn vị nguyên liệu"),
            ("Đơn vị nguyên liệu", "ĐVT nguyên liệu", "Đơn vị đầu vào", "Input unit"),
            "kg",
        ),
        _GTIN,
        _LOT,
        _MADE_ON,
        _QUANTITY,
        _UNIT,
        _EXPIRES,
        _PLACE,
    ),
    Kind.SHIPPED: (
        _GTIN,
        _LOT,
        _SHIPPED_ON,
        _QUANTITY,
        _UNIT,
        Fact(
            "to_place",
            _("GLN nơi nhận"),
            ("GLN nơi nhận", "Nơi nhận", "Bên nhận", "Mã nơi nhận", "Receiver", "Receiver GLN", "Ship to"),
            "9521100000024",
        ),
        Fact(
            "number",
            _("Số phiếu giao"),
            (
                "Số phiếu",
                "Số phiếu giao",
                "Phiếu giao hàng",
                "Số chứng từ",
                "Delivery note",
                "Order",
                "Order number",
            ),
            "PG-15",
        ),
        _PLACE,
    ),
}

_ASIDE = re.compile(r"\([^)]*\)|\*")


def key_of(title: str) -> str:
    """A title as it is compared: without marks, case, signs and what stands in brackets."""
    return " ".join(re.findall(r"\w+", fold(_ASIDE.sub(" ", title))))


def guess(kind: str, head: Sequence[str], remembered: Mapping[str, str]) -> dict[str, int]:
    """Fact -> number of its column, for those that can be told. remembered: fact -> title, from the last time.

    A column serves one fact; what was chosen the last time comes first, then titles that are one of ours, then
    titles that begin with one.
    """
    keys = [key_of(title) for title in head]
    found: dict[str, int] = {}
    for is_like in (_is_remembered(remembered), _is_title, _begins_with_title):
        for fact in FACTS[kind]:
            if fact.code in found:
                continue
            free = (place for place, key in enumerate(keys) if key and place not in found.values())
            place = next((place for place in free if is_like(fact, keys[place])), None)
            if place is not None:
                found[fact.code] = place
    return found


def titles_of(head: Sequence[str], columns: Mapping[str, int]) -> dict[str, str]:
    """Fact -> folded title of its column, to be remembered."""
    return {code: key_of(head[place]) for code, place in columns.items() if place < len(head)}


def _is_remembered(remembered: Mapping[str, str]) -> Any:
    return lambda fact, key: remembered.get(fact.code) == key


def _is_title(fact: Fact, key: str) -> bool:
    return any(key == key_of(title) for title in fact.titles)


def _begins_with_title(fact: Fact, key: str) -> bool:
    return any(key.startswith(f"{key_of(title)} ") for title in fact.titles)
