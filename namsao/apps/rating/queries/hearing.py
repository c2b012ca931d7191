"""What a sitting and a product's page show: progress without numbers, distances without names, then the result."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from namsao.apps.rating.flow import State
from namsao.apps.rating.models import Hearing, Member, Result, Round, Sheet, Sitting
from namsao.apps.rating.packs import criteria
from namsao.apps.rating.queries.quorum import Bench, counted, read_rules
from namsao.apps.rating.queries.results import heat
from namsao.base.access.policy import rows
from namsao.core.actor import Actor
from namsao.core.finding import Finding
from namsao.core.rating.agreement import spread
from namsao.core.rating.criteria import CriteriaSet
from namsao.core.rating.sheet import points
from namsao.core.rating.tally import council


@dataclass(frozen=True)
class Line:
    """One product on a sitting's page. state: waiting, scoring, ready, apart, closed.

    distance: points between the highest and the lowest sheet; None unless all sheets are in and the reader runs the
    sitting. result: only once closed, and only to who may see it.
    """

    hearing: Hearing
    bench: Bench
    state: str
    distance: int | None = None
    result: Result | None = None


def agenda_lines(
    hearings: Sequence[Hearing], found: Mapping[int, Bench], known: Collection[int], *, with_spread: bool
) -> list[Line]:
    """Lines of a sitting in order. known: ids of hearings whose result the reader may see."""
    ready = [each for each in hearings if found[each.pk].is_all_in and each.closed_at is None]
    distances = _distances(ready) if with_spread else {}
    return [
        Line(
            hearing=each,
            bench=found[each.pk],
            state=_state(each, found[each.pk], distances.get(each.pk)),
            distance=distances.get(each.pk),
            result=each.result if each.pk in known else None,
        )
        for each in hearings
    ]


def grid(
    hearings: Sequence[Hearing], found: Mapping[int, Bench]
) -> list[tuple[Hearing, list[tuple[Member, str]]]]:
    """Products × members: recused, in, absent, begun or waiting; never a number."""
    return [
        (each, [(member, found[each.pk].state_of(member)) for member in found[each.pk].members])
        for each in hearings
    ]


def next_step(sitting: Sitting, lines: Sequence[Line]) -> str:
    """The one next thing for who runs the sitting: fill, open, wait, talk, close, propose, done."""
    states = {line.state for line in lines}
    if sitting.proposed_at:
        return "done"
    if not lines:
        return "fill"
    if "waiting" in states:
        return "open"
    if states == {"closed"}:
        return "propose"
    return "apart" if "apart" in states else "close" if "ready" in states else "wait"


def first_of(step: str, lines: Sequence[Line]) -> Line | None:
    """The first product the next step is about."""
    state = {"apart": "apart", "close": "ready"}.get(step, "")
    return next((line for line in lines if line.state == state), None)


def apart(hearing: Hearing, bench: Bench) -> dict[str, Any] | None:
    """How far the sheets of the turn lie apart, once all are in: distances only. None before."""
    if not bench.is_all_in and hearing.closed_at is None:
        return None
    sheets = list(counted().filter(hearing=hearing).values_list("scores", flat=True))
    if not sheets:
        return None
    known = criteria(hearing.dossier.pack)
    distance = spread(known, sheets).points
    allowed = hearing.sitting.council.spread
    return {
        "distance": distance,
        "allowed": allowed,
        "is_over": distance > allowed,
        "criteria": heat(known, sheets),
    }


def reasons(result: Result, sheets: Sequence[Sheet]) -> list[tuple[int, tuple[Finding, ...]]]:
    """Why each higher star was not reached, nearest first, from the sheets and rules of the result."""
    last = [each.scores for each in sheets if each.turn == result.hearing.turn] if result.hearing else []
    if not last:
        return []
    found = council(criteria(result.pack), last, read_rules(result.rules), result.stopped)
    return list(found.reasons.items())[:1] if result.stopped else list(found.reasons.items())


def total(criteria_set: CriteriaSet, sheet: Sheet) -> int:
    return points(criteria_set, sheet.scores)


def open_count(the_round: Round, actor: Actor) -> int:
    """Products of the round still before a council, of those the actor may see."""
    seen = rows(actor, "see", Hearing)
    return seen.filter(closed_at=None, dossier__round=the_round, dossier__state=State.HEARING).count()


def _distances(hearings: Sequence[Hearing]) -> dict[int, int]:
    sheets: dict[int, list[dict[str, int]]] = defaultdict(list)
    for hearing, scores in counted().filter(hearing__in=hearings).values_list("hearing", "scores"):
        sheets[hearing].append(scores)
    packs = {each.pk: each.dossier.pack for each in hearings}
    return {key: spread(criteria(packs[key]), given).points for key, given in sheets.items()}


def _state(hearing: Hearing, bench: Bench, distance: int | None) -> str:
    if hearing.closed_at:
        return "closed"
    if hearing.dossier.state == State.ADVISED:
        return "waiting"
    if not bench.is_all_in:
        return "scoring"
    return "apart" if distance is not None and distance > hearing.sitting.council.spread else "ready"
