"""What a certificate's code says on a day: the words behind `/verify/{code}`."""

import re
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from namsao.apps.products.models import Delisting
from namsao.apps.rating.models import Standing, StarCertificate
from namsao.apps.rating.queries.register import delisting_of, products_of

_SPACE = re.compile(r"\s+")
_DASHES = re.compile("[\u2010-\u2015]")


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a certificate stands. newer: the one that took its place, or the right one of a correction.

    delisting: the product left the register although this certificate has not ended.
    """

    certificate: StarCertificate
    standing: Standing
    newer: StarCertificate | None = None
    delisting: Delisting | None = None


def find(code: str, day: date) -> StarCertificate | None:
    """The certificate of a code as people type it; a product's own code or GTIN leads to its newest one."""
    plain = _DASHES.sub("-", code).strip()
    wanted, spaced = _SPACE.sub("", plain)[:60], _SPACE.sub("-", plain)[:60]
    found = StarCertificate.objects.with_facts().select_related("ending__row__decision")
    certificate = found.filter(Q(code__iexact=wanted) | Q(code__iexact=spaced)).first()
    if certificate is not None or not wanted:
        return certificate
    speaking = products_of(wanted, day)
    return found.get(pk=speaking.pk) if speaking else None


def judge(certificate: StarCertificate, day: date) -> Verdict:
    """What to tell who asks about this certificate on that day."""
    standing = certificate.standing(day)
    lasts = standing in {Standing.VALID, Standing.EXTENDED}
    return Verdict(
        certificate=certificate,
        standing=standing,
        newer=_newer(certificate, standing),
        delisting=delisting_of(certificate.product, day) if lasts else None,
    )


def _newer(certificate: StarCertificate, standing: Standing) -> StarCertificate | None:
    if standing not in {Standing.REPLACED, Standing.ANNULLED}:
        return None
    decision = certificate.ending.row.decision_id
    return StarCertificate.objects.filter(row__decision=decision, product=certificate.product_id).first()
