"""The register, its batches, and what is packed, sent and received of them."""

from namsao.apps.products.models.batch import Batch, BatchInput, BatchQuerySet, Step
from namsao.apps.products.models.despatch import (
    Despatch,
    DespatchLine,
    DespatchQuerySet,
    LineCount,
    Receipt,
)
from namsao.apps.products.models.facility import Facility
from namsao.apps.products.models.material import Landing, MaterialLot, MaterialLotQuerySet, MaterialUse
from namsao.apps.products.models.product import Product, ProductQuerySet
from namsao.apps.products.models.slip import Slip, SlipQuerySet
from namsao.apps.products.models.standing import Delisting, Recognition
from namsao.apps.products.models.unit import LogisticUnit, LogisticUnitQuerySet, UnitContent

__all__ = [
    "Batch",
    "BatchInput",
    "BatchQuerySet",
    "Delisting",
    "Despatch",
    "DespatchLine",
    "DespatchQuerySet",
    "Facility",
    "Landing",
    "LineCount",
    "LogisticUnit",
    "LogisticUnitQuerySet",
    "MaterialLot",
    "MaterialLotQuerySet",
    "MaterialUse",
    "Product",
    "ProductQuerySet",
    "Receipt",
    "Recognition",
    "Slip",
    "SlipQuerySet",
    "Step",
    "UnitContent",
]
