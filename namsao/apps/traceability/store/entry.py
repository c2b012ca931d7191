"""An event made ready to be stored: everything that can be worked out before the database is asked."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from namsao.core.epcis.canonical import short_word
from namsao.core.epcis.document import prefixes_of
from namsao.core.epcis.facts import Thing, place, things
from namsao.core.epcis.hashing import declared, event_hash
from namsao.core.epcis.links import Held, Link, held, links


@dataclass(slots=True)
class Entry:
    """One event. at: its place in the document, for what is said of it. event: as given, maybe without eventID.

    event_id: as given, else the hash. context: JSON text of the document's @context, "" for none.
    """

    at: int
    event: Mapping[str, Any]
    context: str
    event_id: str
    hash: str
    event_time: datetime
    error_declared_at: datetime | None
    prefixes: Mapping[str, str]
    things: Sequence[Thing] = field(default_factory=list)

    @property
    def links(self) -> list[Link]:
        return links(self.event, self.event_id, self.things)

    @property
    def held(self) -> list[Held]:
        return held(self.event, self.things)

    @property
    def columns(self) -> dict[str, Any]:
        """The columns of the Event that follow from the body."""
        event = self.event
        return {
            "event_id": self.event_id,
            "hash": self.hash,
            "type": event["type"],
            "action": event.get("action", ""),
            "biz_step": short_word("bizStep", event.get("bizStep", "")),
            "disposition": short_word("disposition", event.get("disposition", "")),
            "event_time": self.event_time,
            "offset": event["eventTimeZoneOffset"],
            "read_point": place(event, "readPoint"),
            "biz_location": place(event, "bizLocation"),
            "error_declared_at": self.error_declared_at,
            "body": json.dumps(self.event, ensure_ascii=False, separators=(",", ":")),
        }


def entries(events: Sequence[Mapping[str, Any]], context: Sequence[Any]) -> list[Entry]:
    """The events of a document, in its order. context: its @context; the events have been checked."""
    text = json.dumps(context, ensure_ascii=False, separators=(",", ":")) if context else ""
    prefixes, own = prefixes_of(context), declared(context)
    return [_entry(at, event, text, context, prefixes, own) for at, event in enumerate(events)]


def _entry(
    at: int,
    event: Mapping[str, Any],
    text: str,
    context: Sequence[Any],
    prefixes: Mapping[str, str],
    own: Mapping[str, str],
) -> Entry:
    """own: prefixes the document declares itself, which the hash is about."""
    if "@context" in event:
        prefixes, own = prefixes_of(context, event), declared(context, event)
    said = event_hash(event, own)
    error = event.get("errorDeclaration")
    return Entry(
        at=at,
        event=event,
        context=text,
        event_id=event.get("eventID") or said,
        hash=said.removeprefix("ni:///sha-256;").partition("?")[0],
        event_time=datetime.fromisoformat(event["eventTime"]),
        error_declared_at=datetime.fromisoformat(error["declarationTime"]) if error else None,
        prefixes=prefixes,
        things=things(event),
    )
