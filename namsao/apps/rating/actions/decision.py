"""The third hand: a leader of the province decides, and only then is anything certified."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from namsao.apps.rating.actions.extension import end_extension
from namsao.apps.rating.actions.granting import grant, new_decision
from namsao.apps.rating.actions.moves import Paper, move
from namsao.apps.rating.flow import Kind, after
from namsao.apps.rating.models import Decision, DecisionRow, Dossier, Extension, Submission, SubmissionRow
from namsao.apps.rating.packs import deadlines
from namsao.apps.rating.queries.holding import held
from namsao.apps.rating.queries.rulings import THREE_HANDS, check_hands, lawful, needs_reason
from namsao.base.audit.actions import record
from namsao.base.files.models import StoredFile
from namsao.core.actor import Actor
from namsao.core.errors import BadValue, NotAllowedNow, NotPermitted
from namsao.core.rating.papers import check_day

Verdict = DecisionRow.Verdict
VERBS = {Verdict.RECOGNISED: "recognise", Verdict.APPROVED: "approve", Verdict.NOT_RECOGNISED: "refuse"}


@dataclass(frozen=True, slots=True)
class Ruling:
    """What is decided about one dossier. verdict: recognised, approved or not_recognised. why: of a refusal."""

    verdict: str
    why: str = ""


@transaction.atomic
def decide(
    *,
    submission: Submission,
    rulings: Mapping[int, Ruling],
    number: str,
    on: date,
    signer: str,
    paper: StoredFile | None,
    by: Actor,
    at: datetime,
) -> Decision:
    """Write down a signed decision on a submission; what it recognises gets its certificate.

    rulings: dossier's id -> Ruling; dossiers of the submission left out wait for another decision. Stars are those
    of the result: none others can be given. Writes: one Decision with its rows, one audit entry, certificates; each
    Dossier moves. News: dossier_moved, certificate_standing_changed.
    Raises: NotPermitted for who proposed or submitted; BadValue on `verdict_<id>`, `why_<id>` or the paper's own
    fields; NotAllowedNow, AlreadyDone. Of two leaders at once the second is refused.
    Source: Decision 26/2026/QĐ-TTg, arts. 4.1a, 7.3e, 7.4g and 7.6đ.
    """
    decision = new_decision(
        place=submission.place,
        kind=Decision.Kind.RESULT,
        number=number,
        on=on,
        signer=signer,
        paper=paper,
        by=by,
        at=at,
    )
    rows = _rows(submission, rulings)
    _check_hands(submission, [row.dossier for row in rows], by)
    check_day(on, localdate(at), not_before=submission.on, than="ngày tờ trình")
    for row in rows:
        _check_ruling(row, rulings[row.dossier_id], on)
    record(by=by, at=at, verb="decision.record", target=decision)
    for row in rows:
        _rule(decision, row, rulings[row.dossier_id], by, at)
    return decision


def _rows(submission: Submission, rulings: Mapping[int, Ruling]) -> list[SubmissionRow]:
    """The submission's rows that are decided now, each dossier held."""
    if not rulings:
        raise BadValue("Hãy quyết định ít nhất một sản phẩm.", "Decide at least one product.")
    found = submission.rows.filter(dossier__in=list(rulings)).select_related("result").order_by("dossier")
    rows = list(found)
    if len(rows) < len(rulings):
        raise BadValue("Có sản phẩm không thuộc tờ trình này.", "A product is not in this submission.")
    for row in rows:
        row.dossier = held(row.dossier)
        if row.pk != row.dossier.submissions.order_by("-pk").values_list("pk", flat=True).first():
            raise NotAllowedNow(
                f"{row.dossier.product} đã được trình lại ở tờ trình khác.",
                f"{row.dossier.product} has been submitted again in another paper.",
            )
    return rows


def _check_hands(submission: Submission, dossiers: list[Dossier], by: Actor) -> None:
    if submission.by_id == by.id:
        raise NotPermitted(
            f"Bạn là người trình nên không thể quyết định: {THREE_HANDS}",
            "You submitted this, so somebody else must decide.",
        )
    check_hands(dossiers, by, "quyết định", "decide")


def _check_ruling(row: SubmissionRow, ruling: Ruling, on: date) -> None:
    dossier, result = row.dossier, row.result
    after(VERBS.get(ruling.verdict, "refuse"), dossier.state)
    if ruling.verdict not in lawful(dossier, result, on):
        raise BadValue(*_why_not(row, ruling), f"verdict_{dossier.pk}")
    refused = ruling.verdict == Verdict.NOT_RECOGNISED
    if refused and not ruling.why.strip() and needs_reason(dossier, result, on):
        raise BadValue(
            f"Hội đồng đề xuất {result.stars} sao cho {dossier.product}; không công nhận thì phải ghi lý do.",
            f"The council proposed {result.stars} stars for {dossier.product}: say why it is refused.",
            f"why_{dossier.pk}",
        )


def _why_not(row: SubmissionRow, ruling: Ruling) -> tuple[str, str]:
    product, stars = row.dossier.product, row.result.stars
    if ruling.verdict == Verdict.APPROVED:
        return (
            f"{product} chưa đạt 90 điểm nên không gửi Bộ đánh giá 5 sao được (Điều 7 khoản 3 điểm e).",
            f"{product} has fewer than 90 points, so it is not sent to the ministry.",
        )
    if stars >= 5:
        return (
            f"{product} đạt từ 90 điểm: tỉnh phê duyệt kết quả rồi gửi Bộ, không tự công nhận 5 sao (Điều 4).",
            f"{product} has 90 points: the ministry gives five stars, the province approves the result.",
        )
    if stars < 3:
        return (
            f"{product} đạt {stars} sao: không ban hành quyết định công nhận (Điều 4 khoản 1 điểm a).",
            f"{product} has {stars} stars: nothing is recognised below three.",
        )
    return (
        f"{product} xin nâng hạng nhưng kết quả không cao hơn giấy đang có: giấy cũ giữ nguyên.",
        f"{product} did not rise above its certificate, which stays as it is.",
    )


def _rule(decision: Decision, row: SubmissionRow, ruling: Ruling, by: Actor, at: datetime) -> None:
    dossier, recognised = row.dossier, ruling.verdict == Verdict.RECOGNISED
    made = DecisionRow.objects.create(
        decision=decision,
        product=dossier.product,
        dossier=dossier,
        result=row.result,
        verdict=ruling.verdict,
        stars=row.result.stars if recognised else None,
        why=ruling.why.strip(),
    )
    paper = Paper(decision.number, decision.on, decision.paper)
    move(dossier=dossier, verb=VERBS[ruling.verdict], by=by, at=at, why=made.why, paper=paper)
    if recognised:
        grant(row=made, valid_to=deadlines().expiry(decision.on), by=by, at=at)
    elif ruling.verdict == Verdict.NOT_RECOGNISED and dossier.kind == Kind.REEVALUATION:
        # Art. 12.3: an extension lasts until the result, whatever it is.
        for extension in Extension.objects.filter(dossier=dossier, ended_on__isnull=True):
            end_extension(extension=extension, on=decision.on, by=by, at=at)
