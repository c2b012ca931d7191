"""Events as EPCIS XML elements: the way back from `events`."""

from collections.abc import Callable, Mapping
from typing import Any

from lxml import etree

from namsao.core.epcis import terms
from namsao.core.epcis.events import Event
from namsao.core.epcis.faults import pointer
from namsao.core.epcis.xml import spell
from namsao.core.epcis.xml.spell import Names, refuse
from namsao.core.epcis.xml.tables import (
    EPC_LISTS,
    ERROR,
    EVENTS,
    METADATA,
    MORE_CERTIFICATES,
    OF_THEIR_OWN,
    QUANTITY_LISTS,
    REPORT,
    STANDING,
    TYPED_LISTS,
    WRAPPED,
    Shape,
)
from namsao.core.epcis.xml.values import plain

_Write = Callable[[etree._Element, str, Any, str], None]
_WORDS = frozenset({"bizStep", "disposition"})
_OPEN = frozenset({"readPoint", "bizLocation", "ilmd"})


class EventWriter:
    """Appends events of one document to their list. form: "xml2" or "xml12"."""

    def __init__(self, form: str) -> None:
        self._form = form
        self._names = Names({})
        self._fields: Mapping[str, _Write] = {
            **dict.fromkeys(EPC_LISTS, self._epcs),
            **dict.fromkeys(QUANTITY_LISTS, self._quantities),
            **dict.fromkeys(TYPED_LISTS, self._typed),
            **dict.fromkeys(_WORDS, self._word),
            **dict.fromkeys(_OPEN, self._open),
            "persistentDisposition": self._standing,
            "errorDeclaration": self._error,
            "sensorElementList": self._sensors,
        }

    def write(self, parent: etree._Element, names: Names, event: Event, at: str) -> None:
        """Append one event. names: those of the document with those of the event. at: its JSON Pointer.

        Raises: Malformed for what the form cannot say; ValueError for text that XML cannot hold.
        """
        self._names, kind = names, event["type"]
        shape = EVENTS[self._form].get(kind) or self._shape_of_their_own(kind, at)
        for _ in range(WRAPPED[self._form].get(kind, int(shape is OF_THEIR_OWN))):
            parent = etree.SubElement(parent, "extension")
        name, nsmap = names.of(kind, at)
        element = etree.SubElement(parent, name, nsmap=nsmap)
        rest = {key: value for key, value in event.items() if key not in ("type", "@context")}
        _split_certificates(rest)
        self._fill(element, shape, rest, at)
        self._extend(element, rest, at)

    def _shape_of_their_own(self, kind: str, at: str) -> Shape:
        if self._form == "xml12":
            refuse(
                pointer(at, "type"),
                "type",
                f"EPCIS 1.2 không có chỗ cho loại sự kiện riêng {kind}.",
                f"EPCIS 1.2 has no place for {kind}, an event of somebody's own kind.",
            )
        return OF_THEIR_OWN

    def _fill(self, element: etree._Element, shape: Shape, rest: dict[str, Any], at: str) -> None:
        """Move the fields of a shape out of `rest`, in its order; what it groups goes within its group."""
        for tag in shape.order:
            inner = shape.inner.get(tag)
            if inner is not None:
                group = etree.Element(tag)
                self._fill(group, inner, rest, at)
                if len(group):
                    element.append(group)
            elif tag in rest:
                self._fields.get(tag, _text)(element, tag, rest.pop(tag), pointer(at, tag))
            elif tag in shape.required and tag in EPC_LISTS:  # EPCIS 1.2 wants the list though it be empty
                etree.SubElement(element, tag)

    def _extend(self, element: etree._Element, rest: Mapping[str, Any], at: str) -> None:
        """Append what is nobody's but the sender's."""
        for key, value in rest.items():
            if ":" not in key:
                refuse(
                    pointer(at, key),
                    "unknown field",
                    f"XML không có chỗ cho trường {key} ở đây.",
                    f"XML has no place for the field {key} here.",
                )
            spell.write(element, self._names, key, value, at)

    def _spelled(self, vocabulary: str, text: str) -> str:
        """EPCIS 1.2 knows words by their URNs alone; 2.0 takes any URI, so that only bare words need one."""
        return text if self._form == "xml2" and ":" in text else terms.urn(vocabulary, text)

    def _word(self, parent: etree._Element, tag: str, value: str, at: str) -> None:
        _text(parent, tag, self._spelled(tag, value), at)

    def _epcs(self, parent: etree._Element, tag: str, value: list[str], at: str) -> None:
        into = etree.SubElement(parent, tag)
        for epc in value:
            _text(into, "epc", epc, at)

    def _quantities(self, parent: etree._Element, tag: str, value: list[dict[str, Any]], at: str) -> None:
        into = etree.SubElement(parent, tag)
        for quantity in value:
            element = etree.SubElement(into, "quantityElement")
            _text(element, "epcClass", quantity["epcClass"], at)
            if "quantity" in quantity:
                _text(element, "quantity", plain(quantity["quantity"]), at)
            if "uom" in quantity:
                _text(element, "uom", quantity["uom"], at)

    def _typed(self, parent: etree._Element, tag: str, value: list[dict[str, str]], at: str) -> None:
        if not value:  # the schema has no empty list of these
            return
        name, vocabulary = TYPED_LISTS[tag]
        into = etree.SubElement(parent, tag)
        for each in value:
            _text(into, name, each[name], at)
            if "type" in each:
                into[-1].set("type", self._spelled(vocabulary, each["type"]))

    def _open(self, parent: etree._Element, tag: str, value: dict[str, Any], at: str) -> None:
        into, rest = etree.SubElement(parent, tag), dict(value)
        if "id" in rest:
            _text(into, "id", rest.pop("id"), at)
        self._extend(into, rest, at)

    def _standing(self, parent: etree._Element, tag: str, value: dict[str, list[str]], at: str) -> None:
        into = etree.SubElement(parent, tag)
        for name in STANDING.order:
            for word in value.get(name, ()):
                _text(into, name, self._spelled("disposition", word), at)

    def _error(self, parent: etree._Element, tag: str, value: dict[str, Any], at: str) -> None:
        into, rest = etree.SubElement(parent, tag), dict(value)
        for name in ERROR[self._form].order:
            given = rest.pop(name, None)
            if name == "reason" and given is not None:
                _text(into, name, self._spelled("errorReason", given), at)
            elif name == "correctiveEventIDs" and given is not None:
                listed = etree.SubElement(into, name)
                for each in given:
                    _text(listed, "correctiveEventID", each, at)
            elif given is not None:
                _text(into, name, given, at)
        self._extend(into, rest, at)

    def _sensors(self, parent: etree._Element, tag: str, value: list[dict[str, Any]], at: str) -> None:
        if not value:  # the schema has no empty list of these
            return
        into = etree.SubElement(parent, tag)
        for place, sensor in enumerate(value):
            here, rest = pointer(at, place), dict(sensor)
            element = etree.SubElement(into, "sensorElement")
            if "sensorMetadata" in rest:
                metadata = rest.pop("sensorMetadata")
                self._attributes(
                    element, "sensorMetadata", METADATA, metadata, pointer(here, "sensorMetadata")
                )
            for number, report in enumerate(rest.pop("sensorReport")):
                self._attributes(
                    element, "sensorReport", REPORT, report, pointer(here, "sensorReport", number)
                )
            self._extend(element, rest, here)

    def _attributes(
        self, parent: etree._Element, tag: str, kinds: Mapping[str, str], value: dict[str, Any], at: str
    ) -> None:
        own = {key: each for key, each in value.items() if key not in kinds}
        more, nsmap = spell.attributes(self._names, own, at)
        element = etree.SubElement(parent, tag, nsmap=nsmap)
        for key, each in value.items():
            if key in kinds:
                is_word = kinds[key] in terms.SPELLINGS
                element.set(key, self._spelled(kinds[key], each) if is_word else spell.text_of(each))
        for name, text in more:
            element.set(name, text)
        if len(element.get("hexBinaryValue", "")) % 2:
            refuse(
                pointer(at, "hexBinaryValue"),
                "hexBinary",
                "hexBinaryValue phải gồm các cặp chữ số hệ 16 khi viết thành XML.",
                "hexBinaryValue needs pairs of hexadecimal digits to be written in XML.",
            )


def _text(parent: etree._Element, tag: str, value: str, at: str) -> None:  # noqa: ARG001  # as the other writers
    etree.SubElement(parent, tag).text = value


def _split_certificates(event: dict[str, Any]) -> None:
    """Leave one certificate in its field, the place XML has, and the rest in an extension of the same meaning."""
    certificates = event.get("certificationInfo")
    if isinstance(certificates, list):
        del event["certificationInfo"]
        if certificates:
            event["certificationInfo"] = certificates[0]
        if certificates[1:]:
            event[MORE_CERTIFICATES] = certificates[1:]
