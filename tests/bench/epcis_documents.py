"""Events of an invented chain of supply: cheap to make, of the shapes that partners send."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"
GTIN, TUBER = "09521100000017", "09521100000024"
BEGUN = datetime(2026, 1, 1, tzinfo=UTC)
STEPS = ("commissioning", "packing", "shipping", "receiving", "storing", "retail_selling")
AT_ONCE = 500


def event(number: int) -> dict[str, Any]:
    """Number 0, 1, 2 …: each item passes through six steps, two items an event."""
    item, step = divmod(number, len(STEPS))
    at = BEGUN + timedelta(seconds=13 * number)
    made: dict[str, Any] = {
        "type": "ObjectEvent",
        "eventID": f"urn:uuid:00000000-0000-4000-8000-{number:012x}",
        "eventTime": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "eventTimeZoneOffset": "+07:00",
        "epcList": [f"https://id.gs1.org/01/{GTIN}/21/S{2 * item + each:09}" for each in (0, 1)],
        "action": "ADD" if step == 0 else "OBSERVE",
        "bizStep": STEPS[step],
        "disposition": "active" if step == 0 else "in_progress",
        "readPoint": {"id": PLACES[step]},
    }
    if step == 0:
        made["ilmd"] = {"cbvmda:lotNumber": f"L{item // 500:05}"}
    if step == 2:  # shipping
        made["bizTransactionList"] = [
            {"type": "po", "bizTransaction": f"urn:epcglobal:cbv:bt:9521100000017:{item}"}
        ]
    return made


def documents(first: int, count: int) -> Iterator[dict[str, Any]]:
    """EPCISDocuments of 500 events each."""
    for start in range(first, first + count, AT_ONCE):
        yield {
            "@context": [CONTEXT],
            "type": "EPCISDocument",
            "schemaVersion": "2.0",
            "creationDate": "2026-11-24T00:00:00Z",
            "epcisBody": {"eventList": [event(number) for number in range(start, start + AT_ONCE)]},
        }


def _gln(number: int) -> str:
    digits = f"952110{number:06}"
    total = sum(int(each) * (3 if place % 2 else 1) for place, each in enumerate(digits))
    return f"https://id.gs1.org/414/{digits}{-total % 10}"


PLACES = [_gln(number) for number in range(len(STEPS))]
