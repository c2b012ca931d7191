"""What grows where, and what was harvested."""

from namsao.apps.farms.models.area import GrowingArea, GrowingAreaQuerySet, Material
from namsao.apps.farms.models.harvest import HarvestLot, HarvestLotQuerySet
from namsao.apps.farms.models.season import Season, SeasonQuerySet

__all__ = [
    "GrowingArea",
    "GrowingAreaQuerySet",
    "HarvestLot",
    "HarvestLotQuerySet",
    "Material",
    "Season",
    "SeasonQuerySet",
]
