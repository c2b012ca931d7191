"""The advisory group's work: whose it is, what it still lacks, who may read the scores it proposes."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from namsao.apps.rating.flow import Kind
from namsao.apps.rating.models import Advice, Council, Dossier, Hearing, Member, Sheet, TestRequest
from namsao.apps.rating.packs import criteria_of
from namsao.apps.rating.rules import scores_for
from namsao.base.files.models import StoredFile
from namsao.core.actor import Actor
from namsao.core.finding import Finding, Severity, State
from namsao.core.rating.criterion import Part

SOURCE = "Quyết định 26/2026/QĐ-TTg, Điều 7 khoản 3 điểm c"
VISIT_SOURCE = "Quyết định 26/2026/QĐ-TTg, Điều 7 khoản 3 điểm c và khoản 6 điểm c"


@dataclass(frozen=True, slots=True)
class PartDone:
    """How far one part of the sheet is."""

    part: Part
    done: int
    total: int

    @property
    def is_complete(self) -> bool:
        return self.done == self.total


def draft_of(dossier: Dossier) -> Advice | None:
    return dossier.advice.filter(submitted_at=None).select_related("member__user").first()


def latest_of(dossier: Dossier) -> Advice | None:
    """The draft, or the report handed in last."""
    submitted = dossier.advice.filter(submitted_at__isnull=False).select_related("member__user")
    return draft_of(dossier) or submitted.order_by("-submitted_at").first()


def group_of(dossier: Dossier) -> QuerySet[Member]:
    """The members of the advisory group that may take the dossier on."""
    councils = Council.objects.filter(place=dossier.place.parent_id)
    return Member.objects.advising().filter(council__in=councils).select_related("user", "council")


def seat_of(actor: Actor, dossier: Dossier) -> Member | None:
    """The actor's own seat in the advisory group; None for the provincial office."""
    return group_of(dossier).filter(user=actor.id).first() if actor.id is not None else None


def is_lead(actor: Actor, dossier: Dossier) -> bool:
    seat = seat_of(actor, dossier)
    return seat is not None and seat.seat == Member.Seat.LEAD_ADVISER


def progress(dossier: Dossier, advice: Advice | None) -> list[PartDone]:
    scored = advice.scores if advice else {}
    return [
        PartDone(part, sum(each.code in scored for each in part.criteria), len(part.criteria))
        for part in criteria_of(dossier).parts
    ]


def may_go_without_visit(dossier: Dossier) -> bool:
    """Only a re-evaluation is judged without a visit, when nothing big changed. Source: art. 7.6c."""
    return dossier.kind == Kind.REEVALUATION


def readiness(dossier: Dossier, advice: Advice | None) -> list[Finding]:
    """What must be there before the report goes to the council."""
    return [
        _visit(dossier, advice),
        _scores(dossier, advice),
        _tests(dossier),
        _finding(
            "summary",
            bool(advice and advice.summary.strip()),
            _("Nhận xét, đề xuất"),
            _("Viết nhận xét chung gửi hội đồng."),
        ),
    ]


def _visit(dossier: Dossier, advice: Advice | None) -> Finding:
    if advice and not advice.needs_survey and may_go_without_visit(dossier):
        return Finding(
            code="advice.visit",
            state=State.NOT_APPLICABLE,
            severity=Severity.BLOCKING,
            what=_("Khảo sát thực tế"),
            what_en="site visit",
            why=_("Đánh giá lại: không thay đổi lớn, minh chứng rõ ràng."),
            source=VISIT_SOURCE,
        )
    return _finding(
        "visit",
        bool(advice and advice.surveyed_on),
        _("Khảo sát thực tế"),
        _("Ghi ngày khảo sát.")
        if not may_go_without_visit(dossier)
        else _("Ghi ngày khảo sát, hoặc ghi rõ không cần khảo sát."),
        VISIT_SOURCE,
    )


def _scores(dossier: Dossier, advice: Advice | None) -> Finding:
    parts = progress(dossier, advice)
    done, total = sum(each.done for each in parts), sum(each.total for each in parts)
    return _finding(
        "scores",
        done == total,
        _("Điểm đề xuất: %(done)s/%(total)s tiêu chí") % {"done": done, "total": total},
        _("Chọn một mức cho từng tiêu chí, kể cả “không đạt mức nào”."),
    )


def _tests(dossier: Dossier) -> Finding:
    waiting = sum(each.is_open for each in dossier.tests.all())
    return _finding(
        "tests",
        not waiting,
        _("Yêu cầu kiểm nghiệm: còn %(count)s chưa trả lời") % {"count": waiting}
        if waiting
        else _("Yêu cầu kiểm nghiệm đã xong"),
        _("Chờ chủ thể nộp phiếu, hoặc bỏ yêu cầu và ghi lý do."),
    )


def _finding(code: str, is_met: bool, what: str, remedy: str, source: str = SOURCE) -> Finding:
    return Finding(
        code=f"advice.{code}",
        state=State.MET if is_met else State.MISSING,
        severity=Severity.BLOCKING,
        what=what,
        what_en=code,
        remedy=remedy,
        source=source,
    )


def tests_of(dossier: Dossier) -> QuerySet[TestRequest]:
    """What was asked for, with the answers and their files."""
    return dossier.tests.select_related("answer").prefetch_related("answer__files")


def photo_of(advice: Advice, sha256: str) -> tuple[StoredFile, str] | None:
    """A picture of the visit and its name; None when the report has no such picture."""
    name = next((each["name"] for each in advice.photos if each["sha256"] == sha256), None)
    return (StoredFile.objects.get(pk=sha256), name) if name is not None else None


def may_read_scores(actor: Actor, advice: Advice) -> bool:
    """Whether someone who may see the report may also see the scores it proposes.

    Blind scoring: who has a scoring seat on a council of the province sees them only once the dossier has come before
    a council with this report, and in each hearing still open the own sheet of the turn is in. Who stood back, or
    sits on another council, sees them when the product is closed.
    """
    seats = Member.objects.filter(scores_for(actor), council__place=advice.dossier.place.parent_id)
    if not seats.exists():
        return True
    if advice.submitted_at is None:
        return False
    own = Sheet.objects.filter(
        hearing=OuterRef("pk"), member__user=actor.id, turn=OuterRef("turn"), submitted_at__isnull=False
    )
    hearings = Hearing.objects.filter(dossier=advice.dossier_id, made_at__gte=advice.submitted_at)
    told = hearings.values_list(Q(closed_at__isnull=False) | Exists(own), flat=True)
    return bool(told) and all(told)
