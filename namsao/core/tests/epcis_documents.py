"""One full event of each kind, the document around them, and ways to change both."""

import copy
from typing import Any

from namsao.core.epcis.events import CONTEXT

ITEM = "https://id.gs1.org/01/08938505970028/21/7KXQ2M4R9TBCDFGH"
LOT = "https://id.gs1.org/01/08938505970028/10/ML2611A"
PALLET = "https://id.gs1.org/00/089385059700000011"
FARM = "https://id.gs1.org/414/8938505970004"
OWN_CONTEXT = [CONTEXT, {"example": "https://example.org/voc/"}]
ABSENT = object()

WHEN = {"eventTime": "2026-11-24T10:15:00.000+07:00", "eventTimeZoneOffset": "+07:00"}
AROUND = {
    "bizStep": "shipping",
    "disposition": "in_transit",
    "readPoint": {"id": FARM, "example:gate": "2"},
    "bizLocation": {"id": FARM},
    "bizTransactionList": [
        {"type": "po", "bizTransaction": "urn:epcglobal:cbv:bt:8938505970004:77"},
        {"bizTransaction": "https://example.org/papers/7"},
    ],
    "sourceList": [{"type": "owning_party", "source": "urn:epc:id:pgln:893850597.000"}],
    "destinationList": [{"type": "https://example.org/voc/buyer", "destination": FARM}],
    "sensorElementList": [
        {
            "sensorMetadata": {
                "time": "2026-11-24T03:00:00Z",
                "deviceID": "urn:epc:id:giai:893850597.4",
                "example:battery": 0.8,
            },
            "sensorReport": [
                {"type": "Temperature", "value": -1.5, "uom": "CEL", "exception": "ALARM_CONDITION"},
                {"type": "https://example.org/voc/Salt", "hexBinaryValue": "F09F", "booleanValue": True},
                {
                    "type": "Speed",
                    "component": "x",
                    "meanValue": 1e3,
                    "stringValue": "êm",
                    "uriValue": "urn:x:1",
                },
            ],
            "example:place": "nóc xe",
        }
    ],
}
OWN = {"example:crew": [{"example:name": "Hoa", "role": "lái xe"}]}


def an_object_event() -> dict[str, Any]:
    return {
        "type": "ObjectEvent",
        "eventID": "urn:uuid:0f3a4a52-2f0c-4d0e-9b53-6e616d73616f",
        **WHEN,
        "recordTime": "2026-11-24T03:15:01Z",
        "action": "ADD",
        "epcList": [ITEM, "urn:epc:id:sgtin:893850597.0003.8"],
        "quantityList": [
            {"epcClass": LOT, "quantity": 40.5, "uom": "KGM"},
            {"epcClass": "urn:example:class:9"},
        ],
        **copy.deepcopy(AROUND),
        "persistentDisposition": {"set": ["completeness_verified"], "unset": ["completeness_inferred"]},
        "ilmd": {"cbvmda:lotNumber": "ML2611A", "example:seed": {"example:kind": "dong riềng"}},
        "certificationInfo": ["https://example.org/certificates/1"],
        "errorDeclaration": {
            "declarationTime": "2026-11-25T00:00:00Z",
            "reason": "incorrect_data",
            "correctiveEventIDs": ["urn:uuid:1"],
            "example:who": "Tuấn",
        },
        **copy.deepcopy(OWN),
    }


def an_aggregation_event() -> dict[str, Any]:
    return {
        "type": "AggregationEvent",
        **WHEN,
        "action": "ADD",
        "parentID": PALLET,
        "childEPCs": [ITEM],
        "childQuantityList": [{"epcClass": LOT, "quantity": 12}],
        **copy.deepcopy(AROUND),
    }


def an_association_event() -> dict[str, Any]:
    return {
        "type": "AssociationEvent",
        **WHEN,
        "action": "DELETE",
        "parentID": "urn:epc:id:grai:893850597.000.A1",
        "certificationInfo": "https://example.org/certificates/1",
    }


def a_transaction_event() -> dict[str, Any]:
    return {
        "type": "TransactionEvent",
        **WHEN,
        "action": "OBSERVE",
        "parentID": PALLET,
        "bizTransactionList": [{"type": "desadv", "bizTransaction": "urn:uuid:7"}],
        "quantityList": [{"epcClass": LOT, "quantity": 12}],
    }


def a_transformation_event() -> dict[str, Any]:
    return {
        "type": "TransformationEvent",
        **WHEN,
        "inputQuantityList": [{"epcClass": LOT, "quantity": 1000, "uom": "KGM"}],
        "outputEPCList": [ITEM],
        "transformationID": "urn:uuid:1",
        "ilmd": {"cbvmda:bestBeforeDate": "2027-11-24"},
    }


def every_kind() -> list[dict[str, Any]]:
    return [
        an_object_event(),
        an_aggregation_event(),
        an_association_event(),
        a_transaction_event(),
        a_transformation_event(),
    ]


def a_document(*events: Any, **members: Any) -> dict[str, Any]:
    whole = {
        "@context": copy.deepcopy(OWN_CONTEXT),
        "id": "https://example.org/documents/1",
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": "2026-11-24T04:00:00.000Z",
        "epcisBody": {"eventList": list(events)},
    } | members
    return {name: value for name, value in whole.items() if value is not ABSENT}


def a_query_document(*events: Any, **members: Any) -> dict[str, Any]:
    body = {
        "queryResults": {"queryName": "Q", "subscriptionID": "S", "resultsBody": {"eventList": list(events)}}
    }
    return a_document(type="EPCISQueryDocument") | {"epcisBody": body} | members


def changed(value: dict[str, Any], path: str, new: Any) -> dict[str, Any]:
    """The object with the value at a JSON Pointer set, or left out for ABSENT."""
    found = copy.deepcopy(value)
    *way, last = [int(step) if step.isdigit() else step for step in path.split("/")[1:]]
    part: Any = found
    for step in way:
        part = part[step]
    if new is ABSENT:
        del part[last]
    else:
        part[last] = new
    return found
