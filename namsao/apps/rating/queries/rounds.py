"""Rounds: which one a proposal falls into, and how the dossiers of each stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from namsao.apps.rating.flow import Kind, State
from namsao.apps.rating.models import Council, Dossier, Move, Round
from namsao.apps.rating.packs import deadlines
from namsao.base.access.policy import rows
from namsao.base.places.models import Place
from namsao.base.ui.days import show_day
from namsao.base.ui.display import VIETNAM
from namsao.core.actor import Actor

PROVINCE = Round.Level.PROVINCE
# A picture of a round has one bar for each of these.
STAGES = {
    "intake": (State.PROPOSED, State.RETURNED_BY_PROVINCE),
    "advice": (State.ACCEPTED,),
    "council": (State.ADVISED, State.HEARING),
    "deciding": (State.SCORED, State.SUBMITTED),
    "ministry": (State.APPROVED, State.FORWARDED, State.BELOW_90),
    "recognised": (State.RECOGNISED,),
    "refused": (State.NOT_RECOGNISED,),
    "withdrawn": (State.WITHDRAWN,),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """A round with how many of its dossiers are at each stage."""

    round: Round
    counts: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def standings(rounds: Iterable[Round], actor: Actor) -> list[Standing]:
    """Each round with the dossiers the actor may see, counted in one query."""
    found = list(rounds)
    seen = rows(actor, "see", Dossier.objects.filter(round__in=[each.pk for each in found]))
    counted = seen.order_by().values_list("round", "state").annotate(count=Count("pk"))
    by_round: dict[int, dict[str, int]] = {}
    for round_id, state, count in counted:
        counts = by_round.setdefault(round_id, {})
        stage = _stage(state)
        counts[stage] = counts.get(stage, 0) + count
    return [Standing(each, by_round.get(each.pk, {})) for each in found]


def _stage(state: str) -> str:
    return next((name for name, states in STAGES.items() if state in states), "intake")


def proposed_on(dossier: Dossier) -> date | None:
    """The day the commune first proposed it; a later return by the province does not move it."""
    first = Move.objects.filter(dossier=dossier, verb="propose").order_by("at").first()
    return first.at.astimezone(VIETNAM).date() if first else None


def open_to(dossier: Dossier, day: date) -> QuerySet[Round]:
    """Rounds of the province the dossier may still be put in on that day, the earliest first."""
    proposed = proposed_on(dossier) or day
    return Round.objects.filter(
        place=dossier.place.parent_id,
        level=PROVINCE,
        propose_before__gt=proposed,
        evaluate_before__gt=day,
    ).order_by("propose_before", "id")


def usual(dossier: Dossier, day: date) -> Round | None:
    """The round the dossier is taken into unless another is chosen; a re-evaluation has days of its own, no round."""
    return None if dossier.kind == Kind.REEVALUATION else open_to(dossier, day).first()


def falls_into(place: Place, day: date) -> Any:
    """The round of the province a proposal of that day falls into: a Round, or the regular days of art. 5.

    place: the province. Returns: something with number, propose_before and evaluate_before.
    """
    return _nearest(list(Round.objects.filter(place=place, level=PROVINCE)), day)


def rounds_for(dossiers: Iterable[Dossier]) -> dict[int, str]:
    """Dossier's id -> the round its proposal falls into, in words; for rows of `queries.queue.listed`."""
    found = list(dossiers)
    provinces = {each.place.parent_id for each in found}
    made = list(Round.objects.filter(place__in=provinces, level=PROVINCE))
    answers = {}
    for each in found:
        if each.proposed_at:  # type: ignore[attr-defined]  # annotated by queries.queue
            day = each.proposed_at.astimezone(VIETNAM).date()  # type: ignore[attr-defined]  # as above
            near = [one for one in made if one.place_id == each.place.parent_id]
            answers[each.pk] = named(_nearest(near, day))
    return answers


def named(found: Any) -> str:
    """A round of the province, made or still to be made."""
    return _("Đợt %(number)s năm %(year)s") % {"number": found.number, "year": found.propose_before.year}


def in_words(found: Any) -> str:
    """As `named`, with the day proposals close."""
    closes = show_day(found.propose_before)
    return _("%(round)s (đề nghị trước %(day)s)") % {"round": named(found), "day": closes}


def _nearest(made: list[Round], day: date) -> Any:
    coming = [each for each in made if each.propose_before > day]
    return min([*coming, deadlines().next_round(PROVINCE, day)], key=lambda each: each.propose_before)


def missing(place: Place, year: int) -> list[Any]:
    """Regular rounds of the year that have not been made."""
    made = set(Round.objects.filter(place=place, year=year).values_list("level", "number"))
    return [each for each in deadlines().rounds_of(year) if (each.level, each.number) not in made]


def allows_extra(place: Place, day: date) -> bool:
    """Whether the working rules of a council in term let the province hold more rounds. Source: art. 5.1."""
    return Council.objects.in_term(day).filter(place=place, extra_rounds=True).exists()
