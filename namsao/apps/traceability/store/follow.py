"""What follows from stored events: edges, ranges, states, custody, rare values. Made again by `rebuild`."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import Exists, Model, OuterRef

from namsao.apps.traceability.models import Custody, Edge, Event, EventKey, ItemRange, ItemState, Mention
from namsao.apps.traceability.store.bulk import Row, insert
from namsao.apps.traceability.store.custody import write_custodies
from namsao.apps.traceability.store.entry import Entry
from namsao.base.parties.models import Party
from namsao.core.epcis.keys import values

AT_ONCE = 500
Pairs = Sequence[tuple[Event, Entry]]
Ids = Mapping[str, int]
FOLLOWING: tuple[type[Model], ...] = (Mention, EventKey, Edge, ItemRange, ItemState, Custody)


def mentions(pairs: Pairs, epcs: Ids) -> Iterator[Row]:
    """Rows of `Mention`."""
    for event, entry in pairs:
        for position, thing in enumerate(entry.things):
            yield (
                epcs[thing.uri],
                event.event_time,
                event.id,
                thing.role,
                position,
                thing.is_class,
                thing.quantity,
                thing.uom,
            )


def write(pairs: Pairs, epcs: Ids, owner: Party) -> None:
    """Everything that follows from events just stored. epcs: identifier -> id, of all they lead to.

    From an event that is declared to be an error nothing follows, in whatever order the two come in; what it says can
    still be searched.
    """
    insert(EventKey, keys(pairs))
    write_custodies(pairs, epcs)
    _retract({event.event_id for event, entry in pairs if entry.error_declared_at is not None}, owner)
    pairs = standing(pairs, owner)
    for model, made in rows(pairs, epcs).items():
        insert(model, made)
    _write_states(pairs, epcs)


def standing(pairs: Pairs, owner: Party) -> Pairs:
    """Those that no declaration, among them or stored before, calls an error."""
    ids = [event.event_id for event, _entry in pairs]
    void = {event.event_id for event, entry in pairs if entry.error_declared_at is not None}
    for start in range(0, len(ids), AT_ONCE):
        # Not by owner, as in `write`.
        same = Event.objects.declarations().filter(event_id__in=ids[start : start + AT_ONCE])
        void.update(each for each, whose in same.values_list("event_id", "owner_id") if whose == owner.pk)
    return [(event, entry) for event, entry in pairs if event.event_id not in void]


def rows(pairs: Pairs, epcs: Ids) -> dict[type[Model], Iterable[Row]]:
    """Rows that follow from each event by itself, table by table, in the order of their columns."""
    return {Edge: _edges(pairs, epcs), ItemRange: _ranges(pairs, epcs)}


def _retract(void: Collection[str], owner: Party) -> None:
    """Takes back what followed from events that are declared to be errors."""
    if not void:
        return
    events = Event.objects.filter(owner=owner, event_id__in=void)
    Edge.objects.filter(event__in=events).delete()
    ItemRange.objects.filter(event__in=events).delete()
    lost = ItemState.objects.filter(event__in=events)
    epcs = list(lost.values_list("epc_id", flat=True))
    lost.delete()
    for epc in epcs:
        _newest_again(epc)


def _newest_again(epc: int) -> None:
    """The state of one identifier from its newest event that holds."""
    declared = Event.objects.declarations().filter(owner=OuterRef("owner"), event_id=OuterRef("event_id"))
    standing = Event.objects.ordinary().filter(~Exists(declared), mentions__epc=epc)
    newest = standing.order_by("-event_time", "-id").first()
    if newest is not None:
        ItemState.objects.create(
            epc_id=epc,
            event=newest,
            event_time=newest.event_time,
            biz_location=newest.biz_location,
            disposition=newest.disposition,
            persistent=persistent_of(json.loads(newest.body)),
        )


def persistent_of(event: Mapping[str, Any]) -> list[str]:
    found: list[str] = event.get("persistentDisposition", {}).get("set", [])
    return found


def keys(pairs: Pairs) -> Iterator[Row]:
    """Rows of `EventKey`."""
    for event, entry in pairs:
        for position, each in enumerate(values(entry.event, entry.prefixes)):
            yield event.owner_id, event.id, position, each.key, each.text, each.number, each.is_private


def _edges(pairs: Pairs, epcs: Ids) -> Iterator[Row]:
    """One a pair and event: the law adds up amounts of the same two lots."""
    for event, entry in pairs:
        seen = set()
        for link in entry.links:
            if (link.source, link.target) in seen:
                continue
            seen.add((link.source, link.target))
            yield (
                epcs[link.source],
                epcs[link.target],
                event.id,
                link.kind,
                event.event_time,
                link.quantity_in,
                link.uom_in,
                link.quantity_out,
                link.uom_out,
                link.is_taken_out,
                link.is_of_items,
            )


def _ranges(pairs: Pairs, epcs: Ids) -> Iterator[Row]:
    for event, entry in pairs:
        for held in entry.held:
            for run in held.runs:
                yield (
                    epcs[run.gtin],
                    run.prefix,
                    run.width,
                    run.first,
                    run.last,
                    held.kind,
                    epcs[held.holder],
                    event.id,
                    event.event_time,
                    held.is_taken_out,
                )


# The newest event counts, in whatever order they come in.
_UPSERT = """
INSERT INTO traceability_itemstate (epc_id, event_time, event_id, biz_location, disposition, persistent)
VALUES (%s, %s, %s, %s, %s, %s)
ON CONFLICT (epc_id) DO UPDATE SET event_time = excluded.event_time, event_id = excluded.event_id,
    biz_location = excluded.biz_location, disposition = excluded.disposition, persistent = excluded.persistent
WHERE (excluded.event_time, excluded.event_id) > (traceability_itemstate.event_time, traceability_itemstate.event_id)
"""


def _write_states(pairs: Pairs, epcs: Ids) -> None:
    newest = states(pairs, epcs)
    moment = connection.ops.adapt_datetimefield_value
    rows = [
        (
            each.epc_id,
            moment(each.event_time),
            each.event_id,
            each.biz_location,
            each.disposition,
            json.dumps(each.persistent),
        )
        for each in newest
    ]
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(_UPSERT, rows)


def states(pairs: Pairs, epcs: Ids) -> list[ItemState]:
    """Of every identifier the newest state that these events give it, by id of the identifier."""
    newest: dict[int, tuple[Event, Entry]] = {}
    for event, entry in pairs:
        for thing in entry.things:
            key = epcs[thing.uri]
            before = newest.get(key)
            if before is None or (event.event_time, event.id) > (before[0].event_time, before[0].id):
                newest[key] = (event, entry)
    return [
        ItemState(
            epc_id=key,
            event_time=event.event_time,
            event=event,
            biz_location=event.biz_location,
            disposition=event.disposition,
            persistent=persistent_of(entry.event),
        )
        for key, (event, entry) in sorted(newest.items())
    ]
