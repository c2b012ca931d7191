"""A wrong decided row is mended by a correction that stands beside it; nothing decided is ever changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from namsao.apps.rating.actions.granting import end_certificate, grant, new_decision
from namsao.apps.rating.models import Decision, DecisionRow, Standing, StarCertificate
from namsao.apps.rating.queries.holding import hold_certificate, hold_certificates, hold_place
from namsao.base.audit.actions import record
from namsao.base.files.models import StoredFile
from namsao.core.actor import Actor
from namsao.core.errors import AlreadyDone, BadValue
from namsao.core.rating.papers import check_day

Verdict = DecisionRow.Verdict
MENDED = frozenset({Verdict.RECOGNISED, Verdict.NOT_RECOGNISED, Verdict.REVOKED})


@dataclass(frozen=True, slots=True)
class Mending:
    """What is right instead of a wrong row. stars: None when the row is only annulled.

    valid_to: last day of the right certificate. certificate_no: as the ministry printed it; the province's own is
    given here.
    """

    why: str
    stars: int | None = None
    valid_to: date | None = None
    certificate_no: str = ""


@transaction.atomic
def correct(
    *,
    decision: Decision,
    mendings: Mapping[int, Mending],
    number: str,
    on: date,
    signer: str,
    paper: StoredFile | None,
    by: Actor,
    at: datetime,
) -> Decision:
    """Write down a signed correction of rows of a decision.

    mendings: row's id -> Mending. Each wrong row is annulled by a row of the correction that names it, the certificate
    it granted ends with the correction's day, and where stars are given the right row gets a certificate of its own.
    The wrong rows stay. Stars that rest on a result are those of the result.
    Writes: one Decision with its rows, Endings, certificates, one audit entry. News: certificate_standing_changed.
    Raises: BadValue on `stars_<id>`, `valid_to_<id>`, `why_<id>` or the paper's own fields; AlreadyDone for a row
    corrected before.
    """
    if not mendings:
        raise BadValue("Hãy chọn ít nhất một dòng cần đính chính.", "Choose at least one row to correct.")
    hold_place(decision.place)
    wrong = _wrong_rows(decision, mendings)
    check_day(on, localdate(at), not_before=decision.on, than="ngày quyết định được đính chính")
    for row in wrong:
        _check_mending(row, mendings[row.pk], on)
    correction = new_decision(
        place=decision.place,
        kind=Decision.Kind.CORRECTION,
        number=number,
        on=on,
        signer=signer,
        paper=paper,
        is_ministry=decision.is_ministry,
        corrects=decision,
        by=by,
        at=at,
    )
    record(by=by, at=at, verb="decision.correct", target=correction, why=str(decision))
    for row in wrong:
        _mend(correction, row, mendings[row.pk], by, at)
    return correction


def _wrong_rows(decision: Decision, mendings: Mapping[int, Mending]) -> list[DecisionRow]:
    found = decision.rows.filter(pk__in=list(mendings), verdict__in=MENDED)
    rows = list(found.select_related("product__party", "result", "dossier"))
    if len(rows) < len(mendings):
        raise BadValue("Có dòng không đính chính được ở đây.", "A row cannot be corrected here.")
    done = next((row for row in rows if DecisionRow.objects.filter(corrects=row).exists()), None)
    if done is not None:
        raise AlreadyDone(
            f"Dòng của {done.product} đã được đính chính. Hãy đính chính quyết định mới nhất.",
            f"The row of {done.product} is corrected already.",
        )
    return rows


def _check_mending(row: DecisionRow, mending: Mending, on: date) -> None:
    if not mending.why.strip():
        raise BadValue(f"Hãy ghi dòng của {row.product} sai ở đâu.", "Say what is wrong.", f"why_{row.pk}")
    if mending.stars is None:
        return
    _check_stars(row, mending.stars)
    if mending.valid_to is None or mending.valid_to <= on:
        raise BadValue(
            "Giấy đúng phải hết hạn sau ngày đính chính.",
            "It must end after the correction.",
            f"valid_to_{row.pk}",
        )
    if row.decision.is_ministry and not mending.certificate_no.strip():
        raise BadValue(
            "Hãy ghi số giấy chứng nhận Bộ cấp.",
            "Give the number of the certificate.",
            f"certificate_no_{row.pk}",
        )


def _check_stars(row: DecisionRow, stars: int) -> None:
    national = row.decision.is_ministry
    if stars not in ({5} if national else {3, 4}):
        raise BadValue(
            "Bộ công nhận 5 sao." if national else "Tỉnh chỉ công nhận 3 hoặc 4 sao.",
            "The ministry gives five stars, the province three or four.",
            f"stars_{row.pk}",
        )
    if row.result is not None and row.verdict != Verdict.REVOKED and stars != row.result.stars:
        raise BadValue(
            f"Kết quả của hội đồng là {row.result.stars} sao; quyết định không cho số sao khác.",
            f"The result is {row.result.stars} stars; a decision gives no others.",
            f"stars_{row.pk}",
        )


def _mend(correction: Decision, wrong: DecisionRow, mending: Mending, by: Actor, at: datetime) -> None:
    hold_certificates(wrong.product_id)
    granted = StarCertificate.objects.filter(row=wrong).first()
    annulling = DecisionRow.objects.create(
        decision=correction,
        product=wrong.product,
        dossier=wrong.dossier,
        result=wrong.result,
        verdict=Verdict.ANNULLED,
        corrects=wrong,
        certificate=granted or wrong.certificate,
        why=mending.why.strip(),
    )
    if granted is not None:
        end_certificate(
            certificate=hold_certificate(granted),
            standing=Standing.ANNULLED,
            row=annulling,
            why=f"Đính chính bằng {correction}.",
            by=by,
            at=at,
        )
    if mending.stars is None or mending.valid_to is None:
        return
    right = DecisionRow.objects.create(
        decision=correction,
        product=wrong.product,
        dossier=wrong.dossier,
        result=wrong.result,
        verdict=Verdict.RECOGNISED,
        stars=mending.stars,
    )
    grant(row=right, valid_to=mending.valid_to, number=mending.certificate_no.strip(), by=by, at=at)
