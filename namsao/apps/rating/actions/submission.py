"""The second hand: the OCOP agency submits what a council proposed."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from namsao.apps.rating.actions.moves import Paper, move
from namsao.apps.rating.flow import after
from namsao.apps.rating.models import Dossier, Result, Submission, SubmissionRow
from namsao.apps.rating.queries.holding import held, hold_place
from namsao.apps.rating.queries.rulings import check_hands
from namsao.base.audit.actions import record
from namsao.base.files.models import StoredFile
from namsao.base.places.models import Place
from namsao.core.actor import Actor
from namsao.core.errors import AlreadyDone, BadValue, NotAllowedNow
from namsao.core.rating.papers import check_day


@transaction.atomic
def submit(
    *,
    place: Place,
    dossiers: Sequence[Dossier],
    number: str,
    on: date,
    paper: StoredFile | None = None,
    by: Actor,
    at: datetime,
) -> Submission:
    """Submit the results of these dossiers to the chairman of the provincial people's committee.

    place: the province. The newest result of each goes in: the council's, or the ministry's below 90 points.
    Writes: one Submission with its rows, one audit entry; each Dossier moves ("submit"). News: dossier_moved.
    Raises: NotPermitted for who recorded the council's proposal; NotAllowedNow, AlreadyDone, BadValue.
    Source: Decision 26/2026/QĐ-TTg, arts. 7.3đ, 7.4g and 7.6đ.
    """
    if not dossiers:
        raise BadValue("Hãy chọn ít nhất một sản phẩm.", "Choose at least one product.", "dossiers")
    hold_place(place)
    _check_number(place, number, on)
    pairs = [(each, _result(each)) for each in map(held, sorted(dossiers, key=lambda each: each.pk))]
    check_hands([dossier for dossier, _found in pairs], by, "trình", "submit it")
    check_day(
        on, localdate(at), not_before=max(_proposed_on(result) for _each, result in pairs), than="biên bản"
    )
    submission = Submission.objects.create(
        place=place, number=number.strip(), on=on, paper=paper, at=at, by_id=by.id
    )
    SubmissionRow.objects.bulk_create(
        SubmissionRow(submission=submission, dossier=dossier, result=result) for dossier, result in pairs
    )
    record(by=by, at=at, verb="submission.record", target=submission)
    for dossier, _found in pairs:
        move(
            dossier=dossier, verb="submit", by=by, at=at, paper=Paper(submission.number, on, submission.paper)
        )
    return submission


def _check_number(place: Place, number: str, on: date) -> None:
    if not number.strip():
        raise BadValue("Hãy ghi số tờ trình.", "Give the number of the submission.", "number")
    if Submission.objects.filter(place=place, number=number.strip(), on__year=on.year).exists():
        raise AlreadyDone(
            f"Tờ trình {number} năm {on.year} đã ghi rồi.",
            f"Submission {number} of {on.year} is recorded already.",
            "number",
        )


def _result(dossier: Dossier) -> Result:
    after("submit", dossier.state)
    result = dossier.results.select_related("hearing__sitting").first()
    if result is None:
        raise NotAllowedNow(
            f"{dossier.product} chưa có kết quả của hội đồng.", f"{dossier.product} has no result yet."
        )
    return result


def _proposed_on(result: Result) -> date:
    """The day of the minutes; for the ministry's result the day it was recorded."""
    if result.hearing and result.hearing.sitting.minutes_on:
        return result.hearing.sitting.minutes_on
    return date.min
