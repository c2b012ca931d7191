"""The order of elements in EPCIS XML: what may stand where, for reading and for writing alike.

Source: GS1 EPCIS 2.0 and EPCIS 1.2, section 9.5 (schemas for core event types).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

XSI = "http://www.w3.org/2001/XMLSchema-instance"
XSD = "http://www.w3.org/2001/XMLSchema"
XML = "http://www.w3.org/XML/1998/namespace"
JSON_LD = "http://www.w3.org/ns/json-ld#"
SBDH = "http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader"
MASTER_DATA = "urn:epcglobal:cbv:mda"

CORE: Mapping[str, str] = MappingProxyType(
    {"xml2": "urn:epcglobal:epcis:xsd:2", "xml12": "urn:epcglobal:epcis:xsd:1"}
)
QUERY: Mapping[str, str] = MappingProxyType(
    {"xml2": "urn:epcglobal:epcis-query:xsd:2", "xml12": "urn:epcglobal:epcis-query:xsd:1"}
)
VERSIONS: Mapping[str, str] = MappingProxyType({"xml2": "2.0", "xml12": "1.2"})
OWN_NAMESPACES = frozenset(CORE.values()) | frozenset(QUERY.values())


@dataclass(frozen=True, slots=True)
class Shape:
    """What an element holds.

    order: its elements in the order of the schema; a namespace stands before a name in braces.
    required: those that must be there. many: those that may repeat.
    inner: element -> shape of one that only groups others, such as <extension>.
    foreign: elements of other namespaces may follow.
    loose: in any order. filled: not empty. choice: exactly one element. attributed: it may have attributes.
    """

    order: tuple[str, ...] = ()
    required: frozenset[str] = frozenset()
    many: frozenset[str] = frozenset()
    inner: Mapping[str, "Shape"] = field(default_factory=dict)
    foreign: bool = False
    loose: bool = False
    filled: bool = False
    choice: bool = False
    attributed: bool = False
    places: Mapping[str, int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "places", {tag: place for place, tag in enumerate(self.order)})


ATTRIBUTES = Shape(attributed=True)
"""An element that says all in its attributes."""
LATER = Shape(filled=True)
"""An <extension> kept for elements of a later EPCIS, of which there are none yet."""
FOREIGN = Shape(foreign=True, filled=True)

_WHY = ("bizStep", "disposition", "readPoint", "bizLocation")
_PARTIES = ("sourceList", "destinationList")
_LATE = ("sensorElementList", "persistentDisposition")
_YOUNGER = Shape(_LATE, filled=True)
_TIMES = frozenset({"eventTime", "eventTimeZoneOffset"})
_ASSOCIATION = (
    *("parentID", "childEPCs", "childQuantityList", "action", *_WHY, "bizTransactionList"),
    *(*_PARTIES, *_LATE),
)
_TRANSFORMATION = (
    "inputEPCList",
    "inputQuantityList",
    "outputEPCList",
    "outputQuantityList",
    "transformationID",
)


def _event2(*body: str, required: tuple[str, ...] = ()) -> Shape:
    head = (
        "eventTime",
        "recordTime",
        "eventTimeZoneOffset",
        "eventID",
        "errorDeclaration",
        "certificationInfo",
    )
    return Shape(
        order=(*head, "baseExtension", *body, "extension"),
        required=_TIMES.union(required),
        inner={"baseExtension": FOREIGN, "extension": FOREIGN},
        foreign=True,
        attributed=True,
    )


def _event1(*body: str, required: tuple[str, ...] = (), extension: Shape = LATER) -> Shape:
    """An event of EPCIS 1.2: what came later than 1.0 stands in <extension>, later than 1.2 one level deeper.

    Source: EPCIS 1.2, section 9.1 (extensibility); certificationInfo and _LATE are of 2.0.
    """
    deeper = Shape(("certificationInfo",), filled=True)
    base = Shape(("eventID", "errorDeclaration", "extension"), inner={"extension": deeper})
    return Shape(
        order=("eventTime", "recordTime", "eventTimeZoneOffset", "baseExtension", *body, "extension"),
        required=_TIMES.union(required),
        inner={"baseExtension": base, "extension": extension},
        foreign=True,
        attributed=True,
    )


def _extension1(*body: str) -> Shape:
    return Shape((*body, "extension"), inner={"extension": _YOUNGER})


EVENTS: Mapping[str, Mapping[str, Shape]] = MappingProxyType(
    {
        "xml2": {
            "ObjectEvent": _event2(
                *(
                    "epcList",
                    "action",
                    *_WHY,
                    "bizTransactionList",
                    "quantityList",
                    *_PARTIES,
                    *_LATE,
                    "ilmd",
                ),
                required=("action",),
            ),
            "AggregationEvent": _event2(
                *("parentID", "childEPCs", "action", *_WHY, "bizTransactionList", "childQuantityList"),
                *(*_PARTIES, *_LATE),
                required=("action",),
            ),
            "TransactionEvent": _event2(
                *("bizTransactionList", "parentID", "epcList", "action", *_WHY, "quantityList"),
                *(*_PARTIES, *_LATE),
                required=("bizTransactionList", "action"),
            ),
            "TransformationEvent": _event2(
                *(*_TRANSFORMATION, *_WHY, "bizTransactionList", *_PARTIES, *_LATE, "ilmd")
            ),
            "AssociationEvent": _event2(*_ASSOCIATION, required=("parentID", "action")),
        },
        "xml12": {
            "ObjectEvent": _event1(
                *("epcList", "action", *_WHY, "bizTransactionList"),
                required=("epcList", "action"),
                extension=_extension1("quantityList", *_PARTIES, "ilmd"),
            ),
            "AggregationEvent": _event1(
                *("parentID", "childEPCs", "action", *_WHY, "bizTransactionList"),
                required=("childEPCs", "action"),
                extension=_extension1("childQuantityList", *_PARTIES),
            ),
            "TransactionEvent": _event1(
                *("bizTransactionList", "parentID", "epcList", "action", *_WHY),
                required=("bizTransactionList", "epcList", "action"),
                extension=_extension1("quantityList", *_PARTIES),
            ),
            "TransformationEvent": _event1(
                *(*_TRANSFORMATION, *_WHY, "bizTransactionList", *_PARTIES, "ilmd"), extension=_YOUNGER
            ),
            "AssociationEvent": _event1(*_ASSOCIATION, required=("parentID", "action")),
        },
    }
)
"""Form -> type of event -> shape of its element."""

OF_THEIR_OWN = Shape(
    tuple(dict.fromkeys(tag for shape in EVENTS["xml2"].values() for tag in shape.order)),
    _TIMES,
    inner={"baseExtension": FOREIGN, "extension": FOREIGN},
    foreign=True,
    loose=True,
    attributed=True,
)
"""An event of somebody's own kind, in EPCIS 2.0: its fields of the standard in any order."""

WRAPPED: Mapping[str, Mapping[str, int]] = MappingProxyType(
    {"xml2": {}, "xml12": {"TransformationEvent": 1, "AssociationEvent": 2}}
)
"""Form -> type of event -> how many <extension> stand around it in the event list."""

PLACE = Shape(("id", "extension"), frozenset({"id"}), inner={"extension": LATER}, foreign=True)
QUANTITY = Shape(("epcClass", "quantity", "uom"), frozenset({"epcClass"}))
STANDING = Shape(("unset", "set"), many=frozenset({"unset", "set"}))
ILMD = Shape(("extension",), inner={"extension": LATER}, foreign=True, attributed=True)
ERROR: Mapping[str, Shape] = MappingProxyType(
    {
        form: Shape(
            ("declarationTime", "reason", "correctiveEventIDs", "extension"),
            frozenset({"declarationTime"}),
            inner={"extension": LATER},
            foreign=True,
            loose=form == "xml2",
            attributed=True,
        )
        for form in ("xml2", "xml12")
    }
)
SENSOR_LIST = Shape(
    ("sensorElement", "extension"),
    frozenset({"sensorElement"}),
    many=frozenset({"sensorElement"}),
    inner={"extension": LATER},
)
SENSOR = Shape(
    ("sensorMetadata", "sensorReport", "extension"),
    frozenset({"sensorReport"}),
    many=frozenset({"sensorReport"}),
    inner={"extension": LATER},
    foreign=True,
)

MORE_CERTIFICATES = "epcis:certificationInfo"
"""The second and further certificates, as XML has room for one: the same term of JSON-LD, written out."""

EPC_LISTS = frozenset({"epcList", "childEPCs", "inputEPCList", "outputEPCList"})
QUANTITY_LISTS = frozenset({"quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList"})
TYPED_LISTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "bizTransactionList": ("bizTransaction", "bizTransactionType"),
        "sourceList": ("source", "sourceType"),
        "destinationList": ("destination", "destinationType"),
    }
)
"""List -> its element and the vocabulary of the element's type."""

METADATA: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(("time", "startTime", "endTime"), "dateTime")
    | dict.fromkeys(("deviceID", "deviceMetadata", "rawData", "bizRules", "dataProcessingMethod"), "text")
)
"""Attribute of <sensorMetadata> -> its simple type."""

REPORT: Mapping[str, str] = MappingProxyType(
    {"type": "measurementType", "exception": "exception", "component": "component", "time": "dateTime"}
    | dict.fromkeys(("value", "minValue", "maxValue", "meanValue", "sDev", "percRank", "percValue"), "double")
    | dict.fromkeys(("deviceID", "deviceMetadata", "rawData", "bizRules", "dataProcessingMethod"), "text")
    | dict.fromkeys(("chemicalSubstance", "microorganism", "coordinateReferenceSystem", "uriValue"), "text")
    | {"stringValue": "string", "uom": "string", "booleanValue": "boolean", "hexBinaryValue": "hexBinary"}
)
"""Attribute of <sensorReport> -> its simple type or the vocabulary of its words."""
