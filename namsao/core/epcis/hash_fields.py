"""Which fields of an event the hash of CBV 2.0 reads, in which order, and how it reads each.

Source: CBV 2.0, section 8.9.2, canonical property order; order of epcis-event-hash-generator 1.9.3 where it differs.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

Fields = Mapping[str, "Slot"]


class Slot(NamedTuple):
    """How the values of one field are written.

    name: before the value. vocabulary: of bare words, "" for none. parts: of an object, in their order.
    member: of each value of a list that is named once, before its members.
    """

    name: str
    vocabulary: str = ""
    is_moment: bool = False
    parts: Fields | None = None
    member: "Slot | None" = None


def _fields(*slots: Slot | str) -> Fields:
    read = (Slot(slot) if isinstance(slot, str) else slot for slot in slots)
    return MappingProxyType({slot.name: slot for slot in read})


def _moment(name: str) -> Slot:
    return Slot(name, is_moment=True)


def _epcs(name: str) -> Slot:
    return Slot(name, member=Slot("epc"))


def _quantities(name: str) -> Slot:
    return Slot(name, member=Slot("quantityElement", parts=_fields("epcClass", "quantity", "uom")))


_DEVICE = ("deviceID", "deviceMetadata", "rawData", "dataProcessingMethod")
_SENSOR_ELEMENT = _fields(
    Slot(
        "sensorMetadata",
        parts=_fields(_moment("time"), _moment("startTime"), _moment("endTime"), *_DEVICE, "bizRules"),
    ),
    Slot(
        "sensorReport",
        parts=_fields(
            Slot("type", "measurementType"),
            Slot("exception", "exception"),
            *_DEVICE,
            _moment("time"),
            "microorganism",
            "chemicalSubstance",
            "value",
            Slot("component", "component"),
            *("stringValue", "booleanValue", "hexBinaryValue", "uriValue"),
            *("minValue", "maxValue", "meanValue", "sDev", "percRank", "percValue"),
            "uom",
            "coordinateReferenceSystem",
        ),
    ),
)

FIELDS: Fields = _fields(
    _moment("eventTime"),
    "eventTimeZoneOffset",
    "certificationInfo",
    "parentID",
    _epcs("epcList"),
    _epcs("inputEPCList"),
    _epcs("childEPCs"),
    _quantities("quantityList"),
    _quantities("childQuantityList"),
    _quantities("inputQuantityList"),
    _epcs("outputEPCList"),
    _quantities("outputQuantityList"),
    "action",
    "transformationID",
    Slot("bizStep", "bizStep"),
    Slot("disposition", "disposition"),
    Slot("persistentDisposition", parts=_fields(Slot("set", "disposition"), Slot("unset", "disposition"))),
    Slot("readPoint", parts=_fields("id")),
    Slot("bizLocation", parts=_fields("id")),
    Slot("sensorElementList", member=Slot("sensorElement", parts=_SENSOR_ELEMENT)),
)
"""Field of an event -> how it is written, in the order of the hash; all other fields follow, sorted."""

PAIRS: Mapping[str, tuple[Slot, Slot]] = MappingProxyType(
    {
        "bizTransactionList": (Slot("type", "bizTransactionType"), Slot("bizTransaction")),
        "sourceList": (Slot("type", "sourceType"), Slot("source")),
        "destinationList": (Slot("type", "destinationType"), Slot("destination")),
    }
)
"""List of typed identifiers -> the two members of each entry, in their order."""

IGNORED = frozenset({"type", "eventID", "recordTime", "errorDeclaration", "@context"})
"""Fields of an event that its hash leaves out; the type opens it."""

COMMENTS = frozenset({"comment", "rdfs:comment", "#text"})
"""Members that are left out of every object; "#text" is the object's own value."""

MEMBERS: Mapping[str, str] = MappingProxyType(
    {slot.name: slot.member.name for slot in FIELDS.values() if slot.member}
)
"""List of the standard -> the name of its members, wherever it stands."""
