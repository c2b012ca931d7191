"""Stored events with what their bodies say, read again."""

import json
from collections.abc import Iterator
from typing import Any

from namsao.apps.traceability.models import Event
from namsao.apps.traceability.store.entry import Entry, entries
from namsao.base.parties.models import Party

AT_ONCE = 500


def stored() -> Iterator[tuple[Party, list[tuple[Event, Entry]]]]:
    """All events with their entries read from the bodies again, in the order they came, a few hundred at once."""
    batch: list[tuple[Event, Entry]] = []
    events = Event.objects.select_related("context", "owner").order_by("id")
    for event in events.iterator(chunk_size=AT_ONCE):
        if batch and (len(batch) == AT_ONCE or batch[-1][0].owner_id != event.owner_id):
            yield batch[-1][0].owner, batch
            batch = []
        batch.append((event, _entry(event)))
    if batch:
        yield batch[-1][0].owner, batch


def _entry(event: Event) -> Entry:
    context: list[Any] = json.loads(event.context.text) if event.context else []
    return entries([json.loads(event.body)], context)[0]
