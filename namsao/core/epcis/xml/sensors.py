"""What sensors tell: attributes in XML, fields in JSON-LD."""

from collections.abc import Mapping
from typing import Any

from lxml import etree

from namsao.core.epcis.xml import extensions
from namsao.core.epcis.xml.reading import Reading, attributes, members
from namsao.core.epcis.xml.tables import ATTRIBUTES, LATER, METADATA, REPORT, SENSOR, SENSOR_LIST
from namsao.core.epcis.xml.values import converted


def sensor_elements(reading: Reading, element: etree._Element) -> list[dict[str, Any]]:
    """The JSON-LD of a <sensorElementList>."""
    found = []
    for tag, child in members(reading, element, SENSOR_LIST):
        if tag == "sensorElement":
            found.append(_sensor(reading, child))
        else:
            list(members(reading, child, LATER))
    return found


def _sensor(reading: Reading, element: etree._Element) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for tag, child in members(reading, element, SENSOR):
        if tag == "sensorMetadata":
            found[tag] = _fields(reading, child, METADATA)
        elif tag == "sensorReport":
            found.setdefault(tag, []).append(_fields(reading, child, REPORT))
        elif tag == "extension":
            list(members(reading, child, LATER))
        else:
            extensions.add(found, reading, child)
    return found


def _fields(reading: Reading, element: etree._Element, kinds: Mapping[str, str]) -> dict[str, Any]:
    """The attributes of an element that has nothing inside. kinds: attribute -> simple type or vocabulary."""
    list(members(reading, element, ATTRIBUTES))
    found: dict[str, Any] = {}
    for name, text in element.items():
        kind = kinds.get(name)
        if kind is not None:
            found[name] = converted(reading, element, kind, text, name)
    return found | attributes(reading, element, kinds, is_open=True)
