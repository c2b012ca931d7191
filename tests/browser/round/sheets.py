"""Score sheets for a product of a set: which option of every criterion is ticked."""

from functools import cache

from namsao.core.rating.criteria import CriteriaSet, read
from namsao.core.rating.criterion import Criterion
from namsao.core.rating.tally import tally
from namsao.packs import load

SET = 12
"""Teas of other plants than tea: what everybody in these stories makes."""

Ticks = dict[str, int]
"""Criterion -> number of the option."""


@cache
def criteria() -> CriteriaSet:
    return read(load("criteria", f"set-{SET:02}"))


def best() -> Ticks:
    """100 points."""
    return {each.code: top(each) for each in criteria().criteria}


def top(criterion: Criterion) -> int:
    return max(criterion.options, key=lambda option: option.level).seq


def worth(points: int) -> Ticks:
    """A sheet of exactly so many points on which every minimum of every star holds."""
    ticks, left = best(), 100 - points
    for each in criteria().criteria:
        if each.gates:
            continue
        steps = [(each.max - option.points, option.seq) for option in each.options]
        drop, seq = max(step for step in [(0, top(each)), *steps] if step[0] <= left)
        ticks[each.code], left = seq if drop else top(each), left - drop
    assert tally(criteria(), ticks).points == points, f"{points} points miss a minimum"
    return ticks
