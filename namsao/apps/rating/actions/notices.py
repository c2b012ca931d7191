"""The written notices of results, to the commune and the producer."""

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate

from namsao.apps.rating.models import Decision, DecisionRow, ResultNotice
from namsao.apps.rating.queries.after_people import commune_of, producers
from namsao.apps.rating.queries.holding import hold_place
from namsao.base.audit.actions import record
from namsao.base.work.actions import notify
from namsao.core.actor import Actor
from namsao.core.errors import AlreadyDone, BadValue
from namsao.core.rating.papers import check_day


@transaction.atomic
def notify_results(
    *, decision: Decision, number: str, on: date, text: str = "", by: Actor, at: datetime
) -> list[ResultNotice]:
    """Make the written notice of each row of a decision that has none, and tell the people it is for.

    number: of the agency's paper, the same for all of them. text: what is added to every notice.
    Writes: one ResultNotice a row, notices of work, one audit entry. Raises: AlreadyDone when all have theirs;
    BadValue. Source: Decision 26/2026/QĐ-TTg, art. 7.3g.
    """
    hold_place(decision.place)
    if not number.strip():
        raise BadValue("Hãy ghi số thông báo.", "Give the number of the notice.", "number")
    check_day(on, localdate(at), not_before=decision.on, than="ngày quyết định")
    rows = list(decision.rows.filter(notice=None).select_related("product__party__place", "decision"))
    if not rows:
        raise AlreadyDone(
            "Mọi sản phẩm của quyết định này đã có thông báo.", "Every product has its notice already."
        )
    made = [
        ResultNotice.objects.create(
            row=row, number=number.strip(), on=on, text=text.strip(), at=at, by_id=by.id
        )
        for row in rows
    ]
    record(by=by, at=at, verb="decision.notify", target=decision, why=f"Thông báo {number.strip()}")
    for notice in made:
        _tell(notice, by, at)
    return made


def _tell(notice: ResultNotice, by: Actor, at: datetime) -> None:
    row: DecisionRow = notice.row
    notify(
        users=producers(row.product) | commune_of(row.product.party.place),
        key=f"result:{row.pk}",
        title=f"Kết quả đánh giá {row.product}: {row.get_verdict_display()}",
        body=f"Thông báo {notice.number} ngày {notice.on:%d/%m/%Y}, theo {row.decision}.",
        url=reverse("rating:notice_pdf", args=[notice.pk]),
        by=by,
        at=at,
    )
