"""EPCIS 2.0 events in JSON-LD, built from values.

A built event is bare: `document` wraps many of them, `standalone` gives one its own context.
Source: GS1 EPCIS 2.0, section 7 (data model) and its JSON-LD binding.
"""

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, TypeAlias

from namsao.core.epcis.vocab import ERROR_REASONS, Action, EventType
from namsao.core.words import Words

Event: TypeAlias = dict[str, Any]
"""A JSON object as the JSON-LD binding writes it."""

CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"
SCHEMA_VERSION = "2.0"
VIETNAM_OFFSET = "+07:00"

# Our extensions of the standard: what was done, in the producer's words (`spoken`), for CBV has no step for drying
# noodles on a rack, and a buyer wants to read it; and the data that a stage of a process asks for.
NAMESPACE = "urn:namsao:epcis:"
PREFIX = "namsao:"
STEP = "namsao:step"

# Fixed for ever: an event built twice from the same values gets the same eventID.
_EVENT_NAMESPACE = uuid.UUID("5f3a4a52-2f0c-5d0e-9b53-6e616d73616f")


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount of a class of goods (a GTIN or a lot).

    epc_class: URI, such as https://id.gs1.org/01/09506000134352/10/L1. amount: more than zero.
    uom: UN/ECE Rec 20 code; None when `amount` counts items.
    """

    epc_class: str
    amount: Decimal | int
    uom: str | None = None


def object_event(
    *,
    action: Action,
    at: datetime,
    epcs: Sequence[str] = (),
    quantities: Sequence[Quantity] = (),
    biz_step: str | None = None,
    disposition: str | None = None,
    read_point: str | None = None,
    biz_location: str | None = None,
    ilmd: Mapping[str, Any] | None = None,
    event_id: str | None = None,
    offset: str = VIETNAM_OFFSET,
) -> Event:
    """Things came to be, were seen or ceased to be: a harvest, a shipment, a sale.

    at: when it happened, aware. epcs: URIs of items. read_point, biz_location: URIs of places.
    ilmd: facts that stay with the lot for life, keys with a prefix, such as "cbvmda:lotNumber";
    only with action ADD.
    event_id: URI; without one it is computed from the content.
    Raises: ValueError for a moment without a zone or for ilmd with another action.
    """
    if ilmd and action != Action.ADD:
        raise ValueError("ilmd goes with action ADD only")
    return _event(
        EventType.OBJECT,
        at,
        offset,
        event_id,
        action=str(action),
        epcList=list(epcs),
        quantityList=_quantities(quantities),
        bizStep=biz_step,
        disposition=disposition,
        readPoint=_place(read_point),
        bizLocation=_place(biz_location),
        ilmd=dict(ilmd or {}),
    )


def transformation_event(
    *,
    at: datetime,
    input_epcs: Sequence[str] = (),
    inputs: Sequence[Quantity] = (),
    output_epcs: Sequence[str] = (),
    outputs: Sequence[Quantity] = (),
    transformation_id: str | None = None,
    biz_step: str | None = None,
    disposition: str | None = None,
    read_point: str | None = None,
    biz_location: str | None = None,
    ilmd: Mapping[str, Any] | None = None,
    event_id: str | None = None,
    offset: str = VIETNAM_OFFSET,
) -> Event:
    """Inputs were used up and outputs made: harvest lots became a batch.

    inputs, outputs: amounts of lots. transformation_id: URI joining events of one long process,
    which may then each carry only inputs or only outputs. The rest as in `object_event`.
    Raises: ValueError for a moment without a zone.
    """
    return _event(
        EventType.TRANSFORMATION,
        at,
        offset,
        event_id,
        inputEPCList=list(input_epcs),
        inputQuantityList=_quantities(inputs),
        outputEPCList=list(output_epcs),
        outputQuantityList=_quantities(outputs),
        transformationID=transformation_id,
        bizStep=biz_step,
        disposition=disposition,
        readPoint=_place(read_point),
        bizLocation=_place(biz_location),
        ilmd=dict(ilmd or {}),
    )


def aggregation_event(
    *,
    action: Action,
    at: datetime,
    parent: str | None = None,
    children: Sequence[str] = (),
    child_quantities: Sequence[Quantity] = (),
    biz_step: str | None = None,
    disposition: str | None = None,
    read_point: str | None = None,
    biz_location: str | None = None,
    event_id: str | None = None,
    offset: str = VIETNAM_OFFSET,
) -> Event:
    """Children were put into a parent (ADD), seen in it, or taken out (DELETE): cases on a pallet.

    parent: URI of the container (an SSCC); needed for ADD and DELETE. children: URIs of items inside.
    The rest as in `object_event`.
    Raises: ValueError for a moment without a zone.
    """
    return _event(
        EventType.AGGREGATION,
        at,
        offset,
        event_id,
        parentID=parent,
        childEPCs=list(children),
        childQuantityList=_quantities(child_quantities),
        action=str(action),
        bizStep=biz_step,
        disposition=disposition,
        readPoint=_place(read_point),
        bizLocation=_place(biz_location),
    )


def error_declaration(event: Mapping[str, Any], at: datetime, reason: str) -> Event:
    """The same event once more, saying that it was recorded by mistake: same eventID, same content.

    at: when it is declared, aware. reason: a CBV short name of `vocab.ERROR_REASONS`.
    Raises: ValueError for a moment without a zone or a reason CBV does not know.
    Source: GS1 EPCIS 2.0, section 7.4.1.2 (ErrorDeclaration); CBV 2.0, error reasons.
    """
    if reason not in ERROR_REASONS:
        raise ValueError(f"not an error reason of CBV: {reason!r}")
    return {**event, "errorDeclaration": {"declarationTime": utc(at), "reason": reason}}


def document(
    events: Sequence[Mapping[str, Any]], created: datetime, prefixes: Mapping[str, str] | None = None
) -> Event:
    """An EPCISDocument around the events.

    created: when the document was made, aware. prefixes: prefix -> namespace URI, for extension
    fields other than those of GS1 (cbvmda, gs1).
    """
    return {
        "@context": _context(_own(events) | dict(prefixes or {})),
        "type": "EPCISDocument",
        "schemaVersion": SCHEMA_VERSION,
        "creationDate": utc(created),
        "epcisBody": {"eventList": [dict(event) for event in events]},
    }


def spoken(words: Words) -> list[dict[str, str]]:
    """Words as JSON-LD language-tagged strings. Source: JSON-LD 1.1, section 4.2.4."""
    return [{"@language": language, "@value": text} for language, text in words.items()]


def words_of(value: Any) -> dict[str, str]:
    """The words `spoken` wrote; empty for anything else."""
    if not isinstance(value, list):
        return {}
    return {each["@language"]: each["@value"] for each in value if {"@language", "@value"} <= each.keys()}


def standalone(event: Mapping[str, Any], prefixes: Mapping[str, str] | None = None) -> Event:
    """The event with a context of its own, as it is sent alone to an EPCIS repository."""
    return {"@context": _context(_own([event]) | dict(prefixes or {})), **event}


def context_of(events: Sequence[Mapping[str, Any]]) -> list[Any]:
    """The @context that events built here need."""
    return _context(_own(events))


def _own(events: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The prefix of our extensions, when one of the events uses it."""
    named = (name for event in events for name in (*event, *event.get("ilmd", ())))
    return {"namsao": NAMESPACE} if any(name.startswith(PREFIX) for name in named) else {}


def utc(moment: datetime) -> str:
    """The moment in UTC to the millisecond: 2026-11-24T03:15:00.000Z.

    Raises: ValueError for a moment without a zone.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _event(kind: EventType, at: datetime, offset: str, event_id: str | None, **fields: Any) -> Event:
    """The fields that say something, with the identity of the event in front."""
    body = {"type": str(kind), "eventTime": utc(at), "eventTimeZoneOffset": offset}
    body |= {name: value for name, value in fields.items() if value not in (None, [], {})}
    return {"eventID": event_id or _computed_id(body), **body}


def _computed_id(body: Mapping[str, Any]) -> str:
    canonical = json.dumps(body, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return uuid.uuid5(_EVENT_NAMESPACE, canonical).urn


def _context(prefixes: Mapping[str, str] | None) -> list[Any]:
    return [CONTEXT, dict(prefixes)] if prefixes else [CONTEXT]


def _place(uri: str | None) -> dict[str, str] | None:
    return {"id": uri} if uri else None


def _quantities(quantities: Sequence[Quantity]) -> list[dict[str, Any]]:
    return [
        {"epcClass": quantity.epc_class, "quantity": _json_number(quantity.amount)}
        | ({"uom": quantity.uom} if quantity.uom else {})
        for quantity in quantities
    ]


def _json_number(amount: Decimal | int) -> int | float:
    """Whole amounts as integers; the rest as the shortest float, exact to 15 digits."""
    return int(amount) if amount == int(amount) else float(amount)
