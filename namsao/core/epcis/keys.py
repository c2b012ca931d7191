"""Values of an event that few queries ask for, flat: what a narrow table of keys can be searched by.

A key is a section and a name: "bizTransaction:po", "ilmd:https://ref.gs1.org/cbvmda/lotNumber", "sensor:value".
Names of extensions are written out with their namespace. Source: EPCIS 2.0, section 8.2.7.1 (SimpleEventQuery).
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from namsao.core.epcis.canonical import canonical_epc, short_word
from namsao.core.epcis.query.names import full_name, is_empty, reading
from namsao.core.epcis.shared import PRIVATE

LONGEST_TEXT = 300
DEEPEST = 12
# Section -> field of the event whose members with a prefix belong to it; "" is the event itself.
EXTENDED = {
    "ext": "",
    "ilmd": "ilmd",
    "error": "errorDeclaration",
    "readPoint": "readPoint",
    "bizLocation": "bizLocation",
}
_PARTIES = (("source", "sourceList", "source"), ("destination", "destinationList", "destination"))
NUMBERS = frozenset({"value", "minValue", "maxValue", "meanValue", "sDev", "percRank", "percValue"})
MOMENTS = frozenset({"time", "startTime", "endTime"})
WORDS = {"type": "measurementType", "component": "component", "exception": "exception"}


class Value(NamedTuple):
    """text: at most 300 characters. number: of a number, or, with a key that ends in "@", seconds since 1970."""

    key: str
    text: str
    number: float | None = None
    is_private: bool = False


def values(event: Mapping[str, Any], prefixes: Mapping[str, str]) -> list[Value]:
    """The rare values of one event, in a fixed order. prefixes: prefix -> namespace."""
    return [
        *_trade(event),
        *_standing(event),
        *_extensions(event, prefixes),
        *_sensors(event, prefixes),
    ]


def _trade(event: Mapping[str, Any]) -> Iterator[Value]:
    for each in event.get("bizTransactionList", ()):
        kind = short_word("bizTransactionType", each.get("type", ""))
        yield Value(
            f"bizTransaction:{kind}", canonical_epc(each["bizTransaction"])[:LONGEST_TEXT], is_private=True
        )
    for section, field, name in _PARTIES:
        for each in event.get(field, ()):
            kind = short_word("sourceType", each["type"])
            yield Value(f"{section}:{kind}", canonical_epc(each[name])[:LONGEST_TEXT])


def _standing(event: Mapping[str, Any]) -> Iterator[Value]:
    if identity := event.get("transformationID"):
        yield Value("transformationID", canonical_epc(identity)[:LONGEST_TEXT])
    for way, words in event.get("persistentDisposition", {}).items():
        for word in words:
            yield Value(f"persistentDisposition:{way}", short_word("disposition", word)[:LONGEST_TEXT])
    declared = event.get("errorDeclaration", {})
    if reason := declared.get("reason"):
        yield Value("errorReason", short_word("errorReason", reason)[:LONGEST_TEXT])
    for each in declared.get("correctiveEventIDs", ()):
        yield Value("correctiveEventID", each[:LONGEST_TEXT])


def _extensions(event: Mapping[str, Any], prefixes: Mapping[str, str]) -> Iterator[Value]:
    for section, field in EXTENDED.items():
        yield from _named(section, event.get(field, {}) if field else event, prefixes)


def _sensors(event: Mapping[str, Any], prefixes: Mapping[str, str]) -> Iterator[Value]:
    for element in event.get("sensorElementList", ()):
        yield Value("sensor", "")
        yield from _named("sensorElement", element, prefixes)
        yield from _sensed("sensorMetadata", element.get("sensorMetadata", {}), prefixes)
        for report in element.get("sensorReport", ()):
            yield from _sensed("sensorReport", report, prefixes)


def _sensed(section: str, holder: Mapping[str, Any], prefixes: Mapping[str, str]) -> Iterator[Value]:
    """Words, numbers and moments of a sensor, and what others added to them."""
    yield from _named(section, holder, prefixes)
    for name, value in holder.items():
        key = f"{section}:{name}"
        if name in NUMBERS:
            yield Value(key, holder.get("uom", ""), float(value))
        elif name in MOMENTS:
            yield Value(f"{key}@", value, _seconds(value))
        elif ":" not in name and not isinstance(value, dict | list):
            yield Value(key, _word(name, value)[:LONGEST_TEXT])


def _word(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if name == "hexBinaryValue":
        return str(value).upper()
    return canonical_epc(short_word(WORDS[name], str(value)) if name in WORDS else str(value))


def _named(section: str, holder: Mapping[str, Any], prefixes: Mapping[str, str]) -> Iterator[Value]:
    """Members with a prefix, and what lies inside them under `section.inner`."""
    for name, value in holder.items():
        if ":" in name and not name.startswith("@"):
            yield from _flat(section, name, value, prefixes, 0)


def _flat(section: str, name: str, value: Any, prefixes: Mapping[str, str], depth: int) -> Iterator[Value]:
    full = full_name(name, prefixes)
    if isinstance(value, list):
        for each in value:
            yield from _flat(section, name, each, prefixes, depth)
        return
    if full and not is_empty(value):
        key = f"{section}.inner:{full}" if depth else f"{section}:{full}"
        read = reading(value)
        yield Value(key, (read.text or "")[:LONGEST_TEXT], read.number, is_private=name in PRIVATE)
        if read.time is not None:
            yield Value(f"{key}@", "", read.time.timestamp())
    if isinstance(value, dict) and depth < DEEPEST:
        for inner, held in value.items():
            if ":" in inner and not inner.startswith("@"):
                yield from _flat(section, inner, held, prefixes, depth + 1)


def _seconds(value: str) -> float:
    return datetime.fromisoformat(value).timestamp()
