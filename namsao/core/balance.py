"""Balances with a tolerance: of a lot, of a batch, of a season's harvest; findings where the sums cannot be.

`mass_balance` refuses a wrong entry to the gram; here old records, scales that differ and drying goods are weighed up
afterwards, so each judgement takes its tolerance in percent. Sums are exact up to 28 digits.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from namsao.core.finding import Finding, Severity, State
from namsao.core.processes.template import Template
from namsao.core.processes.yields import HUNDRED, yield_findings
from namsao.core.units import GRM, HAR, KGM, UNITS, Unit, show_number, show_quantity

NOTHING = Decimal(0)

_GRAM = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class Amount:
    """So much of something.

    value: not negative. unit: UN/ECE Rec 20 code, items are "EA". net_kg: weight of one unit, for what is not weighed
    (a pack of 500 g has 0.5, a litre of oil about 0.916); None when unknown.
    """

    value: Decimal
    unit: str = KGM.code
    net_kg: Decimal | None = None

    @property
    def kg(self) -> Decimal | None:
        """None when nobody knows what one unit weighs."""
        if self.unit == KGM.code:
            return self.value
        if self.unit == GRM.code:
            return self.value / 1000
        return None if self.net_kg is None else self.value * self.net_kg


@dataclass(frozen=True, slots=True)
class Balance:
    """What came in, went out and was lost, all in one unit (its UN/ECE code)."""

    unit: str
    came_in: Decimal
    went_out: Decimal
    lost: Decimal

    @property
    def left(self) -> Decimal:
        """What should still be there; below zero where more left than came in."""
        return self.came_in - self.went_out - self.lost

    def is_over(self, tolerance_percent: Decimal) -> bool:
        """Did more leave than came in, and that by more than the tolerance?"""
        return (self.went_out + self.lost) * HUNDRED > self.came_in * (HUNDRED + tolerance_percent)


def balance(
    came_in: Iterable[Amount], went_out: Iterable[Amount], lost: Iterable[Amount] = ()
) -> Balance | None:
    """The sums of the three sides in kg, or in the one unit all are counted in; None when they do not compare.

    Raises: ValueError for a negative amount.
    """
    sides = [list(side) for side in (came_in, went_out, lost)]
    amounts = [amount for side in sides for amount in side]
    if any(amount.value < 0 or (amount.net_kg or 0) < 0 for amount in amounts):
        raise ValueError("an amount cannot be negative")
    if all(amount.kg is not None for amount in amounts):
        return Balance(KGM.code, *(sum((a.kg or NOTHING for a in side), NOTHING) for side in sides))
    units = {amount.unit for amount in amounts}
    if len(units) == 1:
        return Balance(units.pop(), *(sum((a.value for a in side), NOTHING) for side in sides))
    return None


def lot_findings(
    name: str,
    came_in: Sequence[Amount],
    went_out: Sequence[Amount],
    lost: Sequence[Amount] = (),
    *,
    tolerance_percent: Decimal,
) -> list[Finding]:
    """A blocking finding when more left the lot than came in; an open question when the units do not compare.

    name: what people call the lot or the season in any language, such as "DR2611-01".
    Raises: ValueError for a negative amount or tolerance.
    """
    _require_tolerance(tolerance_percent)
    sums = balance(came_in, went_out, lost)
    if sums is None:
        return [_uncomparable(name, name)]
    if not sums.is_over(tolerance_percent):
        return []
    return [
        Finding(
            code="balance.over",
            state=State.FAILED,
            severity=Severity.BLOCKING,
            what=f"{name}: ra {_show(sums.went_out + sums.lost, sums)}, vào {_show(sums.came_in, sums)}",
            what_en=(
                f"{name}: {_show_en(sums.went_out + sums.lost, sums)} out, {_show_en(sums.came_in, sums)} in"
            ),
            why=f"Ra nhiều hơn vào {_show(-sums.left, sums)}, quá mức cho phép {_percent(tolerance_percent)}.",
            remedy="Tìm lần ghi thiếu ở đầu vào hoặc ghi trùng ở đầu ra, rồi ghi lại cho đúng.",
            source="Cân đối khối lượng",
        )
    ]


def batch_findings(
    template: Template,
    inputs: Sequence[Amount],
    outputs: Sequence[Amount],
    *,
    stage: str | None = None,
    tolerance_percent: Decimal,
) -> list[Finding]:
    """Is the output of a batch what its input usually gives? As `yield_findings`, over amounts in any unit.

    inputs: the material the yield starts from. stage: code of one stage; None for the whole chain.
    Raises: KeyError when there is no such stage; ValueError for a negative amount or tolerance.
    """
    _require_tolerance(tolerance_percent)
    usual = template.whole_yield if stage is None else template.stage(stage).yields
    sums = balance(inputs, outputs)
    if usual is None:
        return []
    if sums is None or sums.unit != KGM.code:
        return [_uncomparable(template.name["vi"], template.name["en"])]
    return yield_findings(template, sums.came_in, sums.went_out, stage, tolerance_percent=tolerance_percent)


def harvest_findings(
    template: Template, area_ha: Decimal, harvests: Sequence[Amount], *, tolerance_percent: Decimal
) -> list[Finding]:
    """A finding when a season brings in more than its fields can bear; an empty list when nothing is known.

    area_ha: hectares that bore this season. harvests: everything picked from them in it.
    Raises: ValueError for an area that is not above 0, a negative amount or tolerance.
    """
    _require_tolerance(tolerance_percent)
    if area_ha <= 0:
        raise ValueError("the area must be above 0")
    usual, sums = template.harvest, balance(harvests, ())
    if usual is None:
        return []
    if sums is None or sums.unit != KGM.code:
        return [_uncomparable(template.name["vi"], template.name["en"])]
    if sums.came_in * HUNDRED <= area_ha * usual.high * (HUNDRED + tolerance_percent):
        return []
    most, per_ha = show_quantity((area_ha * usual.high).quantize(_GRAM), KGM), show_quantity(usual.high, KGM)
    return [
        Finding(
            code="balance.harvest_over",
            state=State.WARNING if usual.verify else State.FAILED,
            severity=Severity.ADVISORY,
            what=f"Thu hoạch {_show(sums.came_in, sums)} trên {show_quantity(area_ha, HAR)}",
            what_en=f"{_show_en(sums.came_in, sums)} harvested from {area_ha.normalize():f} ha",
            why=f"Nhiều nhất thường được {most} ({per_ha} mỗi ha).",
            remedy="Kiểm lại diện tích và số cân; có nông sản mua ngoài thì tách thành lô riêng.",
            source=f"{template.reference}: {usual.source}",
            verify=usual.verify,
        )
    ]


def season_findings(
    template: Template,
    name: str,
    area_ha: Decimal,
    harvests: Sequence[Amount],
    went_out: Sequence[Amount],
    lost: Sequence[Amount] = (),
    *,
    tolerance_percent: Decimal,
) -> list[Finding]:
    """Both ends of a season: no more picked than the fields bear, no more used or sold than picked.

    name: what people call the season. went_out: taken by batches or sold as picked. The rest as above.
    """
    return [
        *harvest_findings(template, area_ha, harvests, tolerance_percent=tolerance_percent),
        *lot_findings(name, harvests, went_out, lost, tolerance_percent=tolerance_percent),
    ]


def _uncomparable(name: str, name_en: str) -> Finding:
    return Finding(
        code="balance.unweighed",
        state=State.UNKNOWN,
        severity=Severity.ADVISORY,
        what=f"{name}: chưa cân đối được, có thứ chưa rõ nặng bao nhiêu",
        what_en=f"{name_en}: cannot be balanced, the weight of something is not known",
        why="Đầu vào và đầu ra ghi theo đơn vị khác nhau.",
        remedy="Khai khối lượng tịnh của mỗi gói, chai, hộp.",
        source="Cân đối khối lượng",
    )


def _require_tolerance(percent: Decimal) -> None:
    if percent < 0:
        raise ValueError("a tolerance cannot be negative")


def _unit(sums: Balance) -> Unit:
    return UNITS.get(sums.unit) or Unit(sums.unit, sums.unit, {})


def _show(value: Decimal, sums: Balance) -> str:
    return show_quantity(value, _unit(sums))


def _show_en(value: Decimal, sums: Balance) -> str:
    unit = _unit(sums)
    return f"{value.normalize():f} {'items' if unit.code == 'EA' else unit.symbol}"


def _percent(value: Decimal) -> str:
    return f"{show_number(value)}\N{NO-BREAK SPACE}%"
