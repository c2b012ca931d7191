"""The header of a document as EPCIS XML: the way back from `header`."""

from collections.abc import Mapping
from typing import Any

from lxml import etree

from namsao.core.epcis.faults import pointer
from namsao.core.epcis.xml import spell
from namsao.core.epcis.xml.header import ENVELOPE, ENVELOPE_PARTS, ENVELOPE_SHAPE
from namsao.core.epcis.xml.spell import Names
from namsao.core.epcis.xml.tables import SBDH, Shape

PARTIES = ("sender", "receiver", "instanceIdentifier")
_AT = "/epcisHeader"


def write_header(
    root: etree._Element,
    form: str,
    names: Names,
    header: Mapping[str, Any],
    outer: Mapping[str, Any],
    at: str,
) -> dict[str, Any]:
    """Append an <EPCISHeader> when there is something to say; what it has no room for comes back.

    outer: the members of the document, of which sender, receiver and instanceIdentifier are said here.
    at: when the document was made, a time with its zone.
    Raises: Malformed, ValueError as the spelling of extensions.
    """
    element = etree.Element("EPCISHeader")
    rest = dict(header)
    key = next((key for key in rest if ":" in key and names.of(key, _AT)[0] == ENVELOPE), None)
    master = rest.pop("epcisMasterData", None)
    if key is not None:
        spell.write(element, names, key, rest.pop(key), _AT)
        _arrange(element[0], ENVELOPE_SHAPE)
        for part in element[0]:
            if part.tag in ENVELOPE_PARTS:
                _arrange(part, ENVELOPE_PARTS[str(part.tag)])
    elif any(outer.get(name) for name in PARTIES) or (form == "xml12" and (master or rest)):
        _write_envelope(element, outer, at)
    if master:
        data = etree.SubElement(etree.SubElement(element, "extension"), "EPCISMasterData")
        write_vocabularies(data, names, master.get("vocabularyList", ()))
    if form == "xml12":
        for name in list(rest):
            spell.write(element, names, name, rest.pop(name), _AT)
    if len(element):
        root.append(element)
    return rest


def write_vocabularies(parent: etree._Element, names: Names, vocabularies: Any) -> None:
    """Append a <VocabularyList>."""
    into = etree.SubElement(parent, "VocabularyList")
    for place, vocabulary in enumerate(vocabularies):
        element = etree.SubElement(into, "Vocabulary", type=vocabulary["type"])
        if vocabulary.get("vocabularyElementList"):
            listed = etree.SubElement(element, "VocabularyElementList")
            for each in vocabulary["vocabularyElementList"]:
                _write_element(listed, names, each, pointer("/vocabularyList", place))
        _extend(element, names, vocabulary, ("type", "vocabularyElementList"))


def _write_element(parent: etree._Element, names: Names, each: Mapping[str, Any], at: str) -> None:
    element = etree.SubElement(parent, "VocabularyElement", id=each["id"])
    for own in each.get("attributes", ()):
        attribute = etree.SubElement(element, "attribute", id=own["id"])
        value = own.get("attribute", "")
        if isinstance(value, dict):
            spell.fill(attribute, names, value, at)
        else:
            attribute.text = spell.text_of(value)
    if each.get("children"):
        children = etree.SubElement(element, "children")
        for child in each["children"]:
            etree.SubElement(children, "id").text = child
    _extend(element, names, each, ("id", "attributes", "children"))


def _extend(element: etree._Element, names: Names, each: Mapping[str, Any], known: tuple[str, ...]) -> None:
    for key, value in each.items():
        if key not in known:
            spell.write(element, names, key, value, "/vocabularyList")


def _write_envelope(parent: etree._Element, outer: Mapping[str, Any], at: str) -> None:
    """The business document header that the parties of a JSON-LD document stand for."""

    def under(into: etree._Element, name: str, text: str | None = None) -> etree._Element:
        element = etree.SubElement(into, f"{{{SBDH}}}{name}")
        element.text = text
        return element

    envelope = etree.SubElement(parent, ENVELOPE, nsmap={"sbdh": SBDH})
    under(envelope, "HeaderVersion", "1.0")
    under(under(envelope, "Sender"), "Identifier", outer.get("sender", ""))
    under(under(envelope, "Receiver"), "Identifier", outer.get("receiver", ""))
    about = under(envelope, "DocumentIdentification")
    under(about, "Standard", "EPCglobal")
    under(about, "TypeVersion", "1.0")
    under(about, "InstanceIdentifier", outer.get("instanceIdentifier", ""))
    under(about, "Type", "Events")
    under(about, "CreationDateAndTime", at)


def _arrange(element: etree._Element, shape: Shape) -> None:
    """Put the children in the order of the schema: JSON objects have none to rely on."""
    element[:] = sorted(element, key=lambda child: shape.places.get(str(child.tag), len(shape.order)))
