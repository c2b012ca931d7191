"""What a recall counts: who made, passed on, sold and still holds how much of each lot, and what is back already."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple, TypeAlias

NOTHING = Decimal(0)
NOBODY_KNOWN = 0
"""The party of goods that went to somebody without a record here: a shop, a buyer at the door."""


class Way(StrEnum):
    """What happened to goods of a lot. The same packs may be made twice: as a number, and one by one by serial."""

    MADE = "made"
    MADE_BY_ITEM = "made_by_item"
    USED = "used"
    SENT = "sent"
    RECEIVED = "received"
    RETURNED = "returned"
    SOLD = "sold"
    DESTROYED = "destroyed"


class Movement(NamedTuple):
    """One party did something with goods of a lot.

    other: whom it sent them to or had them from, NOBODY_KNOWN when that is not said. quantity: None for unknown.
    uom: UN/ECE code, "" for pieces.
    """

    lot: int
    way: Way
    party: int
    other: int
    quantity: Decimal | None
    uom: str


class Key(NamedTuple):
    """Goods of one lot in one unit with one party."""

    lot: int
    party: int
    uom: str


@dataclass(slots=True)
class Holding:
    """had: made or received. has: should be there still. sold: went to nobody known. None: the records do not say."""

    had: Decimal | None = NOTHING
    has: Decimal | None = NOTHING
    sold: Decimal | None = NOTHING

    @property
    def due(self) -> Decimal | None:
        """What has to come back or be destroyed: still there, or out with customers."""
        return None if self.has is None or self.sold is None else self.has + self.sold


Route: TypeAlias = tuple[int, str, int, int]  # lot, unit, from, to


@dataclass(slots=True)
class _Sum:
    """Amounts added up; one unknown makes the whole unknown."""

    total: Decimal = NOTHING
    is_known: bool = True

    def add(self, amount: Decimal | None) -> None:
        if amount is None:
            self.is_known = False
        else:
            self.total += amount

    @property
    def value(self) -> Decimal | None:
        return self.total if self.is_known else None


@dataclass(slots=True)
class _Books:
    """Sums by way: of a holding, and of a route between two parties. back: what came back along a route."""

    own: dict[tuple[Key, Way], _Sum] = field(default_factory=lambda: defaultdict(_Sum))
    sent: dict[Route, _Sum] = field(default_factory=lambda: defaultdict(_Sum))
    received: dict[Route, _Sum] = field(default_factory=lambda: defaultdict(_Sum))
    back: dict[Route, Decimal] = field(default_factory=lambda: defaultdict(Decimal))


def holdings(movements: Iterable[Movement]) -> dict[Key, Holding]:
    """Who holds how much of each lot, as the records say.

    Goods that were sent to a party and received by it are counted once, by the larger figure; so are packs that
    were made as a number of the lot and then numbered one by one. What was used went into other lots.
    """
    books = _read(list(movements))
    found: dict[Key, Holding] = {}
    arrived: dict[Key, list[Decimal | None]] = defaultdict(list)
    left: dict[Key, list[Decimal | None]] = defaultdict(list)
    for lot, uom, source, target in books.sent.keys() | books.received.keys():
        route = (lot, uom, source, target)
        amount = _less(_larger(books.sent.get(route), books.received.get(route)), books.back.get(route))
        if target != NOBODY_KNOWN:
            arrived[Key(lot, target, uom)].append(amount)
        if source != NOBODY_KNOWN:
            left[Key(lot, source, uom)].append(amount)
    for key in sorted({key for key, _way in books.own} | arrived.keys() | left.keys()):
        found[key] = _holding(key, books, arrived[key], left[key])
    return found


def _read(movements: list[Movement]) -> _Books:
    makers: dict[int, set[int]] = defaultdict(set)
    for each in movements:
        if each.way in {Way.MADE, Way.MADE_BY_ITEM}:
            makers[each.lot].add(each.party)
    books = _Books()
    for each in movements:
        if each.way is Way.SENT and each.other != NOBODY_KNOWN:
            if each.other != each.party:
                books.sent[each.lot, each.uom, each.party, each.other].add(each.quantity)
        elif each.way is Way.RETURNED:
            books.back[each.lot, each.uom, each.party, each.other] += each.quantity or NOTHING
        elif each.way is Way.RECEIVED:
            source = each.other or _only(makers[each.lot])
            if source != each.party:
                books.received[each.lot, each.uom, source, each.party].add(each.quantity)
        else:
            way = Way.SOLD if each.way is Way.SENT else each.way
            books.own[Key(each.lot, each.party, each.uom), way].add(each.quantity)
    return books


def _only(makers: set[int]) -> int:
    """Goods whose sender is not named came from the one who made them, where there is one only."""
    return next(iter(makers)) if len(makers) == 1 else NOBODY_KNOWN


def _larger(one: _Sum | None, other: _Sum | None) -> Decimal | None:
    told = [each.value for each in (one, other) if each is not None]
    known = [each for each in told if each is not None]
    return max(known) if known else None


def _holding(
    key: Key, books: _Books, arrived: Iterable[Decimal | None], left: Iterable[Decimal | None]
) -> Holding:
    made = _larger(*(books.own.get((key, way)) for way in (Way.MADE, Way.MADE_BY_ITEM)))
    is_maker = any((key, way) in books.own for way in (Way.MADE, Way.MADE_BY_ITEM))
    had = _total([*([made] if is_maker else []), *arrived])
    gone = {way: _value(books.own.get((key, way))) for way in (Way.USED, Way.SOLD, Way.DESTROYED)}
    unsold = books.back.get((key.lot, key.uom, key.party, NOBODY_KNOWN))
    gone[Way.SOLD] = _less(gone[Way.SOLD], unsold)
    out = _total([*gone.values(), *left])
    has = None if had is None or out is None else max(had - out, NOTHING)
    return Holding(had, has, gone[Way.SOLD])


def _less(amount: Decimal | None, back: Decimal | None) -> Decimal | None:
    """What stayed away after something came back."""
    return amount if amount is None or not back else max(amount - back, NOTHING)


def _value(sum_: _Sum | None) -> Decimal | None:
    return NOTHING if sum_ is None else sum_.value


def _total(amounts: Iterable[Decimal | None]) -> Decimal | None:
    total = _Sum()
    for each in amounts:
        total.add(each)
    return total.value


def contents(
    lots: Iterable[int], arrows: Iterable[tuple[int, int, Decimal | None, str]]
) -> dict[int, dict[tuple[int, str], Decimal | None]]:
    """What each container holds: container -> {(lot, unit): how much}, through cases on pallets.

    arrows: (lot or container, the container it lies in, how much of a lot, unit).
    """
    known = set(lots)
    inside: dict[int, dict[tuple[int, str], _Sum]] = defaultdict(lambda: defaultdict(_Sum))
    outer: dict[int, set[int]] = defaultdict(set)
    for source, target, amount, uom in arrows:
        if source in known:
            inside[target][source, uom].add(amount)
        else:
            outer[source].add(target)
    for container in list(inside):
        held = {key: each.value for key, each in inside[container].items()}
        for around in _around(container, outer):
            for key, amount in held.items():
                inside[around][key].add(amount)
    return {container: {key: each.value for key, each in held.items()} for container, held in inside.items()}


def _around(container: int, outer: Mapping[int, set[int]]) -> set[int]:
    """Everything a container lies in, directly or not."""
    found: set[int] = set()
    frontier = {container}
    while frontier := {each for inner in frontier for each in outer.get(inner, ())} - found - {container}:
        found |= frontier
    return found


@dataclass(frozen=True, slots=True)
class Count:
    """How far goods in one unit are: due to come back, destroyed, back and waiting, and still outstanding."""

    uom: str
    due: Decimal
    destroyed: Decimal
    returned: Decimal
    is_known: bool = True

    @property
    def secured(self) -> Decimal:
        return self.destroyed + self.returned

    @property
    def outstanding(self) -> Decimal:
        return max(self.due - self.secured, NOTHING)

    @property
    def percent(self) -> int:
        """Whole percent that is secured; 100 only when nothing is outstanding."""
        if not self.outstanding:
            return 100
        return min(99, int(self.secured * 100 / self.due))


class Recovered(NamedTuple):
    """Goods that came back or were destroyed. of_returned: destroyed were those that had come back before."""

    uom: str
    quantity: Decimal
    is_destroyed: bool
    of_returned: bool = False


def count(due: Iterable[tuple[str, Decimal | None]], recovered: Iterable[Recovered]) -> list[Count]:
    """One count a unit, units in their order. due: (unit, how much), None where nobody knows how much."""
    wanted: dict[str, _Sum] = defaultdict(_Sum)
    for uom, amount in due:
        wanted[uom].add(amount)
    destroyed: dict[str, Decimal] = defaultdict(Decimal)
    returned: dict[str, Decimal] = defaultdict(Decimal)
    for each in recovered:
        wanted[each.uom].add(NOTHING)
        if each.is_destroyed:
            destroyed[each.uom] += each.quantity
            if each.of_returned:
                returned[each.uom] -= each.quantity
        else:
            returned[each.uom] += each.quantity
    return [
        Count(uom, total.total, destroyed[uom], max(returned[uom], NOTHING), total.is_known)
        for uom, total in sorted(wanted.items())
    ]
