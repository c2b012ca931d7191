"""What every granting has in common: the decision as a row, the certificate, and what it takes the place of."""

from datetime import date, datetime

from django.db import transaction

from namsao.apps.products import actions as products
from namsao.apps.rating.actions.extension import end_extension
from namsao.apps.rating.models import Decision, DecisionRow, Ending, Standing, StarCertificate
from namsao.apps.rating.queries.after_certificates import recognition_of
from namsao.apps.rating.queries.holding import code_of, hold_certificates, hold_place, next_serial
from namsao.apps.rating.signals import certificate_standing_changed
from namsao.base.audit.actions import record
from namsao.base.files.models import StoredFile
from namsao.base.places.models import Place
from namsao.core.actor import Actor
from namsao.core.errors import AlreadyDone, BadValue, NotAllowedNow


def new_decision(
    *,
    place: Place,
    kind: str,
    number: str,
    on: date,
    paper: StoredFile | None,
    signer: str = "",
    is_ministry: bool = False,
    corrects: Decision | None = None,
    by: Actor,
    at: datetime,
) -> Decision:
    """Write a signed decision down. Holds the province until the transaction ends.

    Raises: BadValue without the number, the signer or the signed paper; AlreadyDone for a number of that year
    written down before.
    """
    number, signer = number.strip(), signer.strip()
    if not number:
        raise BadValue("Hãy ghi số quyết định.", "Give the number of the decision.", "number")
    if paper is None:
        raise BadValue("Cần bản ký của quyết định (PDF).", "The signed decision is needed.", "paper")
    if not signer:
        raise BadValue("Hãy ghi người ký.", "Say who signed.", "signer")
    hold_place(place)
    same = Decision.objects.filter(place=place, is_ministry=is_ministry, number=number, on__year=on.year)
    if same.exists():
        raise AlreadyDone(
            f"Quyết định {number} năm {on.year} đã ghi rồi.",
            f"Decision {number} of {on.year} is recorded already.",
            "number",
        )
    return Decision.objects.create(
        place=place,
        kind=kind,
        number=number,
        on=on,
        signer=signer,
        is_ministry=is_ministry,
        paper=paper,
        corrects=corrects,
        at=at,
        by_id=by.id,
    )


def shared_decision(
    *,
    place: Place,
    kind: str,
    number: str,
    on: date,
    signer: str,
    paper: StoredFile | None,
    is_ministry: bool,
    by: Actor,
    at: datetime,
) -> Decision:
    """The decision of this number and day, or a new one: a signed paper may name several products. Hold the place.

    Writes: one Decision and its audit entry, when it is new. Raises: as `new_decision`.
    """
    same = {"place": place, "kind": kind, "is_ministry": is_ministry, "number": number.strip(), "on": on}
    known = Decision.objects.filter(**same).first()
    if known is not None:
        return known
    made = new_decision(**same, signer=signer, paper=paper, by=by, at=at)
    record(by=by, at=at, verb="decision.record", target=made)
    return made


@transaction.atomic
def grant(
    *,
    row: DecisionRow,
    valid_to: date,
    number: str = "",
    paper: StoredFile | None = None,
    by: Actor,
    at: datetime,
) -> StarCertificate:
    """The certificate of a row that recognises: its facts, the stars in the register, the older one replaced.

    number: as the ministry printed it; the province's own is given here. paper: the ministry's certificate.
    Writes: one StarCertificate, the Recognition, an Ending for each older certificate that still lasted.
    News: certificate_standing_changed for each. Raises: NotAllowedNow when a later certificate is there.
    Source: Decision 26/2026/QĐ-TTg, arts. 4.3, 7.3e and 7.4e.
    """
    decision, product = row.decision, row.product
    hold_certificates(product.pk)
    _check_none_later(row)
    _replace_older(row, by, at)
    products.recognise(
        product=product,
        stars=row.stars,
        decision_no=decision.number,
        decided_on=decision.on,
        valid_to=valid_to,
        by=by,
        at=at,
    )
    year = decision.on.year
    serial = next_serial(decision.place, year)
    certificate = StarCertificate.objects.create(
        row=row,
        product=product,
        code=code_of(decision.place, year, serial),
        number=number or f"{serial:05}/{year}",
        stars=row.stars,
        issued_on=decision.on,
        valid_to=valid_to,
        is_ministry=decision.is_ministry,
        paper=paper,
        made_at=at,
    )
    certificate_standing_changed.send(at=at, certificate=certificate.pk, product=product.pk)
    return certificate


def end_certificate(
    *, certificate: StarCertificate, standing: Standing, row: DecisionRow, why: str, by: Actor, at: datetime
) -> None:
    """It ends with the day of the row's decision, and the stars it stood for with it; hold it first.

    Nothing happens when it has ended. Writes: one Ending, the Recognition, its open Extension.
    News: certificate_standing_changed.
    """
    on = row.decision.on
    if Ending.objects.filter(certificate=certificate).exists():
        return
    recognition = recognition_of(certificate)
    if recognition and (recognition.ended_on is None or recognition.ended_on > on):
        products.end_recognition(recognition=recognition, on=on, why=why, by=by, at=at)
    if extension := getattr(certificate, "extension", None):
        end_extension(extension=extension, on=on, by=by, at=at)
    Ending.objects.create(certificate=certificate, standing=standing.value, on=on, row=row, at=at)
    certificate_standing_changed.send(at=at, certificate=certificate.pk, product=certificate.product_id)


def _replace_older(row: DecisionRow, by: Actor, at: datetime) -> None:
    older = StarCertificate.objects.filter(product=row.product_id).lasting_on(row.decision.on)
    for each in older.select_related("row__decision", "product", "extension"):
        end_certificate(
            certificate=each,
            standing=Standing.REPLACED,
            row=row,
            why=f"Thay bằng giấy theo {row.decision}.",
            by=by,
            at=at,
        )


def _check_none_later(row: DecisionRow) -> None:
    later = StarCertificate.objects.filter(product=row.product_id, issued_on__gt=row.decision.on)
    if later.exclude(ending__on__lte=row.decision.on).exists():
        raise NotAllowedNow(
            f"{row.product} đã có giấy chứng nhận cấp sau ngày của quyết định này.",
            f"{row.product} has a certificate of a later day than this decision.",
            "on",
        )
