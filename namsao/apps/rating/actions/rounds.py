"""Rounds of evaluation: the regular ones of the decree, and more where the council's rules allow."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from namsao.apps.rating.models import Round
from namsao.apps.rating.queries.holding import hold_place
from namsao.apps.rating.queries.rounds import allows_extra, missing
from namsao.base.audit.actions import record
from namsao.base.places.models import Place
from namsao.base.ui.display import VIETNAM
from namsao.core.actor import Actor
from namsao.core.errors import AlreadyDone, BadValue, NotAllowedNow


@transaction.atomic
def make_regular_rounds(*, place: Place, year: int, by: Actor, at: datetime) -> list[Round]:
    """Make the rounds the decree sets for a year, of both levels, those that are not there yet.

    place: the province. Writes: up to four Rounds, one audit entry each.
    Raises: AlreadyDone when all are there; BadValue for a year far off or a unit that is no province.
    Source: Decision 26/2026/QĐ-TTg, art. 5.
    """
    place = _held_province(place)
    this_year = at.astimezone(VIETNAM).year
    if not this_year <= year <= this_year + 2:
        raise BadValue(
            "Chỉ lập đợt cho năm nay và hai năm tới.", "Rounds are made for this and the next two years."
        )
    wanted = missing(place, year)
    if not wanted:
        raise AlreadyDone(
            f"Các đợt năm {year} đã lập đủ.", f"The regular rounds of {year} are there already."
        )
    made = [
        Round.objects.create(
            place=place,
            level=each.level,
            year=year,
            number=each.number,
            propose_before=each.propose_before,
            evaluate_before=each.evaluate_before,
            made_at=at,
        )
        for each in wanted
    ]
    for each in made:
        record(by=by, at=at, verb="make_round", target=each)
    return made


@transaction.atomic
def make_extra_round(
    *, place: Place, plan_no: str, propose_before: date, evaluate_before: date, by: Actor, at: datetime
) -> Round:
    """Make one more round of the province.

    plan_no: of the evaluation plan. Writes: one Round, one audit entry.
    Raises: NotAllowedNow when no council's rules allow it; BadValue naming the field.
    Source: Decision 26/2026/QĐ-TTg, art. 5.1.
    """
    place = _held_province(place)
    today = at.astimezone(VIETNAM).date()
    _check_extra(place, plan_no, propose_before, evaluate_before, today)
    same = Round.objects.filter(place=place, level=Round.Level.PROVINCE, year=propose_before.year)
    # The numbers of the regular rounds stay free for them.
    last = max(same.aggregate(last=Max("number"))["last"] or 0, 2)
    made = Round.objects.create(
        place=place,
        year=propose_before.year,
        number=last + 1,
        is_extra=True,
        plan_no=" ".join(plan_no.split()),
        propose_before=propose_before,
        evaluate_before=evaluate_before,
        made_at=at,
    )
    record(by=by, at=at, verb="make_round", target=made)
    return made


def _held_province(place: Place) -> Place:
    """The province, kept from others who make rounds of it at this moment."""
    place = hold_place(place)
    if place.kind != Place.Kind.PROVINCE:
        raise BadValue("Đợt đánh giá là của tỉnh, không phải của xã.", "Rounds belong to a province.")
    return place


def _check_extra(
    place: Place, plan_no: str, propose_before: date, evaluate_before: date, today: date
) -> None:
    if not allows_extra(place, today):
        raise NotAllowedNow(
            "Quy chế của hội đồng chưa cho tổ chức thêm đợt (Điều 5 khoản 1). "
            "Nếu quy chế có nêu, hãy ghi vào phần cài đặt của hội đồng trước.",
            "The council's regulation does not allow extra rounds (art. 5.1).",
        )
    if not plan_no.strip():
        raise BadValue("Hãy ghi số kế hoạch đánh giá.", "An extra round needs a plan number.", "plan_no")
    if propose_before <= today:
        raise BadValue("Hạn đề nghị phải sau hôm nay.", "Proposals must close after today.", "propose_before")
    if evaluate_before <= propose_before:
        raise BadValue(
            "Hạn đánh giá xong phải sau hạn đề nghị.",
            "The evaluation ends after proposals close.",
            "evaluate_before",
        )
