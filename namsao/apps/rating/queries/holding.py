"""What is kept from others until the transaction ends, so that numbers and endings are given once."""

from django.db.models import Max

from namsao.apps.rating.models import Dossier, StarCertificate
from namsao.base.places.models import Place


def held(dossier: Dossier) -> Dossier:
    """The dossier as it is now, kept from others until the transaction ends.

    Two officers who act at once: the second waits here, then reads what the first did.
    """
    return Dossier.objects.select_for_update(of=("self",)).select_related("product__party").get(pk=dossier.pk)


def hold_province(place: Place) -> Place:
    """The province, kept from others until the transaction ends: numbers are given to one act after the other."""
    return Place.objects.select_for_update(of=("self",)).get(pk=place.pk)


def next_code(place: Place, year: int) -> tuple[str, int]:
    """The next address of a certificate, such as ("22-2026-00031", 31). Holds the province."""
    hold_province(place)
    prefix = f"{place.code}-{year}-"
    last = StarCertificate.objects.filter(code__startswith=prefix).aggregate(last=Max("code"))["last"]
    serial = int(last.rsplit("-", 1)[1]) + 1 if last else 1
    return f"{prefix}{serial:05}", serial


def hold_certificates(product_id: int) -> list[StarCertificate]:
    """All certificates of a product, kept from others (a revocation, say) until the transaction ends."""
    held = StarCertificate.objects.select_for_update(of=("self",)).filter(product=product_id)
    return list(held.order_by("pk"))
