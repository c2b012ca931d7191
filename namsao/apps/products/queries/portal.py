"""What the register tells portals of goods, facilities and rated products."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from django.utils.translation import gettext as _

from namsao.apps.products.models import Batch, Facility, Product
from namsao.apps.products.queries.naming import AT_ONCE, GTINS, PLACES
from namsao.apps.products.queries.register import register_rows
from namsao.apps.traceability.queries.background import key_of
from namsao.apps.traceability.queries.sources import GoodsFacts, PlaceFacts, RatedProduct
from namsao.base.access.policy import rows
from namsao.core.actor import Actor


class Register:
    """A `traceability.queries.sources.Source`. Pictures are no public addresses, so they are left out."""

    def goods(self, uris: Collection[str]) -> Mapping[str, GoodsFacts]:
        """Batches and products."""
        wanted = sorted(uri for uri in uris if uri.startswith(GTINS))
        found: dict[str, GoodsFacts] = {}
        for start in range(0, len(wanted), AT_ONCE):
            keys = {key_of(uri) for uri in wanted[start : start + AT_ONCE]}
            gtins, lots = {gtin for gtin, _lot in keys}, {lot for _gtin, lot in keys}
            batches = Batch.objects.filter(product__gtin__in=gtins, lot__in=lots)
            for batch in batches.select_related("product__party__place", "facility__place"):
                found[batch.uri] = _facts(batch.product, batch.facility)
            products = Product.objects.filter(gtin__in=gtins) if "" in lots else ()
            for product in products and products.select_related("party__place", "facility__place"):
                found[product.uri] = _facts(product, product.facility)
        return {uri: facts for uri, facts in found.items() if uri in uris}

    def places(self, uris: Collection[str]) -> Mapping[str, PlaceFacts]:
        """Facilities."""
        glns = {uri.removeprefix(PLACES): uri for uri in uris if uri.startswith(PLACES)}
        facilities = Facility.objects.filter(gln__in=glns).select_related("place") if glns else ()
        return {
            glns[each.gln]: PlaceFacts(each.name, _("cơ sở sản xuất"), "", _address(each))
            for each in facilities
        }

    def register(self, actor: Actor, party: int | None, on: date) -> Iterator[RatedProduct]:
        """Products with a recognition, in force or not. Revenue is declared nowhere yet."""
        products = rows(actor, "see", Product)
        if party:
            products = products.filter(party=party)
        for each in register_rows(products, on).filter(last_stars__isnull=False).order_by("pk"):
            yield RatedProduct(
                ocop_code=each.ocop_code or "",
                unit_code=each.party.place.code,
                period=str(on.year),
                product_code=each.gtin,
                name=each.name,
                stars=each.stars or each.last_stars,
                producer=each.party.name,
                revenue="",
                standing=_standing(each),
                is_illustrative=each.is_illustrative,
            )


def _facts(product: Product, facility: Facility | None) -> GoodsFacts:
    return GoodsFacts(
        name=product.name,
        maker=product.party.name,
        address=_address(facility or product.party),
        origin=(facility or product.party).place.title,
        model=product.net_content,
    )


def _address(where: object) -> str:
    return ", ".join(filter(None, (where.address, where.place.title)))  # type: ignore[attr-defined]  # facility or party


def _standing(product: Product) -> str:
    if product.is_delisted:
        return _("đã ra khỏi danh mục")
    return _("đang có hiệu lực") if product.stars else _("hết hiệu lực")
