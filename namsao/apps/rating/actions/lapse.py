"""What has run out leaves the register, once, by the clock."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from namsao.apps.products.actions import delist
from namsao.apps.products.models import Delisting, Product
from namsao.apps.rating.models import StarCertificate
from namsao.apps.rating.queries.after_certificates import lapsed
from namsao.apps.rating.queries.holding import hold_certificate
from namsao.apps.rating.signals import certificate_standing_changed, product_delisted
from namsao.core.actor import Actor

ONE_DAY = timedelta(days=1)


def lapse_all(*, by: Actor, at: datetime) -> int:
    """Every product whose certificate has run out leaves the register. Returns how many.

    Each in a transaction of its own. A night that was missed is made up for by the next.
    """
    return sum(lapse(certificate=each, by=by, at=at) for each in lapsed(localdate(at)))


@transaction.atomic
def lapse(*, certificate: StarCertificate, by: Actor, at: datetime) -> bool:
    """The product leaves the register on the day after the certificate's last; False when there is nothing to do.

    Not while a newer certificate or other stars hold. Writes: one Delisting, one audit entry.
    News: certificate_standing_changed, product_delisted.
    Source: Decision 26/2026/QĐ-TTg, arts. 4.3 and 7.6; that it then leaves the register is the programme's rule.
    """
    today = localdate(at)
    now = hold_certificate(certificate)
    if now.last_day >= today or _is_settled(now, at):
        return False
    delisting = delist(
        product=now.product,
        on=now.last_day + ONE_DAY,
        reason=Delisting.Reason.EXPIRED,
        by=by,
        at=at,
    )
    certificate_standing_changed.send(at=at, certificate=now.pk, product=now.product_id)
    product_delisted.send(at=at, product=now.product_id, delisting=delisting.pk)
    return True


def _is_settled(certificate: StarCertificate, at: datetime) -> bool:
    """Something else holds, or the product is out already."""
    today = localdate(at)
    product = Product.objects.with_standing(today).get(pk=certificate.product_id)
    others = StarCertificate.objects.lasting_on(today).filter(product=product)
    return product.is_delisted or product.stars is not None or others.exists()
