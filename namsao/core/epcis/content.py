"""What must stand together in an event, beyond the shape of each field.

Source: GS1 EPCIS 2.0, section 7.4, and the conditions of its JSON Schema.
"""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from namsao.core.epcis.faults import Fault, pointer
from namsao.core.epcis.vocab import Action, EventType

Event = Mapping[str, Any]


def content_faults(event: Event, kind: str, at: str) -> Iterator[Fault]:
    """What is missing or too much in an event of this kind; nothing is assumed of its fields."""
    judge = _CONTENT.get(kind)
    if judge is not None:
        yield from judge(event, at)


def _object(event: Event, at: str) -> Iterator[Fault]:
    # Note: the schema takes an empty epcList, for events of which only the sensor data tell.
    sensed = _some(event, "sensorElementList") and "readPoint" in event
    if not ("epcList" in event or _some(event, "quantityList") or sensed):
        yield _missing(
            at,
            "epcList",
            "epcList hoặc quantityList, hoặc sensorElementList cùng readPoint",
            "epcList or quantityList, or sensorElementList with readPoint",
        )
    if "ilmd" in event and event.get("action") in (Action.OBSERVE, Action.DELETE):
        yield Fault(
            pointer(at, "ilmd"),
            "ilmd",
            "ilmd chỉ đi với action ADD: thông tin suốt đời của lô được ghi khi lô ra đời.",
            "ilmd goes with action ADD only: the facts of a lot are given when it comes to be.",
        )


def _aggregation(event: Event, at: str) -> Iterator[Fault]:
    # Source: EPCIS 2.0, section 7.4.3; the JSON Schema leaves this to the text.
    if event.get("action") in (Action.ADD, Action.DELETE) and "parentID" not in event:
        yield _missing(
            at, "parentID", "parentID khi action là ADD hoặc DELETE", "parentID with action ADD or DELETE"
        )
    yield from _children(event, at)


def _children(event: Event, at: str) -> Iterator[Fault]:
    if event.get("action") != Action.DELETE and not _some(event, "childEPCs", "childQuantityList"):
        yield _missing(
            at,
            "childEPCs",
            "childEPCs hoặc childQuantityList, trừ khi action là DELETE",
            "childEPCs or childQuantityList, save with action DELETE",
        )


def _transaction(event: Event, at: str) -> Iterator[Fault]:
    if event.get("action") != Action.DELETE and not ("epcList" in event or _some(event, "quantityList")):
        yield _missing(
            at,
            "epcList",
            "epcList hoặc quantityList, trừ khi action là DELETE",
            "epcList or quantityList, save with action DELETE",
        )


def _transformation(event: Event, at: str) -> Iterator[Fault]:
    inputs = _some(event, "inputEPCList", "inputQuantityList")
    outputs = _some(event, "outputEPCList", "outputQuantityList")
    if (inputs and outputs) or ("transformationID" in event and (inputs or outputs)):
        return
    side, other = ("input", "output") if not inputs else ("output", "input")
    yield _missing(
        at,
        f"{side}QuantityList",
        f"{side}EPCList hoặc {side}QuantityList (chỉ có {other} thì cần transformationID)",
        f"{side}EPCList or {side}QuantityList (with only {other}s, a transformationID)",
    )


_CONTENT: Mapping[str, Callable[[Event, str], Iterator[Fault]]] = MappingProxyType(
    {
        EventType.OBJECT: _object,
        EventType.AGGREGATION: _aggregation,
        EventType.ASSOCIATION: _children,
        EventType.TRANSACTION: _transaction,
        EventType.TRANSFORMATION: _transformation,
    }
)


def _some(event: Event, *fields: str) -> bool:
    return any(event.get(field) for field in fields)


def _missing(at: str, field: str, vi: str, en: str) -> Fault:
    return Fault(
        pointer(at, field), "required", f"Thiếu {field}: cần {vi}.", f"{field} is missing: it takes {en}."
    )
