"""One event into the repository, by a verb of the house or by a partner."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from namsao.apps.traceability.models import Event
from namsao.apps.traceability.store.entry import Entry, entries
from namsao.apps.traceability.store.write import store
from namsao.base.audit.actions import record
from namsao.base.parties.models import Party
from namsao.core.actor import Actor
from namsao.core.epcis.events import context_of, error_declaration
from namsao.core.epcis.validate import check
from namsao.core.errors import AlreadyDone, BadValue


def capture(*, event: Mapping[str, Any], owner: Party, by: Actor, at: datetime) -> Event:
    """Write one EPCIS 2.0 event, exactly as given, for its owner.

    event: bare JSON-LD event (`core.epcis`), identifiers in canonical form.
    Writes: one Event, the identifiers it mentions, and what follows from it; the audit entry is that of the verb
    which captures. Raises: BadValue naming the first field at fault; AlreadyDone when an event with this id is there.
    """
    faults = check(event)
    if faults:
        raise BadValue(faults[0].what, faults[0].what_en)
    found, is_new = _capture(event, context_of([event]), owner, by, at)
    if not is_new:
        raise AlreadyDone(
            "Việc này đã được ghi rồi, cùng ngày và cùng số liệu.", "The same event is in the ledger already."
        )
    return found


def capture_one(
    *, event: Mapping[str, Any], context: Sequence[Any], owner: Party, by: Actor, at: datetime
) -> Event:
    """Write one event that a partner sent, checked before. Sent twice, it is there once.

    Writes: as `capture`. Raises: AlreadyDone when another event with this id is there.
    Source: EPCIS 2.0, REST binding, POST /events.
    """
    return _capture(event, context, owner, by, at)[0]


@transaction.atomic
def declare_error(*, event: Event, why: str, by: Actor, at: datetime) -> Event:
    """Declare in the repository that an event was recorded by mistake; the event itself stays as it was written.

    why: in the person's own words; the declaration itself says "incorrect_data".
    Writes: a second Event with the same event_id, one audit entry; what followed from the first no longer does.
    Raises: AlreadyDone when it is declared already.
    Source: GS1 EPCIS 2.0, section 7.4.1.2 (ErrorDeclaration); CBV 2.0, error reasons.
    """
    same = Event.objects.declarations().filter(owner=event.owner_id, event_id=event.event_id)
    if same.exists():
        raise AlreadyDone("Việc này đã khai báo ghi nhầm rồi.", "The error is declared already.")
    first = event.document()
    context = first.pop("@context", [])
    declared = error_declaration(first, at, "incorrect_data")
    declaration, _is_new = _capture(declared, context, event.owner, by, at)
    record(by=by, at=at, verb="declare_error", target=declaration, why=why)
    return declaration


@transaction.atomic
def _capture(
    event: Mapping[str, Any],
    context: Sequence[Any],
    owner: Party,
    by: Actor,  # noqa: ARG001  # every verb takes it
    at: datetime,
) -> tuple[Event, bool]:
    found: list[Entry] = entries([event], context)
    outcome = store(found, owner=owner, at=at)
    if outcome.clashing:
        raise AlreadyDone(
            "Mã sự kiện này đã dùng cho một sự kiện khác.", "Another event has this eventID.", "eventID"
        )
    if outcome.stored:
        return outcome.stored[0], True
    declared = found[0].error_declared_at is not None
    same = Event.objects.declarations() if declared else Event.objects.ordinary()
    return same.get(owner=owner, event_id=found[0].event_id), False
