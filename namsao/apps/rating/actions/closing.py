"""A council closes a product, talks where its members lie apart, and proposes its results: the first hand.

Once closed, a result stays: there is no reopening. What turns out wrong goes through the leader's refusal and a new
hearing in another sitting. Source: Decision 26/2026/QĐ-TTg, art. 7.3d.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db import transaction
from django.utils import timezone

from namsao.apps.rating.actions.moves import Paper, move
from namsao.apps.rating.flow import State
from namsao.apps.rating.models import Hearing, Result, Sheet, Sitting
from namsao.apps.rating.packs import criteria
from namsao.apps.rating.queries.holding import hold_hearing
from namsao.apps.rating.queries.quorum import bench_of, counted, read_rules, rules_of
from namsao.base.audit.actions import record
from namsao.base.files.models import StoredFile
from namsao.core.actor import Actor
from namsao.core.errors import AlreadyDone, BadValue, NotAllowedNow
from namsao.core.rating.agreement import spread
from namsao.core.rating.papers import check_day
from namsao.core.rating.reasons import six_places
from namsao.core.rating.tally import Tally, council


@dataclass(frozen=True, kw_only=True)
class Minutes:
    """The signed minutes a proposal rests on."""

    number: str
    on: date
    paper: StoredFile


@transaction.atomic
def rescore(*, hearing: Hearing, discussion: str, by: Actor, at: datetime) -> Hearing:
    """After talking it over, open another turn: new sheets begin with the old scores, the old sheets stay locked.

    Writes: the Hearing, one Sheet for each member whose sheet was in, one audit entry. Raises: BadValue without what
    was discussed; NotAllowedNow while a sheet of this turn is missing.
    """
    now = hold_hearing(hearing)
    if not discussion.strip():
        raise BadValue("Hãy ghi nội dung thảo luận.", "Say what was discussed.", "discussion")
    if not bench_of(now).is_all_in:
        raise NotAllowedNow("Còn phiếu chưa nộp trong lượt này.", "Sheets of this turn are missing.")
    old = list(counted().filter(hearing=now))
    now.discussion = _told(now, discussion)
    now.turn += 1
    now.save(update_fields=["discussion", "turn"])
    Sheet.objects.bulk_create(
        Sheet(
            hearing=now,
            member_id=each.member_id,
            turn=now.turn,
            scores=each.scores,
            notes=each.notes,
            comment=each.comment,
            started_at=at,
            saved_at=at,
        )
        for each in old
    )
    record(by=by, at=at, verb="rescore", target=now, why=discussion.strip())
    return now


@transaction.atomic
def note_discussion(*, hearing: Hearing, discussion: str, by: Actor, at: datetime) -> Hearing:
    """Add to what the minutes say of the product. Writes: the Hearing, one audit entry. Raises: AlreadyDone."""
    now = hold_hearing(hearing)
    now.discussion = _told(now, discussion)
    now.save(update_fields=["discussion"])
    record(by=by, at=at, verb="note_discussion", target=now)
    return now


@transaction.atomic
def stop(*, hearing: Hearing, stops: Sequence[str], discussion: str, by: Actor, at: datetime) -> Result:
    """The council ends the rating of a product for a reason no points outweigh: no stars.

    stops: codes of `core.rating.stops`, or a reason in words. Writes: the Hearing, one Result, one audit entry.
    Raises: BadValue without a reason or a discussion; NotAllowedNow without a quorum of members present or of sheets.
    Source: the sentences under the sheets of Appendix II.
    """
    now = hold_hearing(hearing)
    _check_heard(now)
    if not stops:
        raise BadValue("Hãy chọn lý do dừng đánh giá.", "Choose why the rating stops.", "stops")
    if not discussion.strip():
        raise BadValue(
            "Hãy ghi ý kiến thống nhất của hội đồng.", "Say what the council agreed.", "discussion"
        )
    bench = bench_of(now)
    if not bench.is_enough and not bench.is_met:
        raise NotAllowedNow(
            "Chưa đủ thành viên để quyết định dừng: hãy ghi danh sách có mặt hoặc chờ đủ phiếu.",
            "Not enough members: note who is present, or wait for the sheets.",
        )
    now.stops, now.discussion = list(stops), _told(now, discussion)
    result = _close(now, list(counted().filter(hearing=now)), by, at)
    record(by=by, at=at, verb="stop_rating", target=now, why=discussion.strip())
    return result


@transaction.atomic
def close_hearing(*, hearing: Hearing, by: Actor, at: datetime) -> Result:
    """Close a product: from then on its result and all its sheets can be read, and nothing of it changes.

    Writes: the Hearing, one Result, one audit entry. Raises: NotAllowedNow while sheets are missing, without a
    quorum, or with members further apart than the council's rules allow; AlreadyDone when it is closed.
    Source: art. 7.3d; the rules are the council's own (`Council`).
    """
    now = hold_hearing(hearing)
    _check_heard(now)
    sheets = list(counted().filter(hearing=now))
    _check_sheets(now)
    _check_spread(now, sheets)
    result = _close(now, sheets, by, at)
    record(by=by, at=at, verb="close_hearing", target=now)
    return result


@transaction.atomic
def propose_results(*, sitting: Sitting, minutes: Minutes, by: Actor, at: datetime) -> Sitting:
    """The council reports its results and proposes them to the chairman of the province: the first of three hands.

    Writes: the Sitting, each Dossier moves ("propose_result"). News: dossier_moved. Raises: AlreadyDone when it has
    proposed; NotAllowedNow while a product is open or there is none; BadValue for minutes of a day that cannot be.
    Source: art. 7.3d.
    """
    now = Sitting.objects.select_for_update(of=("self",)).get(pk=sitting.pk)
    if now.proposed_at:
        raise AlreadyDone("Phiên này đã đề xuất kết quả.", "This sitting has proposed its results.")
    hearings = list(now.hearings.select_related("dossier").order_by("position", "id"))
    still_open = sum(each.closed_at is None for each in hearings)
    if still_open or not hearings:
        raise NotAllowedNow(
            f"Còn {still_open} sản phẩm chưa khép." if hearings else "Phiên chưa có sản phẩm nào.",
            "Products are still open." if hearings else "No product was heard.",
        )
    today = timezone.localdate(at)
    check_day(minutes.on, today, not_before=now.held_on, than="ngày họp", field="minutes_on")
    now.minutes_no, now.minutes_on, now.minutes = minutes.number, minutes.on, minutes.paper
    now.proposed_at, now.proposed_by_id = at, by.id
    now.save()
    paper = Paper(minutes.number, minutes.on, minutes.paper)
    for each in hearings:
        move(dossier=each.dossier, verb="propose_result", by=by, at=at, why=now.title, paper=paper)
    record(by=by, at=at, verb="propose_results", target=now, why=minutes.number)
    return now


def _check_heard(hearing: Hearing) -> None:
    if hearing.dossier.state != State.HEARING:
        raise NotAllowedNow("Chưa mở chấm sản phẩm này.", "Scoring has not opened for this product.")


def _check_sheets(hearing: Hearing) -> None:
    bench = bench_of(hearing)
    if bench.missing:
        names = ", ".join(str(each.user) for each in bench.missing)
        raise NotAllowedNow(
            f"Còn thiếu phiếu của {names}. Thành viên vắng mặt thì ghi vào danh sách có mặt.",
            f"Sheets are missing: {names}. Note who is absent.",
        )
    if not bench.is_enough:
        with_chair = ", trong đó có chủ tịch hội đồng" if hearing.sitting.council.chair_needed else ""
        raise NotAllowedNow(
            f"Chưa đủ phiếu: có {len(bench.handed_in)} trên {len(bench.members)} thành viên, "
            f"quy chế cần ít nhất {bench.needed} phiếu{with_chair}.",
            f"No quorum: {len(bench.handed_in)} sheets of {len(bench.members)} members, "
            f"{bench.needed} are needed.",
        )


def _check_spread(hearing: Hearing, sheets: Sequence[Sheet]) -> None:
    apart = spread(criteria(hearing.dossier.pack), [each.scores for each in sheets]).points
    allowed = hearing.sitting.council.spread
    if apart > allowed:
        raise NotAllowedNow(
            f"Hai phiếu chênh nhau {apart} điểm, quy chế cho tối đa {allowed}. "
            "Hội đồng cần thảo luận rồi chấm lại.",
            f"Two sheets lie {apart} points apart, {allowed} are allowed: talk it over and score again.",
        )


def _close(hearing: Hearing, sheets: Sequence[Sheet], by: Actor, at: datetime) -> Result:
    rules = rules_of(hearing.sitting.council)
    known = criteria(hearing.dossier.pack)
    scores = [each.scores for each in sheets]
    found = council(known, scores, read_rules(rules), hearing.stops) if scores else None
    hearing.closed_at = at
    hearing.save(update_fields=["closed_at", "stops", "discussion"])
    return Result.objects.create(
        dossier=hearing.dossier,
        hearing=hearing,
        stopped=hearing.stops,
        sheets=len(sheets),
        spread=spread(known, scores).points if scores else 0,
        rules=rules,
        pack=hearing.dossier.pack,
        at=at,
        by_id=by.id,
        **_figures(found),
    )


def _figures(found: Tally | None) -> dict[str, Any]:
    """Columns of a result. Stopped before any sheet was in: no points, no stars."""
    if found is None:
        return {"points": Decimal(0), "points_exact": "0", "stars": 0}
    return {
        "points": six_places(found.points),
        "points_exact": str(found.points),
        "parts": {code: _plain(value) for code, value in found.parts.items()},
        "stars": found.stars,
        "missed": [
            {"code": gate.code, "stars": gate.stars, "need": gate.need, "have": _plain(gate.have)}
            for gate in found.missed
        ],
    }


def _plain(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else float(round(value, 4))


def _told(hearing: Hearing, text: str) -> str:
    """What was said before stays, each turn under its own heading."""
    said = f"Lượt {hearing.turn}: {text.strip()}"
    return f"{hearing.discussion}\n{said}" if hearing.discussion else said
