"""Places and their succession."""

from namsao.base.places.models.place import Place, PlaceQuerySet
from namsao.base.places.models.succession import Succession

__all__ = ["Place", "PlaceQuerySet", "Succession"]
