"""Parameters with a fixed name: what each asks for and how its value is read.

Source: GS1 EPCIS 2.0, section 8.2.7.1; openapi.json and query-schema.json of its REST binding. Where they spell a
name differently, both are read.
"""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from namsao.core.epcis.query import given as read
from namsao.core.epcis.query.conditions import (
    Condition,
    Exists,
    Field,
    Match,
    Moment,
    Op,
    Section,
    Sensor,
    Within,
)
from namsao.core.epcis.query.families import Reader, ordered
from namsao.core.epcis.query.given import Given
from namsao.core.epcis.query.patterns import reader
from namsao.core.epcis.vocab import BIZ_STEPS, DISPOSITIONS, ERROR_REASONS, MEASUREMENT_TYPES, EventType

_Value = Callable[[Given, Any], str]

_DISPOSITION = read.word("disposition", DISPOSITIONS)
_FIELDS: Mapping[str, tuple[str, _Value]] = MappingProxyType(
    {
        "eventType": ("eventType", read.word("eventType", dict.fromkeys(map(str, EventType)))),
        "EQ_action": ("action", read.choice("ADD", "OBSERVE", "DELETE")),
        "EQ_bizStep": ("bizStep", read.word("bizStep", BIZ_STEPS)),
        "EQ_disposition": ("disposition", _DISPOSITION),
        "EQ_persistentDisposition_set": ("persistentDisposition.set", _DISPOSITION),
        "EQ_persistentDisposition_unset": ("persistentDisposition.unset", _DISPOSITION),
        "EQ_readPoint": ("readPoint", read.uri),
        "EQ_bizLocation": ("bizLocation", read.uri),
        "EQ_eventID": ("eventID", read.plain_uri),
        "EQ_transformationID": ("transformationID", read.uri),
        "EQ_errorReason": ("errorReason", read.word("errorReason", ERROR_REASONS)),
        "EQ_correctiveEventID": ("correctiveEventID", read.plain_uri),
    }
)
_TIMES: Mapping[str, tuple[str, tuple[Section, ...]]] = MappingProxyType(
    {
        "eventTime": ("eventTime", ()),
        "recordTime": ("recordTime", ()),
        "errorDeclarationTime": ("errorDeclarationTime", ()),
        "errorDeclaration_Time": ("errorDeclarationTime", ()),
        "startTime": ("startTime", (Section.SENSOR_METADATA,)),
        "endTime": ("endTime", (Section.SENSOR_METADATA,)),
        "time": ("time", (Section.SENSOR_METADATA, Section.SENSOR_REPORT)),
        "SENSORMETADATA_time": ("time", (Section.SENSOR_METADATA,)),
        "SENSORREPORT_time": ("time", (Section.SENSOR_REPORT,)),
    }
)
_ITEM_FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "epc": ("epcList", "childEPCs"),
        "parentID": ("parentID",),
        "inputEPC": ("inputEPCList",),
        "outputEPC": ("outputEPCList",),
        "anyEPC": ("epcList", "childEPCs", "parentID", "inputEPCList", "outputEPCList"),
    }
)
_CLASS_FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "epcClass": ("quantityList", "childQuantityList"),
        "inputEPCClass": ("inputQuantityList",),
        "outputEPCClass": ("outputQuantityList",),
        "anyEPCClass": ("quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList"),
    }
)
# What both the metadata of a sensor element and its reports may say.
_SENSOR_ANYWHERE = ("deviceID", "deviceMetadata", "rawData", "dataProcessingMethod", "bizRules")
_SENSOR_REPORT: Mapping[str, _Value] = MappingProxyType(
    {
        "type": read.word("measurementType", MEASUREMENT_TYPES),
        "microorganism": read.uri,
        "chemicalSubstance": read.uri,
        "stringValue": read.text,
        "hexBinaryValue": read.hexadecimal,
        "uriValue": read.uri,
    }
)


def _field(name: str, value: _Value) -> Reader:
    return lambda given: Field(name, ordered(given.each(value)))


def _moment(name: str, op: Op, sections: tuple[Section, ...]) -> Reader:
    return lambda given: Moment(name, op, given.one(read.moment), sections)


def _within(name: str) -> Reader:
    return lambda given: Within(name, ordered(given.each(read.uri)))


def _exists(name: str) -> Reader:
    return lambda given: Exists(name) if given.one(read.presence) else None


def _match(name: str, fields: tuple[str, ...], *, is_class: bool) -> Reader:
    value = reader(is_class=is_class)

    def read_match(given: Given) -> Condition:
        patterns = {pattern for found in given.each(value) for pattern in found}
        by_text = sorted(patterns, key=lambda each: (each.text, each.shape, each.qualifier or ""))
        return Match(name, fields, is_class, tuple(by_text))

    return read_match


def _sensor(name: str, value: _Value, *sections: Section) -> Reader:
    return lambda given: Sensor(name, sections, ordered(given.each(value)))


def _sensor_readers() -> Iterator[tuple[str, Reader]]:
    metadata, report = Section.SENSOR_METADATA, Section.SENSOR_REPORT
    for name, value in _SENSOR_REPORT.items():
        yield f"EQ_{name}", _sensor(name, value, report)
    yield "EQ_booleanValue", lambda given: Sensor("booleanValue", (report,), (given.one(read.truth),))
    for name in _SENSOR_ANYWHERE:
        yield f"EQ_{name}", _sensor(name, read.uri, metadata, report)
        yield f"EQ_SENSORMETADATA_{name}", _sensor(name, read.uri, metadata)
        yield f"EQ_SENSORREPORT_{name}", _sensor(name, read.uri, report)


def _readers() -> Iterator[tuple[str, Reader]]:
    for parameter, (name, value) in _FIELDS.items():
        yield parameter, _field(name, value)
    for parameter, (name, sections) in _TIMES.items():
        for op in (Op.GE, Op.LT):
            yield f"{op}_{parameter}", _moment(name, op, sections)
    for name in ("readPoint", "bizLocation"):
        yield f"WD_{name}", _within(name)
    for name in ("errorDeclaration", "sensorElementList"):
        yield f"EXISTS_{name}", _exists(name)
    for name, fields in _ITEM_FIELDS.items():
        yield f"MATCH_{name}", _match(name, fields, is_class=False)
    for name, fields in _CLASS_FIELDS.items():
        yield f"MATCH_{name}", _match(name, fields, is_class=True)
    yield from _sensor_readers()


FIXED: Mapping[str, Reader] = MappingProxyType(dict(_readers()))
"""Name of a parameter -> how it is read."""
