"""Enter certificates and laboratory reports, and correct them."""

from datetime import date, datetime

from django.db import transaction

from namsao.apps.evidence.models import Certificate
from namsao.apps.evidence.signals import certificate_changed
from namsao.apps.products.models import Batch, Product
from namsao.apps.products.queries import hold
from namsao.base.audit.actions import record
from namsao.base.parties.models import Party
from namsao.core.actor import Actor
from namsao.core.errors import AlreadyDone, BadValue
from namsao.core.vietnamese import nfc


@transaction.atomic
def add_certificate(
    *,
    party: Party,
    product: Product | None = None,
    batch: Batch | None = None,
    kind: str,
    scheme: str,
    number: str,
    issuer: str,
    valid_from: date,
    valid_to: date | None = None,
    by: Actor,
    at: datetime,
) -> Certificate:
    """Enter a paper of the party: for all it makes, for one product, or for one batch of it.

    kind: one of Certificate.Kind. valid_to: last day, None when the paper names none.
    Writes: one Certificate, one audit entry. News: certificate_changed.
    Raises: BadValue naming the field; AlreadyDone when the party has that number of that issuer; NotAllowedNow
    for a voided batch.
    """
    _check_owner(party, product, batch)
    if batch:
        hold(batch)
    certificate = Certificate(party=party, product=product, batch=batch, made_at=at)
    _fill(
        certificate,
        kind=kind,
        scheme=scheme,
        number=number,
        issuer=issuer,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    certificate.save(force_insert=True)
    record(by=by, at=at, verb="add", target=certificate)
    _tell(certificate, at)
    return certificate


@transaction.atomic
def change_certificate(
    *,
    certificate: Certificate,
    kind: str,
    scheme: str,
    number: str,
    issuer: str,
    valid_from: date,
    valid_to: date | None = None,
    by: Actor,
    at: datetime,
) -> Certificate:
    """Correct what was copied wrong, or enter a longer validity. Whose it is stays.

    Writes: the Certificate, one audit entry. News: certificate_changed. Raises: as `add_certificate`.
    """
    _fill(
        certificate,
        kind=kind,
        scheme=scheme,
        number=number,
        issuer=issuer,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    certificate.save()
    record(by=by, at=at, verb="change", target=certificate)
    _tell(certificate, at)
    return certificate


def _check_owner(party: Party, product: Product | None, batch: Batch | None) -> None:
    if product and product.party_id != party.pk:
        raise BadValue("Sản phẩm này của chủ thể khác.", "The product belongs to another party.", "product")
    if batch and (product is None or batch.product_id != product.pk):
        raise BadValue("Lô này không thuộc sản phẩm.", "The batch is not of this product.", "batch")


def _fill(
    certificate: Certificate,
    *,
    kind: str,
    scheme: str,
    number: str,
    issuer: str,
    valid_from: date,
    valid_to: date | None,
) -> None:
    if kind not in Certificate.Kind.values:
        raise BadValue("Hãy chọn loại giấy trong danh sách.", f"{kind!r} is not a kind we know.", "kind")
    if valid_to and valid_to < valid_from:
        raise BadValue(
            "Ngày hết hạn phải từ ngày cấp trở đi. Hãy xem lại hai ngày trên giấy.",
            "The last day comes before the first.",
            "valid_to",
        )
    scheme, number, issuer = map(_tidy, (scheme, number, issuer))
    _check_new(certificate, number, issuer)
    certificate.kind = kind
    certificate.scheme, certificate.number, certificate.issuer = scheme, number, issuer
    certificate.valid_from, certificate.valid_to = valid_from, valid_to


def _check_new(certificate: Certificate, number: str, issuer: str) -> None:
    same = Certificate.objects.filter(party=certificate.party_id, number=number, issuer=issuer)
    if same.exclude(pk=certificate.pk).exists():
        raise AlreadyDone(
            f"Giấy số {number} của nơi cấp này đã ghi rồi. Gia hạn thì mở giấy cũ để sửa.",
            f"Number {number} of this issuer is entered already.",
            "number",
        )


def _tidy(text: str) -> str:
    return " ".join(nfc(text).split())


def _tell(certificate: Certificate, at: datetime) -> None:
    certificate_changed.send(
        at=at, party=certificate.party_id, product=certificate.product_id, batch=certificate.batch_id
    )
