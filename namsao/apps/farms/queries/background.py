"""What the fields know of lots in a trace: the season a harvest grew in, and all that season gave."""

from collections.abc import Collection, Mapping

from namsao.apps.farms.models import HarvestLot
from namsao.apps.traceability.queries.background import Season, key_of


def seasons_of(uris: Collection[str]) -> Mapping[str, Season]:
    """Canonical identifier of a harvest lot -> its season with every standing lot; others are left out."""
    keys = {key_of(uri) for uri in uris}
    lots = HarvestLot.objects.not_voided().select_related("season__area", "material")
    asked = lots.filter(
        material__gtin__in={gtin for gtin, _lot in keys}, lot__in={lot for _gtin, lot in keys}
    )
    seasons: dict[int, Season] = {}
    for lot in lots.filter(season__in=asked.values("season")):
        area = lot.season.area
        season = Season(lot.season_id, f"{area.name}, {lot.season.name}", area.area_ha)
        seasons.setdefault(lot.season_id, season).harvests[lot.uri] = lot.quantity_kg
    return {uri: season for season in seasons.values() for uri in season.harvests if uri in uris}
