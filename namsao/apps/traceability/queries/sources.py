"""What portals ask of goods beyond events: a port that the apps up the road fill, for this one knows no products.

An app declares itself when it starts (`AppConfig.ready`): `facts_come_from(source)`.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from namsao.core.actor import Actor


@dataclass(frozen=True, slots=True)
class GoodsFacts:
    """What is known of a product, in Vietnamese; "" for what is not. image: address of its picture.

    maker, address: of who makes it. origin: where it comes from. brand: its mark. model: how it is packed.
    standards: declared or certified. stamp: what its labels are, how many, from which to which.
    """

    name: str = ""
    image: str = ""
    maker: str = ""
    address: str = ""
    origin: str = ""
    brand: str = ""
    model: str = ""
    standards: str = ""
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """A growing area or a facility. kind: in words. code: that of the authority (growing area code), "" for none."""

    name: str
    kind: str = ""
    code: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class RatedProduct:
    """A product of the OCOP register on a day. unit_code: of the commune. period: the year of the figures.

    stars: 3 to 5. revenue: million VND of the year, "" when nobody declared it. standing: in words.
    """

    ocop_code: str
    unit_code: str
    period: str
    product_code: str
    name: str
    stars: int | None
    producer: str
    revenue: str
    standing: str
    is_illustrative: bool = False


class Source(Protocol):
    """Who knows goods, places and the register. What it does not know it leaves out."""

    def goods(self, uris: Collection[str]) -> Mapping[str, GoodsFacts]:
        """Canonical identifiers of lots and products -> facts; one question to the database for all, or a few."""

    def places(self, uris: Collection[str]) -> Mapping[str, PlaceFacts]:
        """Canonical identifiers of places -> facts."""

    def register(self, actor: Actor, party: int | None, on: date) -> Iterable[RatedProduct]:
        """Products the actor may see, of one party or of all, as they stand on the day."""


_sources: dict[str, Source] = {}


def facts_come_from(source: Source) -> Source:
    """Ask this one too, from now on; the one that declares first is asked first."""
    _sources.setdefault(f"{type(source).__module__}.{type(source).__qualname__}", source)
    return source


def goods_facts(uris: Collection[str]) -> dict[str, GoodsFacts]:
    """Facts of those of the lots and products that somebody knows."""
    found: dict[str, GoodsFacts] = {}
    for source in _sources.values():
        found = {**source.goods(uris), **found}
    return found


def place_facts(uris: Collection[str]) -> dict[str, PlaceFacts]:
    """Facts of those of the places that somebody knows."""
    found: dict[str, PlaceFacts] = {}
    for source in _sources.values():
        found = {**source.places(uris), **found}
    return found


def rated_products(actor: Actor, party: int | None, on: date) -> Iterable[RatedProduct]:
    """The register, of every source that has one."""
    for source in _sources.values():
        yield from source.register(actor, party, on)
