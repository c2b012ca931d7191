"""From score sheets to stars: points, gates, and the reason for every star that was not reached."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from namsao.core.finding import Finding
from namsao.core.rating.criteria import CriteriaSet
from namsao.core.rating.criterion import STARS, Gate, Level
from namsao.core.rating.reasons import BANDS, Missed, reasons
from namsao.core.rating.sheet import Sheet

_Scores = tuple[int, ...]  # total, then one number for each part


class GatesRule(StrEnum):
    """When a council holds a gate: more than half of its sheets, every sheet, or their mean reaches the option."""

    MAJORITY = "majority"
    ALL = "all"
    MEAN = "mean"


class Averaging(StrEnum):
    """Which sheets make the average, ordered by their points.

    mean: all. median: the middle one, or the middle two. trimmed: all but the lowest and the highest, from five up.
    """

    MEAN = "mean"
    MEDIAN = "median"
    TRIMMED = "trimmed"


@dataclass(frozen=True, slots=True)
class Rules:
    """What the working rules of a council settle and the decree leaves open.

    decimals: places the points are rounded to, halves up, before the bands are read; None: not at all.
    Source: Decision 26/2026/QĐ-TTg, article 3.3 speaks of the average total and does not say how it is made.
    """

    gates: GatesRule = GatesRule.MAJORITY
    averaging: Averaging = Averaging.MEAN
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """What the sheets come to.

    points: the average, exact. parts: part code -> points of the same sheets, exact and never rounded.
    stars: 1 to 5, or 0 when the rating was stopped. missed: every gate not held, three stars first.
    stopped: the grounds given. reasons: for each star not reached, star -> why.
    """

    points: Fraction
    parts: Mapping[str, Fraction]
    stars: int
    missed: tuple[Missed, ...]
    stopped: tuple[str, ...]
    reasons: Mapping[int, tuple[Finding, ...]]


DEFAULT_RULES = Rules()


def tally(criteria_set: CriteriaSet, sheet: Sheet, stopped: Sequence[str] = ()) -> Tally:
    """What one sheet comes to. stopped: codes of `stops.STOPS` or reasons in words.

    Raises: KeyError for a code or an option the set does not have.
    """
    return council(criteria_set, (sheet,), stopped=stopped)


def council(
    criteria_set: CriteriaSet,
    sheets: Sequence[Sheet],
    rules: Rules = DEFAULT_RULES,
    stopped: Sequence[str] = (),
) -> Tally:
    """What the counted sheets of a council come to; their order does not matter.

    A star is reached when the average lies in its band or above and all gates up to it hold. Gates are judged by all
    sheets given, also those the average leaves out. Five sheets of 89, 90, 90, 90, 90 average 89.8: four stars.
    Raises: ValueError without a sheet; KeyError for a code or an option the set does not have.
    Source: Decision 26/2026/QĐ-TTg, article 3.3 and the notes under the sheets of Appendix II.
    """
    if not sheets:
        raise ValueError("a council without a counted sheet has no result")
    total, *by_part = _average([_scores(criteria_set, sheet) for sheet in sheets], rules.averaging)
    points = total if rules.decimals is None else _rounded(total, rules.decimals)
    missed = _missed(criteria_set, sheets, rules.gates)
    stars = 0 if stopped else _stars(points, missed)
    return Tally(
        points=points,
        parts={part.code: value for part, value in zip(criteria_set.parts, by_part, strict=True)},
        stars=stars,
        missed=missed,
        stopped=tuple(stopped),
        reasons=reasons(criteria_set, points, missed, stars, stopped),
    )


def _scores(criteria_set: CriteriaSet, sheet: Sheet) -> _Scores:
    levels, part_of = criteria_set.levels, criteria_set.part_of
    found = {part.code: 0 for part in criteria_set.parts}
    for entry in sheet.items():
        found[part_of[entry[0]]] += levels[entry][0]
    return sum(found.values()), *found.values()


def _average(scores: list[_Scores], averaging: Averaging) -> list[Fraction]:
    kept = _kept(sorted(scores), averaging)
    return [Fraction(sum(column), len(kept)) for column in zip(*kept, strict=True)]


def _kept(rising: list[_Scores], averaging: Averaging) -> list[_Scores]:
    count = len(rising)
    if averaging is Averaging.MEDIAN:
        return rising[(count - 1) // 2 : count // 2 + 1]
    if averaging is Averaging.TRIMMED and count >= 5:
        return rising[1:-1]
    return rising


def _rounded(value: Fraction, decimals: int) -> Fraction:
    scale = 10**decimals
    return Fraction(math.floor(value * scale + Fraction(1, 2)), scale)


def _missed(criteria_set: CriteriaSet, sheets: Sequence[Sheet], rule: GatesRule) -> tuple[Missed, ...]:
    levels = criteria_set.levels
    given: dict[str, list[Level]] = {
        code: sorted((levels[code, sheet.get(code, 0)] for sheet in sheets), reverse=True)
        for code in criteria_set.gated
    }
    judged = ((gate, given[gate.code]) for gate in criteria_set.gates)
    return tuple(
        _missed_gate(gate, falling, rule) for gate, falling in judged if not _holds(gate, falling, rule)
    )


def _holds(gate: Gate, falling: list[Level], rule: GatesRule) -> bool:
    if rule is GatesRule.MEAN:
        return sum(points for points, _ in falling) >= gate.need * len(falling)
    return _reached(falling, rule) >= gate.level


def _reached(falling: list[Level], rule: GatesRule) -> Level:
    """The highest level that enough sheets reach."""
    return falling[len(falling) // 2] if rule is GatesRule.MAJORITY else falling[-1]


def _missed_gate(gate: Gate, falling: list[Level], rule: GatesRule) -> Missed:
    if rule is GatesRule.MEAN:
        have = Fraction(sum(points for points, _ in falling), len(falling))
    else:
        have = Fraction(_reached(falling, rule)[0])
    reached = sum(level >= gate.level for level in falling)
    return Missed(gate.code, gate.stars, gate.need, have, gate.seq, reached, len(falling))


def _stars(points: Fraction, missed: tuple[Missed, ...]) -> int:
    below = min((gate.stars for gate in missed), default=len(STARS) + 1)
    return max(star for star in STARS if star == 1 or (points >= BANDS[star] and star < below))
