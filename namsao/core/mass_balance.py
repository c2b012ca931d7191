"""Mass balance: a batch cannot use more than was harvested, nor weigh more than what went in."""

from collections.abc import Hashable, Iterable, Mapping
from decimal import Decimal
from typing import TypeVar

from namsao.core.errors import MassBalanceBroken
from namsao.core.finding import Finding, Severity, State
from namsao.core.units import KGM, show_quantity

Lot = TypeVar("Lot", bound=Hashable)  # whatever names a harvested lot: a row id, a code

SOURCE = "Cân đối khối lượng lô"


def remaining(
    harvested: Mapping[Lot, Decimal], used_by_batches: Iterable[Mapping[Lot, Decimal]]
) -> dict[Lot, Decimal]:
    """What is left of each harvested lot, kg; below zero where old records already take too much.

    harvested: lot -> kg brought in. used_by_batches: for each batch, lot -> kg taken.
    A lot that was used but never harvested comes out below zero.
    """
    left = dict(harvested)
    for uses in used_by_batches:
        for lot, kg in uses.items():
            left[lot] = left.get(lot, Decimal(0)) - kg
    return left


def check(
    uses: Mapping[Lot, Decimal], remaining: Mapping[Lot, Decimal], names: Mapping[Lot, str] | None = None
) -> list[Finding]:
    """One blocking finding for each lot that cannot give what is asked; an empty list when all can.

    uses: lot -> kg asked. remaining: lot -> kg left. names: lot -> code people know it by.
    """
    named = {lot: (names or {}).get(lot, str(lot)) for lot in uses}
    found = (_check_lot(named[lot], kg, remaining.get(lot)) for lot, kg in uses.items())
    return [finding for finding in found if finding]


def require(
    uses: Mapping[Lot, Decimal], remaining: Mapping[Lot, Decimal], names: Mapping[Lot, str] | None = None
) -> None:
    """Refuse the uses unless every lot can give what is asked.

    Raises: MassBalanceBroken naming each lot, what is left and what was asked.
    """
    _refuse(check(uses, remaining, names))


def check_yield(inputs_kg: Iterable[Decimal], output_kg: Decimal) -> list[Finding]:
    """A blocking finding when the output weighs more than all that went in.

    inputs_kg: every input counts, water, salt and additives too.
    """
    inside = sum(inputs_kg, Decimal(0))
    if output_kg <= inside:
        return []
    return [
        _finding(
            "mass_balance.yield",
            f"Thành phẩm {_kg(output_kg)} nặng hơn nguyên liệu đưa vào {_kg(inside)}",
            f"The output, {_kg_en(output_kg)}, weighs more than the inputs, {_kg_en(inside)}",
            why=f"Nhiều hơn {_kg(output_kg - inside)}.",
            remedy="Khai đủ nguyên liệu (cả nước, muối, phụ gia) hoặc sửa khối lượng thành phẩm.",
        )
    ]


def require_yield(inputs_kg: Iterable[Decimal], output_kg: Decimal) -> None:
    """Refuse an output that weighs more than all that went in.

    Raises: MassBalanceBroken.
    """
    _refuse(check_yield(inputs_kg, output_kg))


def _check_lot(name: str, asked: Decimal, left: Decimal | None) -> Finding | None:
    if asked <= 0:
        return _finding(
            "mass_balance.nothing",
            f"Lô {name}: khối lượng lấy phải lớn hơn 0, đang ghi {_kg(asked)}",
            f"Lot {name}: the weight taken must be more than zero, not {_kg_en(asked)}",
            remedy="Sửa khối lượng, hoặc bỏ lô này khỏi danh sách nguyên liệu.",
        )
    if left is None:
        return _finding(
            "mass_balance.unknown_lot",
            f"Chưa có lô {name}, không lấy được {_kg(asked)}",
            f"There is no lot {name} to take {_kg_en(asked)} from",
            state=State.MISSING,
            remedy="Ghi lần thu hoạch của lô này trước.",
        )
    if asked > left:
        there = max(left, Decimal(0))
        return _finding(
            "mass_balance.over",
            f"Lô {name} chỉ còn {_kg(there)}, không đủ {_kg(asked)}",
            f"Lot {name} has {_kg_en(there)} left, not {_kg_en(asked)}",
            why=f"Thiếu {_kg(asked - there)}.",
            remedy="Lấy ít hơn, thêm lô khác, hoặc sửa lại khối lượng thu hoạch nếu ghi nhầm.",
        )
    return None


def _refuse(findings: list[Finding]) -> None:
    if findings:
        raise MassBalanceBroken(
            "; ".join(finding.what for finding in findings) + ".",
            "; ".join(finding.what_en for finding in findings) + ".",
            findings=findings,
        )


def _finding(
    code: str, what: str, what_en: str, *, state: State = State.FAILED, why: str = "", remedy: str = ""
) -> Finding:
    return Finding(
        code=code,
        state=state,
        severity=Severity.BLOCKING,
        what=what,
        what_en=what_en,
        why=why,
        remedy=remedy,
        source=SOURCE,
    )


def _kg(value: Decimal) -> str:
    return show_quantity(value, KGM)


def _kg_en(value: Decimal) -> str:
    return f"{value.normalize():f} kg"
