"""Councils: set up, their rules, who sits on them. Source: Decision 26/2026/QĐ-TTg, art. 7.3b."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from namsao.apps.rating.models import Council, Hearing, Member
from namsao.base.accounts.models import User
from namsao.base.audit.actions import record
from namsao.base.files.models import StoredFile
from namsao.base.places.models import Place
from namsao.core.actor import Actor
from namsao.core.errors import AlreadyDone, BadValue, NotAllowedNow

SINGLE_SEATS = {Member.Seat.CHAIR, Member.Seat.SECRETARY}


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What a council is, and what its regulation settles. regulation: the signed paper; None keeps what is there."""

    name: str
    decision_no: str
    decided_on: date
    term_to: date | None = None
    regulation_no: str = ""
    regulation: StoredFile | None = None
    gates: str = Council.Gates.MAJORITY
    averaging: str = Council.Averaging.MEAN
    quorum: int = 75
    chair_needed: bool = True
    spread: int = 10
    decimals: int | None = None
    secretary_scores: bool = False
    extra_rounds: bool = False


@transaction.atomic
def new_council(*, place: Place, facts: Facts, by: Actor, at: datetime) -> Council:
    """Enter a council the chairman of the provincial people's committee has set up.

    Writes: one Council, one audit entry. Raises: BadValue for a place that is no province, days that cannot be.
    Source: art. 7.3b.
    """
    if place.kind != Place.Kind.PROVINCE:
        raise BadValue("Hội đồng thuộc cấp tỉnh.", "A council belongs to a province.")
    _check(facts)
    council = Council.objects.create(place=place, made_at=at, **vars(facts))
    record(by=by, at=at, verb="add", target=council, why=facts.decision_no)
    return council


@transaction.atomic
def change_council(*, council: Council, facts: Facts, by: Actor, at: datetime) -> Council:
    """Correct a council or enter the rules of its new regulation.

    Closed results keep the rules they were made under (`Result.rules`); products not yet closed follow the new ones.
    Writes: the Council, one audit entry. Raises: BadValue for days or a quorum that cannot be.
    """
    _check(facts)
    held = Council.objects.select_for_update().get(pk=council.pk)
    told = _changes(held, facts)
    for name, value in vars(facts).items():
        if name != "regulation" or value is not None:
            setattr(held, name, value)
    held.save()
    record(by=by, at=at, verb="change", target=held, why=told)
    return held


@transaction.atomic
def seat(*, council: Council, user: User, seat: str, agency: str, by: Actor, at: datetime) -> Member:
    """Give a person a seat on the council or in its advisory group.

    Writes: one Member, one audit entry. Raises: BadValue for a person who may not sign in; AlreadyDone when the
    person sits there already or the chair's or secretary's seat is taken. Source: art. 7.3b.
    """
    if not user.is_active:
        raise BadValue("Tài khoản này đã khoá.", "This account is closed.", field="user")
    serving = Member.objects.serving().filter(council=council)
    if serving.filter(user=user).exists():
        raise AlreadyDone(
            f"{user} đã có vai trong hội đồng này.", f"{user} has a seat on this council already.", "user"
        )
    if seat in SINGLE_SEATS and serving.filter(seat=seat).exists():
        raise AlreadyDone(
            f"Hội đồng đã có {Member.Seat(seat).label}. Hãy kết thúc vai cũ trước.",
            "That seat is taken; end it first.",
            "seat",
        )
    try:
        with transaction.atomic():
            member = Member.objects.create(council=council, user=user, seat=seat, agency=agency, since=at)
    except IntegrityError as taken:
        raise AlreadyDone("Vừa có người ghi vai này rồi.", "Somebody filled this seat just now.") from taken
    record(by=by, at=at, verb="seat", target=member)
    return member


@transaction.atomic
def end_seat(*, member: Member, why: str, by: Actor, at: datetime) -> Member:
    """End a seat; the sheets of the person stay.

    Writes: the Member, one audit entry. Raises: AlreadyDone when it has ended; NotAllowedNow while a sheet of the
    person is in for a product that is not closed: a sheet must not vanish by taking away its seat.
    """
    held = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if held.until:
        raise AlreadyDone("Vai này đã kết thúc.", "This seat has ended.")
    open_hearings = Hearing.objects.filter(closed_at=None, sitting__council=held.council_id)
    if open_hearings.filter(sheets__member=held, sheets__submitted_at__isnull=False).exists():
        raise NotAllowedNow(
            "Người này đã nộp phiếu cho sản phẩm chưa khép. Hãy khép các sản phẩm đó trước.",
            "Sheets of this person are in for products not yet closed.",
        )
    held.until = at
    held.save(update_fields=["until"])
    record(by=by, at=at, verb="end_seat", target=held, why=why)
    return held


def _check(facts: Facts) -> None:
    if facts.term_to and facts.term_to < facts.decided_on:
        raise BadValue(
            "Nhiệm kỳ không thể kết thúc trước ngày thành lập.", "The term ends before it begins.", "term_to"
        )
    if not 50 <= facts.quorum <= 100:
        raise BadValue(
            "Số phiếu tối thiểu từ 50 đến 100 %.", "The quorum is 50 to 100 percent.", field="quorum"
        )
    if facts.extra_rounds and not facts.regulation_no:
        raise BadValue(
            "Đợt thêm phải có trong quy chế: hãy ghi số quy chế.",
            "Extra rounds must stand in the regulation: give its number.",
            "regulation_no",
        )


def _changes(council: Council, facts: Facts) -> str:
    """The rules that change, for the trail."""
    return "; ".join(
        f"{Council._meta.get_field(name).verbose_name}: {getattr(council, name)} → {value}"
        for name, value in vars(facts).items()
        if name != "regulation" and getattr(council, name) != value
    )
