"""The transitional extension: a certificate goes on while its late re-evaluation is judged."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from namsao.apps.products.actions import end_recognition, extend_recognition
from namsao.apps.rating.models import Dossier, Extension, Standing, StarCertificate
from namsao.apps.rating.packs import deadlines
from namsao.apps.rating.queries.after_certificates import recognition_of
from namsao.apps.rating.queries.holding import hold_certificate
from namsao.apps.rating.queries.window import is_late_filing, reevaluation_in_hand, window_of
from namsao.apps.rating.signals import certificate_standing_changed
from namsao.base.audit.actions import record
from namsao.base.ui.days import show_day
from namsao.core.actor import Actor
from namsao.core.errors import AlreadyDone, BadValue, NotAllowedNow


@transaction.atomic
def extend(
    *, certificate: StarCertificate, until: date, paper_no: str = "", by: Actor, at: datetime
) -> Extension:
    """Let a certificate go on after its last day, until the late re-evaluation has its result.

    Only for who filed a re-evaluation after the window closed and while the certificate held
    (`window.is_late_filing`, our reading, to be verified); who filed in time needs none, who did not file gets none.
    until: last day, at most 180 days after the certificate's own. Writes: one Extension, the Recognition, two
    audit entries. News: certificate_standing_changed. Raises: AlreadyDone, NotAllowedNow, BadValue.
    Source: Decision 26/2026/QĐ-TTg, art. 12.3.
    """
    today = localdate(at)
    certificate = hold_certificate(certificate)
    dossier = _late_dossier(certificate, today)
    _check_until(certificate, until, today)
    extension = Extension.objects.create(
        certificate=certificate, dossier=dossier, until=until, paper_no=paper_no, at=at, by_id=by.id
    )
    if recognition := recognition_of(certificate):
        extend_recognition(recognition=recognition, until=until, by=by, at=at)
    record(by=by, at=at, verb="certificate.extend", target=certificate, why=f"Kéo dài đến {show_day(until)}")
    certificate_standing_changed.send(at=at, certificate=certificate.pk, product=certificate.product_id)
    return extension


@transaction.atomic
def end_extension(*, extension: Extension, on: date, by: Actor, at: datetime) -> None:
    """The result is there: the extension ends with that day, or with the certificate's own last day if later.

    Nothing happens when it has ended. Writes: the Extension, the Recognition, two audit entries.
    News: certificate_standing_changed. Source: art. 12.3 ("until the day of the result").
    """
    certificate = hold_certificate(extension.certificate)
    extension = Extension.objects.select_for_update(of=("self",)).get(pk=extension.pk)
    if extension.ended_on is not None:
        return
    extension.ended_on = on
    extension.save(update_fields=["ended_on"])
    recognition = recognition_of(certificate)
    first_day_without = max(on, certificate.valid_to).toordinal() + 1
    without = date.fromordinal(first_day_without)
    if recognition and recognition.ended_on is None and without <= recognition.last_day:
        end_recognition(recognition=recognition, on=without, why="Đã có kết quả đánh giá lại.", by=by, at=at)
    record(by=by, at=at, verb="certificate.end_extension", target=certificate)
    certificate_standing_changed.send(at=at, certificate=certificate.pk, product=certificate.product_id)


def _late_dossier(certificate: StarCertificate, today: date) -> Dossier:
    """The dossier an extension rests on. Raises: AlreadyDone, NotAllowedNow with the reason in words."""
    if hasattr(certificate, "extension"):
        raise AlreadyDone(
            f"Giấy này đã được kéo dài đến {show_day(certificate.extension.until)}; mỗi giấy chỉ kéo dài một lần.",
            "The certificate has been extended already; that is done once.",
        )
    if certificate.standing(today) not in {Standing.VALID, Standing.EXPIRED}:
        raise NotAllowedNow(
            "Giấy chứng nhận này đã thôi hiệu lực, không kéo dài được.", "The certificate has ended."
        )
    dossier = reevaluation_in_hand(certificate)
    if dossier is None:
        raise NotAllowedNow(
            "Chủ thể chưa nộp hồ sơ đánh giá lại nên không có gì để chờ kết quả (Điều 12.3).",
            "No re-evaluation has been filed, so there is no result to wait for (art. 12.3).",
        )
    if not is_late_filing(certificate, dossier.first_filed_on):
        raise NotAllowedNow(*_why_not(certificate, dossier))
    return dossier


def _why_not(certificate: StarCertificate, dossier: Dossier) -> tuple[str, str]:
    filed = show_day(dossier.first_filed_on)
    if dossier.first_filed_on > certificate.valid_to:
        return (
            f"Hồ sơ nộp ngày {filed}, khi giấy đã hết hiệu lực: giấy đã hết thì không kéo dài được.",
            "It was filed after the certificate had run out: there is nothing to go on from.",
        )
    closes = show_day(window_of(certificate)[1])
    return (
        f"Hồ sơ nộp ngày {filed}, đúng hạn (hạn cuối {closes}). Điều 12.3 chỉ dành cho hồ sơ nộp muộn.",
        "It was filed in time; art. 12.3 is for late filings only.",
    )


def _check_until(certificate: StarCertificate, until: date, today: date) -> None:
    limit = deadlines().extension_limit(certificate.valid_to)
    if not certificate.valid_to < until <= limit:
        raise BadValue(
            f"Chọn ngày sau {show_day(certificate.valid_to)} và không quá {show_day(limit)} (180 ngày, Điều 12.3).",
            f"A day after {certificate.valid_to} and not after {limit} (180 days, art. 12.3).",
            "until",
        )
    if until < today:
        raise BadValue("Ngày kéo dài đến đã qua rồi.", "That day is over already.", "until")
