"""The register and its batches."""

from namsao.apps.products.models.batch import Batch, BatchInput, BatchQuerySet, Step
from namsao.apps.products.models.facility import Facility
from namsao.apps.products.models.product import Product, ProductQuerySet
from namsao.apps.products.models.standing import Delisting, Recognition

__all__ = [
    "Batch",
    "BatchInput",
    "BatchQuerySet",
    "Delisting",
    "Facility",
    "Product",
    "ProductQuerySet",
    "Recognition",
    "Step",
]
