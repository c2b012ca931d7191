"""The shapes around the events: documents, their headers and the results of queries.

Source: GS1 EPCIS 2.0, section 10 (JSON/JSON-LD bindings) and its JSON Schema; section 9.2 for master data.
"""

from collections.abc import Mapping
from types import MappingProxyType

from namsao.core.epcis.schema.shape import Shape, many, record, ref

_OUTER = {
    "@context": "context",
    "id": "uri",
    "type": "string",
    "schemaVersion": "version",
    "creationDate": "time",
}

DOCUMENTS: Mapping[str, Shape] = MappingProxyType(
    {
        "EPCISDocument": record(
            _OUTER
            | {"instanceIdentifier": "string", "sender": "string", "receiver": "string"}
            | {"epcisHeader": "header", "epcisBody": "body"},
            ["@context", "type", "schemaVersion", "creationDate", "epcisBody"],
            "một EPCISDocument",
            "an EPCISDocument",
        ),
        "EPCISQueryDocument": record(
            _OUTER | {"epcisBody": "queryBody"},
            ["@context", "type", "epcisBody"],
            "một EPCISQueryDocument",
            "an EPCISQueryDocument",
        ),
    }
)
"""Kind of document -> its shape; the events inside are judged one by one."""

PARTS: Mapping[str, Shape] = MappingProxyType(
    {
        "body": record(
            {"eventList": "events"}, ["eventList"], "đối tượng có eventList", "an object with an eventList"
        ),
        "events": Shape({"type": "array"}, "danh sách sự kiện", "a list of events"),
        "queryBody": record(
            {"queryResults": "results"},
            ["queryResults"],
            "đối tượng có queryResults",
            "an object with queryResults",
        ),
        "results": record(
            {"queryName": "string", "subscriptionID": "string", "resultsBody": "resultsBody"},
            ["queryName", "resultsBody"],
            "kết quả có queryName và resultsBody",
            "results with queryName and resultsBody",
        ),
        "resultsBody": record(
            {"eventList": "events", "vocabularyList": "vocabularies"},
            ["eventList"],
            "đối tượng có eventList",
            "an object with an eventList",
        ),
        "header": record(
            {"epcisMasterData": "masterData"}, [], "phần đầu tài liệu", "the header of a document"
        ),
        "masterData": record({"vocabularyList": "vocabularies"}, [], "dữ liệu chủ", "master data"),
        "vocabularies": many("vocabulary", "danh sách từ vựng", "a list of vocabularies"),
        "vocabulary": record(
            {"type": "uri", "vocabularyElementList": "elements"}, ["type"], "một từ vựng", "a vocabulary"
        ),
        "elements": many("element", "danh sách phần tử từ vựng", "a list of vocabulary elements"),
        "element": record(
            {"id": "uri", "attributes": "attributes", "children": "uris"},
            ["id"],
            "phần tử từ vựng, có id",
            "a vocabulary element with its id",
        ),
        "attributes": many("attribute", "danh sách thuộc tính", "a list of attributes"),
        "attribute": record(
            {"id": "uri", "attribute": "attributeValue"},
            ["id"],
            "thuộc tính, có id",
            "an attribute with its id",
        ),
        "attributeValue": Shape(
            {"anyOf": [ref("number"), ref("string"), ref("object")]},
            "số, chuỗi ký tự hoặc đối tượng",
            "a number, a string or an object",
        ),
    }
)
"""Name -> shape."""
