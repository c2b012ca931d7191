"""The law of a field diary: which days can be, when one may harvest after a spray, what a season took."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from namsao.core.errors import BadValue
from namsao.core.finding import Finding, Severity, State
from namsao.core.units import EA, GRM, KGM, LTR, Unit


class Work(StrEnum):
    """What is done in a field, in the order of a season."""

    SOW = "sow"
    FERTILISE = "fertilise"
    SPRAY = "spray"
    IRRIGATE = "irrigate"
    HARVEST = "harvest"
    PROCESS = "process"


CLOCK_SKEW = timedelta(days=1)  # a phone whose clock runs ahead, or stands in another zone
LONGEST_INTERVAL = 365  # days

MLT = Unit("MLT", "ml", {"vi": "mi-li-lít", "en": "millilitre"})
MTQ = Unit("MTQ", "m³", {"vi": "mét khối", "en": "cubic metre"})
DOSE_UNITS: Mapping[str, Unit] = MappingProxyType({u.code: u for u in (KGM, GRM, LTR, MLT, MTQ, EA)})
"""UN/ECE Rec 20 code -> unit, for amounts of what goes onto a field."""

# Amounts are summed in the larger unit of their kind: code -> (unit of the sum, how many of it one is).
_SUMMED_IN: Mapping[str, tuple[Unit, Decimal]] = MappingProxyType(
    {
        "KGM": (KGM, Decimal(1)),
        "GRM": (KGM, Decimal("0.001")),
        "LTR": (LTR, Decimal(1)),
        "MLT": (LTR, Decimal("0.001")),
        "MTQ": (MTQ, Decimal(1)),
        "EA": (EA, Decimal(1)),
    }
)

SOURCE = "Thời gian cách ly ghi trên nhãn thuốc (Luật Bảo vệ và kiểm dịch thực vật 2013)"


@dataclass(frozen=True, slots=True)
class Spray:
    """Something sprayed on a day. interval_days: from spraying to harvest; None when nobody knows it."""

    on: date
    name: str
    interval_days: int | None

    @property
    def clear_on(self) -> date | None:
        """The first day on which one may harvest after it."""
        return None if self.interval_days is None else self.on + timedelta(days=self.interval_days)


@dataclass(frozen=True, slots=True)
class Use:
    """One application of an input: what, on which day, how much. amount and unit are both there or both not."""

    name: str
    on: date
    amount: Decimal | None
    unit: str


@dataclass(frozen=True, slots=True)
class Dose:
    """What a season took of one input: times, first and last day, the total for each kind of unit."""

    name: str
    times: int
    first_on: date
    last_on: date
    totals: tuple[tuple[Decimal, Unit], ...]
    unmeasured: int
    """Times without an amount: the totals are less than what was used."""


def check_day(day: date, *, today: date, started_on: date, ended_on: date | None) -> None:
    """The day of an entry lies in its season, and is no more than a day to come.

    Raises: BadValue at `done_on`.
    """
    if day > today + CLOCK_SKEW:
        raise BadValue(
            f"Ngày {_day(day)} chưa tới. Hãy ghi ngày việc đã xảy ra.",
            f"{day} is still to come.",
            "done_on",
        )
    if day < started_on:
        raise BadValue(
            f"Vụ này bắt đầu ngày {_day(started_on)}; việc trước ngày đó không thuộc vụ này.",
            f"The season started on {started_on}.",
            "done_on",
        )
    if ended_on is not None and day > ended_on:
        raise BadValue(
            f"Vụ này đã kết thúc ngày {_day(ended_on)}. Hãy mở vụ mới để ghi tiếp.",
            f"The season ended on {ended_on}.",
            "done_on",
        )


def check_amount(amount: Decimal | None, unit: str) -> None:
    """An amount is above zero and has a unit. Raises: BadValue at `amount` or `unit`."""
    if amount is None:
        return
    if amount <= 0:
        raise BadValue("Lượng dùng phải lớn hơn 0.", "The amount must be more than zero.", "amount")
    if unit not in DOSE_UNITS:
        raise BadValue("Hãy chọn đơn vị của lượng dùng.", "Choose the unit of the amount.", "unit")


def first_harvest_day(sprays: Iterable[Spray]) -> date | None:
    """The first day on which every known interval is over; None without a known one."""
    return max((spray.clear_on for spray in sprays if spray.clear_on), default=None)


def check_harvest(day: date, sprays: Iterable[Spray]) -> list[Finding]:
    """One finding for each spray whose interval is not over on the day of harvest, or that nobody knows.

    Sprays after that day are no matter of this harvest. Worst first, each spray once.
    Source: Law on plant protection and quarantine 2013, pre-harvest interval as on the label.
    """
    before = sorted((spray for spray in sprays if spray.on <= day), key=lambda spray: spray.on, reverse=True)
    early = [_too_early(day, spray) for spray in before if spray.clear_on and spray.clear_on > day]
    names = dict.fromkeys(spray.name for spray in before if spray.interval_days is None)
    return early + [_unknown(name) for name in names]


def season_summary(uses: Iterable[Use]) -> list[Dose]:
    """What a season took, one row an input, by name. Grams count as kilograms, millilitres as litres."""
    by_name: dict[str, list[Use]] = {}
    for use in uses:
        by_name.setdefault(use.name, []).append(use)
    return [_dose(name, by_name[name]) for name in sorted(by_name)]


def _dose(name: str, uses: list[Use]) -> Dose:
    sums: dict[str, tuple[Decimal, Unit]] = {}
    for use in uses:
        if use.amount is None:
            continue
        unit, factor = _SUMMED_IN[use.unit]
        sums[unit.code] = (sums.get(unit.code, (Decimal(0), unit))[0] + use.amount * factor, unit)
    return Dose(
        name=name,
        times=len(uses),
        first_on=min(use.on for use in uses),
        last_on=max(use.on for use in uses),
        totals=tuple(sums[code] for code in sorted(sums)),
        unmeasured=sum(use.amount is None for use in uses),
    )


def _too_early(day: date, spray: Spray) -> Finding:
    clear_on = spray.clear_on or day
    return Finding(
        code="diary.interval",
        state=State.FAILED,
        severity=Severity.BLOCKING,
        what=f"Chưa hết thời gian cách ly sau khi phun {spray.name}",
        what_en=f"The pre-harvest interval of {spray.name} is not over",
        why=f"Phun ngày {_day(spray.on)}, phải chờ {spray.interval_days} ngày; còn {(clear_on - day).days} ngày.",
        remedy=f"Thu hoạch từ ngày {_day(clear_on)}.",
        source=SOURCE,
    )


def _unknown(name: str) -> Finding:
    return Finding(
        code="diary.interval_unknown",
        state=State.UNKNOWN,
        severity=Severity.ADVISORY,
        what=f"Chưa biết thời gian cách ly của {name}",
        what_en=f"The pre-harvest interval of {name} is not known",
        remedy="Xem nhãn, ghi số ngày cách ly vào danh sách vật tư.",
        source=SOURCE,
    )


def _day(day: date) -> str:
    return f"{day:%d/%m}/{day.year:04d}"
