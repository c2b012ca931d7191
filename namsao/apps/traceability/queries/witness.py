"""What events tell of the things in a trace, as far as whoever asks may read them."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db.models import BooleanField, Case, Count, Exists, OuterRef, Value, When

from namsao.apps.traceability.models import Event, Mention
from namsao.base.access.policy import condition
from namsao.core.actor import Actor

AT_ONCE, MOST_PARTS, MOST_EVENTS = 500, 50_000, 5_000


@dataclass(frozen=True, slots=True)
class Happening:
    """An event, without its body. is_mistaken: declared to be an error. is_whole: the actor reads all of it."""

    pk: int
    event_id: str
    type: str
    action: str
    biz_step: str
    disposition: str
    at: datetime
    place: str
    owner_id: int
    owner: str
    is_illustrative: bool
    is_mistaken: bool
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Part:
    """What an event says of one thing, or of so many items of a lot. quantity: None when it is not said."""

    epc: int
    event: int
    role: str
    quantity: Decimal | None
    uom: str
    items: int = 0

    @property
    def amount(self) -> tuple[Decimal | None, str]:
        """(how much, unit); items count as pieces."""
        return (Decimal(self.items), "") if self.items else (self.quantity, self.uom)


@dataclass(slots=True)
class Witness:
    """seen: events the actor may see, by id. parts: of all events, seen or not. is_cut: there are more."""

    seen: dict[int, Happening] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)
    is_cut: bool = False

    def standing(self) -> Iterator[tuple[Part, Happening]]:
        """What events that may be seen, and that nobody declared an error, tell."""
        for part in self.parts:
            happening = self.seen.get(part.event)
            if happening and not happening.is_mistaken:
                yield part, happening


def witness(actor: Actor, epcs: Collection[int], lots: Collection[int], drawn: Iterable[int]) -> Witness:
    """What is told of `epcs`, and of the items of `lots` among them. drawn: ids of events that arrows stand for."""
    found = Witness()
    found.parts = [*_parts(epcs), *_items(lots)]
    ids = list(dict.fromkeys([*drawn, *(part.event for part in found.parts)]))
    found.is_cut = len(ids) > MOST_EVENTS or len(found.parts) >= MOST_PARTS
    for chunk in _chunks(ids[:MOST_EVENTS]):
        found.seen |= {each.pk: each for each in _seen(actor, chunk)}
    return found


def _parts(epcs: Collection[int]) -> Iterator[Part]:
    columns = ("epc_id", "event_id", "role", "quantity", "uom")
    for chunk in _chunks(epcs):
        mentions = Mention.objects.filter(epc__in=chunk, event__error_declared_at=None)
        for row in mentions.order_by("-event_time").values_list(*columns)[:MOST_PARTS]:
            yield Part(*row)


def _items(lots: Collection[int]) -> Iterator[Part]:
    for chunk in _chunks(lots):
        mentions = Mention.objects.filter(epc__lot__in=chunk, event__error_declared_at=None)
        rows = mentions.order_by().values_list("epc__lot_id", "event_id", "role").annotate(n=Count("epc"))
        for lot, event, role, count in rows[:MOST_PARTS]:
            yield Part(lot, event, role, None, "", count)


def _seen(actor: Actor, ids: Collection[int]) -> Iterator[Happening]:
    declared = Event.objects.declarations().filter(owner=OuterRef("owner"), event_id=OuterRef("event_id"))
    whole = Case(
        When(condition(actor, "see_whole", Event), then=Value(value=True)),
        default=Value(value=False),
        output_field=BooleanField(),
    )
    events = Event.objects.ordinary().filter(condition(actor, "see", Event), pk__in=ids)
    rows = events.annotate(mistaken=Exists(declared), whole=whole).values_list(
        "pk",
        "event_id",
        "type",
        "action",
        "biz_step",
        "disposition",
        "event_time",
        "read_point",
        "biz_location",
        "owner_id",
        "owner__name",
        "owner__is_illustrative",
        "mistaken",
        "whole",
    )
    for *first, read_point, biz_location, owner_id, owner, illustrative, mistaken, is_whole in rows:
        yield Happening(*first, read_point or biz_location, owner_id, owner, illustrative, mistaken, is_whole)


def _chunks(keys: Collection[int]) -> Iterator[list[int]]:
    whole = list(keys)
    for start in range(0, len(whole), AT_ONCE):
        yield whole[start : start + AT_ONCE]
