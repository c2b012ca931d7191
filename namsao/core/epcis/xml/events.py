"""Events of EPCIS XML as JSON-LD."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from lxml import etree

from namsao.core.epcis.events import Event
from namsao.core.epcis.xml import extensions
from namsao.core.epcis.xml.reading import Reading, attributes, is_foreign, leaf, members, no_attribute
from namsao.core.epcis.xml.sensors import sensor_elements
from namsao.core.epcis.xml.tables import (
    ATTRIBUTES,
    EPC_LISTS,
    ERROR,
    EVENTS,
    ILMD,
    MORE_CERTIFICATES,
    OF_THEIR_OWN,
    PLACE,
    QUANTITY,
    QUANTITY_LISTS,
    STANDING,
    TYPED_LISTS,
    Shape,
)
from namsao.core.epcis.xml.values import READERS, converted

_Read = Callable[[Reading, etree._Element], Any]


def read_event(reading: Reading, element: etree._Element) -> Event:
    """One event as JSON-LD; its faults are noted."""
    tag = str(element.tag)
    event: Event = {"type": reading.key(tag, element)}
    _fill(reading, element, EVENTS[reading.form].get(tag, OF_THEIR_OWN), event)
    if MORE_CERTIFICATES in event:
        _join_certificates(event)
    return _without_fillers(event) if reading.form == "xml12" else event


def _fill(reading: Reading, element: etree._Element, shape: Shape, event: Event) -> None:
    for tag, child in members(reading, element, shape):
        inner = shape.inner.get(tag)
        if inner is not None:
            _fill(reading, child, inner, event)
        elif tag in _FIELDS:
            event[tag] = _FIELDS[tag](reading, child)
        else:
            extensions.add(event, reading, child)
    if element.keys():
        event.update(attributes(reading, element, {}, is_open=True))


def _without_fillers(event: Event) -> Event:
    """Without the empty lists that EPCIS 1.2 demands, where JSON does not need them."""
    if event.get("childEPCs") == []:
        del event["childEPCs"]
    if event.get("epcList") == [] and _says_what(event):
        del event["epcList"]
    return event


def _join_certificates(event: Event) -> None:
    more = event.pop(MORE_CERTIFICATES)
    first = [event["certificationInfo"]] if "certificationInfo" in event else []
    event["certificationInfo"] = first + (more if isinstance(more, list) else [more])


def _says_what(event: Event) -> bool:
    if event["type"] == "ObjectEvent":
        return bool(event.get("quantityList")) or ("sensorElementList" in event and "readPoint" in event)
    return bool(event.get("quantityList")) or event.get("action") == "DELETE"


def value(reading: Reading, element: etree._Element, kind: str) -> Any:
    """The value of an element that holds only text of a simple type or a word of a vocabulary."""
    return converted(reading, element, kind, leaf(reading, element))


def _simple(kind: str) -> _Read:
    return lambda reading, element: value(reading, element, kind)


def _texts(tag: str, kind: str = "text") -> _Read:
    """Of a list of elements of one name."""

    shape = Shape((tag,), many=frozenset({tag}))

    def read(reading: Reading, element: etree._Element) -> list[Any]:
        return [value(reading, child, kind) for _, child in members(reading, element, shape)]

    return read


def _typed(tag: str, vocabulary: str) -> _Read:
    """Of transactions, sources and destinations: text with a type."""
    shape = Shape((tag,), frozenset({tag}), many=frozenset({tag}))
    known = {"type": vocabulary}

    def read(reading: Reading, element: etree._Element) -> list[dict[str, str]]:
        found = []
        for _, child in members(reading, element, shape):
            text, kind = leaf(reading, child, known), child.get("type")
            if kind is None and tag != "bizTransaction":
                no_attribute(reading, child, "type")
            typed = {} if kind is None else {"type": READERS[vocabulary](kind.strip())}
            found.append(typed | {tag: text})
        return found

    return read


def _quantities(reading: Reading, element: etree._Element) -> list[dict[str, Any]]:
    return [_quantity(reading, child) for _, child in members(reading, element, _QUANTITY_LIST)]


_QUANTITY_LIST = Shape(("quantityElement",), many=frozenset({"quantityElement"}))


def _quantity(reading: Reading, element: etree._Element) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for tag, child in members(reading, element, QUANTITY):
        if tag == "quantity" and child.get(extensions.NIL) in ("true", "1"):
            list(members(reading, child, ATTRIBUTES))
            continue
        if tag == "uom" and element.find("quantity") is None:
            reading.fault(child, "order", "<uom> phải đi sau <quantity>.", "<uom> follows a <quantity>.")
        found[tag] = value(reading, child, "decimal" if tag == "quantity" else "text")
    return found


def _place(reading: Reading, element: etree._Element) -> dict[str, Any]:
    return _open(reading, element, PLACE, {"id": _simple("text")})


def _ilmd(reading: Reading, element: etree._Element) -> dict[str, Any]:
    return _open(reading, element, ILMD, {}) | attributes(reading, element, {}, is_open=True)


def _standing(reading: Reading, element: etree._Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for tag, child in members(reading, element, STANDING):
        found.setdefault(tag, []).append(value(reading, child, "disposition"))
    return found


def _error(reading: Reading, element: etree._Element) -> dict[str, Any]:
    fields = {
        "declarationTime": _simple("dateTime"),
        "reason": _simple("errorReason"),
        "correctiveEventIDs": _texts("correctiveEventID"),
    }
    own = _open(reading, element, ERROR[reading.form], fields)
    return own | attributes(reading, element, {}, is_open=True)


def _open(
    reading: Reading, element: etree._Element, shape: Shape, fields: Mapping[str, _Read]
) -> dict[str, Any]:
    """Of an element with fields of the standard and extensions after them."""
    found: dict[str, Any] = {}
    for tag, child in members(reading, element, shape):
        if tag in fields:
            found[tag] = fields[tag](reading, child)
        elif is_foreign(tag):
            extensions.add(found, reading, child)
        else:  # <extension>, for what a later EPCIS may add
            list(members(reading, child, shape.inner[tag]))
    return found


_FIELDS: Mapping[str, _Read] = MappingProxyType(
    {name: _simple("dateTime") for name in ("eventTime", "recordTime")}
    | {name: _simple("text") for name in ("eventTimeZoneOffset", "eventID", "certificationInfo")}
    | {name: _simple("text") for name in ("parentID", "transformationID")}
    | {name: _simple(name) for name in ("action", "bizStep", "disposition")}
    | {name: _texts("epc") for name in EPC_LISTS}
    | dict.fromkeys(QUANTITY_LISTS, _quantities)
    | {name: _typed(tag, vocabulary) for name, (tag, vocabulary) in TYPED_LISTS.items()}
    | {"readPoint": _place, "bizLocation": _place, "ilmd": _ilmd, "errorDeclaration": _error}
    | {"persistentDisposition": _standing, "sensorElementList": sensor_elements}
)
"""Element of an event -> what makes its JSON-LD value."""
