"""Documents as partners send them, read and ready for capture."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from namsao.apps.traceability.actions import capture_document
from namsao.apps.traceability.models import CaptureJob
from namsao.base.accounts.tests.cast import NOW
from namsao.core.epcis import CONTEXT
from namsao.core.epcis.document import read_json

GTIN = "09521100000017"
LOT = f"https://id.gs1.org/01/{GTIN}/10/L1"
CASE, OTHER_CASE = "https://id.gs1.org/00/095211000000000017", "https://id.gs1.org/00/095211000000000024"


def item(number: int, gtin: str = GTIN) -> str:
    return f"https://id.gs1.org/01/{gtin}/21/S{number:04}"


def an_object(
    *epcs: str, action: str = "ADD", at: str = "2026-11-20T01:00:00Z", **more: Any
) -> dict[str, Any]:
    """A bare ObjectEvent without eventID."""
    event = {
        "type": "ObjectEvent",
        "eventTime": at,
        "eventTimeZoneOffset": "+07:00",
        "epcList": list(epcs),
        "action": action,
    }
    return event | more


def packed(
    *children: str, parent: str = CASE, action: str = "ADD", at: str = "2026-11-21T01:00:00Z"
) -> dict[str, Any]:
    return {
        "type": "AggregationEvent",
        "eventTime": at,
        "eventTimeZoneOffset": "+07:00",
        "parentID": parent,
        "childEPCs": list(children),
        "action": action,
        "bizStep": "packing",
    }


def a_document(*events: Mapping[str, Any], context: Sequence[Any] = (CONTEXT,)) -> dict[str, Any]:
    return {
        "@context": list(context),
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": "2026-11-24T00:00:00Z",
        "epcisBody": {"eventList": [dict(event) for event in events]},
    }


def send(
    cast: Any,
    *events: Mapping[str, Any],
    owner: Any = None,
    behaviour: str = "rollback",
    at: datetime = NOW,
    context: Sequence[Any] = (CONTEXT,),
) -> CaptureJob:
    """Captured for HTX in Lục Hồn, or another owner."""
    document = read_json(a_document(*events, context=context))
    return capture_document(
        document=document, owner=owner or cast.htx, by=cast.hoa, at=at, behaviour=behaviour
    )
