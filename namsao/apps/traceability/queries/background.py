"""What apps further up the road know of a lot: how its kind is made, what a pack weighs, the season it grew in.

They say once, at start, how it is looked up (`goods_are_known_by`, `seasons_are_known_by`); nothing here imports them.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from namsao.core.gs1.errors import Invalid
from namsao.core.gs1.uri import parse
from namsao.core.processes.template import Template


@dataclass(frozen=True, slots=True)
class Goods:
    """A lot of finished goods. net_kg: weight of one pack, None when unknown. template: None when none fits."""

    net_kg: Decimal | None = None
    template: Template | None = None


@dataclass(frozen=True, slots=True)
class Season:
    """The season a harvest lot grew in. name: with that of its area. harvests: every standing lot -> kg."""

    pk: int
    name: str
    area_ha: Decimal
    harvests: dict[str, Decimal] = field(default_factory=dict)


GoodsReader = Callable[[Collection[str]], Mapping[str, Goods]]
SeasonReader = Callable[[Collection[str]], Mapping[str, Season]]

_goods: list[GoodsReader] = []
_seasons: list[SeasonReader] = []


def goods_are_known_by(reader: GoodsReader) -> None:
    """Say, once, how canonical identifiers of lots become goods; unknown ones are left out."""
    _goods[:] = [reader]


def seasons_are_known_by(reader: SeasonReader) -> None:
    """Say, once, how canonical identifiers of harvest lots become their seasons; unknown ones are left out."""
    _seasons[:] = [reader]


def goods_of(uris: Collection[str]) -> Mapping[str, Goods]:
    """Lot -> what is known of it."""
    return _goods[0](uris) if _goods and uris else {}


def seasons_of(uris: Collection[str]) -> Mapping[str, Season]:
    """Harvest lot -> its season."""
    return _seasons[0](uris) if _seasons and uris else {}


def key_of(uri: str) -> tuple[str, str]:
    """(GTIN, lot number) of the canonical identifier of a lot; empty texts for what is none."""
    try:
        named = parse(uri)
    except Invalid:
        return "", ""
    return (named.value, named.get("10") or "") if named.key == "01" else ("", "")
