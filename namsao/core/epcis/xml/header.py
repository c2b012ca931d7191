"""The header of EPCIS XML as JSON-LD: the business document header, and master data.

Source: GS1 EPCIS 2.0, section 9.5 (EPCISHeaderType, VocabularyListType); UN/CEFACT SBDH 1.3.
"""

from typing import Any

from lxml import etree

from namsao.core.epcis.xml import extensions
from namsao.core.epcis.xml.reading import Reading, attributes, is_foreign, leaf, members, no_attribute
from namsao.core.epcis.xml.tables import LATER, SBDH, Shape
from namsao.core.epcis.xml.values import converted

ENVELOPE = f"{{{SBDH}}}StandardBusinessDocumentHeader"


def _sbdh(*names: str, required: int, many: tuple[str, ...] = ()) -> Shape:
    """required: how many of the first names must be there."""
    order = tuple(f"{{{SBDH}}}{name}" for name in names)
    return Shape(order, frozenset(order[:required]), many=frozenset(f"{{{SBDH}}}{name}" for name in many))


ENVELOPE_SHAPE = _sbdh(
    *("HeaderVersion", "Sender", "Receiver", "DocumentIdentification", "Manifest", "BusinessScope"),
    required=4,
    many=("Sender", "Receiver"),
)
ENVELOPE_PARTS = {
    f"{{{SBDH}}}{name}": shape
    for name, shape in {
        "Sender": _sbdh("Identifier", "ContactInformation", required=1, many=("ContactInformation",)),
        "Receiver": _sbdh("Identifier", "ContactInformation", required=1, many=("ContactInformation",)),
        "DocumentIdentification": Shape(
            tuple(
                f"{{{SBDH}}}{name}"
                for name in (
                    *("Standard", "TypeVersion", "InstanceIdentifier", "Type", "MultipleType"),
                    "CreationDateAndTime",
                )
            ),
            frozenset(
                f"{{{SBDH}}}{name}"
                for name in ("Standard", "TypeVersion", "InstanceIdentifier", "Type", "CreationDateAndTime")
            ),
        ),
        "Manifest": _sbdh("NumberOfItems", "ManifestItem", required=2, many=("ManifestItem",)),
        "BusinessScope": _sbdh("Scope", required=0, many=("Scope",)),
    }.items()
}

_IDENTIFIER, _MADE = f"{{{SBDH}}}Identifier", f"{{{SBDH}}}CreationDateAndTime"
_TEXTS = ENVELOPE_PARTS[f"{{{SBDH}}}DocumentIdentification"].places.keys() | {_IDENTIFIER}

_MASTER = Shape(("EPCISMasterData", "extension"), inner={"extension": LATER})
_LISTS = Shape(("VocabularyList", "extension"), frozenset({"VocabularyList"}), inner={"extension": LATER})
_VOCABULARIES = Shape(("Vocabulary",), many=frozenset({"Vocabulary"}))
_VOCABULARY = Shape(
    ("VocabularyElementList", "extension"), inner={"extension": LATER}, foreign=True, attributed=True
)
_ELEMENTS = Shape(
    ("VocabularyElement",), frozenset({"VocabularyElement"}), many=frozenset({"VocabularyElement"})
)
_ELEMENT = Shape(
    ("attribute", "children", "extension"),
    many=frozenset({"attribute"}),
    inner={"extension": LATER},
    foreign=True,
    attributed=True,
)
_CHILDREN = Shape(("id",), many=frozenset({"id"}))
_HEADERS = {
    form: Shape((ENVELOPE, "extension"), required, foreign=form == "xml12", attributed=True)
    for form, required in {"xml2": frozenset[str](), "xml12": frozenset({ENVELOPE})}.items()
}


def read_header(reading: Reading, element: etree._Element) -> tuple[dict[str, Any], dict[str, str]]:
    """The epcisHeader of JSON-LD, and the sender, receiver and instanceIdentifier of the document."""
    header: dict[str, Any] = {}
    outer: dict[str, str] = {}
    for tag, child in members(reading, element, _HEADERS[reading.form]):
        if tag == ENVELOPE:
            _check_envelope(reading, child)
            extensions.add(header, reading, child)
            outer = _parties(child)
        elif tag == "extension":
            for name, part in members(reading, child, _MASTER):
                if name == "EPCISMasterData":
                    header["epcisMasterData"] = _master_data(reading, part)
                else:
                    list(members(reading, part, LATER))
        else:
            extensions.add(header, reading, child)
    return header | attributes(reading, element, {}, is_open=True), outer


def vocabularies(reading: Reading, element: etree._Element) -> list[dict[str, Any]]:
    """The JSON-LD of a <VocabularyList>."""
    return [_vocabulary(reading, child) for _, child in members(reading, element, _VOCABULARIES)]


def _master_data(reading: Reading, element: etree._Element) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for tag, child in members(reading, element, _LISTS):
        if tag == "VocabularyList":
            found["vocabularyList"] = vocabularies(reading, child)
        else:
            list(members(reading, child, LATER))
    return found


def _vocabulary(reading: Reading, element: etree._Element) -> dict[str, Any]:
    found = _named(reading, element, "type")
    for tag, child in members(reading, element, _VOCABULARY):
        if tag == "VocabularyElementList":
            found["vocabularyElementList"] = [
                _element(reading, each) for _, each in members(reading, child, _ELEMENTS)
            ]
        else:
            _beyond(found, reading, child)
    return found


def _element(reading: Reading, element: etree._Element) -> dict[str, Any]:
    found = _named(reading, element, "id")
    for tag, child in members(reading, element, _ELEMENT):
        if tag == "attribute":
            own = _uri(reading, child, "id") | {"attribute": _attribute(reading, child)}
            found.setdefault("attributes", []).append(own)
        elif tag == "children":
            found["children"] = [
                converted(reading, each, "uri", leaf(reading, each))
                for _, each in members(reading, child, _CHILDREN)
            ]
        else:
            _beyond(found, reading, child)
    return found


def _attribute(reading: Reading, element: etree._Element) -> Any:
    """What an attribute of master data says: text, or an object for elements inside."""
    value = extensions.read(reading, element)
    if isinstance(value, dict):
        own = value.pop("id", None)
        if isinstance(own, list):  # an <id> inside, beside the name
            value["id"] = own[1] if len(own) == 2 else own[1:]
        if value.keys() <= {"#text"}:
            return value.get("#text", "")
    return value


def _named(reading: Reading, element: etree._Element, name: str) -> dict[str, Any]:
    """Of an element with one attribute that it needs."""
    return _uri(reading, element, name) | attributes(reading, element, {name: ""}, is_open=True)


def _uri(reading: Reading, element: etree._Element, name: str) -> dict[str, Any]:
    """An attribute that must be there and be a URI."""
    text = element.get(name)
    if text is None:
        no_attribute(reading, element, name)
        return {}
    return {name: converted(reading, element, "uri", text, name)}


def _beyond(found: dict[str, Any], reading: Reading, child: etree._Element) -> None:
    if is_foreign(str(child.tag)):
        extensions.add(found, reading, child)
    else:
        list(members(reading, child, LATER))


def _check_envelope(reading: Reading, element: etree._Element) -> None:
    for tag, child in members(reading, element, ENVELOPE_SHAPE):
        if tag not in ENVELOPE_PARTS:
            leaf(reading, child)
            continue
        for name, part in members(reading, child, ENVELOPE_PARTS[tag]):
            if name in _TEXTS:
                text = leaf(reading, part, {"Authority": ""} if name == _IDENTIFIER else {})
                if name == _MADE:
                    converted(reading, part, "created", text)


def _parties(envelope: etree._Element) -> dict[str, str]:
    """What JSON-LD says in the document itself: the first sender and receiver, and the document's own name."""
    paths = {
        "sender": ("Sender", "Identifier"),
        "receiver": ("Receiver", "Identifier"),
        "instanceIdentifier": ("DocumentIdentification", "InstanceIdentifier"),
    }
    texts = {
        name: (envelope.findtext("/".join(f"{{{SBDH}}}{step}" for step in path)) or "").strip()
        for name, path in paths.items()
    }
    return {name: text for name, text in texts.items() if text}
