"""When something a passport shows has changed, publish it again."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from namsao.apps.evidence.signals import certificate_changed
from namsao.apps.farms.models import GrowingArea
from namsao.apps.farms.signals import area_changed
from namsao.apps.labels.signals import labels_issued
from namsao.apps.products.models import Batch, BatchInput, Product
from namsao.apps.products.signals import batch_changed, batch_made, product_changed
from namsao.apps.scans.actions import publish
from namsao.base.access.visitor import INSTALLER


@product_changed.hear
def publish_product(*, at: datetime, product: int) -> None:  # noqa: ARG001  # what counts is how it is now
    """The product's page and those of its batches."""
    publish_again(Product.objects.filter(pk=product), Batch.objects.filter(product=product))


@batch_made.hear
@batch_changed.hear
@labels_issued.hear
def publish_batch(*, at: datetime, batch: int) -> None:  # noqa: ARG001  # as above
    publish_again(Product.objects.filter(batches=batch), Batch.objects.filter(pk=batch))


@area_changed.hear
def publish_area(*, at: datetime, area: int) -> None:  # noqa: ARG001  # as above
    """The area's page and those of the batches that grew there."""
    grown = Batch.objects.filter(pk__in=BatchInput.objects.filter(harvest__season__area=area).values("batch"))
    areas = GrowingArea.objects.select_related("material", "party", "place__parent").filter(pk=area)
    publish_again(Product.objects.none(), grown)
    publish(areas=areas, by=INSTALLER, at=timezone.now())


@certificate_changed.hear
def publish_proven(*, at: datetime, party: int, product: int | None, batch: int | None) -> None:  # noqa: ARG001
    """Pages that show the certificate: one batch, one product, or all of the party."""
    if batch:
        publish_again(Product.objects.none(), Batch.objects.filter(pk=batch))
    elif product:
        publish_again(Product.objects.filter(pk=product), Batch.objects.filter(product=product))
    else:
        publish_again(Product.objects.filter(party=party), Batch.objects.filter(product__party=party))


def publish_again(products: QuerySet[Product], batches: QuerySet[Batch]) -> None:
    """The pages of these, as they are now."""
    publish(
        products=products.select_related("party__place", "photo"),
        batches=batches.select_related(
            "product__party__place", "product__photo", "facility__party", "facility__place"
        ),
        by=INSTALLER,
        at=timezone.now(),
    )
