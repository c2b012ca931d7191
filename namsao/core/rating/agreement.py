"""How far the members of a council agree, whether enough of them sit, and how products rank."""

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from namsao.core.rating.criteria import CriteriaSet
from namsao.core.rating.sheet import Sheet, points

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Spread:
    """How far sheets lie apart.

    low, high: totals of the lowest and the highest sheet. criteria: code -> highest less lowest points of the
    criterion. differing: the codes that differ at all, widest first, equals in the order of the sheet.
    """

    low: int
    high: int
    criteria: Mapping[str, int]
    differing: tuple[str, ...]

    @property
    def points(self) -> int:
        """Highest total less lowest total."""
        return self.high - self.low


def spread(criteria_set: CriteriaSet, sheets: Sequence[Sheet]) -> Spread:
    """The spread of the sheets, as a whole and by criterion.

    Raises: ValueError without a sheet; KeyError for a code or an option the set does not have.
    """
    if not sheets:
        raise ValueError("no sheets, no spread")
    levels = criteria_set.levels
    totals = [points(criteria_set, sheet) for sheet in sheets]
    widths = {}
    for criterion in criteria_set.criteria:
        given = [levels[criterion.code, sheet.get(criterion.code, 0)][0] for sheet in sheets]
        widths[criterion.code] = max(given) - min(given)
    differing = sorted((code for code, width in widths.items() if width), key=lambda code: -widths[code])
    return Spread(min(totals), max(totals), widths, tuple(differing))


def majority(criteria_set: CriteriaSet, sheets: Sequence[Sheet]) -> dict[str, int]:
    """For each criterion the highest option that more than half of the sheets reach.

    Raises: ValueError without a sheet; KeyError for a code or an option the set does not have.
    """
    if not sheets:
        raise ValueError("no sheets, no majority")
    levels, middle = criteria_set.levels, len(sheets) // 2
    return {
        code: sorted((levels[code, sheet.get(code, 0)] for sheet in sheets), reverse=True)[middle][1]
        for code in (criterion.code for criterion in criteria_set.criteria)
    }


def quorum(members: int, percent: int | Fraction) -> int:
    """The least members, or sheets, that are `percent` of all."""
    return math.ceil(Fraction(members * percent, 100))


def enough(*, present: int, members: int, percent: int | Fraction, chair_present: bool) -> bool:
    """Is there a quorum: the chair sits, and at least `percent` of the members do, the chair among them?

    percent: of the working rules of the council, 75 in most provinces; the decree sets none.
    """
    return chair_present and 0 < present <= members and present >= quorum(members, percent)


def ranks(points: Mapping[Key, Fraction]) -> dict[Key, int]:
    """Key -> place by points, best first, in that order; equal points share a place: 1, 2, 2, 4."""
    falling = sorted(points.items(), key=lambda entry: entry[1], reverse=True)
    placed: dict[Key, int] = {}
    place, last = 0, None
    for position, (key, value) in enumerate(falling, start=1):
        if value != last:
            place, last = position, value
        placed[key] = place
    return placed
