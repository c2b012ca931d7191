"""When something a passport shows has changed, publish it again."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from namsao.apps.evidence.signals import certificate_changed
from namsao.apps.farms.models import GrowingArea
from namsao.apps.farms.signals import area_changed
from namsao.apps.labels.signals import labels_issued
from namsao.apps.products.models import Batch, BatchInput, Product
from namsao.apps.products.signals import batch_changed, batch_made, product_changed
from namsao.apps.scans.actions import publish, warn
from namsao.apps.scans.queries import goods_in
from namsao.apps.traceability.models import Recall
from namsao.apps.traceability.signals import recall_moved
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


@recall_moved.hear
def warn_at_once(*, at: datetime, recall: int, verb: str) -> None:
    """The door warns before a single page is rendered: of many lots that takes its time."""
    if verb == "launch":
        warn(recall=Recall.objects.get(pk=recall), by=INSTALLER, at=at)


@recall_moved.hear
def publish_recalled(*, at: datetime, recall: int, verb: str) -> None:  # noqa: ARG001  # as above
    """Pages of the lots and products of a recall: the door warns from now on, or no more."""
    if verb not in {"launch", "close"}:
        return
    found = Recall.objects.get(pk=recall)
    lots, gtins = goods_in(found)
    batches = Batch.objects.filter(product__gtin__in={gtin for gtin, _lot in lots}).filter(
        lot__in={lot for _gtin, lot in lots}
    )
    wanted = [
        batch.pk for batch in batches.select_related("product") if (batch.product.gtin, batch.lot) in lots
    ]
    concerned = Batch.objects.filter(Q(pk__in=wanted) | Q(product__gtin__in=gtins))
    products = Product.objects.filter(Q(batches__in=concerned) | Q(gtin__in=gtins)).distinct()
    publish_again(products, concerned)


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
