"""What waits for the second and the third hand, and what a dossier page shows of them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from namsao.apps.rating.flow import State
from namsao.apps.rating.models import (
    Decision,
    DecisionRow,
    Dossier,
    DossierQuerySet,
    Forwarding,
    Result,
    Round,
    Submission,
    SubmissionRow,
)
from namsao.apps.rating.packs import deadlines
from namsao.base.access.policy import may, rows
from namsao.base.work.queries import to_do
from namsao.core.actor import Actor, Role
from namsao.core.rating.deadlines import RoundDays

READY = [State.SCORED, State.BELOW_90]
TOLD = [
    DecisionRow.Verdict.RECOGNISED,
    DecisionRow.Verdict.NOT_RECOGNISED,
    DecisionRow.Verdict.APPROVED,
    DecisionRow.Verdict.ANNULLED,
]
ALL_RELATED = ("product__party__place", "decision", "result", "granted", "notice", "corrected_by__decision")


def ready(actor: Actor) -> DossierQuerySet:
    """Dossiers the actor may submit now, best first, with `newest_result`'s columns at hand."""
    found = rows(actor, "submit", Dossier).filter(state__in=READY)
    newest = Result.objects.filter(dossier=OuterRef("pk")).order_by("-at", "-pk")
    return (
        found.annotate(last_points=Subquery(newest.values("points")[:1]))
        .select_related("product__party__place", "round")
        .prefetch_related("results")
        .order_by(F("last_points").desc(nulls_last=True), "pk")
    )


def newest_result(dossier: Dossier) -> Result | None:
    return max(dossier.results.all(), key=lambda each: (each.at, each.pk), default=None)


def undecided(submission: Submission) -> list[SubmissionRow]:
    """Rows of a submission that still wait for a leader, in the order of the paper."""
    newest = SubmissionRow.objects.filter(dossier=OuterRef("dossier")).order_by("-pk").values("pk")[:1]
    found = submission.rows.filter(dossier__state=State.SUBMITTED, pk=Subquery(newest))
    return list(found.select_related("result", "dossier__product__party__place", "dossier__round"))


def submissions(found: QuerySet[Submission]) -> QuerySet[Submission]:
    """With `products`, and `waiting`: how many of them no leader has decided on."""
    newest = SubmissionRow.objects.filter(dossier=OuterRef("dossier")).order_by("-pk").values("pk")[:1]
    open_rows = SubmissionRow.objects.filter(dossier__state=State.SUBMITTED, pk=Subquery(newest))
    counted = open_rows.filter(submission=OuterRef("pk")).order_by().values("submission")
    return found.annotate(
        products=Count("rows"), waiting=Subquery(counted.annotate(n=Count("pk")).values("n"))
    ).order_by("-on", "-pk")


def decisions(found: QuerySet[Decision]) -> QuerySet[Decision]:
    """With `products` and `untold`: rows no notice has been made for."""
    return found.annotate(
        products=Count("rows", distinct=True),
        untold=Count("rows", filter=Q(rows__notice=None, rows__verdict__in=TOLD), distinct=True),
    ).order_by("-on", "-pk")


def untold(decision: Decision) -> QuerySet[DecisionRow]:
    """Rows of a decision whose commune and producer have no written notice yet (art. 7.3g)."""
    return decision.rows.filter(notice=None, verdict__in=TOLD)


def rows_of(decision: Decision, actor: Actor) -> list[DecisionRow]:
    """Rows of a decision the actor may see, with everything a line shows."""
    seen = rows(actor, "see", DecisionRow).filter(decision=decision)
    return list(seen.select_related(*ALL_RELATED, "corrects__decision", "certificate", "dossier"))


def central_round(on: date) -> RoundDays:
    """The next central round a proposal of that day still reaches. Source: art. 5.2."""
    return deadlines().next_round(Round.Level.CENTRAL, on)


def box(dossier: Dossier, actor: Actor) -> dict[str, Any]:
    """What the dossier page shows of this desk: `rating/decisions/_box.html`.

    rows: what was decided. forwardings: what went to the ministry. next: label and url of the one thing to do now.
    """
    seen = rows(actor, "see", DecisionRow).filter(dossier=dossier)
    submitted = rows(actor, "see", Submission).filter(rows__dossier=dossier).order_by("-pk").first()
    state = State(dossier.state)
    return {
        "dossier": dossier,
        "submission": submitted,
        "rows": list(seen.select_related(*ALL_RELATED).order_by("-pk")),
        "forwardings": list(rows(actor, "see", Forwarding).filter(dossier=dossier)),
        "next": _next(dossier, state, submitted, actor),
        "central": central_round(timezone.localdate()) if state == State.APPROVED else None,
        "may_redo": state == State.RECOGNISED and may(actor, "record_ministry", dossier),
    }


def _next(
    dossier: Dossier, state: State, submitted: Submission | None, actor: Actor
) -> dict[str, Any] | None:
    if state == State.SUBMITTED and submitted and may(actor, "decide", dossier):
        return _step(_("Ghi quyết định"), "rating:decide", submitted.pk)
    if state in READY and may(actor, "submit", dossier):
        return _step(_("Trình Chủ tịch UBND tỉnh"), "rating:submit")
    if state == State.APPROVED and may(actor, "record_ministry", dossier):
        return _step(_("Gửi hồ sơ lên Bộ"), "rating:forward", dossier.pk)
    if state == State.FORWARDED and may(actor, "record_ministry", dossier):
        return _step(_("Ghi trả lời của Bộ"), "rating:ministry_answer", dossier.pk)
    return None


def _step(label: str, url_name: str, pk: int | None = None) -> dict[str, Any]:
    return {"label": label, "url_name": url_name, "pk": pk}


def waiting(actor: Actor, on: date | None = None) -> list[dict[str, Any]]:
    """Rows for the home page, in the shape of `products.queries.waiting`."""
    day = on or timezone.localdate()
    roles = {posting.role for posting in actor.postings()}
    found: list[dict[str, Any]] = []
    if Role.PROVINCE in roles:
        found += [*_to_submit(actor), *_for_ministry(actor, day), *_to_tell(actor)]
    if Role.LEADER in roles:
        found += _to_decide(actor)
    return found


def _to_submit(actor: Actor) -> Sequence[dict[str, Any]]:
    facts = ready(actor).order_by().aggregate(n=Count("pk"), due=Max("round__evaluate_before"))
    label = _("Trình Chủ tịch: %(count)s kết quả") % {"count": facts["n"]}
    hint = _("Hội đồng đã đề xuất")
    return [to_do(label, "rating:submit", hint=hint, due=facts["due"])] if facts["n"] else []


def _for_ministry(actor: Actor, day: date) -> list[dict[str, Any]]:
    own = rows(actor, "record_ministry", Dossier).select_related("product")
    due = central_round(day).propose_before
    sending = [
        to_do(
            str(each.product), "rating:forward", each.pk, hint=_("Đã phê duyệt từ 90 điểm: gửi Bộ"), due=due
        )
        for each in own.filter(state=State.APPROVED)
    ]
    answers = own.filter(state=State.FORWARDED).count()
    label = _("Chờ Bộ trả lời: %(count)s hồ sơ") % {"count": answers}
    return [*sending, to_do(label, "rating:with_ministry")] if answers else sending


def _to_tell(actor: Actor) -> list[dict[str, Any]]:
    own = decisions(rows(actor, "notify", Decision)).filter(untold__gt=0)
    return [
        to_do(
            str(each),
            "rating:notices",
            each.pk,
            hint=_("Thông báo kết quả cho %(count)s sản phẩm") % {"count": each.untold},
        )
        for each in own.exclude(kind=Decision.Kind.BROUGHT_IN)
    ]


def _to_decide(actor: Actor) -> list[dict[str, Any]]:
    own = submissions(rows(actor, "decide", Submission)).filter(waiting__gt=0)
    return [
        to_do(
            str(each),
            "rating:decide",
            each.pk,
            hint=_("%(count)s sản phẩm chờ quyết định") % {"count": each.waiting},
        )
        for each in own
    ]
