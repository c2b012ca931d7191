"""The shapes of the five kinds of event: which fields each has, and which it needs.

Source: GS1 EPCIS 2.0, section 7.4 (events) and its JSON Schema.
"""

from collections.abc import Mapping
from types import MappingProxyType

from namsao.core.epcis.schema.shape import Shape, record
from namsao.core.epcis.vocab import EventType

_EVERY = {
    "@context": "context",
    "type": "string",
    "eventID": "uri",
    "eventTime": "time",
    "eventTimeZoneOffset": "offset",
    "recordTime": "time",
    "certificationInfo": "certification",
    "errorDeclaration": "errorDeclaration",
    "bizStep": "bizStep",
    "disposition": "disposition",
    "readPoint": "place",
    "bizLocation": "place",
    "bizTransactionList": "transactions",
    "sourceList": "sources",
    "destinationList": "destinations",
    "sensorElementList": "sensorElements",
}
_REQUIRED = ("type", "eventTime", "eventTimeZoneOffset")
_FOR_LIFE = {"persistentDisposition": "persistentDisposition", "ilmd": "object"}
_CHILDREN = {"action": "action", "parentID": "epc", "childEPCs": "epcs", "childQuantityList": "quantities"}


def _event(kind: str, fields: Mapping[str, str], *required: str) -> Shape:
    return record({**_EVERY, **fields}, [*_REQUIRED, *required], f"một {kind}", f"an event of type {kind}")


EVENTS: Mapping[str, Shape] = MappingProxyType(
    {
        EventType.OBJECT: _event(
            EventType.OBJECT,
            {"action": "action", "epcList": "distinctEPCs", "quantityList": "quantities", **_FOR_LIFE},
            "action",
        ),
        EventType.AGGREGATION: _event(EventType.AGGREGATION, _CHILDREN, "action"),
        EventType.ASSOCIATION: _event(EventType.ASSOCIATION, _CHILDREN, "action", "parentID"),
        EventType.TRANSACTION: _event(
            EventType.TRANSACTION,
            {
                "action": "action",
                "parentID": "epc",
                "epcList": "epcs",
                "quantityList": "quantities",
                "bizTransactionList": "someTransactions",
            },
            "action",
            "bizTransactionList",
        ),
        EventType.TRANSFORMATION: _event(
            EventType.TRANSFORMATION,
            {
                "inputEPCList": "distinctEPCs",
                "inputQuantityList": "quantities",
                "outputEPCList": "distinctEPCs",
                "outputQuantityList": "quantities",
                "transformationID": "epc",
                **_FOR_LIFE,
            },
        ),
    }
)
"""Kind of event -> its shape."""

EXTENDED = _event(
    "sự kiện mở rộng",
    {
        **_CHILDREN,
        **_FOR_LIFE,
        "epcList": "epcs",
        "quantityList": "quantities",
        "inputEPCList": "epcs",
        "inputQuantityList": "quantities",
        "outputEPCList": "epcs",
        "outputQuantityList": "quantities",
        "transformationID": "epc",
    },
)
"""The shape of an event whose type is somebody's own URI: any field of the standard, none of them needed."""
