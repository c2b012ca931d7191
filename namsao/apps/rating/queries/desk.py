"""What a dossier's page and the home page show of the desks: commune, intake, advisory group, tests."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from namsao.apps.rating.flow import Kind, State
from namsao.apps.rating.models import Advice, CommuneReport, Dossier, SampleMove, TestRequest
from namsao.apps.rating.queries.form03 import ITEMS
from namsao.apps.rating.queries.queue import advice_queue, commune_due, intake_queue, province_due
from namsao.apps.rating.queries.samples import balances, needed
from namsao.base.access.policy import allowed, rows
from namsao.base.work.queries import to_do
from namsao.core.actor import Actor, Role

MOST_WAITING = 5
VERDICT_KINDS = {"agrees": "ok", "partly": "warn", "differs": "bad"}


def box(dossier: Dossier, actor: Actor) -> dict[str, Any] | None:
    """What the page of a dossier shows of this desk; None when there is nothing to show yet.

    Returns: next (label, url) or None; acts [(label, url)]; report, findings; advice; tests; samples; needed.
    """
    may = allowed(actor, dossier, "judge", "track_samples", "take_in", "advise")
    acts = _acts(dossier, may)
    report = rows(actor, "see", CommuneReport).filter(dossier=dossier, issued_at__isnull=False).last()
    tests = _tests(dossier, actor)
    shown = {
        "next": acts[0] if acts else None,
        "acts": acts[1:],
        "report": report,
        "findings": _findings(report) if report else [],
        "advice": rows(actor, "see", Advice).filter(dossier=dossier, submitted_at__isnull=False).last(),
        "tests": tests,
        "samples": [(SampleMove.Desk(desk).label, left) for desk, left in balances(dossier).items()],
        "needed": needed(dossier) if dossier.state != State.DRAFT else 0,
        "dossier": dossier,
    }
    told = ("next", "report", "advice", "tests", "samples", "needed")
    return shown if any(shown[each] for each in told) else None


def _acts(dossier: Dossier, may: dict[str, bool]) -> list[tuple[str, str]]:
    """What the actor may do now, the next thing first."""
    state, found = State(dossier.state), []
    if may["judge"] and state is State.FILED:
        found = [(_("Viết Mẫu số 03"), "form03"), (_("Trả lại cho chủ thể"), "return")]
    elif may["take_in"] and state is State.PROPOSED:
        found = [(_("Xem và tiếp nhận"), "accept"), (_("Trả lại để bổ sung"), "send_back")]
    elif may["advise"] and state is State.ACCEPTED:
        found = [(_("Viết báo cáo tư vấn"), "advice")]
    elif may["advise"] and state in {State.ADVISED, State.HEARING, State.SCORED}:
        found = [(_("Xem báo cáo tư vấn"), "advice")]
    if may["take_in"] and state in {State.ACCEPTED, State.ADVISED}:
        found.append((_("Đổi đợt"), "put_in_round"))
    if may["take_in"] and state is State.ACCEPTED:
        found.append((_("Trả lại để bổ sung"), "send_back"))
    return [(label, reverse(f"rating:{page}", args=[dossier.pk])) for label, page in found]


def _findings(report: CommuneReport) -> list[dict[str, Any]]:
    return [
        {
            "name": item.name,
            "word": getattr(report, f"get_{item.key}_verdict_display")(),
            "kind": VERDICT_KINDS.get(getattr(report, f"{item.key}_verdict"), ""),
            "text": getattr(report, item.key),
        }
        for item in ITEMS
    ]


def _tests(dossier: Dossier, actor: Actor) -> list[dict[str, Any]]:
    asked = rows(actor, "see", TestRequest).filter(dossier=dossier).select_related("answer")
    asked = asked.prefetch_related("answer__files")
    answerable = set(rows(actor, "answer", asked).values_list("pk", flat=True))
    return [{"test": each, "can_answer": each.is_open and each.pk in answerable} for each in asked]


def waiting(actor: Actor, on: date | None = None) -> list[dict[str, Any]]:  # noqa: ARG001  # the shape of all
    """What waits at these desks, as rows of the home page: label, url_name, pk, query, hint, due."""
    return [*_with_commune(actor), *_with_province(actor), *_with_group(actor), *_to_answer(actor)]


def _with_commune(actor: Actor) -> list[dict[str, Any]]:
    if not _has(actor, Role.COMMUNE):
        return []
    mine = rows(actor, "judge", Dossier).filter(state=State.FILED).select_related("product__party")
    return [
        to_do(
            str(each),
            "rating:form03",
            each.pk,
            hint=_("Viết Mẫu số 03, đề nghị tỉnh hoặc trả lại"),
            due=commune_due(each),
        )
        for each in mine.order_by("filed_on", "id")[:MOST_WAITING]
    ]


def _with_province(actor: Actor) -> list[dict[str, Any]]:
    if not _has(actor, Role.PROVINCE):
        return []
    proposed = intake_queue(rows(actor, "take_in", Dossier).filter(state=State.PROPOSED))
    found = [
        to_do(str(each), "rating:accept", each.pk, hint=_("Đánh giá lại: tiếp nhận"), due=province_due(each))
        for each in proposed.filter(kind=Kind.REEVALUATION)[:MOST_WAITING]
    ]
    others = proposed.exclude(kind=Kind.REEVALUATION).count()
    if others:
        label = _("%(count)s hồ sơ chờ tiếp nhận") % {"count": others}
        found.append(to_do(label, "rating:intake", hint=_("Xem thành phần hồ sơ rồi đưa vào đợt")))
    return found


def _with_group(actor: Actor) -> list[dict[str, Any]]:
    """Own dossiers one by one, those nobody has taken as one row."""
    open_ones = advice_queue(rows(actor, "advise", Dossier).filter(state=State.ACCEPTED))
    found = [
        to_do(str(each), "rating:advice", each.pk, hint=_what_next(each), due=province_due(each))
        for each in open_ones.filter(adviser_id=actor.id)[:MOST_WAITING]
    ]
    free = _nobodys(open_ones)
    if free:
        label = _("%(count)s hồ sơ chưa có người phụ trách") % {"count": free}
        found.append(to_do(label, "rating:advice_queue", hint=_("Nhận hồ sơ rồi khảo sát, viết báo cáo")))
    return found


def _nobodys(dossiers: QuerySet[Dossier]) -> int:
    return dossiers.filter(adviser_id=None).count()


def _what_next(dossier: Dossier) -> str:
    """Of a row of `queue.advice_queue`."""
    if dossier.needs_survey and not dossier.surveyed_on:  # type: ignore[attr-defined]  # annotated there
        return _("Khảo sát thực tế")
    return _("Viết báo cáo tư vấn")


def _to_answer(actor: Actor) -> list[dict[str, Any]]:
    if not _has(actor, Role.PRODUCER):
        return []
    asked = rows(actor, "answer", TestRequest).filter(answered_at=None, dropped_why="")
    return [
        to_do(
            each.what, "rating:answer_test", each.pk, hint=_("Tổ tư vấn cần phiếu kiểm nghiệm"), due=each.due
        )
        for each in asked.order_by("due", "id")[:MOST_WAITING]
    ]


def _has(actor: Actor, role: Role) -> bool:
    return any(posting.role is role for posting in actor.postings())
