"""Score sheets: opened, filled in click by click, handed in. Nobody else reads one before its product is closed."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from namsao.apps.rating.flow import State
from namsao.apps.rating.models import Hearing, Member, Recusal, Sheet
from namsao.apps.rating.packs import criteria
from namsao.apps.rating.queries.council import declared
from namsao.apps.rating.queries.holding import hold_hearing
from namsao.apps.rating.signals import member_scored
from namsao.base.audit.actions import record
from namsao.core.actor import Actor
from namsao.core.errors import AlreadyDone, BadValue, NotAllowedNow, NotPermitted

LONGEST_NOTE = 1000


@transaction.atomic
def start_sheet(*, hearing: Hearing, member: Member, by: Actor, at: datetime) -> Sheet:
    """Open the member's sheet for the turn under way; the same sheet when it is there.

    Writes: one Sheet, one audit entry, the first time. Raises: NotAllowedNow before the member has declared, before
    scoring opens; NotPermitted for a member who stands back; AlreadyDone once the product is closed.
    """
    now = hold_hearing(hearing)
    _check_scorer(now, member, by)
    sheet, is_new = Sheet.objects.get_or_create(
        hearing=now, member=member, turn=now.turn, defaults={"started_at": at, "saved_at": at}
    )
    if is_new:
        record(by=by, at=at, verb="start_sheet", target=sheet)
    return sheet


@transaction.atomic
def save_scores(
    *,
    sheet: Sheet,
    scores: Mapping[str, int],
    notes: Mapping[str, str] | None = None,
    comment: str | None = None,
    by: Actor,
    at: datetime,
) -> Sheet:
    """Keep what the member ticked; criteria not named stay, so that two open pages do not undo each other.

    scores: criterion code -> option number, 0 for none of them. notes: code -> text, empty takes it away.
    Writes: the Sheet; the trail keeps opening and handing in, not every click. Raises: BadValue for a criterion or
    an option the set does not have; AlreadyDone once it is in or the product is closed.
    """
    now = _held_sheet(sheet)
    if now.hearing.closed_at:
        raise AlreadyDone("Sản phẩm này đã khép.", "This product is closed.")
    if now.member.user_id != by.id:
        raise NotPermitted("Phiếu này không phải của bạn.", "This sheet is not yours.")
    if Recusal.objects.filter(hearing=now.hearing_id, member=now.member_id).exists():
        raise NotPermitted("Bạn đã rút khỏi sản phẩm này.", "You stand back from this product.")
    known = criteria(now.hearing.dossier.pack)
    for code, seq in scores.items():
        if (code, seq) not in known.levels:
            raise BadValue(
                f"Tiêu chí {code} không có mức này.", f"Criterion {code} has no such option.", field=code
            )
    now.scores = now.scores | scores
    for code, text in (notes or {}).items():
        if code not in known:
            raise BadValue(f"Không có tiêu chí {code}.", f"There is no criterion {code}.", field=code)
        now.notes[code] = text.strip()[:LONGEST_NOTE]
    now.notes = {code: text for code, text in now.notes.items() if text}
    if comment is not None:
        now.comment = comment.strip()
    now.saved_at = at
    now.save(update_fields=["scores", "notes", "comment", "saved_at"])
    return now


@transaction.atomic
def submit_sheet(*, sheet: Sheet, by: Actor, at: datetime) -> Sheet:
    """Hand in a sheet: from then on the database keeps it as it is.

    Writes: the Sheet, one audit entry without numbers. News: member_scored. Raises: BadValue while a criterion is
    not answered (0 is an answer); AlreadyDone when it is in; NotPermitted for a member who stands back;
    NotAllowedNow for one noted absent.
    """
    now = hold_hearing(sheet.hearing)
    _check_scorer(now, sheet.member, by)
    if now.sitting.present and sheet.member_id not in now.sitting.present:
        raise NotAllowedNow(
            "Thư ký ghi bạn vắng mặt. Hãy báo thư ký sửa danh sách có mặt rồi nộp phiếu.",
            "You are noted as absent; ask the secretary.",
        )
    own = _held_sheet(sheet)
    if own.turn != now.turn:
        raise NotAllowedNow("Sản phẩm đã sang lượt chấm mới.", "A new turn of scoring has begun.")
    left = [each.code for each in criteria(now.dossier.pack).criteria if each.code not in own.scores]
    if left:
        raise BadValue(
            f"Còn {len(left)} tiêu chí chưa chấm: {', '.join(left)}.",
            f"Not answered yet: {', '.join(left)}.",
        )
    own.submitted_at = at
    own.save(update_fields=["submitted_at"])
    record(by=by, at=at, verb="submit_sheet", target=own)
    member_scored.send(at=at, sitting=now.sitting_id, user=sheet.member.user_id)
    return own


def _check_scorer(hearing: Hearing, member: Member, by: Actor) -> None:
    if hearing.dossier.state != State.HEARING:
        raise NotAllowedNow("Chưa mở chấm sản phẩm này.", "Scoring has not opened for this product.")
    if member.user_id != by.id or member.until or not member.scores:
        raise NotPermitted("Phiếu này không phải của bạn.", "This sheet is not yours.")
    if Recusal.objects.filter(hearing=hearing, member=member).exists():
        raise NotPermitted("Bạn đã rút khỏi sản phẩm này.", "You stand back from this product.")
    if not declared(hearing, member):
        raise NotAllowedNow(
            "Hãy kê khai xung đột lợi ích của phiên trước khi chấm.", "Declare conflicts of interest first."
        )


def _held_sheet(sheet: Sheet) -> Sheet:
    rows = Sheet.objects.select_for_update(of=("self",)).select_related("hearing__dossier", "member__user")
    now = rows.get(pk=sheet.pk)
    if now.submitted_at:
        raise AlreadyDone("Phiếu này đã nộp, không sửa được nữa.", "This sheet is in and stays as it is.")
    return now
