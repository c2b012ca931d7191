"""What the advisory group writes on a dossier, and when it hands it over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from namsao.apps.rating.actions.moves import Paper, move
from namsao.apps.rating.flow import State
from namsao.apps.rating.models import Advice, Dossier, Member
from namsao.apps.rating.packs import criteria_of
from namsao.apps.rating.queries import advice as queries
from namsao.apps.rating.queries.holding import held
from namsao.base.audit.actions import record
from namsao.base.files.models import StoredFile
from namsao.base.ui.display import VIETNAM
from namsao.core.actor import Actor
from namsao.core.errors import AlreadyDone, BadValue, NotAllowedNow
from namsao.core.rating.papers import check_day
from namsao.core.rating.stops import STOPS
from namsao.core.vietnamese import nfc

MOST_PHOTOS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What the group found at the producer's. needed: False only for a re-evaluation (art. 7.6c)."""

    needed: bool = True
    on: date | None = None
    text: str = ""
    summary: str = ""
    stops: Sequence[str] = ()


@transaction.atomic
def assign(*, dossier: Dossier, member: Member, by: Actor, at: datetime) -> Advice:
    """Give the dossier to a member of the group, or take it over oneself.

    Writes: the Advice, one audit entry. Raises: NotAllowedNow; AlreadyDone; BadValue for someone outside the group.
    """
    advice = _draft(dossier, at)
    if not queries.group_of(advice.dossier).filter(pk=member.pk).exists():
        raise BadValue("Người này không trong Tổ tư vấn.", "Not a member of the advisory group.", "member")
    if advice.member_id == member.pk:
        raise AlreadyDone("Người này đang phụ trách hồ sơ.", "This member has the dossier already.", "member")
    advice.member = member
    advice.save()
    record(by=by, at=at, verb="assign_advice", target=advice, why=str(member.user))
    return advice


@transaction.atomic
def write_visit(*, dossier: Dossier, visit: Visit, by: Actor, at: datetime) -> Advice:
    """Save what was found at the visit, the summary and the hard stops.

    Writes: the Advice; one audit entry when it is begun or another hand goes on with it, not for each saving.
    Raises: NotAllowedNow unless the dossier is with the group; BadValue naming the field.
    Source: Decision 26/2026/QĐ-TTg, arts. 7.3c and 7.6c.
    """
    advice = _draft(dossier, at)
    _check_visit(advice.dossier, visit, at.astimezone(VIETNAM).date())
    advice.needs_survey, advice.surveyed_on = visit.needed, visit.on
    advice.survey, advice.summary = nfc(visit.text).strip(), nfc(visit.summary).strip()
    advice.stops = list(visit.stops)
    return _kept(advice, by, at)


@transaction.atomic
def write_proposed(
    *, dossier: Dossier, scores: Mapping[str, int], notes: Mapping[str, str], by: Actor, at: datetime
) -> Advice:
    """Save proposed scores and notes of some criteria; the others stay as they are.

    scores: criterion code -> option number, 0 for none of these. Writes and audit: as `write_visit`.
    Raises: NotAllowedNow; BadValue for an option the criterion does not have.
    """
    advice = _draft(dossier, at)
    criteria_set = criteria_of(advice.dossier)
    for code, seq in scores.items():
        if (code, seq) not in criteria_set.levels:
            raise BadValue(
                f"Tiêu chí {code} không có mức này. Hãy chọn một mức của phiếu.",
                f"Criterion {code} has no option {seq}.",
                f"score-{code}",
            )
    kept = {code: nfc(text).strip() for code, text in notes.items() if code in criteria_set}
    advice.scores = {**advice.scores, **scores}
    advice.notes = {code: text for code, text in {**advice.notes, **kept}.items() if text}
    return _kept(advice, by, at)


@transaction.atomic
def add_photo(*, dossier: Dossier, photo: StoredFile, name: str, by: Actor, at: datetime) -> Advice:
    """Put a picture taken at the visit to the report. Writes: the Advice, one audit entry. Raises: as above."""
    advice = _draft(dossier, at)
    if any(each["sha256"] == photo.sha256 for each in advice.photos):
        raise AlreadyDone("Ảnh này đã có.", "This picture is there already.", "photos")
    if len(advice.photos) >= MOST_PHOTOS:
        raise BadValue(f"Tối đa {MOST_PHOTOS} ảnh.", f"At most {MOST_PHOTOS} pictures.", "photos")
    advice.photos = [*advice.photos, {"sha256": photo.sha256, "name": name[:120]}]
    advice = _kept(advice, by, at)
    record(by=by, at=at, verb="add_photo", target=advice)
    return advice


@transaction.atomic
def submit_advice(*, dossier: Dossier, report_no: str, report_on: date, by: Actor, at: datetime) -> Advice:
    """Hand the report to the council; from now on the database keeps it as it is.

    Writes: the Advice; as `move`. News: dossier_moved.
    Raises: NotAllowedNow naming what lacks; BadValue naming the field.
    Source: Decision 26/2026/QĐ-TTg, arts. 7.3c and 7.6c.
    """
    advice = _draft(dossier, at)
    lacking = next((each for each in queries.readiness(advice.dossier, advice) if each.is_blocking), None)
    if lacking:
        raise NotAllowedNow(
            f"Chưa gửi được báo cáo: {lacking.what}. {lacking.remedy}", f"Not ready: {lacking.what_en}."
        )
    if not report_no.strip():
        raise BadValue("Hãy ghi số báo cáo.", "The report needs its number.", "report_no")
    today = at.astimezone(VIETNAM).date()
    check_day(report_on, today, not_before=advice.surveyed_on, than="ngày khảo sát", field="report_on")
    advice.report_no, advice.report_on, advice.submitted_at = report_no.strip(), report_on, at
    advice.changed_at, advice.changed_by_id = at, by.id
    advice.save()
    move(dossier=dossier, verb="advise", by=by, at=at, paper=Paper(advice.report_no, report_on))
    return advice


def _draft(dossier: Dossier, at: datetime) -> Advice:
    """The draft of a dossier that is with the group, made when there is none; locked until the end."""
    dossier = held(dossier)
    if dossier.state != State.ACCEPTED:
        label = State(dossier.state).label
        raise NotAllowedNow(
            f"Tổ tư vấn chỉ ghi khi hồ sơ đã tiếp nhận; hồ sơ này {label}.",
            f"The advisory group works on accepted dossiers; this one is in state {dossier.state!r}.",
        )
    advice = queries.draft_of(dossier) or Advice(dossier=dossier, changed_at=at)
    advice.dossier = dossier
    return advice


def _kept(advice: Advice, by: Actor, at: datetime) -> Advice:
    is_new_hand = advice.pk is None or advice.changed_by_id != by.id
    if advice.member_id is None:
        advice.member = queries.seat_of(by, advice.dossier)
    advice.changed_at, advice.changed_by_id = at, by.id
    advice.save()
    if is_new_hand:
        record(by=by, at=at, verb="write_advice", target=advice)
    return advice


def _check_visit(dossier: Dossier, visit: Visit, today: date) -> None:
    if not visit.needed and not queries.may_go_without_visit(dossier):
        raise BadValue(
            "Đánh giá lần đầu và nâng hạng đều phải khảo sát; chỉ đánh giá lại mới có thể không cần.",
            "Only a re-evaluation may go without a visit.",
            "needed",
        )
    if visit.on:
        check_day(visit.on, today)
    unknown = [each for each in visit.stops if each not in STOPS]
    if unknown:
        raise BadValue("Hãy chọn lý do trong danh sách.", f"Unknown stop {unknown[0]!r}.", "stops")
