"""Score sheets that look as people fill them in: not all best, each a little different, the same every time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from namsao.core.rating.criteria import CriteriaSet
from namsao.core.rating.criterion import NOTHING, Level

Scores = dict[str, int]


@dataclass(frozen=True)
class Aim:
    """What a sheet must come to. stars: whose gates it keeps. fixed: answers that are facts, code -> option."""

    known: CriteriaSet
    stars: int
    points: int
    fixed: Mapping[str, int] = field(default_factory=dict)


def aimed(aim: Aim, salt: str) -> Scores:
    """A sheet of exactly so many points, or as near as the gates let it come. salt: another one, another sheet."""
    best = {each.code: max(each.options, key=lambda option: option.level).seq for each in aim.known.criteria}
    return _lowered(aim, best | dict(aim.fixed), salt)


def varied(aim: Aim, scores: Mapping[str, int], salt: str, by: int = 4) -> Scores:
    """Another hand on the same product: a few steps lower here, higher there, then `aim.points` in all."""
    near = _points(aim.known, scores)
    lower = Aim(aim.known, aim.stars, min(near, aim.points) - by, aim.fixed)
    return _raised(aim, _lowered(lower, dict(scores), salt), f"up {salt}")


def _lowered(aim: Aim, scores: Scores, salt: str) -> Scores:
    """Steps down in a chance order, round after round, until the points are reached."""
    left, moved = _points(aim.known, scores) - aim.points, True
    while left > 0 and moved:
        moved = False
        for code in _order(aim, salt):
            here = aim.known.levels[code, scores[code]]
            floor = _floor(aim, code)
            below = [level for level in _levels(aim.known, code) if floor <= level < here]
            step = max((level for level in below if level[0] < here[0]), default=None)
            if step is not None and here[0] - step[0] <= left:
                scores[code], left, moved = step[1], left - here[0] + step[0], True
    return scores


def _raised(aim: Aim, scores: Scores, salt: str) -> Scores:
    left, moved = aim.points - _points(aim.known, scores), True
    while left > 0 and moved:
        moved = False
        for code in _order(aim, salt):
            here = aim.known.levels[code, scores[code]]
            step = min((level for level in _levels(aim.known, code) if level[0] > here[0]), default=None)
            if step is not None and step[0] - here[0] <= left:
                scores[code], left, moved = step[1], left - step[0] + here[0], True
    return scores


def _points(known: CriteriaSet, scores: Mapping[str, int]) -> int:
    return sum(known.levels[code, seq][0] for code, seq in scores.items())


def _order(aim: Aim, salt: str) -> list[str]:
    free = [each.code for each in aim.known.criteria if each.code not in aim.fixed]
    return sorted(free, key=lambda code: sha256(f"{salt} {code}".encode()).digest())


def _levels(known: CriteriaSet, code: str) -> Iterator[Level]:
    return (option.level for option in known.criterion(code).options)


def _floor(aim: Aim, code: str) -> Level:
    gates = aim.known.criterion(code).gates
    return max((gate.level for gate in gates if gate.stars <= aim.stars), default=NOTHING)
