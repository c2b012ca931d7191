"""Reading EPCIS XML, 2.0 and 1.2, as strictly as its schemas, into the JSON-LD that core works with.

Source: GS1 EPCIS 2.0, sections 9.5 (event schemas), 11 (query schema); EPCIS 1.2, the same sections.
"""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from namsao.core.epcis.document import Document, Fault, Malformed, event_faults, prefixes_of
from namsao.core.epcis.events import CONTEXT, Event
from namsao.core.epcis.xml import extensions
from namsao.core.epcis.xml.events import read_event
from namsao.core.epcis.xml.header import read_header, vocabularies
from namsao.core.epcis.xml.locate import xpath
from namsao.core.epcis.xml.parse import parse
from namsao.core.epcis.xml.reading import Reading, attributes, leaf, members
from namsao.core.epcis.xml.tables import CORE, EVENTS, JSON_LD, LATER, QUERY, WRAPPED, Shape
from namsao.core.epcis.xml.values import converted

_DOCUMENT = Shape(
    ("EPCISHeader", "EPCISBody", "extension"),
    frozenset({"EPCISBody"}),
    inner={"extension": LATER},
    foreign=True,
    attributed=True,
)
_BODY = Shape(("EventList", "extension"), inner={"extension": LATER}, foreign=True, attributed=True)
_RESULTS = Shape(
    ("queryName", "subscriptionID", "resultsBody", "extension"),
    frozenset({"queryName", "resultsBody"}),
    inner={"extension": LATER},
    foreign=True,
)
_RESULTS_BODY = Shape(("EventList", "VocabularyList"), choice=True)
_ID = f"{{{JSON_LD}}}id"
# Source: EPCIS 1.1, section 7.4.4 (deprecated); EPCIS 2.0 has it no more.
_WITHDRAWN = "QuantityEvent"


def _event_list(form: str) -> Shape:
    order = (*(tag for tag in EVENTS[form] if tag not in WRAPPED[form]), "extension")
    if form == "xml12":
        order += (_WITHDRAWN,)
    return Shape(order, many=frozenset(order), loose=True)


_LISTS = {form: _event_list(form) for form in EVENTS}


def read_xml(content: bytes) -> Document:
    """What an EPCISDocument or an EPCISQueryDocument with results says, events as the JSON reader gives them.

    Words of the vocabulary come bare, numbers as numbers, times and identifiers as written, what 1.2 nests in
    <extension> in its place. Extensions: `extensions`. The business document header is kept whole in `header`.
    Note: an attribute without a namespace of its own, and text where the schema wants elements, is refused
    even where the schema would pass over it: JSON-LD has no place for it, and nothing is lost silently.
    Raises: Malformed with up to 20 faults, their paths like /epcis:EPCISDocument/…/ObjectEvent[4]/action:17.
    """
    root = parse(content)
    kind, form = _kind_and_form(root)
    reading = Reading(form, root)
    contents = _Contents(reading)
    created, outer = _about(reading, root)
    contents.outer |= outer
    for tag, child in members(reading, root, _DOCUMENT):
        if tag == "EPCISHeader":
            contents.header, parties = read_header(reading, child)
            contents.outer |= parties
        elif tag == "EPCISBody" and kind == "EPCISDocument":
            contents.read_body(child, _BODY)
        elif tag == "EPCISBody":
            contents.read_query_body(child)
        else:
            contents.beyond(child, tag)
    context = [CONTEXT, dict(reading.prefixes)] if reading.prefixes else [CONTEXT]
    if not reading.faults:  # else the same would be said twice
        for fault in contents.faults_of_events(context):
            reading.note(fault)
    if reading.faults:
        raise Malformed(reading.faults)
    return Document(kind, form, context, contents.events, created, contents.header, contents.outer)


class _Contents:
    """What has been read of one document so far."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.header: dict[str, Any] = {}
        self.outer: dict[str, Any] = {}
        self.events: list[Event] = []
        self.elements: list[etree._Element] = []

    def read_body(self, element: etree._Element, shape: Shape) -> None:
        """The body of a document, or of the results of a query."""
        for tag, child in members(self.reading, element, shape):
            if tag == "EventList":
                self.read_events(child)
            elif tag == "VocabularyList":
                self.outer["vocabularyList"] = vocabularies(self.reading, child)
            else:
                self.beyond(child, tag)
        if shape is _BODY:
            self.outer |= attributes(self.reading, element, {}, is_open=True)

    def read_query_body(self, element: etree._Element) -> None:
        results = f"{{{QUERY[self.reading.form]}}}QueryResults"
        for _, child in members(self.reading, element, Shape((results,), frozenset({results}))):
            for tag, part in members(self.reading, child, _RESULTS):
                if tag == "resultsBody":
                    self.read_body(part, _RESULTS_BODY)
                elif tag in ("queryName", "subscriptionID"):
                    self.outer[tag] = leaf(self.reading, part)
                else:
                    self.beyond(part, tag)

    def read_events(self, element: etree._Element) -> None:
        reading = self.reading
        for tag, child in members(reading, element, _LISTS[reading.form]):
            if tag == "extension":
                self.read_wrapped(child, 1)
            elif tag == _WITHDRAWN:
                reading.fault(
                    child,
                    "withdrawn",
                    f"{tag} đã bị bỏ; hãy dùng ObjectEvent với action OBSERVE và quantityList.",
                    f"{tag} is withdrawn; use an ObjectEvent with the action OBSERVE and a quantityList.",
                )
            else:
                self.read_one(child)

    def read_wrapped(self, element: etree._Element, depth: int) -> None:
        """Events that EPCIS 1.2 puts into <extension>, as younger than itself."""
        wrapped = WRAPPED[self.reading.form]
        order = tuple(tag for tag, level in wrapped.items() if level == depth)
        deeper = ("extension",) if depth < max(wrapped.values(), default=0) else ()
        is_open = self.reading.form == "xml2"  # where events of somebody's own kind stand
        is_one = self.reading.form == "xml12" and depth == 1
        many = frozenset(order)
        shape = Shape((*order, *deeper), many=many, loose=True, foreign=is_open, filled=True, choice=is_one)
        for tag, child in members(self.reading, element, shape):
            if tag == "extension":
                self.read_wrapped(child, depth + 1)
            else:
                self.read_one(child)

    def read_one(self, element: etree._Element) -> None:
        self.events.append(read_event(self.reading, element))
        self.elements.append(element)

    def beyond(self, element: etree._Element, tag: str) -> None:
        """An extension of the document, or the <extension> that a later EPCIS may fill."""
        if tag == "extension":
            list(members(self.reading, element, LATER))
        else:
            extensions.add(self.outer, self.reading, element)

    def faults_of_events(self, context: list[Any]) -> Iterator[Fault]:
        """What is wrong with the events themselves, at their places in the XML."""
        prefixes = prefixes_of(context)
        for event, element in zip(self.events, self.elements, strict=True):
            for fault in event_faults(event, "", prefixes):
                for told in _as_xml_judges(fault, event):
                    yield Fault(xpath(element, told.path), told.rule, told.what, told.what_en)


def _as_xml_judges(fault: Fault, event: Event) -> list[Fault]:
    """A fault by the JSON Schema, unless the XML schema of the same standard says otherwise.

    There every event may have a persistentDisposition, and a sensorReport only an exception, without a type.
    Source: GS1 EPCIS 2.0, EPCglobal-epcis-2_0.xsd beside EPCIS-JSON-Schema.json.
    """
    if fault.path == "/persistentDisposition" and fault.rule == "unknown field":
        stand_in = event | {"type": "ObjectEvent", "epcList": []}
        return [each for each in event_faults(stand_in) if each.path.startswith("/persistentDisposition/")]
    if fault.rule == "required" and fault.path.endswith("/type") and "/sensorReport/" in fault.path:
        return []
    return [fault]


def _about(reading: Reading, root: etree._Element) -> tuple[str, dict[str, Any]]:
    """creationDate, and what else the root says of the document."""
    known = {"schemaVersion": "decimal", "creationDate": "created", _ID: ""}
    found = attributes(reading, root, known, is_open=True)
    for name in ("schemaVersion", "creationDate"):
        text = root.get(name)
        if text is None:
            reading.fault(
                root, "required", f"Thiếu thuộc tính {name}.", f"The attribute {name} is missing.", name
            )
        else:
            converted(reading, root, known[name], text, name)
    if root.get(_ID):
        found["id"] = root.get(_ID, "")
    return root.get("creationDate", "").strip(), found | {
        "schemaVersion": root.get("schemaVersion", "").strip()
    }


def _kind_and_form(root: etree._Element) -> tuple[str, str]:
    for form in CORE:
        if root.tag == f"{{{CORE[form]}}}EPCISDocument":
            return "EPCISDocument", form
        if root.tag == f"{{{QUERY[form]}}}EPCISQueryDocument":
            return "EPCISQueryDocument", form
    name = etree.QName(root)
    known = " hoặc ".join(CORE.values()), " or ".join(CORE.values())
    raise Malformed(
        [
            Fault(
                f"/{name.localname}:{root.sourceline}",
                "root",
                f"Phần tử gốc phải là EPCISDocument của {known[0]}, hoặc EPCISQueryDocument; "
                f"đây là {name.localname} của “{name.namespace or ''}”.",
                f"The root must be an EPCISDocument of {known[1]}, or an EPCISQueryDocument, "
                f"not {name.localname} of “{name.namespace or ''}”.",
            )
        ]
    )
