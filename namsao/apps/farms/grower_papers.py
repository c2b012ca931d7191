"""Households, contracts and a household's statement as rows for a spreadsheet and on paper."""

from collections.abc import Iterable, Set
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from namsao.apps.farms import roster
from namsao.apps.farms.models import Contract, Delivery, Household, Payment
from namsao.base.files.grid import Grid
from namsao.base.parties.models import Party
from namsao.base.ui.display import day, kg, moment, number, vnd
from namsao.base.ui.documents import paper
from namsao.core.settlement import Account, settle

Rows = list[list[str]]
COLUMNS = {
    "name": "Họ tên chủ hộ",
    "place": "Xã, phường",
    "hamlet": "Thôn, bản, khu",
    "phone": "Điện thoại",
    "areas": "Vùng trồng",
    "consent_on": "Ngày đồng ý",
}


def heads_said(grid: Grid) -> list[str]:
    """The columns that were recognised, in the order of the table."""
    return [COLUMNS[name] for name in roster.heads_of(grid) if name]


def empty_roster(party: Party) -> tuple[list[str], Rows]:
    """(head, rows) of a table to fill: no household in it, so that none is written by mistake."""
    areas = "; ".join(each.name for each in party.growing_areas.defer("boundary")[:1])
    return list(COLUMNS.values()), [["", party.place.name, "", "", areas, ""]]


def households_table(households: Iterable[Household]) -> tuple[list[str], Rows]:
    """(head, rows) for those who see households: their names and phones stand in it."""
    head = [_("Số"), *COLUMNS.values(), _("Chủ thể"), _("Đã xoá thông tin"), _("Dữ liệu minh hoạ")]
    return head, [
        [
            number(each.number),
            each.name,
            each.place.name,
            each.hamlet,
            each.shown_phone,
            "; ".join(area.name for area in each.areas.all()),
            day(each.consent_on),
            each.party.name,
            _("có") if each.erased_at else "",
            _("có") if each.is_illustrative else "",
        ]
        for each in households
    ]


def contracts_table(contracts: Iterable[Contract], named: Set[int], today: date) -> tuple[list[str], Rows]:
    """(head, rows) of `queries.contracts_listed`. named: those whose grower the reader may know by name."""
    head = [
        _("Số hợp đồng"),
        _("Loại"),
        _("Ký với"),
        _("Mã số thuế bên bán"),
        _("Chủ thể"),
        _("Ngày ký"),
        _("Từ ngày"),
        _("Đến ngày"),
        _("Nguyên liệu"),
        _("Khối lượng (kg)"),
        _("Giá (₫/kg)"),
        _("Đã giao (kg)"),
        _("Phải trả (₫)"),
        _("Đã trả (₫)"),
        _("Tình trạng"),
        _("Dữ liệu minh hoạ"),
    ]
    return head, [_contract(each, each.pk in named, today) for each in contracts]


def statement(household: Household, year: int, at: datetime) -> bytes:
    """What a household delivered and was paid in a year, and what is owed at its end, as PDF to be signed."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    deliveries = list(
        household.deliveries.not_voided()
        .filter(delivered_on__lte=last)
        .select_related("contract", "material")
    )
    payments = list(
        household.payments.not_voided()
        .filter(paid_on__lte=last)
        .select_related("contract")
        .prefetch_related("deliveries")
    )
    now, before = _settled(deliveries, payments, last), _settled(deliveries, payments, date(year - 1, 12, 31))
    inside = [each for each in reversed(deliveries) if each.delivered_on >= first]
    paid = [each for each in reversed(payments) if each.paid_on >= first]
    with override("vi"):
        data = {
            "name": "Bảng đối chiếu giao hàng, trả tiền",
            "about": f"Hộ số {household.number}, năm {year}",
            "place": household.party.place.province.name,
            "date": at.date(),
            "illustrative": household.is_illustrative,
            "facts": _facts(household),
            "deliveries": [_delivered(each) for each in inside],
            "payments": [_paid(each) for each in paid],
            "sums": _sums(inside, paid, before, now),
            "unpriced": now.unpriced,
            "printed_at": moment(at),
        }
    # The title of the file travels with it and is read by programs: the number stands for the name.
    return paper(
        "farms/statement", data, at=at, title=f"Bảng đối chiếu, hộ số {household.number}, năm {year}"
    )


def _contract(each: Contract, is_named: bool, today: date) -> list[str]:
    return [
        each.number,
        str(each.get_kind_display()),
        each.other_side if is_named else each.masked_side,
        each.seller_tax_code,
        each.party.name,
        day(each.signed_on),
        day(each.valid_from),
        day(each.valid_to),
        each.material.name,
        number(each.agreed_kg),
        number(each.price_vnd),
        number(each.delivered_kg),
        number(each.due_vnd),
        number(each.paid_vnd),
        str(each.state_on(today).label),
        _("có") if each.is_illustrative else "",
    ]


def _settled(deliveries: Iterable[Delivery], payments: Iterable[Payment], until: date) -> Account:
    return settle(
        [each.bill for each in deliveries if each.delivered_on <= until],
        [each.receipt() for each in payments if each.paid_on <= until],
    )


def _facts(household: Household) -> Rows:
    party = household.party
    home = ", ".join(each for each in (household.hamlet, household.place.title) if each)
    return [
        ["Bên mua", party.name],
        ["Địa chỉ", party.address or party.place.title],
        [
            "Bên giao",
            f"{household.called} (hộ số {household.number})" if household.name else household.called,
        ],
        ["Nơi ở", home],
    ]


def _delivered(each: Delivery) -> list[str]:
    return [
        day(each.delivered_on),
        each.contract.number if each.contract else "mua lẻ",
        each.material.name,
        kg(each.quantity_kg),
        vnd(each.price_vnd) or "chưa chốt",
        vnd(each.amount_vnd) or "chưa có",
        each.quality,
    ]


def _paid(each: Payment) -> list[str]:
    return [
        day(each.paid_on),
        each.contract.number if each.contract else "mua lẻ",
        str(each.get_means_display()),
        vnd(each.amount_vnd),
        each.note,
    ]


def _sums(inside: list[Delivery], paid: list[Payment], before: Account, now: Account) -> list[list[Any]]:
    earlier = before.due_vnd - before.paid_vnd
    rest = now.due_vnd - now.paid_vnd
    return [
        ["Nợ năm trước chuyển sang" if earlier >= 0 else "Đã ứng từ năm trước", vnd(abs(earlier))],
        ["Tổng khối lượng giao trong năm", kg(sum(each.quantity_kg for each in inside))],
        ["Tổng tiền hàng trong năm", vnd(sum(each.amount_vnd or 0 for each in inside))],
        ["Đã trả trong năm", vnd(sum(each.amount_vnd for each in paid))],
        ["Bên mua còn nợ" if rest >= 0 else "Bên mua đã ứng trước", vnd(abs(rest))],
    ]
