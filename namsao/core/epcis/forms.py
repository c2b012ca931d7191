"""The same event in other words: identifiers as URN or Digital Link, vocabulary as URN or web URI.

Source: GS1 EPCIS 2.0, section 12 (headers GS1-EPC-Format and GS1-CBV-XML-Format of the REST bindings).
"""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from namsao.core.epcis import terms
from namsao.core.epcis.document import Document
from namsao.core.epcis.events import CONTEXT, SCHEMA_VERSION, Event
from namsao.core.epcis.names import GS1_PREFIXES
from namsao.core.epcis.xml.tables import EPC_LISTS, QUANTITY_LISTS, TYPED_LISTS
from namsao.core.errors import BadValue
from namsao.core.gs1 import epc, link, uri
from namsao.core.gs1.errors import Invalid

EPC_FORMATS = ("No_Preference", "Always_EPC_URN", "Always_GS1_Digital_Link", "Never_Translates")
CBV_FORMATS = ("No_Preference", "Always_URN", "Always_Web_URI", "Never_Translates")

_PREFIX_LENGTHS = range(12, 5, -1)
_REMEMBERED = 1 << 16


def to_json_document(document: Document) -> Event:
    """The document as JSON-LD, whatever it was written in; an event that stands alone within an EPCISDocument.

    Note: a creationDate without a zone, which XML allows, is taken as UTC.
    """
    kind = document.kind if document.kind == "EPCISQueryDocument" else "EPCISDocument"
    outer = dict(document.outer)
    whole: Event = {
        "@context": _context(document),
        "type": kind,
        "schemaVersion": SCHEMA_VERSION,
    }
    created = _created(document)
    if created:
        whole["creationDate"] = created
    if document.header:
        whole["epcisHeader"] = dict(document.header)
    body: Event = {"eventList": list(document.events)}
    if kind == "EPCISQueryDocument":
        body |= _taken(outer, "vocabularyList")
        body = {"queryResults": {**_taken(outer, "queryName", "subscriptionID"), "resultsBody": body}}
    outer.pop("schemaVersion", None)
    return {**whole, **outer, "epcisBody": body}


def with_epc_format(event: Event, form: str, company_prefixes: Iterable[str] = ()) -> Event:
    """The event with its identifiers as a GS1-EPC-Format wants them: things, places, parties, transactions, devices.

    company_prefixes: GS1 company prefixes, needed to write a URN; what belongs to none of them stays a link.
    Raises: BadValue for a format that is none of `EPC_FORMATS`.
    """
    _check(form, EPC_FORMATS, "GS1-EPC-Format")
    if form == "Always_GS1_Digital_Link":
        return _with_identifiers(event, _as_link)
    if form == "Always_EPC_URN":
        known = frozenset(company_prefixes)
        return _with_identifiers(event, lambda text: _as_urn(text, known))
    return event


def with_cbv_format(event: Event, form: str) -> Event:
    """The event with its standard words as a GS1-CBV-XML-Format wants them, for writing it as XML.

    Words that have no URN (what sensors measure) keep their short URI, such as gs1:Temperature.
    Raises: BadValue for a format that is none of `CBV_FORMATS`.
    """
    _check(form, CBV_FORMATS, "GS1-CBV-XML-Format")
    if form == "Always_URN":
        return _with_words(event, terms.urn)
    if form == "Always_Web_URI":
        return _with_words(event, terms.web_uri)
    return event


def _with_identifiers(event: Event, change: Callable[[str], str]) -> Event:
    return {name: _HOW[name](value, change) if name in _HOW else value for name, value in event.items()}


_Change = Callable[[str], str]


def _typed(own: str) -> Callable[[Any, _Change], Any]:
    return lambda value, change: [{**each, own: change(each[own])} for each in value]


_HOW: Mapping[str, Callable[[Any, _Change], Any]] = {
    **dict.fromkeys(("parentID", "transformationID"), lambda value, change: change(value)),
    **dict.fromkeys(EPC_LISTS, lambda value, change: [change(each) for each in value]),
    **dict.fromkeys(QUANTITY_LISTS, _typed("epcClass")),
    **dict.fromkeys(("readPoint", "bizLocation"), lambda value, change: {**value, "id": change(value["id"])}),
    **{name: _typed(own) for name, (own, _) in TYPED_LISTS.items()},
    "sensorElementList": lambda value, change: _sensors(value, {"deviceID": change}),
}


def _with_words(event: Event, spell: Callable[[str, str], str]) -> Event:
    changed = dict(event)
    for name in ("bizStep", "disposition"):
        if name in changed:
            changed[name] = spell(name, changed[name])
    if "persistentDisposition" in changed:
        changed["persistentDisposition"] = {
            name: [spell("disposition", word) for word in words]
            for name, words in changed["persistentDisposition"].items()
        }
    for name, (_, vocabulary) in TYPED_LISTS.items():
        if name in changed:
            changed[name] = [_part(each, {"type": _word(spell, vocabulary)}) for each in changed[name]]
    if "errorDeclaration" in changed:
        changed["errorDeclaration"] = _part(
            changed["errorDeclaration"], {"reason": _word(spell, "errorReason")}
        )
    if "sensorElementList" in changed:
        words = {"type": "measurementType", "exception": "exception", "component": "component"}
        changes = {name: _word(spell, vocabulary) for name, vocabulary in words.items()}
        changed["sensorElementList"] = _sensors(changed["sensorElementList"], changes)
    return changed


def _word(spell: Callable[[str, str], str], vocabulary: str) -> Callable[[str], str]:
    return lambda text: spell(vocabulary, text)


def _sensors(elements: list[Event], changes: Mapping[str, Callable[[str], str]]) -> list[Event]:
    changed = []
    for element in elements:
        own = {**element, "sensorReport": [_part(report, changes) for report in element["sensorReport"]]}
        if "sensorMetadata" in own:
            own["sensorMetadata"] = _part(own["sensorMetadata"], changes)
        changed.append(own)
    return changed


def _part(part: Mapping[str, Any], changes: Mapping[str, Callable[[str], str]]) -> Event:
    return {name: changes[name](value) if name in changes else value for name, value in part.items()}


@lru_cache(maxsize=_REMEMBERED)
def _as_link(text: str) -> str:
    if text[:8].lower() != "urn:epc:":
        return text
    try:
        return link.canonical(epc.parse(text))
    except Invalid:
        return text


@lru_cache(maxsize=_REMEMBERED)
def _as_urn(text: str, company_prefixes: frozenset[str]) -> str:
    if text[:4].lower() != "http":
        return text
    try:
        read = uri.parse(text)
    except Invalid:
        return text
    digits = epc.company_digits(read)
    length = next((length for length in _PREFIX_LENGTHS if digits[:length] in company_prefixes), None)
    return epc.to_urn(read, length) or text


def _context(document: Document) -> list[Any]:
    """The context without what the one of EPCIS 2.0 protects: its own prefixes may not get another meaning."""
    found: list[Any] = []
    for part in document.context or [CONTEXT]:
        if isinstance(part, Mapping) and document.form != "json":
            part = {name: value for name, value in part.items() if name not in GS1_PREFIXES}  # noqa: PLW2901
        if part:
            found.append(part)
    return found


def _created(document: Document) -> str:
    """creationDate with its zone; of an event that stands alone, when it was recorded or happened."""
    first = document.events[0] if document.events and document.kind != "EPCISQueryDocument" else {}
    created: str = document.created or first.get("recordTime") or first.get("eventTime") or ""
    has_zone = created[-1:] == "Z" or created[-6:-5] in ("+", "-")
    return created if has_zone or not created else f"{created}Z"


def _taken(members: dict[str, Any], *names: str) -> Event:
    return {name: members.pop(name) for name in names if name in members}


def _check(form: str, known: tuple[str, ...], header: str) -> None:
    if form not in known:
        words = ", ".join(known)
        raise BadValue(f"{header} phải là một trong {words}.", f"{header} must be one of {words}.", header)
