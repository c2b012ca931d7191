"""What the register calls identifiers: products, their batches, and places where they are made."""

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from namsao.apps.products.models import Batch, Facility, LogisticUnit, MaterialLot, Product
from namsao.apps.products.queries.register import passport_url
from namsao.apps.traceability.queries.background import key_of
from namsao.apps.traceability.queries.naming import Name
from namsao.base.ui.display import day, number
from namsao.core.gs1.link import ID_GS1_ORG
from namsao.core.words import NATIVE, pick

GTINS, PLACES, UNITS = f"{ID_GS1_ORG}/01/", f"{ID_GS1_ORG}/414/", f"{ID_GS1_ORG}/00/"
AT_ONCE = 400  # identifiers in one question


def names_of_goods(uris: Collection[str]) -> Mapping[str, Name]:
    """Canonical identifiers of batches and products -> their names, in the reader's language."""
    wanted = sorted(uri for uri in uris if uri.startswith(GTINS))
    found: dict[str, Name] = {}
    for start in range(0, len(wanted), AT_ONCE):
        keys = {key_of(uri) for uri in wanted[start : start + AT_ONCE]}
        gtins, lots = {gtin for gtin, _lot in keys}, {lot for _gtin, lot in keys}
        batches = Batch.objects.filter(product__gtin__in=gtins, lot__in=lots).select_related("product")
        found |= {batch.uri: _of_batch(batch) for batch in batches}
        if "" in lots:
            found |= {each.uri: _of_product(each) for each in Product.objects.filter(gtin__in=gtins)}
    return {uri: name for uri, name in found.items() if uri in uris}


def names_of_facilities(uris: Collection[str]) -> Mapping[str, Name]:
    """GLNs of facilities -> their names and whose they are."""
    glns = {uri.removeprefix(PLACES): uri for uri in uris if uri.startswith(PLACES)}
    facilities = Facility.objects.filter(gln__in=glns).select_related("party") if glns else ()
    return {
        glns[each.gln]: Name(
            f"{each.name}, {each.party}", reverse("products:facility", args=[each.pk]), each.party_id
        )
        for each in facilities
    }


def names_of_units(uris: Collection[str]) -> Mapping[str, Name]:
    """SSCCs of cases and pallets -> what they are and who packed them."""
    ssccs = {uri.removeprefix(UNITS): uri for uri in uris if uri.startswith(UNITS)}
    units = LogisticUnit.objects.filter(sscc__in=ssccs).select_related("party") if ssccs else ()
    return {
        ssccs[each.sscc]: Name(
            f"{each}, {each.party}", reverse("products:unit", args=[each.pk]), each.party_id
        )
        for each in units
    }


def names_of_material(uris: Collection[str]) -> Mapping[str, Name]:
    """Lots that were bought or landed and got their code here -> what they are and who brought them."""
    wanted = [uri for uri in uris if uri.startswith(GTINS)]
    lots = MaterialLot.objects.filter(uri__in=wanted, own_code=True) if wanted else ()
    return {
        each.uri: Name(str(each), reverse("products:lot", args=[each.pk]), each.party_id, day(each.came_on))
        for each in lots
    }


def _of_product(product: Product) -> Name:
    url = reverse("products:product", args=[product.pk])
    return Name(_called(product), url, product.party_id, page=passport_url(product))


def _of_batch(batch: Batch) -> Name:
    note = _("%(count)s gói, làm ngày %(day)s") % {
        "count": number(batch.quantity),
        "day": day(batch.made_on),
    }
    url = reverse("products:batch", args=[batch.pk])
    return Name(_called(batch.product), url, batch.product.party_id, note, passport_url(batch))


def _called(product: Product) -> str:
    return pick(product.words("names"), get_language() or NATIVE)[0]
