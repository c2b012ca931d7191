"""EPCIS documents: what one says, whatever it is written in, and reading JSON-LD strictly.

`core.epcis.xml` reads the other writing. Source: GS1 EPCIS 2.0, section 10 (JSON/JSON-LD bindings).
"""

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from types import MappingProxyType
from typing import Any, NoReturn

from namsao.core.epcis.content import content_faults
from namsao.core.epcis.events import Event
from namsao.core.epcis.faults import (
    MOST_FAULTS,
    Fault,
    Malformed,
    pointer,
    shape_faults,
    shown,
    suggestion,
    too_deep,
    unwritable,
)
from namsao.core.epcis.formats import is_uri
from namsao.core.epcis.names import as_list, document_name_faults, event_name_faults, is_declared, prefixes_of
from namsao.core.epcis.schema import DOCUMENTS, EVENTS
from namsao.core.gs1.errors import quoted

__all__ = ["Document", "Fault", "Malformed", "event_faults", "prefixes_of", "read_json"]

_NO_PREFIXES: Mapping[str, str] = MappingProxyType({})

# Kind of document -> way to its events.
_WAY: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "EPCISDocument": ("epcisBody", "eventList"),
        "EPCISQueryDocument": ("epcisBody", "queryResults", "resultsBody", "eventList"),
    }
)
_SAID_APART = frozenset({"@context", "type", "creationDate", "epcisHeader", *_WAY["EPCISQueryDocument"]})

_NO_CONTEXT = Fault(
    "/@context",
    "required",
    "Thiếu @context: sự kiện đứng riêng cần ngữ cảnh của EPCIS.",
    "@context is missing: an event that stands alone needs the context of EPCIS.",
)

# Note: the reader of JSON itself refuses integers of more than 4,300 digits; this is the reach of a double.
_MOST_DIGITS = 300
_ESCAPED_TROUBLE = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")
_TROUBLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Document:
    """What a file or the body of a request says.

    kind: "EPCISDocument", "EPCISQueryDocument", or the type of an event that stands alone.
    form: "json", "xml2" (EPCIS 2.0 XML) or "xml12" (EPCIS 1.2 XML).
    context: the JSON-LD context as a list; from XML, that of EPCIS and the prefixes of its namespaces.
    events: JSON-LD objects, from JSON as they were given, each with its own "@context" if it has one.
    created: creationDate; "" when not said. header: epcisHeader; {} for none.
    outer: the other members of the document (id, schemaVersion, sender, …), and of the results of a query
    queryName, subscriptionID and vocabularyList; members of somebody's own as well.
    """

    kind: str
    form: str
    context: Sequence[Any]
    events: Sequence[Event]
    created: str
    header: Mapping[str, Any]
    outer: Mapping[str, Any]


def read_json(content: bytes | str | Mapping[str, Any]) -> Document:
    """A document or a single event in JSON-LD, all of it judged.

    content: UTF-8 text, with or without a byte order mark, or what it says, parsed already.
    Raises: Malformed with up to `MOST_FAULTS` faults, for anything that is not valid EPCIS.
    """
    whole = dict(content) if isinstance(content, Mapping) else _parsed(content)
    if not isinstance(whole, dict):
        _refuse(
            "type",
            f"Tài liệu phải là một đối tượng JSON; đang ghi {shown(whole)[0]}.",
            f"A document must be a JSON object, not {shown(whole)[1]}.",
        )
    kind = whole.get("type")
    if isinstance(kind, str) and kind in DOCUMENTS:
        return _document(whole, kind)
    return _single_event(whole)


def event_faults(event: Any, at: str = "", prefixes: Mapping[str, str] = _NO_PREFIXES) -> list[Fault]:
    """What is wrong with one event, up to `MOST_FAULTS`; [] for nothing. Never raises.

    event: a JSON object, or whatever stands in its place. at: its JSON Pointer.
    prefixes: those the document declares; those of GS1 and of the event's own "@context" count anyway.
    """
    if not isinstance(event, Mapping):
        return [_no_object(event, at)]
    if not isinstance(event, dict):
        event = dict(event)  # the validator knows no other mappings
    kind = event.get("type")
    if not isinstance(kind, str) or (kind not in EVENTS and not _is_extended(kind, event, prefixes)):
        return [_unknown_kind(event, at)]
    found = shape_faults(kind, event, at)
    found += event_name_faults(event, kind, at, prefixes)
    found += content_faults(event, kind, at)
    return found[:MOST_FAULTS] if found else found


def _document(whole: dict[str, Any], kind: str) -> Document:
    context, events = as_list(whole.get("@context")), _events(whole, kind)
    prefixes = prefixes_of(context)
    around = chain(shape_faults(kind, whole), document_name_faults(whole, prefixes))
    _raise_if(chain(around, _faults_of(events, pointer("", *_WAY[kind]), prefixes)))
    created: str = whole.get("creationDate", "")
    return Document(kind, "json", context, events, created, whole.get("epcisHeader", {}), _outer(whole))


def _single_event(event: dict[str, Any]) -> Document:
    context = as_list(event.get("@context"))
    _raise_if(chain(event_faults(event), () if "@context" in event else (_NO_CONTEXT,)))
    return Document(event["type"], "json", context, [event], "", {}, {})


def _raise_if(faults: Iterator[Fault]) -> None:
    found = list(islice(faults, MOST_FAULTS))
    if found:
        raise Malformed(found)


def _events(whole: Mapping[str, Any], kind: str) -> list[Any]:
    """The events of a document; none where there is no list, which the schema will say."""
    part: Any = whole
    for step in _WAY[kind]:
        part = part.get(step) if isinstance(part, Mapping) else None
    return part if isinstance(part, list) else []


def _faults_of(events: Sequence[Any], at: str, prefixes: Mapping[str, str]) -> Iterator[Fault]:
    for place, event in enumerate(events):
        yield from event_faults(event, f"{at}/{place}", prefixes)


def _outer(whole: Mapping[str, Any]) -> dict[str, Any]:
    """The members that have no place of their own in a `Document`, those around a query's results as well."""
    found: dict[str, Any] = {}
    part: Any = whole
    for step in (*_WAY["EPCISQueryDocument"][:-1], ""):
        found |= {name: value for name, value in part.items() if name not in _SAID_APART}
        part = part.get(step, {})
    return found


def _is_extended(kind: str, event: Mapping[str, Any], prefixes: Mapping[str, str]) -> bool:
    """Is it somebody's own kind of event: a URI, or a name under a declared prefix?"""
    return is_uri(kind) and (is_declared(kind, prefixes) or is_declared(kind, prefixes_of((), event)))


def _no_object(value: object, at: str) -> Fault:
    vi, en = shown(value)
    return Fault(
        at,
        "type",
        f"Sự kiện phải là một đối tượng JSON; đang ghi {vi}.",
        f"An event must be a JSON object, not {en}.",
    )


def _unknown_kind(event: Mapping[str, Any], at: str) -> Fault:
    known = ", ".join(EVENTS)
    if "type" not in event:
        return Fault(
            pointer(at, "type"),
            "required",
            f"Thiếu type: cần một trong {known}.",
            f"type is missing: it must be one of {known}.",
        )
    kind = event["type"]
    vi, en = shown(kind)
    hint, hint_en = suggestion(kind, [*EVENTS, *DOCUMENTS]) if isinstance(kind, str) else ("", "")
    return Fault(
        pointer(at, "type"),
        "enum",
        f"type phải là một trong {known}, hoặc một loại riêng có tiền tố đã khai báo; đang ghi {vi}.{hint}",
        f"type must be one of {known}, or a kind of your own under a declared prefix, not {en}.{hint_en}",
    )


def _parsed(content: bytes | str) -> Any:
    """Any JSON, strictly: one value a name, no NaN, only characters that can be written again."""
    try:
        text = content.decode("utf-8-sig") if isinstance(content, bytes) else content.removeprefix("\ufeff")
        whole = json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_float=_number,
            parse_constant=_bad_number,
        )
    except UnicodeDecodeError as error:
        _refuse(
            "encoding",
            f"Tài liệu không phải UTF-8 (byte thứ {error.start + 1}).",
            f"The document is not UTF-8 (byte {error.start + 1}).",
        )
    except json.JSONDecodeError as error:
        _refuse(
            "json",
            f"Không phải JSON đúng: dòng {error.lineno}, cột {error.colno}.",
            f"Not valid JSON: {error.msg}, line {error.lineno}, column {error.colno}.",
        )
    except RecursionError:
        raise Malformed([too_deep("")]) from None
    if _ESCAPED_TROUBLE.search(text) or (isinstance(content, str) and _TROUBLE.search(text)):
        _raise_if(_unwritable_parts(whole))
    return whole


def _unwritable_parts(whole: Any) -> Iterator[Fault]:
    """A fault for each text with NUL or half a surrogate pair."""
    waiting = [("", whole)]
    while waiting:
        at, value = waiting.pop()
        if isinstance(value, str) and _TROUBLE.search(value):
            yield unwritable(at)
        elif isinstance(value, list):
            waiting += ((pointer(at, place), each) for place, each in enumerate(value))
        elif isinstance(value, dict):
            if any(map(_TROUBLE.search, value)):
                yield unwritable(at)
            waiting += ((pointer(at, name), each) for name, each in value.items())


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = quoted(next(name for name in names if names.count(name) > 1))
        _refuse(
            "duplicate name",
            f"Tên {twice} được ghi hai lần trong một đối tượng.",
            f"The name {twice} stands twice in one object.",
        )
    return found


def _integer(text: str) -> int:
    return int(text) if len(text) <= _MOST_DIGITS else _bad_number(text)


def _number(text: str) -> float:
    value = float(text)
    return value if math.isfinite(value) else _bad_number(text)


def _bad_number(text: str) -> NoReturn:
    _refuse(
        "number",
        f"{quoted(text)} không phải là số đọc được.",
        f"{quoted(text)} is not a number that can be read.",
    )


def _refuse(rule: str, what: str, what_en: str) -> NoReturn:
    """Refuse the whole document, at no place of its own."""
    raise Malformed([Fault("", rule, what, what_en)])
