"""What grows where and for whom, what is done there day by day, what was harvested, delivered and paid."""

from namsao.apps.farms.models.area import GrowingArea, GrowingAreaQuerySet, Material
from namsao.apps.farms.models.contract import Contract, ContractPaper, ContractQuerySet
from namsao.apps.farms.models.delivery import Delivery, OfSellerQuerySet, Payment
from namsao.apps.farms.models.diary import DiaryEntry, DiaryEntryQuerySet, DiaryPhoto
from namsao.apps.farms.models.harvest import HarvestLot, HarvestLotQuerySet
from namsao.apps.farms.models.household import Household, HouseholdQuerySet
from namsao.apps.farms.models.input import InputProduct, InputProductQuerySet
from namsao.apps.farms.models.season import Season, SeasonQuerySet

__all__ = [
    "Contract",
    "ContractPaper",
    "ContractQuerySet",
    "Delivery",
    "DiaryEntry",
    "DiaryEntryQuerySet",
    "DiaryPhoto",
    "GrowingArea",
    "GrowingAreaQuerySet",
    "HarvestLot",
    "HarvestLotQuerySet",
    "Household",
    "HouseholdQuerySet",
    "InputProduct",
    "InputProductQuerySet",
    "Material",
    "OfSellerQuerySet",
    "Payment",
    "Season",
    "SeasonQuerySet",
]
