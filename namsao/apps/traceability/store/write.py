"""Entries into tables: the dictionary, the events, and what follows from them. Runs inside a transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from namsao.apps.traceability.models import Context, Event, Mention
from namsao.apps.traceability.store import follow
from namsao.apps.traceability.store.bulk import Row, columns_of, insert
from namsao.apps.traceability.store.dictionary import ids_of
from namsao.apps.traceability.store.entry import Entry
from namsao.apps.traceability.store.ids import next_ids
from namsao.base.parties.models import Party
from namsao.core.epcis.shared import shared_body

AT_ONCE = 500  # values in one question


@dataclass(slots=True)
class Outcome:
    """What came of entries. known: how many were there already. clashing: same eventID, another content."""

    stored: list[Event] = field(default_factory=list)
    known: int = 0
    clashing: list[Entry] = field(default_factory=list)


def store(entries: Sequence[Entry], *, owner: Party, at: datetime) -> Outcome:
    """Write what is new; of two entries with one eventID the first counts."""
    outcome = Outcome()
    fresh = _fresh(entries, owner, outcome)
    if not fresh:
        return outcome
    contexts = _contexts(each.context for each in fresh)
    ids = next_ids(len(fresh), at)
    outcome.stored = [
        Event(
            id=key,
            record_time=at,
            owner=owner,
            context=contexts.get(entry.context),
            shared=shared_body(entry.event),
            **entry.columns,
        )
        for key, entry in zip(ids, fresh, strict=True)
    ]
    insert(Event, (_row(each) for each in outcome.stored))
    pairs = list(zip(outcome.stored, fresh, strict=True))
    epcs = ids_of(fresh)
    insert(Mention, follow.mentions(pairs, epcs))
    follow.write(pairs, epcs, owner)
    return outcome


def _row(event: Event) -> Row:
    return [getattr(event, name) for name in columns_of(Event)]


def _fresh(entries: Sequence[Entry], owner: Party, outcome: Outcome) -> list[Entry]:
    """Entries that are not there yet; the others are counted or named in the outcome."""
    seen = _known(entries, owner)
    fresh = []
    for entry in entries:
        key = (entry.event_id, entry.error_declared_at is not None)
        before = seen.get(key)
        if before is None:
            seen[key] = entry.hash
            fresh.append(entry)
        elif before == entry.hash:
            outcome.known += 1
        else:
            outcome.clashing.append(entry)
    return fresh


def _known(entries: Sequence[Entry], owner: Party) -> dict[tuple[str, bool], str]:
    """(eventID, is a declaration) -> hash, of those in the repository."""
    ids = [entry.event_id for entry in entries]
    found: dict[tuple[str, bool], str] = {}
    for start in range(0, len(ids), AT_ONCE):
        # Not by owner: without statistics a database would read all that the owner has ever recorded.
        rows = Event.objects.filter(event_id__in=ids[start : start + AT_ONCE])
        for event_id, said, declared, whose in rows.values_list(
            "event_id", "hash", "error_declared_at", "owner_id"
        ):
            if whose == owner.pk:
                found[event_id, declared is not None] = said
    return found


def _contexts(texts: Iterable[str]) -> dict[str, Context]:
    wanted = {text for text in texts if text}
    return {text: Context.objects.get_or_create(text=text)[0] for text in wanted}
