"""Five stars are the minister's: what goes there, and what comes back. Recorded here, never issued here."""

from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction

from django.db import transaction
from django.utils.timezone import localdate

from namsao.apps.rating.actions.granting import grant, shared_decision
from namsao.apps.rating.actions.moves import Paper, move
from namsao.apps.rating.flow import State, after
from namsao.apps.rating.models import (
    Decision,
    DecisionRow,
    Dossier,
    Forwarding,
    Result,
    StarCertificate,
)
from namsao.apps.rating.packs import deadlines
from namsao.apps.rating.papers import papers_of
from namsao.apps.rating.queries.holding import held, hold_place
from namsao.base.files.models import StoredFile
from namsao.core.actor import Actor
from namsao.core.errors import BadValue, NotAllowedNow
from namsao.core.rating.criterion import NATIONAL
from namsao.core.rating.papers import check_day
from namsao.core.rating.reasons import BANDS, number_en, number_vi, six_places

LEAST_FOR_FIVE = BANDS[NATIONAL]


@transaction.atomic
def forward(
    *,
    dossier: Dossier,
    papers: Mapping[str, str],
    letter_no: str,
    letter_on: date,
    letter: StoredFile | None = None,
    by: Actor,
    at: datetime,
) -> Forwarding:
    """Send a dossier of 90 points and more to the ministry.

    papers: code of `papers.papers_of` -> its number, or "có". Writes: one Forwarding; the Dossier moves ("forward").
    News: dossier_moved. Raises: BadValue naming the paper that lacks; NotAllowedNow.
    Source: Decision 26/2026/QĐ-TTg, arts. 6.3, 7.3e.
    """
    dossier = held(dossier)
    after("forward", dossier.state)
    if not letter_no.strip():
        raise BadValue("Hãy ghi số văn bản gửi Bộ.", "Give the number of the letter.", "letter_no")
    _check_papers(dossier, papers)
    approved = dossier.decision_rows.filter(verdict=DecisionRow.Verdict.APPROVED).order_by("-pk").first()
    check_day(
        letter_on,
        localdate(at),
        not_before=approved.decision.on if approved else None,
        than="quyết định phê duyệt",
        field="letter_on",
    )
    sent = Forwarding.objects.create(
        dossier=dossier,
        letter_no=letter_no.strip(),
        letter_on=letter_on,
        letter=letter,
        papers={code: said.strip() for code, said in papers.items() if said.strip()},
        at=at,
        by_id=by.id,
    )
    move(dossier=dossier, verb="forward", by=by, at=at, paper=Paper(sent.letter_no, letter_on, letter))
    return sent


@transaction.atomic
def record_five(
    *,
    dossier: Dossier,
    number: str,
    on: date,
    signer: str,
    paper: StoredFile | None,
    certificate_no: str,
    certificate_paper: StoredFile | None = None,
    valid_to: date | None = None,
    by: Actor,
    at: datetime,
) -> StarCertificate:
    """Write down the minister's decision and certificate of five stars.

    certificate_no: as the ministry printed it. valid_to: as printed; 36 months when not given. A decision of the
    ministry on several products is one row here: its second product finds it by number and day, and needs no paper.
    Writes: the Decision, its row, the certificate; the Dossier moves ("recognise_by_ministry"). News: dossier_moved,
    certificate_standing_changed. Raises: BadValue, NotAllowedNow. Source: arts. 4.1b, 4.3 and 7.4e.
    """
    hold_place(dossier.place.parent)
    dossier = held(dossier)
    sent = _waiting(dossier, "recognise_by_ministry")
    check_day(on, localdate(at), not_before=sent.letter_on, than="ngày gửi Bộ")
    printed = _printed_number(certificate_no)
    ends = _last_day(on, valid_to)
    decision = shared_decision(
        kind=Decision.Kind.RESULT,
        place=dossier.place.parent,
        is_ministry=True,
        number=number,
        on=on,
        signer=signer,
        paper=paper,
        by=by,
        at=at,
    )
    row = DecisionRow.objects.create(
        decision=decision,
        product=dossier.product,
        dossier=dossier,
        verdict=DecisionRow.Verdict.RECOGNISED,
        stars=NATIONAL,
    )
    _answer(sent, Forwarding.Outcome.FIVE, number, on)
    letter = Paper(decision.number, on, decision.paper)
    move(dossier=dossier, verb="recognise_by_ministry", by=by, at=at, paper=letter)
    return grant(row=row, valid_to=ends, number=printed, paper=certificate_paper, by=by, at=at)


@transaction.atomic
def record_below(
    *,
    dossier: Dossier,
    number: str,
    on: date,
    points: Fraction,
    stars: int,
    text: str = "",
    by: Actor,
    at: datetime,
) -> Result:
    """Write down that the ministry gave fewer than 90 points; the province then submits anew or does it again.

    stars: by the ministry's result, at most what the points allow. Writes: the Forwarding, one Result of the
    ministry; the Dossier moves ("come_back"). News: dossier_moved. Raises: BadValue, NotAllowedNow.
    Source: Decision 26/2026/QĐ-TTg, art. 7.4g.
    """
    dossier = held(dossier)
    sent = _waiting(dossier, "come_back")
    check_day(on, localdate(at), not_before=sent.letter_on, than="ngày gửi Bộ")
    _check_below(points, stars)
    _answer(sent, Forwarding.Outcome.BELOW, number, on, text)
    result = Result.objects.create(
        dossier=dossier,
        is_ministry=True,
        points=six_places(points),
        points_exact=str(points),
        stars=stars,
        pack=dossier.pack,
        at=at,
        by_id=by.id,
    )
    move(dossier=dossier, verb="come_back", by=by, at=at, why=text, paper=Paper(number, on))
    return result


@transaction.atomic
def redo(*, dossier: Dossier, number: str, on: date, why: str, by: Actor, at: datetime) -> Dossier:
    """The rating is done again from the advisory group on: asked by the ministry, or chosen after fewer than 90.

    A product recognised already keeps its certificate until that is revoked, which is an act of its own (art. 8).
    Writes: an open Forwarding gets its answer; the Dossier moves ("redo"). News: dossier_moved.
    Raises: NotAllowedNow, also while the product has another dossier on its way; BadValue without a reason.
    Source: Decision 26/2026/QĐ-TTg, arts. 7.4g and 10.1b.
    """
    dossier = held(dossier)
    after("redo", dossier.state)
    _check_reason(why)
    check_day(on, localdate(at))
    other = Dossier.objects.open().filter(product=dossier.product_id).exclude(pk=dossier.pk).first()
    if other is not None:
        raise NotAllowedNow(
            f"{dossier.product} đang có hồ sơ khác trên đường: làm lại ở hồ sơ ấy.",
            f"{dossier.product} has another dossier on its way.",
        )
    for sent in dossier.forwardings.filter(outcome=Forwarding.Outcome.WAITING):
        _answer(sent, Forwarding.Outcome.REDO, number, on, why)
    move(dossier=dossier, verb="redo", by=by, at=at, why=why.strip(), paper=Paper(number, on))
    return dossier


@transaction.atomic
def withdraw_from_ministry(
    *, dossier: Dossier, number: str, on: date, why: str, by: Actor, at: datetime
) -> Dossier:
    """The dossier is taken back from the ministry and ends; certificates in force stay as they are.

    Writes: the Forwarding; the Dossier moves ("withdraw"). News: dossier_moved. Raises: NotAllowedNow, BadValue.
    """
    dossier = held(dossier)
    sent = _waiting(dossier, "withdraw")
    _check_reason(why)
    check_day(on, localdate(at), not_before=sent.letter_on, than="ngày gửi Bộ")
    _answer(sent, Forwarding.Outcome.WITHDRAWN, number, on, why)
    move(dossier=dossier, verb="withdraw", by=by, at=at, why=why.strip(), paper=Paper(number, on))
    return dossier


def _waiting(dossier: Dossier, verb: str) -> Forwarding:
    """The forwarding that waits for an answer. Raises: NotAllowedNow."""
    after(verb, dossier.state)
    sent = dossier.forwardings.filter(outcome=Forwarding.Outcome.WAITING).first()
    if dossier.state != State.FORWARDED or sent is None:
        raise NotAllowedNow("Hồ sơ này chưa gửi Bộ.", "The dossier has not been sent to the ministry.")
    return sent


def _answer(sent: Forwarding, outcome: str, number: str, on: date, text: str = "") -> None:
    sent.outcome, sent.answer_no, sent.answered_on, sent.answer_text = outcome, number.strip(), on, text
    sent.save(update_fields=["outcome", "answer_no", "answered_on", "answer_text"])


def _check_papers(dossier: Dossier, papers: Mapping[str, str]) -> None:
    for kind in papers_of(dossier):
        if kind.is_required and not papers.get(kind.code, "").strip():
            raise BadValue(
                f"Bộ hồ sơ còn thiếu: {kind.name}.", f"Missing: {kind.code}.", f"paper_{kind.code}"
            )


def _printed_number(certificate_no: str) -> str:
    if not certificate_no.strip():
        raise BadValue(
            "Hãy ghi số giấy chứng nhận Bộ cấp.", "Give the number of the certificate.", "certificate_no"
        )
    return certificate_no.strip()


def _last_day(on: date, valid_to: date | None) -> date:
    """The certificate's, as printed or by the decree."""
    ends = valid_to or deadlines().expiry(on)
    if ends <= on:
        raise BadValue(
            "Giấy phải hết hạn sau ngày quyết định.", "It must end after the decision.", "valid_to"
        )
    return ends


def _check_below(points: Fraction, stars: int) -> None:
    if not 0 <= points < LEAST_FOR_FIVE:
        raise BadValue(
            "Ở đây ghi kết quả dưới 90 điểm. Từ 90 điểm thì Bộ công nhận 5 sao.",
            "This is for results below 90 points.",
            "points",
        )
    most = max(star for star, least in BANDS.items() if points >= least)
    if not 0 <= stars <= most:
        raise BadValue(
            f"Với {number_vi(points)} điểm, nhiều nhất là {most} sao (Điều 3 khoản 3).",
            f"{number_en(points)} points are {most} stars at most.",
            "stars",
        )


def _check_reason(why: str) -> None:
    if not why.strip():
        raise BadValue("Hãy ghi lý do.", "Give the reason.", "why")
