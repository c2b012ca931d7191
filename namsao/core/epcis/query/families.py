"""Parameters whose name carries a unit, a type or the name of an extension.

Source: GS1 EPCIS 2.0, section 8.2.7.1; query-schema.json, patternProperties.
"""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

from namsao.core.epcis.canonical import short_word
from namsao.core.epcis.query import given as read
from namsao.core.epcis.query.conditions import (
    Attribute,
    Condition,
    HasAttribute,
    Key,
    Measure,
    Op,
    Quantity,
    Section,
)
from namsao.core.epcis.query.errors import BadQuery
from namsao.core.epcis.query.given import Given
from namsao.core.epcis.query.names import Reading, full_name, reading, written_out
from namsao.core.epcis.vocab import BIZ_TRANSACTION_TYPES, SOURCE_DEST_TYPES
from namsao.core.gs1.errors import quoted

Reader: TypeAlias = Callable[[Given], Condition | None]

_NUMBERS = re.compile(
    r"(EQ|GT|GE|LT|LE)_(quantity|value|minValue|maxValue|meanValue|sDev|percRank|percValue)"
    r"(?:_([A-Z0-9]{2,4}))?"
)
_TYPED = re.compile(r"EQ_(bizTransaction|source|destination)_(.+)")
_EXTENSION = re.compile(
    r"(EQ|GT|GE|LT|LE|EXISTS)_(INNER_)?"
    r"(?:(ILMD|ERROR_DECLARATION|SENSORELEMENT|SENSORMETADATA|SENSORREPORT|readPoint|bizLocation)_)?(.+)"
)
# The standard writes EQATTR_, its query-schema.json EQ_ATTR_.
_ATTRIBUTE = re.compile(r"(HASATTR|EQATTR|EQ_ATTR)_(.+)")
_DESCRIBED = ("bizStep", "disposition", "readPoint", "bizLocation")
_FIELD_AND_NAME = re.compile(
    rf"({'|'.join(_DESCRIBED)}|[A-Za-z][A-Za-z0-9.-]*:[^_:/#]+|[A-Za-z][^#_]*#[^#_]+)_(.+)"
)
_CURIE = re.compile(r"([A-Za-z][\w.-]*):[\w.-]+")

_SECTIONS: Mapping[str | None, Section] = MappingProxyType(
    {
        None: Section.EXTENSION,
        "ILMD": Section.ILMD,
        "ERROR_DECLARATION": Section.ERROR,
        "SENSORELEMENT": Section.SENSOR_ELEMENT,
        "SENSORMETADATA": Section.SENSOR_METADATA,
        "SENSORREPORT": Section.SENSOR_REPORT,
        "readPoint": Section.READ_POINT,
        "bizLocation": Section.BIZ_LOCATION,
    }
)
_TYPES: Mapping[str, tuple[str, Mapping[str, object]]] = MappingProxyType(
    {
        Section.BIZ_TRANSACTION: ("bizTransactionType", BIZ_TRANSACTION_TYPES),
        Section.SOURCE: ("sourceType", SOURCE_DEST_TYPES),
        Section.DESTINATION: ("sourceType", SOURCE_DEST_TYPES),
    }
)


def reader_of(name: str, prefixes: Mapping[str, str]) -> Reader | None:
    """How a parameter of this name is read; None when no family has such a name.

    Raises: BadQuery for the name of an extension whose prefix is not declared.
    """
    if found := _NUMBERS.fullmatch(name):
        return _number(Op(found[1]), found[2], found[3] or "")
    if found := _TYPED.fullmatch(name):
        return _typed(Section(found[1]), found[2], prefixes)
    if found := _ATTRIBUTE.fullmatch(name):
        return _attribute(name, found[2], prefixes, is_named=found[1] != "HASATTR")
    if found := _EXTENSION.fullmatch(name):
        written = extension(name, found[4], prefixes)
        if written is None:
            return None
        key = Key(_SECTIONS[found[3]], written, Op(found[1]), is_inner=found[2] is not None)
        return _extension(key)
    return None


def extension(parameter: str, name: str, prefixes: Mapping[str, str]) -> str | None:
    """The full name of an extension, None when it cannot be one.

    Raises: BadQuery when its prefix is not declared.
    """
    curie = _CURIE.fullmatch(name)
    if curie and curie[1] not in prefixes:
        prefix = quoted(curie[1])
        raise BadQuery(
            parameter,
            f"dùng tiền tố {prefix} chưa khai báo; hãy khai báo bằng GS1-Extensions hoặc @context",
            f"uses the prefix {prefix}, which is not declared; declare it in GS1-Extensions or @context",
        )
    return full_name(name, prefixes)


def ordered(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """The values sorted, each once."""
    return tuple(sorted(set(values)))


def _number(op: Op, name: str, uom: str) -> Reader:
    def reader(given: Given) -> Condition:
        values = ordered(given.each(read.number)) if op is Op.EQ else (given.one(read.number),)
        return Quantity(op, uom, values) if name == "quantity" else Measure(name, op, uom, values)

    return reader


def _typed(section: Section, written: str, prefixes: Mapping[str, str]) -> Reader | None:
    kind, table = _TYPES[section]
    name = short_word(kind, written_out(written, prefixes))
    if name not in table and not read.is_uri(name):
        return None

    def reader(given: Given) -> Condition:
        return Key(section, name, Op.EQ, texts=ordered(given.each(read.uri)))

    return reader


def _extension(key: Key) -> Reader:
    def exists(given: Given) -> Condition | None:
        return key if given.one(read.presence) else None

    def equals(given: Given) -> Condition:
        found = given.each(_scalar)
        return Key(
            key.section,
            key.name,
            key.op,
            texts=ordered(tuple(each.text for each in found if each.text is not None)),
            numbers=ordered(tuple(each.number for each in found if each.number is not None)),
            times=ordered(tuple(each.time for each in found if each.time is not None)),
            is_inner=key.is_inner,
        )

    def compares(given: Given) -> Condition:
        at = read.moment_or_none(given, given.content) if isinstance(given.content, str) else None
        numbers = () if at else (given.one(read.number),)
        times = (at,) if at else ()
        return Key(key.section, key.name, key.op, numbers=numbers, times=times, is_inner=key.is_inner)

    return {Op.EXISTS: exists, Op.EQ: equals}.get(key.op, compares)


def _scalar(given: Given, value: Any) -> Reading:
    if isinstance(value, bool):
        return reading(value)
    if isinstance(value, int | float):
        read.number(given, value)
        return reading(value)
    written = read.text(given, value)
    return reading(written)._replace(time=read.moment_or_none(given, written))


def _attribute(name: str, rest: str, prefixes: Mapping[str, str], *, is_named: bool) -> Reader | None:
    found = _FIELD_AND_NAME.fullmatch(rest) if is_named else None
    written = found[1] if found else rest
    field = written if written in _DESCRIBED else extension(name, written, prefixes)
    if field is None or (is_named and found is None):
        return None
    attribute = attribute_name(found[2], prefixes) if found else ""

    def reader(given: Given) -> Condition:
        values = given.each(read.text)
        if attribute:
            return Attribute(field, attribute, ordered(values))
        return HasAttribute(field, ordered(tuple(attribute_name(each, prefixes) for each in values)))

    return reader


def attribute_name(written: str, prefixes: Mapping[str, str]) -> str:
    """The full name of an attribute of master data; a bare word as it is."""
    return full_name(written, prefixes) or written
