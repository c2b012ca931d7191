"""Sixty events with a little of everything, the same every time."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from .documents import LOT, an_object, item, packed

PLACES = ["https://id.gs1.org/414/9521100000017", "https://id.gs1.org/414/9521100000017/254/kho"]
STEPS, WORDS = ["shipping", "receiving", "packing"], ["in_transit", "active", "recalled"]


class PartsOfSites:
    """A GLN with an extension lies in the site of the GLN; nothing else is known."""

    def lies_in(self, place: str, whole: str) -> bool:
        return place == whole or place.startswith(f"{whole}/254/")

    def attributes(self, _thing: str) -> dict[str, list[str]]:
        return {}


def some_events(count: int = 60) -> list[dict[str, Any]]:
    """Events with a little of everything, the same every time."""
    chance = random.Random(26)
    found = []
    for number in range(count):
        at = (
            (datetime(2026, 11, 20, tzinfo=UTC) + timedelta(seconds=number))
            .isoformat()
            .replace("+00:00", "Z")
        )
        event = _shape(chance, at)
        for field, value in _more(chance, number):
            if chance.random() < 0.4 and (field, event["type"]) != (
                "persistentDisposition",
                "AggregationEvent",
            ):
                event[field] = value
        event["eventID"] = f"urn:uuid:00000000-0000-4000-8000-{number:012x}"
        found.append(event)
    return found


def _shape(chance: random.Random, at: str) -> dict[str, Any]:
    kind = chance.choice(["object", "class", "pack", "cook"])
    action = chance.choice(["ADD", "OBSERVE", "DELETE"])
    numbers = chance.sample(range(1, 8), 2)
    if kind == "object":
        return an_object(*map(item, numbers), action=action, at=at)
    if kind == "class":
        amount = {"epcClass": LOT, "quantity": chance.choice([1, 2, 2.5, 4]), "uom": "KGM"}
        event = an_object(action=action, at=at, quantityList=[amount])
        del event["epcList"]
        return event
    if kind == "pack":
        return packed(*map(item, numbers), action=action, at=at)
    event = an_object(
        at=at, outputEPCList=[item(numbers[0])], inputQuantityList=[{"epcClass": LOT, "quantity": 3}]
    )
    del event["epcList"], event["action"]
    return event | {"type": "TransformationEvent", "transformationID": f"urn:example:cook:{numbers[1] % 3}"}


def _more(chance: random.Random, number: int) -> list[tuple[str, Any]]:
    report = {"type": "Temperature", "value": chance.choice([2.5, 5, 26]), "uom": "CEL"}
    sensed = {
        "sensorMetadata": {"time": "2026-11-20T00:00:05Z", "deviceID": "urn:example:device:1"},
        "sensorReport": [report],
    }
    party = {"type": "owning_party", "source": "urn:epc:id:pgln:9521100000.00"}
    receiver = {"type": "owning_party", "destination": "https://id.gs1.org/417/9521100000017"}
    declared = {"declarationTime": f"2026-11-2{number % 4 + 1}T00:00:00Z", "reason": "incorrect_data"}
    return [
        ("bizStep", chance.choice(STEPS)),
        ("disposition", chance.choice(WORDS)),
        ("persistentDisposition", {"set": ["completeness_verified"]}),
        ("readPoint", {"id": chance.choice(PLACES)}),
        ("bizLocation", {"id": chance.choice(PLACES)}),
        ("bizTransactionList", [{"type": "po", "bizTransaction": f"urn:example:po:{number % 3}"}]),
        ("sourceList", [party]),
        ("destinationList", [receiver]),
        ("ex:colour", chance.choice(["xanh", "vàng", {"ex:shade": "đậm"}])),
        ("sensorElementList", [sensed]),
        ("errorDeclaration", declared),
    ]


def with_lifelong(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Lifelong facts where the standard allows them."""
    for number, event in enumerate(events):
        if (event["type"], event.get("action")) in {("ObjectEvent", "ADD"), ("TransformationEvent", None)}:
            event["ilmd"] = {"cbvmda:lotNumber": f"L{number % 3}", "ex:weight": number % 5}
    return events
