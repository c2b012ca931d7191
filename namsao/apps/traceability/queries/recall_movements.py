"""What events say happened to the goods of lots: who made, sent, received, sold, used and destroyed how much."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Sum

from namsao.apps.traceability.models import Event, Mention
from namsao.base.keys.queries import parties_of_glns, parties_of_prefixes
from namsao.core.epcis.canonical import parts_of
from namsao.core.recall import NOBODY_KNOWN, Movement, Way

AT_ONCE = 500
Role = Mention.Role
Inside = Mapping[int, Mapping[tuple[int, str], Decimal | None]]
"""Container -> {(lot, unit): how much}."""

# Business steps of CBV 2.0 after which the goods are with somebody else, or gone.
SENDING, RECEIVING, RETURNED = "shipping", "receiving", "returned"
SELLING = frozenset({"retail_selling", "dispensing"})
SOLD = frozenset({"retail_sold", "dispensed"})


@dataclass(frozen=True, slots=True)
class Told:
    """What one event says of one lot or container, added up."""

    thing: int
    event: int
    role: str
    is_class: bool
    uom: str
    quantity: Decimal | None


@dataclass(frozen=True, slots=True)
class _Fact:
    """The columns of an event that count here. others: parties at the other end, when the body names any."""

    owner: int
    type: str
    action: str
    step: str
    disposition: str
    others: tuple[int, ...] = ()


def movements_of(lots: Collection[int], inside: Inside) -> list[Movement]:
    """Movements of the lots, of their single items, and of containers in which they lie.

    lots: ids of lots and other goods. inside: `core.recall.contents` of the containers among the scope.
    Events that were declared to be errors count for nothing.
    """
    told = [*_told(lots), *_told_of_containers(inside)]
    facts = _facts({each.event for each in told})
    found = []
    for each in told:
        fact = facts.get(each.event)
        if fact is None:
            continue
        if each.thing in inside:
            goods = [(lot, much, uom) for (lot, uom), much in inside[each.thing].items()]
            found += [_moved(fact, lot, much, uom) for lot, much, uom in goods if _is_passed_on(fact)]
        elif (way := _way(fact, each)) is not None:
            found.append(_movement(fact, each, way))
    return found


def _told(lots: Collection[int]) -> Iterator[Told]:
    for part in _parts(lots):
        yield from _rows(Mention.objects.filter(epc__in=part), "epc_id")
        yield from _rows(Mention.objects.filter(epc__lot__in=part), "epc__lot_id")


def _told_of_containers(inside: Inside) -> Iterator[Told]:
    for part in _parts(inside):
        yield from _rows(Mention.objects.filter(epc__in=part, role=Role.EPC), "epc_id")


def _rows(mentions: QuerySet[Mention], thing: str) -> Iterator[Told]:
    """Sums by event. Without quantities items are counted; an amount that is not said makes the sum unknown."""
    summed = (
        mentions.order_by()
        .annotate(thing=F(thing))
        .values("thing", "event_id", "role", "is_class", "uom")
        .annotate(total=Sum("quantity"), said=Count("quantity"), n=Count("position"))
    )
    for each in summed:
        if each["is_class"]:
            quantity = _exact(each["total"]) if each["said"] == each["n"] else None
        else:
            quantity = Decimal(each["n"])
        yield Told(
            each["thing"], each["event_id"], each["role"], bool(each["is_class"]), each["uom"], quantity
        )


def _exact(value: Any) -> Decimal:
    """SQLite adds in floating point; nine decimals give the exact figure back."""
    return round(Decimal(value), 9)


def _facts(events: Collection[int]) -> dict[int, _Fact]:
    """Events that hold, by id; parties at the other end only where goods change hands."""
    declared = Event.objects.declarations().filter(owner=OuterRef("owner"), event_id=OuterRef("event_id"))
    rows: list[tuple[Any, ...]] = []
    bodies: dict[int, Mapping[str, Any]] = {}
    for part in _parts(events):
        standing = Event.objects.ordinary().filter(~Exists(declared), pk__in=part)
        rows += standing.values_list("pk", "owner_id", "type", "action", "biz_step", "disposition")
        handed = standing.filter(biz_step__in=[SENDING, RECEIVING]).values_list("pk", "body")
        bodies |= {pk: json.loads(body) for pk, body in handed}
    ends = {pk: _ends(body) for pk, body in bodies.items()}
    parties = _parties({uri for uris in ends.values() for uri in uris})
    return {
        pk: _Fact(
            owner,
            type_,
            action,
            step,
            disposition,
            tuple(sorted({parties[uri] for uri in ends.get(pk, ()) if uri in parties})),
        )
        for pk, owner, type_, action, step, disposition in rows
    }


def _ends(body: Mapping[str, Any]) -> list[str]:
    """Identifiers of the other end: destinations of goods sent, sources of goods received, returned ones too."""
    if body.get("bizStep", "").endswith(RECEIVING):
        return [parts_of(each["source"]).uri for each in body.get("sourceList", ())]
    return [parts_of(each["destination"]).uri for each in body.get("destinationList", ())]


def _parties(uris: Collection[str]) -> dict[str, int]:
    """Whose places and parties these are: given out here, or under the company prefix of one."""
    glns = {uri: uri.split("/")[4] for uri in uris if "/414/" in uri or "/417/" in uri}
    if not glns:
        return {}
    given, prefixes = parties_of_glns(glns.values()), parties_of_prefixes()
    found = {}
    for uri, gln in glns.items():
        own = (prefixes[gln[:size]] for size in range(12, 3, -1) if gln[:size] in prefixes)
        party = given.get(gln) or next(own, None)
        if party is not None:
            found[uri] = party
    return found


def _way(fact: _Fact, told: Told) -> Way | None:
    if fact.type == "TransformationEvent":
        return Way.USED if told.role == Role.INPUT else _made(told)
    if fact.type != "ObjectEvent":
        return None
    if fact.action == "ADD":
        return _made(told)
    if fact.step in SELLING or fact.disposition in SOLD:
        return Way.SOLD
    if fact.action == "DELETE":
        return Way.DESTROYED
    if fact.step == SENDING:
        return Way.SENT
    return _came(fact) if fact.step == RECEIVING else None


def _came(fact: _Fact) -> Way:
    return Way.RETURNED if fact.disposition == RETURNED else Way.RECEIVED


def _made(told: Told) -> Way:
    return Way.MADE if told.is_class else Way.MADE_BY_ITEM


def _movement(fact: _Fact, told: Told, way: Way) -> Movement:
    other = _other(fact) if way in {Way.SENT, Way.RECEIVED, Way.RETURNED} else NOBODY_KNOWN
    return Movement(told.thing, way, fact.owner, other, told.quantity, told.uom)


def _is_passed_on(fact: _Fact) -> bool:
    return fact.type == "ObjectEvent" and fact.step in {SENDING, RECEIVING, *SELLING}


def _moved(fact: _Fact, lot: int, quantity: Decimal | None, uom: str) -> Movement:
    """Goods in a container that was passed on."""
    ways = {SENDING: Way.SENT, RECEIVING: _came(fact)}
    return Movement(lot, ways.get(fact.step, Way.SOLD), fact.owner, _other(fact), quantity, uom)


def _other(fact: _Fact) -> int:
    """The party at the other end, when it is not the one who tells."""
    return next((each for each in fact.others if each != fact.owner), NOBODY_KNOWN)


def _parts(keys: Collection[int]) -> Iterator[Sequence[int]]:
    whole = sorted(keys)
    for start in range(0, len(whole), AT_ONCE):
        yield whole[start : start + AT_ONCE]
