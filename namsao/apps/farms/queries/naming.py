"""What the field calls identifiers: harvest lots and growing areas."""

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from namsao.apps.farms.models import GrowingArea, HarvestLot, Material
from namsao.apps.traceability.queries.background import key_of
from namsao.apps.traceability.queries.naming import Name
from namsao.base.ui.display import day, kg
from namsao.core.gs1.link import ID_GS1_ORG
from namsao.core.words import NATIVE, pick

GTINS, PLACES = f"{ID_GS1_ORG}/01/", f"{ID_GS1_ORG}/414/"
AT_ONCE = 400  # identifiers in one question


def names_of_harvests(uris: Collection[str]) -> Mapping[str, Name]:
    """Canonical identifiers of harvest lots -> material and area, in the reader's language."""
    wanted = sorted(uri for uri in uris if uri.startswith(GTINS))
    found: dict[str, Name] = {}
    for start in range(0, len(wanted), AT_ONCE):
        keys = {key_of(uri) for uri in wanted[start : start + AT_ONCE]}
        lots = HarvestLot.objects.filter(
            material__gtin__in={gtin for gtin, _lot in keys}, lot__in={lot for _gtin, lot in keys}
        )
        found |= {each.uri: _of_lot(each) for each in lots.select_related("material", "season__area")}
    return {uri: name for uri, name in found.items() if uri in uris}


def names_of_areas(uris: Collection[str]) -> Mapping[str, Name]:
    """GLNs of growing areas -> their names."""
    glns = {uri.removeprefix(PLACES): uri for uri in uris if uri.startswith(PLACES)}
    areas = GrowingArea.objects.filter(gln__in=glns).select_related("party") if glns else ()
    return {
        glns[each.gln]: Name(
            f"{each.name}, {each.party}", reverse("farms:area", args=[each.pk]), each.party_id
        )
        for each in areas
    }


def _of_lot(lot: HarvestLot) -> Name:
    area = lot.season.area
    text = _("%(material)s, %(area)s") % {"material": _called(lot.material), "area": area.name}
    note = _("%(kg)s, thu ngày %(day)s") % {"kg": kg(lot.quantity_kg), "day": day(lot.harvested_on)}
    return Name(text, reverse("farms:harvest_lot", args=[lot.pk]), area.party_id, note)


def _called(material: Material) -> str:
    return pick({NATIVE: material.name} | material.names, get_language() or NATIVE)[0]
