"""Why a star was not reached, in findings people can act on."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction

from namsao.core.finding import Finding, Severity, State
from namsao.core.rating.criteria import CriteriaSet
from namsao.core.rating.criterion import STARS, Criterion
from namsao.core.rating.stops import findings as stop_findings

# Star -> least average. Source: Decision 26/2026/QĐ-TTg, article 3.3, points a to đ.
BANDS: Mapping[int, int] = {5: 90, 4: 70, 3: 50, 2: 30, 1: 0}
_POINTS_OF_THE_LAW = {5: "a", 4: "b", 3: "c", 2: "d", 1: "đ"}


@dataclass(frozen=True, slots=True)
class Missed:
    """A gate that does not hold.

    need: points of the gate's option, `seq` its number. have: points the council reached under its rule: under
    majority the most that more than half of the sheets reach, under all the least of any sheet, under mean the mean;
    for one sheet its own points. reached, sheets: how many sheets reach the gate, of how many.
    """

    code: str
    stars: int
    need: int
    have: Fraction
    seq: int
    reached: int
    sheets: int


def reasons(
    criteria_set: CriteriaSet,
    points: Fraction,
    missed: Sequence[Missed],
    stars: int,
    stopped: Sequence[str],
) -> dict[int, tuple[Finding, ...]]:
    """For each star above `stars`: star -> the stops, the band, and the gates up to it that stand in the way."""
    stops = stop_findings(stopped)
    gates = [(gate.stars, gate_finding(criteria_set, gate)) for gate in missed]
    return {
        star: (
            *stops,
            *([band_finding(criteria_set, points, star)] if points < BANDS[star] else []),
            *(finding for at, finding in gates if at <= star),
        )
        for star in STARS
        if star > stars
    }


def band_finding(criteria_set: CriteriaSet, points: Fraction, star: int) -> Finding:
    """The points lie below the band of the star."""
    least = BANDS[star]
    short = Fraction(math.ceil((least - points) * 10_000), 10_000)
    return Finding(
        code=f"rating.band.{star}",
        state=State.FAILED,
        severity=Severity.BLOCKING,
        what=f"Tổng điểm {number_vi(points)} chưa tới {least} của hạng {star} sao",
        what_en=f"{number_en(points)} points, below the {least} of {star} stars",
        why=f"Thiếu {number_vi(short)} điểm.",
        remedy="Nâng điểm các tiêu chí còn thấp.",
        source=f"Quyết định {criteria_set.decree}, Điều 3 khoản 3 điểm {_POINTS_OF_THE_LAW[star]}",
    )


def gate_finding(criteria_set: CriteriaSet, gate: Missed) -> Finding:
    """The gate does not hold; marked to verify where the print of its criterion is in doubt."""
    criterion = criteria_set.criterion(gate.code)
    told = f"{gate.reached} trên {gate.sheets} phiếu đạt mức này." if gate.sheets > 1 else ""
    return Finding(
        code=f"rating.gate.{gate.stars}.{gate.code}",
        state=State.FAILED if gate.have else State.MISSING,
        severity=Severity.BLOCKING,
        what=gate_words(criterion, gate.stars, gate.need, gate.have),
        what_en=f"{gate.code}: {number_en(gate.have)} points, {gate.stars} stars need at least {gate.need}",
        why=told,
        remedy=f"Cần đạt: {criterion.options[gate.seq - 1].label}",
        source=source_of(criteria_set, gate.code),
        verify=gate.code in criteria_set.doubtful,
    )


def gate_words(criterion: Criterion, stars: int, need: int, have: Fraction) -> str:
    """What a gate asks and what was reached, in one line."""
    return (
        f"{criterion.code} {criterion.title}: đạt {number_vi(have)} điểm, hạng {stars} sao cần ít nhất {need}"
    )


def source_of(criteria_set: CriteriaSet, code: str) -> str:
    """Where the decree prints a criterion."""
    return f"Quyết định {criteria_set.decree}, Phụ lục II, Bộ {criteria_set.number}, tiêu chí {code}"


def six_places(value: Fraction) -> Decimal:
    """Points as a column keeps them, never rounded up: 89.9999999 must not read as 90."""
    return (Decimal(value.numerator) / value.denominator).quantize(Decimal("0.000001"), ROUND_DOWN)


def number_vi(value: Fraction) -> str:
    """Points as Vietnamese people write them, at most four decimals, never rounded up: "89,8"."""
    return number_en(value).replace(".", ",")


def number_en(value: Fraction) -> str:
    """As `number_vi`, with a point."""
    whole, rest = divmod(math.floor(value * 10_000), 10_000)
    return f"{whole}.{rest:04}".rstrip("0").rstrip(".")
