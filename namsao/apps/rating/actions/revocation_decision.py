"""The decision that takes a certificate away, and what follows from it at once."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from namsao.apps.products.actions import delist
from namsao.apps.products.models import Delisting, Product
from namsao.apps.rating.actions.granting import end_certificate, shared_decision
from namsao.apps.rating.models import Decision, DecisionRow, RevocationCase, Standing, StarCertificate
from namsao.apps.rating.queries.after_cases import is_ministers
from namsao.apps.rating.queries.holding import hold_case, hold_certificate, hold_place
from namsao.apps.rating.signals import product_delisted, revocation_moved
from namsao.base.audit.actions import record
from namsao.base.files.models import StoredFile
from namsao.core.actor import Actor
from namsao.core.errors import NotAllowedNow, NotPermitted
from namsao.core.rating.papers import check_day

Ground = RevocationCase.Ground
REASONS = {
    Ground.CRITERIA: Delisting.Reason.FAILED,
    Ground.STOPPED: Delisting.Reason.STOPPED,
}


@transaction.atomic
def decide_case(
    *,
    case: RevocationCase,
    number: str,
    on: date,
    signer: str,
    paper: StoredFile | None,
    by: Actor,
    at: datetime,
) -> DecisionRow:
    """Record the signed decision that revokes a certificate; from its day the product is out of the register.

    Three and four stars: the chairman's, recorded by another hand than the one that submitted. Five stars: the
    minister's, only recorded here. One decision may revoke several certificates: the same number and day join it.
    Writes: one Decision (or a row in the one that is there), one DecisionRow, one Ending, the Extension, the
    Recognition, one Delisting, the case; audit entries. News: certificate_standing_changed, product_delisted,
    product_changed, revocation_moved. Raises: NotAllowedNow, NotPermitted, AlreadyDone, BadValue.
    Source: Decision 26/2026/QĐ-TTg, arts. 8.2 and 8.3b; that the product leaves the register is the programme's rule.
    """
    place = hold_place(case.certificate.row.decision.place)
    certificate = hold_certificate(case.certificate)
    case = hold_case(case)
    _check(case, certificate, on, by, localdate(at))
    decision = shared_decision(
        kind=Decision.Kind.REVOCATION,
        place=place,
        is_ministry=is_ministers(certificate),
        number=number,
        on=on,
        signer=signer,
        paper=paper,
        by=by,
        at=at,
    )
    row = DecisionRow.objects.create(
        decision=decision,
        product=certificate.product,
        verdict=DecisionRow.Verdict.REVOKED,
        certificate=certificate,
        why=str(Ground(case.ground).label),
    )
    case.row = row
    case.save(update_fields=["row"])
    record(by=by, at=at, verb="revocation.decide", target=case, why=f"Quyết định {decision.number}")
    _end(certificate, case, row, by, at)
    revocation_moved.send(at=at, revocation=case.pk)
    return row


def _check(case: RevocationCase, certificate: StarCertificate, on: date, by: Actor, today: date) -> None:
    if case.submitted_on is None:
        raise NotAllowedNow(
            "Cơ quan OCOP chưa trình việc thu hồi này.", "It has not been submitted yet (art. 8.3a)."
        )
    if not is_ministers(certificate) and by.id is not None and by.id == case.submitted_by_id:
        raise NotPermitted(
            "Người trình không được là người ghi quyết định: trình và quyết định là hai tay khác nhau.",
            "Who submitted may not record the decision.",
        )
    if certificate.standing(today) not in {Standing.VALID, Standing.EXTENDED}:
        raise NotAllowedNow(
            "Giấy chứng nhận đã thôi hiệu lực trong lúc chờ. Hãy thôi việc thu hồi này.",
            "The certificate has ended meanwhile: drop the case.",
        )
    check_day(on, today, not_before=case.submitted_on, than="ngày trình")


def _end(
    certificate: StarCertificate, case: RevocationCase, row: DecisionRow, by: Actor, at: datetime
) -> None:
    """The certificate ends with the decision's day; stars, register and all who list the product follow."""
    on, product = row.decision.on, certificate.product
    said = f"Thu hồi theo Quyết định {row.decision.number}"
    end_certificate(certificate=certificate, standing=Standing.REVOKED, row=row, why=said, by=by, at=at)
    if Product.objects.delisted(localdate(at)).filter(pk=product.pk).exists():
        return
    reason = REASONS.get(Ground(case.ground), Delisting.Reason.REVOKED)
    delisting = delist(product=product, on=on, reason=reason, decision_no=row.decision.number, by=by, at=at)
    product_delisted.send(at=at, product=product.pk, delisting=delisting.pk)
