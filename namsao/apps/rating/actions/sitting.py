"""Sittings: the agenda, who is present, who stands back. Source: Decision 26/2026/QĐ-TTg, arts. 7.3d, 7.6d."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from namsao.apps.rating.actions.moves import move
from namsao.apps.rating.flow import Kind, State
from namsao.apps.rating.models import (
    Council,
    Declaration,
    Dossier,
    Hearing,
    Member,
    Recusal,
    Round,
    Sheet,
    Sitting,
)
from namsao.apps.rating.queries.council import candidates, seat_of
from namsao.apps.rating.queries.holding import hold_hearing
from namsao.apps.rating.signals import member_scored
from namsao.base.audit.actions import record
from namsao.core.actor import Actor
from namsao.core.errors import AlreadyDone, BadValue, NotAllowedNow, NotPermitted

Mode = Sitting.Mode


@transaction.atomic
def new_sitting(
    *,
    council: Council,
    title: str,
    held_on: date,
    mode: str,
    the_round: Round | None,
    venue: str = "",
    by: Actor,
    at: datetime,
) -> Sitting:
    """Call a meeting, or begin to collect opinions in writing.

    Writes: one Sitting, one audit entry. Raises: BadValue for a day outside the council's term; NotAllowedNow for a
    council without a chair or a secretary. Source: arts. 7.3d, 7.6d.
    """
    if held_on < council.decided_on or (council.term_to and held_on > council.term_to):
        raise BadValue(
            "Ngày này nằm ngoài nhiệm kỳ của hội đồng.", "That day is outside the council's term.", "held_on"
        )
    seats = set(Member.objects.serving().filter(council=council).values_list("seat", flat=True))
    if not {Member.Seat.CHAIR, Member.Seat.SECRETARY} <= seats:
        raise NotAllowedNow(
            "Hội đồng chưa đủ chủ tịch và thư ký. Hãy ghi hai vai này trước.",
            "The council still lacks a chair or a secretary.",
        )
    sitting = Sitting.objects.create(
        council=council, round=the_round, mode=mode, title=title, held_on=held_on, venue=venue, made_at=at
    )
    record(by=by, at=at, verb="add", target=sitting)
    return sitting


@transaction.atomic
def add_to_agenda(
    *, sitting: Sitting, dossiers: Sequence[Dossier], why: str = "", by: Actor, at: datetime
) -> list[Hearing]:
    """Put advised dossiers on the agenda; members may read them from then on.

    why: what makes a re-evaluation need a meeting. Writes: one Hearing each, one audit entry. Raises: NotAllowedNow
    for a dossier that is not advised, or stands on another agenda; BadValue when the form of sitting does not fit.
    Source: art. 7.6d: re-evaluations are settled in writing, unless opinions differ or the matter is complex.
    """
    sitting = _held_sitting(sitting)
    fitting = candidates(sitting).filter(pk__in=[each.pk for each in dossiers])
    chosen = list(fitting.select_for_update(of=("self",)))
    if len(chosen) < len(dossiers):
        raise NotAllowedNow(
            "Có hồ sơ chưa được Tổ tư vấn báo cáo, thuộc đợt khác hoặc đã vào phiên khác.",
            "A dossier is not advised yet, belongs to another round or stands on another agenda.",
            "dossiers",
        )
    _check_mode(sitting, chosen, why)
    last = sitting.hearings.aggregate(last=Max("position"))["last"] or 0
    made = [
        Hearing.objects.create(sitting=sitting, dossier=each, position=last + number, made_at=at)
        for number, each in enumerate(chosen, start=1)
    ]
    record(by=by, at=at, verb="add_to_agenda", target=sitting, why=why)
    return made


@transaction.atomic
def order_agenda(*, sitting: Sitting, order: Sequence[int], by: Actor, at: datetime) -> None:
    """Put the agenda in this order. order: ids of all hearings of the sitting.

    Writes: positions, one audit entry. Raises: BadValue when a product is missing or foreign.
    """
    sitting = _held_sitting(sitting)
    hearings = {each.pk: each for each in sitting.hearings.all()}
    if sorted(order) != sorted(hearings):
        raise BadValue(
            "Danh sách vừa thay đổi, hãy mở lại trang.", "The agenda has changed; open the page again."
        )
    for position, key in enumerate(order, start=1):
        hearings[key].position = position
    Hearing.objects.bulk_update(hearings.values(), ["position"])
    record(by=by, at=at, verb="order_agenda", target=sitting)


@transaction.atomic
def remove_from_agenda(*, hearing: Hearing, by: Actor, at: datetime) -> None:
    """Take a product off the agenda before scoring opens; its dossier waits for another sitting.

    Writes: the Hearing goes, one audit entry. Raises: NotAllowedNow once scoring has opened for it.
    """
    now = hold_hearing(hearing)
    if now.dossier.state != State.ADVISED:
        raise NotAllowedNow(
            "Đã mở chấm sản phẩm này nên không rút khỏi chương trình được.",
            "Scoring has opened, so the product stays on the agenda.",
        )
    record(by=by, at=at, verb="remove_from_agenda", target=now.sitting, why=str(now.dossier))
    now.delete()


@transaction.atomic
def open_scoring(*, sitting: Sitting, by: Actor, at: datetime) -> int:
    """Bring every product of the agenda before the council; members declare conflicts, then score.

    Writes: each Dossier moves ("hear"). Returns: how many. Raises: NotAllowedNow when nothing waits.
    News: dossier_moved. Source: art. 7.3d.
    """
    sitting = _held_sitting(sitting)
    waiting = sitting.hearings.filter(dossier__state=State.ADVISED).select_related("dossier")
    moved = [
        move(dossier=each.dossier, verb="hear", by=by, at=at, why=sitting.title) for each in list(waiting)
    ]
    if not moved:
        raise NotAllowedNow(
            "Chưa có sản phẩm nào chờ mở chấm. Hãy đưa hồ sơ vào chương trình trước.",
            "No product waits on the agenda.",
        )
    return len(moved)


@transaction.atomic
def note_present(*, sitting: Sitting, present: Collection[int], by: Actor, at: datetime) -> Sitting:
    """Note which scoring members take part; the others owe no sheet.

    present: ids of Members. Writes: the Sitting, one audit entry. Raises: BadValue for somebody else;
    NotAllowedNow for leaving out a member whose sheet is in.
    """
    sitting = _held_sitting(sitting)
    members = {each.pk: each for each in Member.objects.filter(council=sitting.council).scoring()}
    if not set(present) <= set(members):
        raise BadValue("Có người không phải thành viên chấm.", "Somebody there does not score.", "present")
    in_already = Sheet.objects.filter(hearing__sitting=sitting, submitted_at__isnull=False)
    for member in in_already.values_list("member", flat=True).distinct():
        if member in members and member not in present:
            raise NotAllowedNow(
                f"{members[member].user} đã nộp phiếu nên không ghi vắng được.",
                f"{members[member].user} has handed in a sheet, so is not absent.",
                "present",
            )
    sitting.present = sorted(present)
    sitting.save(update_fields=["present"])
    record(by=by, at=at, verb="note_present", target=sitting)
    return sitting


@transaction.atomic
def convert_to_meeting(*, sitting: Sitting, why: str, by: Actor, at: datetime) -> Sitting:
    """Turn a collection of written opinions into a meeting.

    Writes: the Sitting, one audit entry with why. Raises: AlreadyDone for a meeting.
    Source: art. 7.6d: only where opinions differ or the matter is complex.
    """
    sitting = _held_sitting(sitting)
    if sitting.mode == Mode.MEETING:
        raise AlreadyDone("Phiên này đã là phiên họp.", "This sitting is a meeting already.")
    sitting.mode = Mode.MEETING
    sitting.save(update_fields=["mode"])
    record(by=by, at=at, verb="convert_to_meeting", target=sitting, why=why)
    return sitting


@transaction.atomic
def declare(*, sitting: Sitting, conflicts: Mapping[int, str], by: Actor, at: datetime) -> Declaration:
    """A member says with which products there is a conflict of interest, or with none; then may score the others.

    conflicts: Hearing's id -> the reason. Writes: one Declaration, one Recusal each, one audit entry.
    News: member_scored.
    Raises: BadValue without a reason; NotAllowedNow before scoring opens, or for a product whose sheet is in;
    NotPermitted for somebody who does not score. Saying it again adds what came later.
    """
    sitting = _held_sitting(sitting)
    member = _scorer(sitting, by)
    hearings = {each.pk: each for each in sitting.hearings.filter(dossier__state=State.HEARING)}
    if not hearings:
        raise NotAllowedNow("Phiên chưa mở chấm.", "Scoring has not opened yet.")
    for key, why in conflicts.items():
        if key in hearings:
            _stand_back(hearings[key], member, why, at)
    declaration, _new = Declaration.objects.update_or_create(
        sitting=sitting, member=member, defaults={"at": at}
    )
    record(by=by, at=at, verb="declare_conflicts", target=sitting)
    member_scored.send(at=at, sitting=sitting.pk, user=member.user_id)
    return declaration


@transaction.atomic
def stand_back(*, hearing: Hearing, why: str, by: Actor, at: datetime) -> Recusal:
    """A member finds a conflict later; possible until the member's sheet is in.

    Writes: one Recusal, one audit entry. News: member_scored. Raises: as `declare`.
    """
    recusal = _stand_back(hearing, _scorer(hearing.sitting, by), why, at)
    record(by=by, at=at, verb="stand_back", target=recusal)
    member_scored.send(at=at, sitting=hearing.sitting_id, user=recusal.member.user_id)
    return recusal


def _stand_back(hearing: Hearing, member: Member, why: str, at: datetime) -> Recusal:
    now = hold_hearing(hearing)
    if not why.strip():
        raise BadValue(
            f"Hãy ghi lý do xung đột với {now.dossier.product}.",
            f"Give the reason for {now.dossier.product}.",
            f"why_{now.pk}",
        )
    sheets = Sheet.objects.filter(hearing=now, member=member, turn=now.turn)
    if sheets.filter(submitted_at__isnull=False).exists():
        raise NotAllowedNow(
            f"Phiếu của bạn cho {now.dossier.product} đã nộp nên không rút được nữa. Hãy báo thư ký.",
            "Your sheet is in, so it is too late to stand back. Tell the secretary.",
        )
    recusal, _new = Recusal.objects.get_or_create(
        hearing=now, member=member, defaults={"why": why.strip(), "at": at}
    )
    return recusal


def _scorer(sitting: Sitting, by: Actor) -> Member:
    member = seat_of(sitting, by)
    if member is None:
        raise NotPermitted("Bạn không chấm điểm trong hội đồng này.", "You do not score on this council.")
    return member


def _held_sitting(sitting: Sitting) -> Sitting:
    now = Sitting.objects.select_for_update(of=("self",)).select_related("council", "round")
    now = now.get(pk=sitting.pk)
    if now.proposed_at:
        raise NotAllowedNow(
            "Phiên này đã đề xuất kết quả, không sửa được nữa.", "This sitting has proposed its results."
        )
    return now


def _check_mode(sitting: Sitting, dossiers: Sequence[Dossier], why: str) -> None:
    again = [each for each in dossiers if each.kind == Kind.REEVALUATION]
    if sitting.mode == Mode.WRITTEN and len(again) < len(dossiers):
        raise BadValue(
            "Lấy ý kiến bằng văn bản chỉ dùng cho đánh giá lại (Điều 7 khoản 6 điểm d). "
            "Hồ sơ lần đầu, nâng hạng phải họp.",
            "Written opinions are for re-evaluations only.",
            "dossiers",
        )
    if sitting.mode == Mode.MEETING and again and not why.strip():
        raise BadValue(
            "Đánh giá lại lấy ý kiến bằng văn bản; nếu cần họp, hãy ghi vì sao "
            "(nhiều ý kiến khác nhau hoặc nội dung phức tạp).",
            "A re-evaluation is settled in writing; say why a meeting is needed.",
            "why",
        )
