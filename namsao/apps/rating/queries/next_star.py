"""What a council's result lacks for the next star, and the cheapest way there."""

from dataclasses import dataclass
from fractions import Fraction

from namsao.apps.rating.models import Result
from namsao.apps.rating.packs import criteria
from namsao.apps.rating.queries.quorum import counted
from namsao.core.rating.agreement import majority
from namsao.core.rating.criterion import NATIONAL
from namsao.core.rating.path import path
from namsao.core.rating.reasons import gate_words


@dataclass(frozen=True, slots=True)
class Way:
    """stars: the next one. missed: its gates that do not hold. steps: what to raise, in words."""

    stars: int
    missed: list[str]
    steps: list[str]


def way_up(result: Result) -> Way | None:
    """From a council's result to one star more; None from five stars, after a hard stop, or without sheets.

    The steps start from what more than half of the sheets give each criterion, so they are an estimate.
    """
    if result.stars >= NATIONAL or result.stopped or result.hearing is None:
        return None
    known = criteria(result.pack)
    target = result.stars + 1
    gates = [each for each in result.missed if each["stars"] <= target]
    missed = [
        gate_words(known.criterion(each["code"]), each["stars"], each["need"], Fraction(str(each["have"])))
        for each in gates
    ]
    sheets = list(counted().filter(hearing=result.hearing).values_list("scores", flat=True))
    found = path(known, majority(known, sheets), target) if sheets else None
    steps = [f"{step.why.what}. {step.why.remedy}" for step in found.steps] if found else []
    return Way(target, missed, steps)
