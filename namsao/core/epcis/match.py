"""Whether one event is what a query asks for: the plain meaning of the query language.

Source: GS1 EPCIS 2.0, section 8.2.7.1. Each parameter is a condition of its own on the whole event: that two of them
are met by the same sensor report or the same quantity is not asked.
"""

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Protocol

from namsao.core.epcis.canonical import canonical_epc, short_word
from namsao.core.epcis.query.conditions import (
    Attribute,
    Condition,
    Exists,
    Field,
    HasAttribute,
    Key,
    Match,
    Measure,
    Moment,
    Op,
    Quantity,
    Query,
    Section,
    Sensor,
    Within,
)
from namsao.core.epcis.query.inside import holders, named, objects, quantities, texts
from namsao.core.epcis.query.names import is_empty, moment_in, reading, written_out

Event = Mapping[str, Any]


class MasterData(Protocol):
    """What is known of places and other things that events only name."""

    def lies_in(self, place: str, whole: str) -> bool:
        """Is the place the whole or, directly or not, a part of it? Both canonical."""

    def attributes(self, thing: str) -> Mapping[str, Sequence[str]]:
        """Attribute -> its values. Names in full (`names.full_name`) or bare words."""


class _NothingKnown:
    def lies_in(self, place: str, whole: str) -> bool:
        return place == whole

    def attributes(self, _thing: str) -> Mapping[str, Sequence[str]]:
        return {}


NOTHING_KNOWN: MasterData = _NothingKnown()


def matches(
    event: Event, query: Query, prefixes: Mapping[str, str], master: MasterData = NOTHING_KNOWN
) -> bool:
    """Does the event meet every condition of the query? Order, limits and pages do not matter here.

    event: in JSON-LD shape, with its recordTime if that is to be asked for. prefixes: prefix -> namespace, of its
    document and its own (`document.prefixes_of`). master: for WD_, HASATTR_ and EQATTR_; without it a place lies
    only in itself and has no attributes.
    """
    return all(_MEANINGS[type(each)](each, event, prefixes, master) for each in query.conditions)


def _field(asked: Field, event: Event, prefixes: Mapping[str, str], _: MasterData) -> bool:
    return any(each in asked.values for each in _values_of(asked.name, event, prefixes))


def _values_of(name: str, event: Event, prefixes: Mapping[str, str]) -> Iterator[str]:
    """What an event says in a field of its own, in the form a query asks in."""
    holder, member, kind = _PLACES[name]
    for each in objects(event.get(holder)) if holder else [event]:
        for text in texts(each.get(member)):
            if kind == "as it is":
                yield text.strip()
            elif kind == "identifier":
                yield canonical_epc(written_out(text, prefixes))
            else:
                yield _word(kind, text, prefixes)


def _word(kind: str, text: str, prefixes: Mapping[str, str]) -> str:
    """A word of a CBV vocabulary, bare, or a URI of somebody else's, written out."""
    text = text.strip()
    short = short_word(kind, text)
    return short if short != text else short_word(kind, written_out(text, prefixes))


def _exists(asked: Exists, event: Event, _: Mapping[str, str], __: MasterData) -> bool:
    return not is_empty(event.get(asked.name))


def _moment(asked: Moment, event: Event, _: Mapping[str, str], __: MasterData) -> bool:
    if asked.name == "errorDeclarationTime":
        places = [(each, "declarationTime") for each in objects(event.get("errorDeclaration"))]
    elif asked.sections:
        places = [(each, asked.name) for section in asked.sections for each in holders(event, section)]
    else:
        places = [(event, asked.name)]
    told = (moment_in(text) for holder, name in places for text in texts(holder.get(name)))
    return any(_COMPARE[asked.op](each, asked.at) for each in told if each)


def _within(asked: Within, event: Event, prefixes: Mapping[str, str], master: MasterData) -> bool:
    return any(
        place == whole or master.lies_in(place, whole)
        for place in _values_of(asked.name, event, prefixes)
        for whole in asked.values
    )


def _match(asked: Match, event: Event, _: Mapping[str, str], __: MasterData) -> bool:
    return any(
        pattern.fits(canonical_epc(text))
        for field in asked.fields
        for text in _identifiers(event.get(field), is_class=asked.is_class)
        for pattern in asked.patterns
    )


def _identifiers(value: Any, *, is_class: bool) -> Iterable[str]:
    if is_class:
        return (text for each in objects(value) for text in texts(each.get("epcClass")))
    return texts(value)


def _quantity(asked: Quantity, event: Event, _: Mapping[str, str], __: MasterData) -> bool:
    return any(_amounts(asked.op, asked.uom, asked.values, each, "quantity") for each in quantities(event))


def _measure(asked: Measure, event: Event, _: Mapping[str, str], __: MasterData) -> bool:
    reports = holders(event, Section.SENSOR_REPORT)
    return any(_amounts(asked.op, asked.uom, asked.values, each, asked.name) for each in reports)


def _amounts(op: Op, uom: str, wanted: Iterable[float], holder: Event, name: str) -> bool:
    number = holder.get(name)
    if isinstance(number, bool) or not isinstance(number, int | float):
        return False
    if uom and holder.get("uom") != uom:
        return False
    return any(_COMPARE[op](number, each) for each in wanted)


def _sensor(asked: Sensor, event: Event, prefixes: Mapping[str, str], _: MasterData) -> bool:
    found = (each.get(asked.name) for section in asked.sections for each in holders(event, section))
    return any(_spoken(asked.name, each, prefixes) in asked.values for each in found)


def _spoken(name: str, value: Any, prefixes: Mapping[str, str]) -> str | None:
    """A sensor's word in the form a query asks in."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return None
    if name == "type":
        return _word("measurementType", value, prefixes)
    if name == "stringValue":
        return value.strip()
    if name == "hexBinaryValue":
        return value.strip().upper()
    return canonical_epc(written_out(value, prefixes))


def _key(asked: Key, event: Event, prefixes: Mapping[str, str], _: MasterData) -> bool:
    if asked.section in _LISTS:
        field, member, kind = _LISTS[asked.section]
        return any(
            canonical_epc(written_out(text, prefixes)) in asked.texts
            for each in objects(event.get(field))
            if asked.name in (_word(kind, text, prefixes) for text in texts(each.get("type")))
            for text in texts(each.get(member))
        )
    found = named(event, asked.section, asked.name, prefixes, is_inner=asked.is_inner)
    if asked.op is Op.EXISTS:
        return any(not is_empty(each) for each in found)
    return any(_fits(asked, each) for each in found)


def _fits(asked: Key, value: Any) -> bool:
    found = reading(value)
    if asked.op is Op.EQ and found.text is not None and found.text in asked.texts:
        return True
    compare = _COMPARE[asked.op]
    return any(compare(found.number, each) for each in asked.numbers if found.number is not None) or any(
        compare(found.time, each) for each in asked.times if found.time is not None
    )


def _has_attribute(
    asked: HasAttribute, event: Event, prefixes: Mapping[str, str], master: MasterData
) -> bool:
    return any(
        master.attributes(thing).get(name)
        for thing in _things(asked.field, event, prefixes)
        for name in asked.values
    )


def _attribute(asked: Attribute, event: Event, prefixes: Mapping[str, str], master: MasterData) -> bool:
    return any(
        value in asked.values
        for thing in _things(asked.field, event, prefixes)
        for value in master.attributes(thing).get(asked.name, ())
    )


def _things(field: str, event: Event, prefixes: Mapping[str, str]) -> Iterator[str]:
    """What stands in a field that master data may describe."""
    if field in _PLACES:
        yield from _values_of(field, event, prefixes)
    else:
        for value in named(event, Section.EXTENSION, field, prefixes, is_inner=False):
            if text := reading(value).text:
                yield text


_COMPARE: Mapping[Op, Callable[[Any, Any], bool]] = MappingProxyType(
    {
        Op.EQ: operator.eq,
        Op.GT: operator.gt,
        Op.GE: operator.ge,
        Op.LT: operator.lt,
        Op.LE: operator.le,
    }
)
# Field of a query -> the object of the event it stands in ("" for the event), its name there, and how it is read:
# as it is, as an identifier, or as a word of a CBV vocabulary.
_PLACES: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "eventType": ("", "type", "eventType"),
        "action": ("", "action", "as it is"),
        "bizStep": ("", "bizStep", "bizStep"),
        "disposition": ("", "disposition", "disposition"),
        "persistentDisposition.set": ("persistentDisposition", "set", "disposition"),
        "persistentDisposition.unset": ("persistentDisposition", "unset", "disposition"),
        "readPoint": ("readPoint", "id", "identifier"),
        "bizLocation": ("bizLocation", "id", "identifier"),
        "eventID": ("", "eventID", "as it is"),
        "transformationID": ("", "transformationID", "identifier"),
        "errorReason": ("errorDeclaration", "reason", "errorReason"),
        "correctiveEventID": ("errorDeclaration", "correctiveEventIDs", "as it is"),
    }
)
_LISTS: Mapping[Section, tuple[str, str, str]] = MappingProxyType(
    {
        Section.BIZ_TRANSACTION: ("bizTransactionList", "bizTransaction", "bizTransactionType"),
        Section.SOURCE: ("sourceList", "source", "sourceType"),
        Section.DESTINATION: ("destinationList", "destination", "sourceType"),
    }
)
_MEANINGS: Mapping[type[Condition], Callable[[Any, Event, Mapping[str, str], MasterData], bool]] = (
    MappingProxyType(
        {
            Field: _field,
            Exists: _exists,
            Moment: _moment,
            Within: _within,
            Match: _match,
            Quantity: _quantity,
            Measure: _measure,
            Sensor: _sensor,
            Key: _key,
            HasAttribute: _has_attribute,
            Attribute: _attribute,
        }
    )
)
