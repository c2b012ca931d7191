"""What grows where, what is done there day by day, and what was harvested."""

from namsao.apps.farms.models.area import GrowingArea, GrowingAreaQuerySet, Material
from namsao.apps.farms.models.diary import DiaryEntry, DiaryEntryQuerySet, DiaryPhoto
from namsao.apps.farms.models.harvest import HarvestLot, HarvestLotQuerySet
from namsao.apps.farms.models.input import InputProduct, InputProductQuerySet
from namsao.apps.farms.models.season import Season, SeasonQuerySet

__all__ = [
    "DiaryEntry",
    "DiaryEntryQuerySet",
    "DiaryPhoto",
    "GrowingArea",
    "GrowingAreaQuerySet",
    "HarvestLot",
    "HarvestLotQuerySet",
    "InputProduct",
    "InputProductQuerySet",
    "Material",
    "Season",
    "SeasonQuerySet",
]
