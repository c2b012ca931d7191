"""What a council's result lacks for the next star, and the cheapest way there."""

from dataclasses import dataclass

from namsao.apps.rating.models import Result, Sheet
from namsao.apps.rating.packs import criteria
from namsao.core.rating.criteria import CriteriaSet
from namsao.core.rating.path import path

FIVE = 5


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
    if result.stars >= FIVE or result.stopped or result.hearing is None:
        return None
    known = criteria(result.pack)
    target = result.stars + 1
    gates = [each for each in result.missed if each["stars"] <= target]
    missed = [
        f"{each['code']} {known.criterion(each['code']).title}: đạt {each['have']} điểm, "
        f"hạng {each['stars']} sao cần ít nhất {each['need']}"
        for each in gates
    ]
    sheets = Sheet.objects.filter(
        hearing=result.hearing, turn=result.hearing.turn, submitted_at__isnull=False
    ).values_list("scores", flat=True)
    found = path(known, _middle(known, list(sheets)), target) if sheets else None
    steps = [f"{step.why.what}. {step.why.remedy}" for step in found.steps] if found else []
    return Way(target, missed, steps)


def _middle(known: CriteriaSet, sheets: list[dict[str, int]]) -> dict[str, int]:
    """For each criterion the highest option that more than half of the sheets reach."""
    middle = {}
    for criterion in known.criteria:
        falling = sorted(
            (known.levels[criterion.code, int(sheet.get(criterion.code, 0))] for sheet in sheets),
            reverse=True,
        )
        middle[criterion.code] = falling[len(falling) // 2][1]
    return middle
