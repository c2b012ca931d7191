"""What the field tells portals of growing areas."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from django.utils.translation import gettext as _

from namsao.apps.farms.models import GrowingArea
from namsao.apps.farms.queries.naming import PLACES
from namsao.apps.traceability.queries.sources import GoodsFacts, PlaceFacts, RatedProduct
from namsao.core.actor import Actor


class Field:
    """A `traceability.queries.sources.Source`: places alone."""

    def goods(self, uris: Collection[str]) -> Mapping[str, GoodsFacts]:  # noqa: ARG002  # as the port asks
        return {}

    def places(self, uris: Collection[str]) -> Mapping[str, PlaceFacts]:
        """Growing areas with their codes."""
        glns = {uri.removeprefix(PLACES): uri for uri in uris if uri.startswith(PLACES)}
        areas = GrowingArea.objects.filter(gln__in=glns).select_related("place") if glns else ()
        return {
            glns[each.gln]: PlaceFacts(each.name, _("vùng trồng"), each.code, each.place.title)
            for each in areas
        }

    def register(self, actor: Actor, party: int | None, on: date) -> Iterator[RatedProduct]:  # noqa: ARG002  # as above
        return iter(())
