"""Trace back and forward: from any identifier to the lots, places and containers that hang together with it."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from django.db.models import Exists, F, OuterRef, QuerySet

from namsao.apps.traceability.models import Edge, Epc, EventKey, ItemRange, Mention
from namsao.apps.traceability.queries import minted
from namsao.apps.traceability.queries.found import AT_ONCE, Arrow, Items, Node, Trace, parts
from namsao.apps.traceability.queries.packed import packed
from namsao.core.epcis.canonical import canonical_epc, parts_of
from namsao.core.epcis.links import Run, split_serial

__all__ = ["Arrow", "Items", "Node", "Trace", "trace_back", "trace_back_from", "trace_forward"]

DEEPEST, MOST_NODES = 40, 50_000
KINDS = {
    "01": "lot",
    "00": "container",
    "414": "place",
    "417": "party",
    "8003": "container",
    "8004": "container",
}


def trace_back(text: str, *, since: datetime | None = None, until: datetime | None = None) -> Trace:
    """What the thing was made of and where that came from. text: any identifier. since, until: of the events."""
    return _trace(text, starts(text), "target", "source", since, until)


def trace_back_from(epcs: Iterable[Epc]) -> Trace:
    """What several things were made of, all at once."""
    return _trace("", epcs, "target", "source", None, None)


def trace_forward(text: str, *, since: datetime | None = None, until: datetime | None = None) -> Trace:
    """What became of the thing, with the single items of every lot it reached."""
    found = _trace(text, starts(text), "source", "target", since, until)
    lots = {each.pk: each.uri for each in found.nodes.values() if each.kind == "lot"}
    found.items = items_of(lots)
    found.issued = [Items(lot, run) for lot, run in minted.issued(set(lots.values()))]
    return found


def _trace(
    text: str, begin: Iterable[Epc], near: str, far: str, since: datetime | None, until: datetime | None
) -> Trace:
    found = Trace(parts_of(text).uri)
    taken_out = Edge.objects.filter(
        source=OuterRef("source"),
        target=OuterRef("target"),
        is_taken_out=True,
        event_time__gte=OuterRef("event_time"),
    )
    edges = Edge.objects.filter(~Exists(taken_out), is_taken_out=False)
    # Single items as ends are rare; where there are none, no lot need look for those of its own.
    has_items = edges.filter(is_of_items=True).exists()
    if since:
        edges = edges.filter(event_time__gte=since)
    if until:
        edges = edges.filter(event_time__lte=until)
    frontier = {epc.pk: epc for epc in begin}
    for depth in range(DEEPEST):
        for epc in frontier.values():
            found.nodes[epc.pk] = Node(epc.pk, epc.uri, _kind(epc), depth)
        if not frontier or len(found.nodes) > MOST_NODES:
            break
        arrows = [*_drawn(edges, near, list(frontier), of_items=has_items), *packed(near, list(frontier))]
        found.arrows += arrows
        reached = {getattr(each, far) for each in arrows} - found.nodes.keys()
        frontier = Epc.objects.in_bulk(reached) if reached else {}
    found.is_cut = bool(frontier)
    found.arrows = list(dict.fromkeys(found.arrows))
    return found


def starts(text: str) -> list[Epc]:
    """Where a trace begins: the lot of an item, the lots of a GTIN, the goods of a shipment, else the thing itself."""
    identity = parts_of(text)
    epc = Epc.objects.filter(uri=identity.uri).select_related("lot").first()
    if identity.serial is not None and identity.gtin:
        lots = lots_of_item(identity.gtin, identity.serial)
        own = [epc.lot] if epc and epc.lot else []
        return [*({each.pk: each for each in [*own, *lots, *([epc] if epc else [])]}.values())]
    if epc is not None:
        if identity.uri == identity.gtin:
            return [*epc.of_gtin.filter(lot=None, key="01").exclude(uri__contains="/21/"), epc]
        return [epc]
    return _of_shipment(text)


def lots_of_item(gtin: str, serial: str) -> list[Epc]:
    """Lots in whose ranges a serial lies; mostly one. Else the lot it was computed for."""
    prefix, width, number = split_serial(serial)
    ranges = ItemRange.objects.filter(
        kind=ItemRange.Kind.LOT,
        gtin__uri=gtin,
        prefix=prefix,
        width=width,
        first__lte=number,
        last__gte=number,
    )
    found = list(Epc.objects.filter(pk__in=ranges.values("holder")))
    if not found and (lot := minted.lot_of(gtin, serial)):
        return list(Epc.objects.filter(uri=lot))
    return found


def items_of(lots: Collection[int]) -> list[Items]:
    """Single items of lots, as ranges, in the order of lot and serial."""
    found = []
    for part in parts(lots):
        ranges = ItemRange.objects.filter(holder__in=part, kind=ItemRange.Kind.LOT)
        rows = ranges.order_by("holder__uri", "prefix", "width", "first").values_list(
            "holder__uri", "gtin__uri", "prefix", "width", "first", "last"
        )
        found += [
            Items(lot, Run(gtin, prefix, width, int(first), int(last)))
            for lot, gtin, prefix, width, first, last in rows
        ]
    return found


def _of_shipment(text: str) -> list[Epc]:
    """Things of the events that name this as their transaction: an order, a despatch advice."""
    events = EventKey.objects.filter(key__startswith="bizTransaction:", text=canonical_epc(text)).values(
        "event"
    )
    things = Mention.objects.filter(event__in=events).exclude(role=Mention.Role.INPUT).values("epc")
    return list(Epc.objects.filter(pk__in=things)[:AT_ONCE])


def _drawn(edges: QuerySet[Edge], near: str, frontier: list[int], *, of_items: bool) -> Iterator[Arrow]:
    """Edges at the frontier. of_items: those of its lots' single items too."""
    for part in parts(frontier):
        for each in edges.filter(**{f"{near}__in": part}):
            yield _arrow(each, {"source": each.source_id, "target": each.target_id})
        if not of_items:
            continue
        single = edges.filter(**{f"{near}__lot__in": part}, is_of_items=True)
        for each in single.annotate(of_lot=F(f"{near}__lot")):
            ends = {"source": each.source_id, "target": each.target_id}
            yield _arrow(each, ends | {near: each.of_lot})  # type: ignore[attr-defined]  # annotated above


def _arrow(edge: Edge, ends: dict[str, int]) -> Arrow:
    is_said = edge.quantity_in is not None
    much, uom = (edge.quantity_in, edge.uom_in) if is_said else (edge.quantity_out, edge.uom_out)
    facts = {"kind": edge.kind, "quantity": much, "uom": uom, "time": edge.event_time, "event": edge.event_id}
    return Arrow(**facts, **ends)


def _kind(epc: Epc) -> str:
    if epc.key == "01" and "/21/" in epc.uri:
        return "item"
    if epc.key == "01" and "/10/" not in epc.uri:
        return "product"
    return KINDS.get(epc.key, "other")
