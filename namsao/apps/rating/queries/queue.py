"""The queues of the desks: dossiers with what a list shows of each, in a few queries."""

from datetime import date

from django.db.models import Case, Exists, F, IntegerField, Min, OuterRef, Q, QuerySet, Subquery, Value, When

from namsao.apps.rating.flow import Kind, State
from namsao.apps.rating.models import Advice, Dossier, TestRequest
from namsao.apps.rating.packs import deadlines
from namsao.base.ui.display import VIETNAM

# What a commune has behind it.
DONE_BY_COMMUNE = [
    state for state in State if state not in {State.DRAFT, State.FILED, State.RETURNED_BY_COMMUNE}
]


def listed(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """With product, producer, commune, round, and `proposed_at`."""
    shown = dossiers.select_related("product__party", "place", "round")
    return shown.annotate(proposed_at=Min("moves__at", filter=Q(moves__verb="propose")))


def commune_queue(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """The oldest filing first."""
    return listed(dossiers).order_by("filed_on", "id")


def intake_queue(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """Re-evaluations first, whose clock is the shortest; then those proposed longest ago."""
    first = Case(When(kind=Kind.REEVALUATION, then=Value(0)), default=Value(1), output_field=IntegerField())
    return listed(dossiers).order_by(first, F("proposed_at").asc(nulls_last=True), "id")


def advice_queue(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """With `adviser` (the name, None when nobody has it yet) and `has_open_test`; the nearest end first."""
    latest = Advice.objects.filter(dossier=OuterRef("pk")).order_by("-id")
    waiting = TestRequest.objects.filter(dossier=OuterRef("pk"), answered_at=None, dropped_why="")
    return (
        listed(dossiers)
        .annotate(
            adviser=Subquery(latest.values("member__user__name")[:1]),
            adviser_id=Subquery(latest.values("member__user")[:1]),
            needs_survey=Subquery(latest.values("needs_survey")[:1]),
            surveyed_on=Subquery(latest.values("surveyed_on")[:1]),
            has_open_test=Exists(waiting),
        )
        .order_by(F("round__evaluate_before").asc(nulls_first=True), "complete_on", "id")
    )


def commune_due(dossier: Dossier) -> date | None:
    """The last of the commune's fifteen working days; None when the dossier is not with it. Source: art. 7.2."""
    if dossier.state != State.FILED or dossier.filed_on is None:
        return None
    return deadlines().commune_due(dossier.filed_on)


def province_due(dossier: Dossier) -> date | None:
    """When the province has to be through: 45 days for a re-evaluation, else the end of the round.

    A re-evaluation that is not accepted yet is counted from its proposal, to be on the safe side.
    Source: Decision 26/2026/QĐ-TTg, arts. 5.1 and 7.6g.
    """
    if dossier.kind == Kind.REEVALUATION:
        proposed_at = getattr(dossier, "proposed_at", None)
        start = dossier.complete_on or (proposed_at and proposed_at.astimezone(VIETNAM).date())
        return deadlines().reevaluation_due(start) if start else None
    return dossier.round.evaluate_before if dossier.round else None
