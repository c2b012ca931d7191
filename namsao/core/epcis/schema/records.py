"""The shapes of what an event is made of: places, amounts, papers, parties, measurements.

Source: GS1 EPCIS 2.0, sections 7.3 (types) and 10 (JSON/JSON-LD bindings) and its JSON Schema.
"""

from collections.abc import Mapping
from types import MappingProxyType

from namsao.core.epcis.schema.shape import Shape, many, record

# What both the description of a sensor and each of its reports may say.
_DEVICE = {
    "time": "time",
    "deviceID": "epc",
    "deviceMetadata": "epc",
    "rawData": "uri",
    "dataProcessingMethod": "uri",
    "bizRules": "uri",
}

_URI_LIST = ("danh sách URI", "a list of URIs")
RECORDS: Mapping[str, Shape] = MappingProxyType(
    {
        "uris": many("uri", *_URI_LIST),
        "epcs": many("epc", *_URI_LIST),
        "distinctEPCs": many("epc", *_URI_LIST, uniqueItems=True),
        "place": record({"id": "epc"}, ["id"], 'nơi chốn, viết {"id": URI}', 'a place, as {"id": URI}'),
        "quantity": record(
            {"epcClass": "epc", "quantity": "number", "uom": "uom"},
            ["epcClass"],
            "số lượng, gồm epcClass, quantity, uom",
            "an amount: epcClass, quantity, uom",
            additionalProperties=False,
            dependentRequired={"uom": ["quantity"]},
        ),
        "quantities": many("quantity", "danh sách số lượng", "a list of amounts"),
        "dispositions": many(
            "disposition",
            "danh sách từ, ít nhất một",
            "a list of words, at least one",
            minItems=1,
            uniqueItems=True,
        ),
        "persistentDisposition": record(
            {"set": "dispositions", "unset": "dispositions"},
            [],
            "đối tượng có set, unset hoặc cả hai",
            "an object with set, unset or both",
            additionalProperties=False,
            minProperties=1,
        ),
        "transaction": record(
            {"type": "transactionType", "bizTransaction": "epc"},
            ["bizTransaction"],
            "giấy tờ, gồm type và bizTransaction",
            "a document: type and bizTransaction",
            additionalProperties=False,
        ),
        "transactions": many("transaction", "danh sách giấy tờ", "a list of documents"),
        "someTransactions": many(
            "transaction", "danh sách giấy tờ, ít nhất một", "a list of documents, at least one", minItems=1
        ),
        "source": record(
            {"type": "partyType", "source": "epc"},
            ["type", "source"],
            "nguồn, gồm type và source",
            "a source: type and source",
            additionalProperties=False,
        ),
        "sources": many("source", "danh sách nguồn", "a list of sources"),
        "destination": record(
            {"type": "partyType", "destination": "epc"},
            ["type", "destination"],
            "đích, gồm type và destination",
            "a destination: type and destination",
            additionalProperties=False,
        ),
        "destinations": many("destination", "danh sách đích", "a list of destinations"),
        "errorDeclaration": record(
            {"declarationTime": "time", "reason": "reason", "correctiveEventIDs": "uris"},
            ["declarationTime"],
            "khai báo ghi nhầm, có declarationTime",
            "a declaration of error with its declarationTime",
        ),
        "sensorMetadata": record(
            _DEVICE | {"startTime": "time", "endTime": "time"},
            [],
            "mô tả cảm biến",
            "an object about the sensor",
        ),
        "sensorReport": record(
            _DEVICE
            | {"type": "measurement", "exception": "alert", "component": "component", "uom": "string"}
            | {"microorganism": "uri", "chemicalSubstance": "uri", "coordinateReferenceSystem": "uri"}
            | {"stringValue": "string", "booleanValue": "boolean", "hexBinaryValue": "hex", "uriValue": "uri"}
            | dict.fromkeys(
                ("value", "minValue", "maxValue", "meanValue", "sDev", "percRank", "percValue"), "number"
            ),
            ["type"],
            "số đo của cảm biến, có type",
            "a report of a sensor with its type",
        ),
        "sensorReports": many(
            "sensorReport", "danh sách số đo, ít nhất một", "a list of reports, at least one", minItems=1
        ),
        "sensorElement": record(
            {"sensorMetadata": "sensorMetadata", "sensorReport": "sensorReports"},
            ["sensorReport"],
            "phần tử cảm biến, có sensorReport",
            "a sensor element with its sensorReport",
        ),
        "sensorElements": many("sensorElement", "danh sách phần tử cảm biến", "a list of sensor elements"),
    }
)
"""Name -> shape."""
