"""What the register knows of lots in a trace: the weight of a pack, and how such goods are made."""

from collections.abc import Collection, Mapping
from decimal import Decimal

from namsao.apps.products.models import Batch, Product
from namsao.apps.products.queries.stages import process_of
from namsao.apps.traceability.queries.background import Goods, key_of


def goods_of(uris: Collection[str]) -> Mapping[str, Goods]:
    """Canonical identifier of a batch -> its goods; other identifiers are left out."""
    keys = {key_of(uri) for uri in uris}
    batches = Batch.objects.filter(
        product__gtin__in={gtin for gtin, _lot in keys}, lot__in={lot for _gtin, lot in keys}
    )
    found = [batch for batch in batches.select_related("product") if (batch.product.gtin, batch.lot) in keys]
    goods = {
        product.pk: _goods(product)
        for product in {batch.product.pk: batch.product for batch in found}.values()
    }
    return {batch.uri: goods[batch.product_id] for batch in found}


def _goods(product: Product) -> Goods:
    net_kg = Decimal(product.net_g) / 1000 if product.net_g else None
    return Goods(net_kg=net_kg, template=process_of(product))
