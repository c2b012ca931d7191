"""The OCOP code of a product, given by the count its commune keeps."""

from datetime import datetime

from django.db import transaction

from namsao.apps.products.models import Product
from namsao.apps.products.rules import day_of
from namsao.apps.products.signals import product_changed
from namsao.base.audit.actions import record
from namsao.base.places.models import Place
from namsao.core.actor import Actor
from namsao.core.errors import AlreadyDone, NotAllowedNow
from namsao.core.ocop_code import ocop_code


@transaction.atomic
def assign_ocop_code(*, product: Product, place: Place, by: Actor, at: datetime) -> str:
    """Give the product the next code of the commune that first proposes it.

    place: the commune. The count goes on from year to year: how the decree means it is to be verified.
    Writes: the Product, one audit entry. News: product_changed. Returns: the code.
    Raises: AlreadyDone when the product has one; NotAllowedNow for a unit without a code of a province.
    Source: Decision 26/2026/QĐ-TTg, Appendix II, the product's code; Decision 19/2025/QĐ-TTg, the units' codes.
    """
    # Whoever counts in the same commune at this moment waits here.
    place = Place.objects.select_for_update(of=("self",)).select_related("parent").get(pk=place.pk)
    product = Product.objects.select_for_update(of=("self",)).get(pk=product.pk)
    if product.ocop_code:
        raise AlreadyDone(
            f"Sản phẩm đã có mã OCOP {product.ocop_code}.", f"The product has code {product.ocop_code}."
        )
    product.ocop_code = _next(place, day_of(at).year)
    product.save(update_fields=["ocop_code"])
    record(by=by, at=at, verb="assign_code", target=product)
    product_changed.send(at=at, product=product.pk)
    return product.ocop_code


def _next(place: Place, year: int) -> str:
    if place.parent is None:
        raise NotAllowedNow(
            "Mã OCOP ghi theo xã; đơn vị này không thuộc tỉnh nào.", "The unit belongs to no province."
        )
    commune = f"{place.parent.code}-{place.code}-"
    given = Product.objects.filter(ocop_code__startswith=commune).values_list("ocop_code", flat=True)
    last = max((int(code.split("-")[2]) for code in given), default=0)
    return ocop_code(f"{commune}{last + 1:02}-{year}")
