"""What is kept from others until the transaction ends, as it is now.

Of two people who act at once the second waits here, then reads what the first did; so numbers and endings are given
once. Who needs several of these takes the province first, then dossiers, then certificates.
"""

from django.db.models import Max

from namsao.apps.rating.models import Dossier, Hearing, RevocationCase, StarCertificate
from namsao.base.places.models import Place
from namsao.core.errors import AlreadyDone


def held(dossier: Dossier) -> Dossier:
    """With its product and producer."""
    return Dossier.objects.select_for_update(of=("self",)).select_related("product__party").get(pk=dossier.pk)


def hold_hearing(hearing: Hearing) -> Hearing:
    """Raises: AlreadyDone once it is closed."""
    rows = Hearing.objects.select_for_update(of=("self",))
    now = rows.select_related("sitting__council", "dossier__product__party").get(pk=hearing.pk)
    if now.closed_at:
        raise AlreadyDone(
            "Sản phẩm này đã khép, kết quả giữ nguyên.", "This product is closed; its result stays."
        )
    return now


def hold_certificate(certificate: StarCertificate) -> StarCertificate:
    rows = StarCertificate.objects.select_for_update(of=("self",))
    return rows.select_related("product__party__place", "row__decision__place").get(pk=certificate.pk)


def hold_certificates(product_id: int) -> list[StarCertificate]:
    """All certificates of a product."""
    rows = StarCertificate.objects.select_for_update(of=("self",)).filter(product=product_id)
    return list(rows.order_by("pk"))


def hold_case(case: RevocationCase) -> RevocationCase:
    """Raises: AlreadyDone when it has ended."""
    rows = RevocationCase.objects.select_for_update(of=("self",))
    now = rows.select_related("certificate__product__party__place").get(pk=case.pk)
    if now.row_id is not None:
        raise AlreadyDone("Giấy này đã có quyết định thu hồi.", "It is decided already.")
    if now.dropped_on is not None:
        raise AlreadyDone("Đã thôi việc thu hồi này.", "This case was dropped already.")
    return now


def hold_place(place: Place) -> Place:
    """Numbers of a province or a commune are given to one act after the other."""
    return Place.objects.select_for_update(of=("self",)).select_related("parent").get(pk=place.pk)


def next_serial(province: Place, year: int) -> int:
    """Number of the next certificate of the year. Holds the province."""
    hold_place(province)
    known = StarCertificate.objects.filter(code__startswith=_prefix(province, year))
    last = known.aggregate(last=Max("code"))["last"]
    return int(last.rsplit("-", 1)[1]) + 1 if last else 1


def code_of(province: Place, year: int, serial: int) -> str:
    """The address of a certificate, such as "22-2026-00031"."""
    return f"{_prefix(province, year)}{serial:05}"


def _prefix(province: Place, year: int) -> str:
    return f"{province.code}-{year}-"
