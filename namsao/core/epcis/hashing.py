"""The event hash of CBV 2.0: one identifier for an event, in whatever form and order it was written.

Identity, record time and error declaration do not count. Where the text of CBV 2.0, section 8.9.2, and its
reference implementation (epcis-event-hash-generator 1.9.3) differ, we follow the latter, with which partners
compare:
- parentID stands before epcList, and certificationInfo behind the time zone;
- bizTransactionList, sourceList, destinationList and ilmd are sorted among the extensions at the end, and in
  the entries of those lists the type comes first;
- GS1's own prefixes (cbvmda:, gs1:) are written out only when the document declares them itself;
- an extension that is alone in its object, or whose namespace does not end in "/", is written at the end;
- true is True, as the reference reads JSON; reading XML it has true.
Note: we leave the reference where its answer is an accident. It replaces the text "shipping" in any extension
when some event of the same document has that step; takes the order of the keys in an entry of those lists for
content; fails on an entry without a type and on a time to be rounded to the next second; and hashes an event's
own @context instead of reading it.
"""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from namsao.core.epcis.canonical import VOCABULARIES
from namsao.core.epcis.hash_fields import COMMENTS, FIELDS, IGNORED, MEMBERS, PAIRS, Slot
from namsao.core.epcis.hash_values import hashed_moment, hashed_value

Prefixes = Mapping[str, str]
"""Prefix -> namespace, of those that a document or an event declares; see `declared`."""


def event_hash(event: Mapping[str, Any], prefixes: Prefixes) -> str:
    """The identifier of an event by its content, ni:///sha-256;HEX?ver=CBV2.0.

    event: checked, in JSON-LD shape. prefixes: of `declared`. Source: CBV 2.0, section 8.9.2; RFC 6920.
    """
    digest = sha256(prehash(event, prefixes).encode("utf-8", "surrogatepass")).hexdigest()
    return f"ni:///sha-256;{digest}?ver=CBV2.0"


def hashes(context: Sequence[Any], events: Sequence[Mapping[str, Any]]) -> list[str]:
    """The hash of each event of a document, in their order. context: its @context."""
    prefixes = declared(context)
    return [
        event_hash(event, declared(context, event) if "@context" in event else prefixes) for event in events
    ]


def declared(context: Any, event: Mapping[str, Any] | None = None) -> dict[str, str]:
    """Prefix -> namespace, as the @context of a document and the one of an event in it declare.

    Unlike `document.prefixes_of` without those that only GS1's own context declares.
    """
    found: dict[str, str] = {}
    for each in (context, event.get("@context") if event else None):
        for layer in each if isinstance(each, list | tuple) else [each]:
            if isinstance(layer, Mapping):
                found |= {
                    name: uri for name, uri in layer.items() if isinstance(uri, str) and name[:1] != "@"
                }
    return found


def prehash(event: Mapping[str, Any], prefixes: Prefixes) -> str:
    """The text that is hashed: names and values of the event without separators. Arguments as of `event_hash`."""
    rest: list[str] = []
    said = [f"eventType={event['type']}"]
    said += [_field(slot, event[name], prefixes, rest) for name, slot in FIELDS.items() if name in event]
    for name, value in event.items():
        if name not in FIELDS and name not in IGNORED and name not in COMMENTS:
            rest += _elements(_expanded(name, prefixes), value, prefixes)
    rest.sort()
    return "".join(said + rest)


def _field(slot: Slot, value: Any, prefixes: Prefixes, rest: list[str]) -> str:
    """A field of the standard, "" when it says nothing. rest: gets what has no place in it."""
    values = value if isinstance(value, list) else [value]
    if slot.member is None:
        return "".join(sorted(_value(slot, each, prefixes, rest) for each in values))
    misplaced: list[str] = []
    members = "".join(sorted(_value(slot.member, each, prefixes, misplaced) for each in values))
    if misplaced:
        rest.append(slot.name + "".join(sorted(misplaced)))
    return slot.name + members if members else ""


def _value(slot: Slot, value: Any, prefixes: Prefixes, rest: list[str]) -> str:
    if isinstance(value, Mapping):
        if slot.parts is not None:
            return _object(slot.name, slot.parts, value, prefixes, rest)
        rest.append(_element(slot.name, value, prefixes))
        return ""
    text = _slot_text(slot, value, prefixes)
    return f"{slot.name}={text}" if text else ""


def _object(
    name: str, parts: Mapping[str, Slot], value: Mapping[str, Any], prefixes: Prefixes, rest: list[str]
) -> str:
    misplaced: list[str] = []
    said = "".join(
        [_field(part, value[own], prefixes, misplaced) for own, part in parts.items() if own in value]
    )
    extensions = [own for own in value if own not in parts and own not in COMMENTS]
    if extensions:
        placed, others = _extensions(extensions, value, prefixes)
        said += "".join(sorted(placed))
        misplaced += others
    if misplaced:
        rest.append(name + "".join(sorted(misplaced)))
    return name + said if said else ""


def _extensions(
    names: Sequence[str], value: Mapping[str, Any], prefixes: Prefixes
) -> tuple[list[str], list[str]]:
    """Extensions of an object of the standard: those written in it, and those at the end of the event.

    Note: which go where is the reference's doing: it knows extensions by "/}" and events by "action".
    """
    written = {name: _expanded(name, prefixes) for name in names if value[name] != []}
    count = sum(
        len(each) if isinstance(each, list) else 1 for own, each in value.items() if own not in COMMENTS
    )
    is_taken_for_event = any("action" in name or "eventTime" in name for name in written.values())
    placed: list[str] = []
    others: list[str] = []
    for name, full in written.items():
        is_placed = count > 1 and not is_taken_for_event and "{" in full and "/}" in full
        (placed if is_placed else others).extend(_elements(full, value[name], prefixes))
    return placed, others


def _elements(name: str, value: Any, prefixes: Prefixes) -> Iterator[str]:
    """What lies outside the fields of the standard: one text for each value, for a list named "…List" one alone."""
    values = value if isinstance(value, list) else [value]
    if name in PAIRS:
        entries = sorted(_entry(PAIRS[name], each, prefixes) for each in values)
        member = ""
    else:
        member = MEMBERS.get(name) or (name[:-4] if name.endswith("List") else "")
        entries = sorted(_element(member or name, each, prefixes) for each in values)
    if member or name in PAIRS:
        if entries:
            yield name + "".join(entries)
    else:
        yield from entries


def _element(name: str, value: Any, prefixes: Prefixes) -> str:
    if isinstance(value, Mapping):
        inner = [
            text
            for own, each in value.items()
            if own not in COMMENTS
            for text in _elements(_expanded(own, prefixes), each, prefixes)
        ]
        own_text = hashed_value(str(value.get("#text", "")))
        name = "quantityElement" if name == "quantity" and inner else name
    elif isinstance(value, list):
        inner, own_text = [_element("", each, prefixes) for each in value], ""
    else:
        inner, own_text = [], _text(value, prefixes)
    return (f"{name}={own_text}" if own_text else name) + "".join(sorted(inner))


def _entry(pair: tuple[Slot, Slot], value: Any, prefixes: Prefixes) -> str:
    if not isinstance(value, Mapping):
        return _element(pair[1].name, value, prefixes)
    return "".join(
        f"{slot.name}={_slot_text(slot, value[slot.name], prefixes)}" for slot in pair if slot.name in value
    )


def _slot_text(slot: Slot, value: Any, prefixes: Prefixes) -> str:
    if slot.vocabulary:
        known = VOCABULARIES[slot.vocabulary]
        if isinstance(value, str) and value in known.words:
            return known.web + value
    elif slot.is_moment:
        return hashed_moment(str(value))
    return _text(value, prefixes)


def _text(value: Any, prefixes: Prefixes) -> str:
    if not isinstance(value, str):
        return hashed_value(str(value))
    if prefixes:
        prefix, colon, local = value.partition(":")
        if colon and prefix in prefixes:
            return hashed_value(prefixes[prefix] + local)
    return hashed_value(value)


def _expanded(name: str, prefixes: Prefixes) -> str:
    prefix, colon, local = name.partition(":")
    namespace = prefixes.get(prefix) if colon else None
    return name if namespace is None else f"{{{namespace}}}{local}"
