"""A certificate on its way to revocation: opened, answered, verified, submitted, dropped."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from namsao.apps.rating.models import Inspection, RevocationCase, Standing, StarCertificate
from namsao.apps.rating.packs import deadlines
from namsao.apps.rating.queries.holding import hold_case, hold_certificate
from namsao.apps.rating.signals import revocation_moved
from namsao.base.audit.actions import record
from namsao.base.files.models import StoredFile
from namsao.core.actor import Actor
from namsao.core.errors import AlreadyDone, BadValue, NotAllowedNow
from namsao.core.rating.papers import check_day

Ground = RevocationCase.Ground


@transaction.atomic
def open_revocation(
    *,
    certificate: StarCertificate,
    ground: str,
    conclusion_no: str,
    concluded_on: date,
    authority: str,
    facts: str,
    inspection: Inspection | None = None,
    by: Actor,
    at: datetime,
) -> RevocationCase:
    """Begin to take a certificate away; the 15 days count from the conclusion.

    ground: a letter of art. 8.1. inspection: the one that found it. Writes: one RevocationCase, one audit entry.
    News: revocation_moved. Raises: NotAllowedNow for a certificate that does not hold; AlreadyDone; BadValue.
    Source: Decision 26/2026/QĐ-TTg, arts. 8.1, 8.3a, 8.4.
    """
    certificate = hold_certificate(certificate)
    _check_certificate(certificate, localdate(at))
    if ground not in Ground.values:
        raise BadValue("Hãy chọn căn cứ trong danh sách.", f"{ground!r} is no ground of art. 8.1.", "ground")
    check_day(
        concluded_on,
        localdate(at),
        not_before=certificate.issued_on,
        than="ngày cấp giấy",
        field="concluded_on",
    )
    if inspection and inspection.product_id != certificate.product_id:
        raise BadValue("Đợt kiểm tra này của sản phẩm khác.", "That inspection is of another product.")
    case = RevocationCase.objects.create(
        certificate=certificate,
        inspection=inspection,
        ground=ground,
        conclusion_no=conclusion_no,
        concluded_on=concluded_on,
        authority=authority,
        facts=facts,
        due=deadlines().revocation_due(concluded_on),
        opened_at=at,
        opened_by_id=by.id,
    )
    record(by=by, at=at, verb="revocation.open", target=case, why=Ground(ground).label)
    revocation_moved.send(at=at, revocation=case.pk)
    return case


@transaction.atomic
def report_stopped(
    *, certificate: StarCertificate, paper_no: str, on: date, facts: str, by: Actor, at: datetime
) -> RevocationCase:
    """The commune confirms that the producer no longer makes the product; that opens the case.

    paper_no, on: of the confirmation. Writes, news, raises: as `open_revocation`. Source: arts. 8.1đ and 8.4.
    """
    commune = certificate.product.party.place
    return open_revocation(
        certificate=certificate,
        ground=Ground.STOPPED,
        conclusion_no=paper_no,
        concluded_on=on,
        authority=f"UBND {commune}",
        facts=facts,
        by=by,
        at=at,
    )


@transaction.atomic
def answer_case(
    *, case: RevocationCase, answer: str, file: StoredFile | None = None, by: Actor, at: datetime
) -> RevocationCase:
    """What the producer says to it in writing, as long as it is not submitted; writing again replaces it.

    Writes: the RevocationCase, one audit entry. News: revocation_moved. Raises: NotAllowedNow.
    Source: ours; the decree asks for no hearing, fairness does.
    """
    case = hold_case(case)
    if case.submitted_on:
        raise NotAllowedNow(
            "Cơ quan OCOP đã trình, không nhận thêm giải trình ở đây. Hãy gửi văn bản tới UBND tỉnh.",
            "It has been submitted already; write to the provincial people's committee.",
        )
    case.answer, case.answered_at, case.answer_file = answer, at, file or case.answer_file
    case.save(update_fields=["answer", "answered_at", "answer_file"])
    record(by=by, at=at, verb="revocation.answer", target=case)
    revocation_moved.send(at=at, revocation=case.pk)
    return case


@transaction.atomic
def verify_case(
    *, case: RevocationCase, verified: str, verified_on: date, by: Actor, at: datetime
) -> RevocationCase:
    """What the OCOP agency found when it checked. Until it submits, it may write it again.

    Writes: the RevocationCase, one audit entry. News: revocation_moved. Raises: NotAllowedNow, BadValue.
    Source: art. 8.3a.
    """
    case = hold_case(case)
    _check_not_submitted(case)
    check_day(
        verified_on, localdate(at), not_before=case.concluded_on, than="ngày kết luận", field="verified_on"
    )
    case.verified, case.verified_on = verified, verified_on
    case.save(update_fields=["verified", "verified_on"])
    record(by=by, at=at, verb="revocation.verify", target=case)
    revocation_moved.send(at=at, revocation=case.pk)
    return case


@transaction.atomic
def submit_case(
    *, case: RevocationCase, submission_no: str, submitted_on: date, by: Actor, at: datetime
) -> RevocationCase:
    """The OCOP agency submits it to whoever decides: the chairman, or the minister for five stars.

    Writes: the RevocationCase, one audit entry. News: revocation_moved. Raises: NotAllowedNow, AlreadyDone, BadValue.
    Source: arts. 8.2 and 8.3a.
    """
    case = hold_case(case)
    _check_not_submitted(case)
    if case.verified_on is None:
        raise NotAllowedNow("Ghi kết quả xác minh trước khi trình.", "Verify before you submit.")
    check_day(
        submitted_on, localdate(at), not_before=case.verified_on, than="ngày xác minh", field="submitted_on"
    )
    case.submission_no, case.submitted_on, case.submitted_by_id = submission_no, submitted_on, by.id
    case.save(update_fields=["submission_no", "submitted_on", "submitted_by"])
    record(by=by, at=at, verb="revocation.submit", target=case)
    revocation_moved.send(at=at, revocation=case.pk)
    return case


@transaction.atomic
def drop_case(*, case: RevocationCase, why: str, by: Actor, at: datetime) -> RevocationCase:
    """Nothing is revoked, for the reason given; the case stays in the record.

    Writes: the RevocationCase, one audit entry. News: revocation_moved. Raises: AlreadyDone when it has ended.
    """
    case = hold_case(case)
    case.dropped_on, case.dropped_why = localdate(at), why
    case.save(update_fields=["dropped_on", "dropped_why"])
    record(by=by, at=at, verb="revocation.drop", target=case, why=why)
    revocation_moved.send(at=at, revocation=case.pk)
    return case


def _check_certificate(certificate: StarCertificate, today: date) -> None:
    if certificate.standing(today) not in {Standing.VALID, Standing.EXTENDED}:
        raise NotAllowedNow(
            "Giấy chứng nhận này không còn hiệu lực, nên không còn gì để thu hồi.",
            "The certificate does not hold any more: there is nothing to revoke.",
        )
    if certificate.revocations.filter(row__isnull=True, dropped_on__isnull=True).exists():
        raise AlreadyDone(
            "Giấy này đang có một việc thu hồi chưa xong.",
            "A revocation of this certificate is open already.",
        )


def _check_not_submitted(case: RevocationCase) -> None:
    if case.submitted_on:
        raise AlreadyDone(f"Đã trình, tờ trình số {case.submission_no}.", "It has been submitted already.")
