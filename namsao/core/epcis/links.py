"""What an event does to the graph: which lots became which, which serials lie in which lot or container.

The graph joins lots; single items hang on it as runs of serials. Everything here follows from one event, so the
graph can be made again from the bodies of events at any time.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from namsao.core.epcis.canonical import parts_of
from namsao.core.epcis.facts import Thing, lot_of, place

# More pairs than this go through a node of their own, so that 300 inputs and 300 outputs are 600 edges, not 90,000.
MOST_PAIRS = 64
_LONGEST_NUMBER = 18  # digits of a serial that are counted with


@dataclass(frozen=True, slots=True)
class Link:
    """source went into target, or left it again.

    quantity_in: of the source, quantity_out: of the target, None where it is not said.
    """

    source: str
    target: str
    kind: str
    quantity_in: Decimal | None = None
    uom_in: str = ""
    quantity_out: Decimal | None = None
    uom_out: str = ""
    is_taken_out: bool = False

    @property
    def is_of_items(self) -> bool:
        """Whether an end is a single trade item, whose lot the event does not tell."""
        return any(
            parts_of(end).gtin and parts_of(end).serial is not None for end in (self.source, self.target)
        )


@dataclass(frozen=True, slots=True)
class Run:
    """Serials of one GTIN that follow each other: `prefix` and `width` digits, from first to last, both in it.

    gtin: class URI. A serial that ends in no digits is a run of itself: width 0, first and last 0.
    """

    gtin: str
    prefix: str
    width: int
    first: int
    last: int

    @property
    def count(self) -> int:
        return self.last - self.first + 1

    def serial(self, number: int) -> str:
        return f"{self.prefix}{number:0{self.width}}" if self.width else self.prefix

    def serials(self) -> list[str]:
        return [self.serial(number) for number in range(self.first, self.last + 1)]


@dataclass(frozen=True, slots=True)
class Held:
    """Runs that lie in a holder from this event on, or, with `is_taken_out`, no longer. kind: lot or container."""

    kind: str
    holder: str
    runs: tuple[Run, ...]
    is_taken_out: bool = False


def split_serial(serial: str) -> tuple[str, int, int]:
    """(prefix, width, number) of a serial: "AB0012" is ("AB", 4, 12); without digits at its end (serial, 0, 0)."""
    digits = 0
    while digits < min(len(serial), _LONGEST_NUMBER) and serial[-digits - 1] in "0123456789":
        digits += 1
    return (serial[:-digits], digits, int(serial[-digits:])) if digits else (serial, 0, 0)


def runs(items: Iterable[tuple[str, str]]) -> tuple[Run, ...]:
    """The fewest runs that hold exactly these items, in order. items: (GTIN class URI, serial)."""
    found: list[Run] = []
    for gtin, prefix, width, number in sorted({(gtin, *split_serial(serial)) for gtin, serial in items}):
        last = found[-1] if found else None
        if (
            last
            and width
            and (last.gtin, last.prefix, last.width, last.last + 1) == (gtin, prefix, width, number)
        ):
            found[-1] = Run(gtin, prefix, width, last.first, number)
        else:
            found.append(Run(gtin, prefix, width, number, number))
    return tuple(found)


def links(event: Mapping[str, Any], event_id: str, mentioned: Sequence[Thing]) -> list[Link]:
    """Edges of the graph that one event draws. mentioned: `facts.things` of it. An error declaration draws none."""
    if "errorDeclaration" in event:
        return []
    kind = event["type"]
    if kind == "TransformationEvent":
        return _transformed(event, event_id, mentioned)
    if kind in {"AggregationEvent", "AssociationEvent"} and event["action"] != "OBSERVE":
        return _gathered(event, mentioned)
    if kind == "ObjectEvent" and event["action"] == "ADD":
        return _begun(event, mentioned)
    return []


def held(event: Mapping[str, Any], mentioned: Sequence[Thing]) -> list[Held]:
    """What one event says of items: their lot, and the container they go into or leave."""
    if "errorDeclaration" in event:
        return []
    return [*_in_lots(event, mentioned), *_in_containers(event, mentioned)]


def _in_lots(event: Mapping[str, Any], mentioned: Sequence[Thing]) -> list[Held]:
    by_lot: dict[str, list[tuple[str, str]]] = {}
    for thing in mentioned:
        identity = thing.identity
        lot = lot_of(thing, event) if identity.serial is not None and not thing.is_class else None
        if lot and identity.gtin and identity.serial is not None:
            by_lot.setdefault(lot, []).append((identity.gtin, identity.serial))
    return [Held("lot", lot, runs(items)) for lot, items in by_lot.items()]


def _in_containers(event: Mapping[str, Any], mentioned: Sequence[Thing]) -> list[Held]:
    if event["type"] not in {"AggregationEvent", "AssociationEvent"} or event["action"] == "OBSERVE":
        return []
    parent = event.get("parentID")
    items = [
        (thing.identity.gtin, thing.identity.serial)
        for thing in mentioned
        if thing.role == "child" and thing.identity.gtin and thing.identity.serial is not None
    ]
    if not parent or not items:
        return []
    found = runs((gtin, serial) for gtin, serial in items if gtin and serial is not None)
    return [Held("container", parts_of(parent).uri, found, is_taken_out=event["action"] == "DELETE")]


def _transformed(event: Mapping[str, Any], event_id: str, mentioned: Sequence[Thing]) -> list[Link]:
    inputs = _amounts(event, mentioned, "input")
    outputs = _amounts(event, mentioned, "output")
    kind = "transformation"
    hub = event.get("transformationID")
    if not hub and len(inputs) * len(outputs) > MOST_PAIRS:
        hub = event_id
    if hub:
        return [
            *(Link(uri, hub, kind, quantity_in=much, uom_in=uom) for uri, (much, uom) in inputs.items()),
            *(Link(hub, uri, kind, quantity_out=much, uom_out=uom) for uri, (much, uom) in outputs.items()),
        ]
    return [
        Link(source, target, kind, much, uom, made, uom_made)
        for source, (much, uom) in inputs.items()
        for target, (made, uom_made) in outputs.items()
        if source != target
    ]


def _gathered(event: Mapping[str, Any], mentioned: Sequence[Thing]) -> list[Link]:
    """Cases and amounts of lots put into a parent; serials go by `held`."""
    parent = event.get("parentID")
    if not parent:
        return []
    target = parts_of(parent).uri
    kind = "aggregation" if event["type"] == "AggregationEvent" else "association"
    return [
        Link(thing.uri, target, kind, thing.quantity, thing.uom, is_taken_out=event["action"] == "DELETE")
        for thing in mentioned
        if thing.role == "child" and thing.uri != target and (thing.is_class or thing.identity.serial is None)
    ]


def _begun(event: Mapping[str, Any], mentioned: Sequence[Thing]) -> list[Link]:
    """A lot came to be at a place: an area's harvest."""
    where = place(event, "readPoint") or place(event, "bizLocation")
    if not where:
        return []
    return [
        Link(where, uri, "origin", quantity_out=much, uom_out=uom)
        for uri, (much, uom) in _amounts(event, mentioned, "epc").items()
        if uri != where
    ]


def _amounts(
    event: Mapping[str, Any], mentioned: Sequence[Thing], role: str
) -> dict[str, tuple[Decimal | None, str]]:
    """Lots of that part with how much of each; an item counts as one of its lot, where its lot is known."""
    found: dict[str, tuple[Decimal | None, str]] = {}
    for thing in mentioned:
        if thing.role != role:
            continue
        lot = None if thing.is_class else lot_of(thing, event)
        uri = lot or thing.uri
        much = thing.quantity if thing.is_class else Decimal(1)
        before, uom = found.get(uri, (None, thing.uom))
        total = much if before is None else before if much is None else before + much
        found[uri] = (total, uom)
    return found
