"""Write events into the ledger."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from namsao.apps.traceability.models import Event, Mention
from namsao.base.audit.actions import record
from namsao.base.parties.models import Party
from namsao.core.actor import Actor
from namsao.core.epcis.events import error_declaration, standalone
from namsao.core.epcis.validate import check
from namsao.core.errors import AlreadyDone, BadValue


@transaction.atomic
def capture(*, event: Mapping[str, Any], owner: Party, by: Actor, at: datetime) -> Event:  # noqa: ARG001
    """Write one EPCIS 2.0 event, exactly as given, for its owner.

    event: bare JSON-LD event (`core.epcis`), identifiers in canonical form.
    Writes: one Event and its Mentions; the audit entry is that of the verb which captures.
    Raises: BadValue naming the first field at fault; AlreadyDone when an event with this id is in the ledger.
    """
    faults = check(event)
    if faults:
        raise BadValue(faults[0].what, faults[0].what_en)
    if Event.objects.ordinary().filter(event_id=event["eventID"]).exists():
        raise AlreadyDone(
            "Việc này đã được ghi rồi, cùng ngày và cùng số liệu.", "The same event is in the ledger already."
        )
    return _write(event, owner, at)


@transaction.atomic
def declare_error(*, event: Event, why: str, by: Actor, at: datetime) -> Event:
    """Declare in the ledger that an event was recorded by mistake; the event itself stays as it was written.

    why: in the person's own words; the declaration itself says "incorrect_data".
    Writes: a second Event with the same event_id and the same Mentions, one audit entry.
    Raises: AlreadyDone when it is declared already.
    Source: GS1 EPCIS 2.0, section 7.4.1.2 (ErrorDeclaration); CBV 2.0, error reasons.
    """
    if Event.objects.declarations().filter(event_id=event.event_id).exists():
        raise AlreadyDone("Việc này đã khai báo ghi nhầm rồi.", "The error is declared already.")
    declaration = _write(error_declaration(event.document(), at, "incorrect_data"), event.owner, at, at)
    record(by=by, at=at, verb="declare_error", target=declaration, why=why)
    return declaration


def _write(
    event: Mapping[str, Any], owner: Party, at: datetime, error_declared_at: datetime | None = None
) -> Event:
    written = Event.objects.create(
        event_id=event["eventID"],
        type=event["type"],
        action=event.get("action", ""),
        biz_step=event.get("bizStep", ""),
        disposition=event.get("disposition", ""),
        event_time=datetime.fromisoformat(event["eventTime"]),
        offset=event["eventTimeZoneOffset"],
        record_time=at,
        read_point=event.get("readPoint", {}).get("id", ""),
        biz_location=event.get("bizLocation", {}).get("id", ""),
        owner=owner,
        error_declared_at=error_declared_at,
        body=json.dumps(standalone(event), ensure_ascii=False, separators=(",", ":")),
    )
    Mention.objects.bulk_create(Mention(event=written, **mention) for mention in _mentions(event))
    return written


# field of the event -> (part in it, whether it lists amounts)
FIELDS = {
    "epcList": (Mention.Role.EPC, False),
    "quantityList": (Mention.Role.EPC, True),
    "inputEPCList": (Mention.Role.INPUT, False),
    "inputQuantityList": (Mention.Role.INPUT, True),
    "outputEPCList": (Mention.Role.OUTPUT, False),
    "outputQuantityList": (Mention.Role.OUTPUT, True),
    "childEPCs": (Mention.Role.CHILD, False),
    "childQuantityList": (Mention.Role.CHILD, True),
}


def _mentions(event: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The identifiers of an event with their parts: {"uri", "role"[, "quantity", "uom"]}."""
    if "parentID" in event:
        yield {"uri": event["parentID"], "role": Mention.Role.PARENT}
    for field, (role, has_amounts) in FIELDS.items():
        for each in event.get(field, []):
            if has_amounts:
                quantity = Decimal(str(each["quantity"]))
                yield {
                    "uri": each["epcClass"],
                    "role": role,
                    "quantity": quantity,
                    "uom": each.get("uom", ""),
                }
            else:
                yield {"uri": each, "role": role}
