"""Names of fields beyond the standard: whose they are, and whether the document says so.

Source: GS1 EPCIS 2.0, section 10 (JSON/JSON-LD bindings); JSON-LD 1.1, section 4.4 (compact IRIs).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from namsao.core.epcis.faults import Fault, pointer, stranger, too_deep
from namsao.core.epcis.formats import is_uri
from namsao.core.epcis.schema import DOCUMENTS, EVENTS, EXTENDED, SHAPES, fields_of
from namsao.core.gs1.errors import quoted

GS1_PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "epcis": "https://ref.gs1.org/epcis/",
        "cbv": "https://ref.gs1.org/cbv/",
        "cbvmda": "urn:epcglobal:cbv:mda:",
        "gs1": "https://gs1.org/voc/",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "dcterms": "http://purl.org/dc/terms/",
    }
)
"""Prefix -> namespace: those the context of EPCIS 2.0 declares."""

DEEPEST = 100
"""Objects and lists inside each other in a value that is not ours; deeper ones are an attack."""


def as_list(context: object) -> list[Any]:
    """A JSON-LD context as a list, however it was given."""
    return list(context) if isinstance(context, list | tuple) else [] if context is None else [context]


def prefixes_of(context: Sequence[Any], event: Mapping[str, Any] | None = None) -> dict[str, str]:
    """Prefix -> namespace URI as the document declares them, with those of GS1, then as the event itself does.

    Contexts that are only named by their URI are not fetched.
    """
    found = dict(GS1_PREFIXES)
    for part in (*context, *as_list((event or {}).get("@context"))):
        if isinstance(part, Mapping):
            for name, value in part.items():
                _declare(found, name, value)
    return found


def event_name_faults(
    event: Mapping[str, Any], kind: str, at: str, prefixes: Mapping[str, str]
) -> Iterator[Fault]:
    """Fields of an event and of its parts that are neither the standard's nor under a declared prefix."""
    if "@context" in event:
        prefixes = {**prefixes, **prefixes_of((), event)}
        yield from _below(event["@context"], pointer(at, "@context"), prefixes)
    yield from _strangers(event, _EVENT_FIELDS.get(kind, _EXTENDED_FIELDS), at, kind, prefixes)
    for field, known in _PARTS.items():
        if field in event:
            yield from _strangers(event[field], known, pointer(at, field), field, prefixes)
    if "sensorElementList" in event:
        yield from _sensor_strangers(event["sensorElementList"], pointer(at, "sensorElementList"), prefixes)


def document_name_faults(document: Mapping[str, Any], prefixes: Mapping[str, str]) -> Iterator[Fault]:
    """The same of a document and of the parts around its events."""
    for field in ("@context", "epcisHeader"):
        yield from _below(document.get(field), pointer("", field), prefixes)
    for steps, known in _DOCUMENT_PARTS[document["type"]].items():
        part: Any = document
        for step in steps:
            part = part.get(step) if isinstance(part, Mapping) else None
        owner = steps[-1] if steps else document["type"]
        yield from _strangers(part, known, pointer("", *steps), owner, prefixes)


def _declare(found: dict[str, str], name: str, value: object) -> None:
    """Take one entry of a context over, when it declares a prefix."""
    if isinstance(value, Mapping):
        value = value.get("@id")
    if value is None:
        found.pop(name, None)
    if not isinstance(value, str) or not isinstance(name, str) or ":" in name or name.startswith("@"):
        return
    head, _, rest = value.partition(":")
    namespace = found[head] + rest if head in found and not rest.startswith("//") else value
    if is_uri(namespace):
        found[name] = namespace


def _sensor_strangers(elements: object, at: str, prefixes: Mapping[str, str]) -> Iterator[Fault]:
    for place, element in enumerate(elements if isinstance(elements, list) else ()):
        here = pointer(at, place)
        yield from _strangers(element, _SENSOR_ELEMENT, here, "sensorElementList", prefixes)
        if not isinstance(element, Mapping):
            continue
        metadata, reports = element.get("sensorMetadata"), element.get("sensorReport")
        yield from _strangers(
            metadata, _SENSOR_METADATA, pointer(here, "sensorMetadata"), "sensorMetadata", prefixes
        )
        for number, report in enumerate(reports if isinstance(reports, list) else ()):
            there = pointer(here, "sensorReport", number)
            yield from _strangers(report, _SENSOR_REPORT, there, "sensorReport", prefixes)


def _strangers(
    part: object, known: Collection[str], at: str, owner: str, prefixes: Mapping[str, str]
) -> Iterator[Fault]:
    """Names of one object that may not stand there, and what is wrong below those that may."""
    if not isinstance(part, Mapping):
        return
    for name, value in part.items():
        if name in known:
            continue
        fault = _name_fault(str(name), known, at, owner, prefixes)
        if fault is None:
            yield from _below(value, pointer(at, name), prefixes)
        else:
            yield fault


def _name_fault(
    name: str, known: Collection[str], at: str, owner: str, prefixes: Mapping[str, str]
) -> Fault | None:
    if ":" not in name:
        return stranger(name, at, (owner, owner), known)
    if not is_uri(name):
        return Fault(
            pointer(at, name),
            "format uri",
            f"Tên trường {quoted(name)} phải viết như một URI: không dấu, không khoảng trắng.",
            f"The name {quoted(name)} must be written like a URI: ASCII without spaces.",
        )
    return None if is_declared(name, prefixes) else _undeclared(name, at)


def is_declared(name: str, prefixes: Mapping[str, str]) -> bool:
    """Is a name with a colon a URI, or under a prefix that somebody declares?"""
    prefix, _, rest = name.partition(":")
    return prefix in prefixes or prefix in GS1_PREFIXES or rest.startswith("//") or prefix.lower() == "urn"


def _undeclared(name: str, at: str) -> Fault:
    prefix = quoted(name.partition(":")[0])
    return Fault(
        pointer(at, name),
        "prefix",
        f"Tiền tố {prefix} chưa được khai báo: hãy thêm nó cùng URI của nó vào @context.",
        f"The prefix {prefix} is not declared: add it with its URI to @context.",
    )


def _below(value: object, at: str, prefixes: Mapping[str, str], depth: int = 0) -> Iterator[Fault]:
    """What is wrong inside a value that is not the standard's: undeclared prefixes, bottomless depth."""
    if depth > DEEPEST:
        yield too_deep(at)
    elif isinstance(value, Mapping):
        if "@context" in value:
            prefixes = {**prefixes, **prefixes_of((), value)}
        for name, each in value.items():
            if ":" in name and name[:1].isalpha() and not is_declared(name, prefixes):
                yield _undeclared(name, at)
            yield from _below(each, pointer(at, name), prefixes, depth + 1)
    elif isinstance(value, list | tuple):
        for place, each in enumerate(value):
            yield from _below(each, pointer(at, place), prefixes, depth + 1)


_EVENT_FIELDS = {kind: fields_of(shape) for kind, shape in EVENTS.items()}
_EXTENDED_FIELDS = fields_of(EXTENDED)
_SENSOR_ELEMENT = fields_of(SHAPES["sensorElement"])
_SENSOR_METADATA = fields_of(SHAPES["sensorMetadata"])
_SENSOR_REPORT = fields_of(SHAPES["sensorReport"])

# Field of an event -> the names its value has by the standard.
_PARTS = {
    "readPoint": fields_of(SHAPES["place"]),
    "bizLocation": fields_of(SHAPES["place"]),
    "ilmd": frozenset[str](),
    "errorDeclaration": fields_of(SHAPES["errorDeclaration"]),
}

# Kind of document -> way to a part -> the names it has by the standard.
_DOCUMENT_PARTS: Mapping[str, Mapping[tuple[str, ...], frozenset[str]]] = {
    "EPCISDocument": {
        (): fields_of(DOCUMENTS["EPCISDocument"]),
        ("epcisHeader",): fields_of(SHAPES["header"]),
        ("epcisBody",): fields_of(SHAPES["body"]),
    },
    "EPCISQueryDocument": {
        (): fields_of(DOCUMENTS["EPCISQueryDocument"]),
        ("epcisBody",): fields_of(SHAPES["queryBody"]),
        ("epcisBody", "queryResults"): fields_of(SHAPES["results"]),
        ("epcisBody", "queryResults", "resultsBody"): fields_of(SHAPES["resultsBody"]),
    },
}
