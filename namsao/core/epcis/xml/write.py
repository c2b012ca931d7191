"""Writing EPCIS XML, 2.0 and 1.2, valid by its schemas, from what the readers give.

Source: GS1 EPCIS 2.0, sections 9.5 and 11; EPCIS 1.2, section 9.1 (extensibility) for what 1.2 has no name for.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree

from namsao.core.epcis.document import Document, prefixes_of
from namsao.core.epcis.events import Event
from namsao.core.epcis.faults import Malformed, unwritable
from namsao.core.epcis.forms import with_epc_format
from namsao.core.epcis.names import GS1_PREFIXES
from namsao.core.epcis.xml import spell
from namsao.core.epcis.xml.spell import Names, refuse
from namsao.core.epcis.xml.tables import CORE, JSON_LD, OWN_NAMESPACES, QUERY, SBDH, VERSIONS, XML, XSD, XSI
from namsao.core.epcis.xml.write_events import EventWriter
from namsao.core.epcis.xml.write_header import PARTIES, write_header, write_vocabularies

_SAID = frozenset({"id", "schemaVersion", "queryName", "subscriptionID", "vocabularyList", *PARTIES})
_NEVER_DECLARED = OWN_NAMESPACES | {XML, XSI, SBDH}
_WAY = {
    "EPCISDocument": "/epcisBody/eventList",
    "EPCISQueryDocument": "/epcisBody/queryResults/resultsBody/eventList",
}
_SHORT = ("gs1", "cbv")
_WHEN_USED = GS1_PREFIXES.keys() | {"xsi", "xsd", "ld"}


def write_xml(document: Document, form: str, company_prefixes: Iterable[str] = ()) -> bytes:
    """The document as UTF-8 XML, an event that stands alone within an EPCISDocument.

    form: "xml2" for EPCIS 2.0, "xml12" for EPCIS 1.2. Bare words of the vocabulary become URNs.
    company_prefixes: GS1 company prefixes, by which 1.2 gets EPC URNs; a Digital Link of none of them stays.
    1.2 has no sensorElementList, persistentDisposition, certificationInfo and AssociationEvent of its own:
    they go into the innermost <extension>, the place it keeps for its successors, as GS1's own translation
    does. Events of somebody's own kind have no place in 1.2.
    Note: empty lists of transactions, sources, destinations and sensors are left out, as the schema has none;
    somebody's own numbers in sensorMetadata and sensorReport become text, as they are attributes in XML.
    Raises: Malformed, with JSON Pointers, for what the form cannot say: names that are none in XML, lists or
    objects where a sensor has attributes, half bytes, characters XML cannot hold, events beside vocabularies.
    """
    try:
        root = _written(document, form, frozenset(company_prefixes))
    except ValueError:
        raise Malformed([unwritable("")]) from None
    kept = [prefix for prefix in root.nsmap if prefix and prefix not in _WHEN_USED]
    etree.cleanup_namespaces(root, keep_ns_prefixes=[*kept, *_used(root)])
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _written(document: Document, form: str, companies: frozenset[str]) -> etree._Element:
    names = Names(prefixes_of(document.context))
    root = _root(document, form, names)
    beyond = write_header(root, form, names, document.header, document.outer, _made(document))
    _write_events(_event_list(root, document, form, names), document, form, companies, names)
    for key, value in {**beyond, **document.outer}.items():
        if key not in _SAID:
            _write_beyond(root, names, key, value)
    return root


def _root(document: Document, form: str, names: Names) -> etree._Element:
    is_query = document.kind == "EPCISQueryDocument"
    own = {"epcisq": QUERY[form]} if is_query else {"epcis": CORE[form]}
    nsmap = {prefix: namespace for prefix, namespace in names.declared() if namespace not in _NEVER_DECLARED}
    nsmap |= {"xsi": XSI, "xsd": XSD, "ld": JSON_LD} | own
    name = "EPCISQueryDocument" if is_query else "EPCISDocument"
    root = etree.Element(f"{{{next(iter(own.values()))}}}{name}", nsmap=nsmap)
    root.set("schemaVersion", VERSIONS[form])
    root.set("creationDate", _made(document))
    if document.outer.get("id"):
        root.set(f"{{{JSON_LD}}}id", document.outer["id"])
    return root


def _made(document: Document) -> str:
    """When the document was made; for an event that stands alone, when it happened."""
    first: Mapping[str, Any] = document.events[0] if document.events else {}
    return document.created or first.get("recordTime") or first.get("eventTime") or "1970-01-01T00:00:00Z"


def _event_list(root: etree._Element, document: Document, form: str, names: Names) -> etree._Element:
    body = etree.SubElement(root, "EPCISBody")
    if document.kind != "EPCISQueryDocument":
        return etree.SubElement(body, "EventList")
    results = etree.SubElement(body, f"{{{QUERY[form]}}}QueryResults")
    etree.SubElement(results, "queryName").text = document.outer.get("queryName", "")
    if "subscriptionID" in document.outer:
        etree.SubElement(results, "subscriptionID").text = document.outer["subscriptionID"]
    into = etree.SubElement(results, "resultsBody")
    vocabularies = document.outer.get("vocabularyList")
    if not vocabularies:
        return etree.SubElement(into, "EventList")
    if document.events:
        refuse(
            "/epcisBody/queryResults/resultsBody",
            "resultsBody",
            "Trong XML, kết quả truy vấn có sự kiện hoặc danh mục, không có cả hai.",
            "In XML, the results of a query are events or vocabularies, not both.",
        )
    write_vocabularies(into, names, vocabularies)
    return into


def _write_events(
    into: etree._Element, document: Document, form: str, companies: frozenset[str], names: Names
) -> None:
    writer = EventWriter(form)
    for place, event in enumerate(document.events):
        at = f"{_WAY[document.kind]}/{place}" if document.kind in _WAY else ""
        spoken = with_epc_format(event, "Always_EPC_URN", companies) if form == "xml12" else event
        try:
            writer.write(into, _names_of(document, event, names), spoken, at)
        except ValueError:
            raise Malformed([unwritable(at)]) from None


def _names_of(document: Document, event: Event, names: Names) -> Names:
    return Names(prefixes_of(document.context, event)) if "@context" in event else names


def _write_beyond(root: etree._Element, names: Names, key: str, value: Any) -> None:
    """An extension of the document; those of the header that EPCIS 2.0 has no room for come here too."""
    if ":" not in key:
        refuse(
            f"/{key}", "unknown field", f"XML không có chỗ cho trường {key}.", f"XML has no place for {key}."
        )
    spell.write(root, names, key, value, "")


def _used(root: etree._Element) -> list[str]:
    """Prefixes that stand in values alone, where lxml does not look."""
    used = [prefix for prefix in _SHORT if root.xpath(f"boolean(//@*[starts-with(., '{prefix}:')])")]
    return [*used, "xsd"] if root.xpath("boolean(//@xsi:type)", namespaces={"xsi": XSI}) else used
