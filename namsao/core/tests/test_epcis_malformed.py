"""Malformed EPCIS in JSON-LD: what is refused, where, and by which rule."""

import pytest

from namsao.core.epcis.document import Malformed, read_json
from namsao.core.tests.epcis_documents import (
    ABSENT,
    ITEM,
    LOT,
    PALLET,
    a_document,
    an_association_event,
    an_object_event,
    changed,
)

WRONG_CHECK_DIGIT = "https://id.gs1.org/01/08938505970029/21/7"
DATE_TIME, URI, EPC = "format date-time", "format uri", "format epc"

# event, pointer to what is changed, new value, the rule that speaks: at the same place when no other is given
OF_AN_OBJECT_EVENT = [
    ("/eventTime", ABSENT, "required"),
    ("/eventTimeZoneOffset", ABSENT, "required"),
    ("/action", ABSENT, "required"),
    ("/type", ABSENT, "required"),
    ("/type", "objectEvent", "enum"),
    ("/type", "QuantityEvent", "enum"),
    ("/type", "nobody:MyEvent", "enum"),
    ("/type", ["ObjectEvent"], "enum"),
    ("/eventTime", "24/11/2026", DATE_TIME),
    ("/eventTime", "2026-11-24T10:15:00", DATE_TIME),
    ("/eventTime", "2026-11-24", DATE_TIME),
    ("/eventTime", "2026-11-24 10:15:00Z", DATE_TIME),
    ("/eventTime", "2026-11-24T10:15Z", DATE_TIME),
    ("/eventTime", "2026-11-24T10:15:00+0700", DATE_TIME),
    ("/eventTime", "2026-11-24T10:15:00+07", DATE_TIME),
    ("/eventTime", "2026-11-24T10:15:00+25:00", DATE_TIME),
    ("/eventTime", "2026-02-30T10:15:00Z", DATE_TIME),
    ("/eventTime", "2026-11-24T24:00:00Z", DATE_TIME),
    ("/eventTime", "2026-11-24T10:15:00,5Z", DATE_TIME),
    ("/eventTime", 1764000000, "type"),
    ("/eventTime", "", DATE_TIME),
    ("/eventTime", None, "type"),
    ("/recordTime", "yesterday", DATE_TIME),
    ("/eventTimeZoneOffset", "7", "pattern"),
    ("/eventTimeZoneOffset", "+7:00", "pattern"),
    ("/eventTimeZoneOffset", "+14:30", "pattern"),
    ("/eventTimeZoneOffset", "+15:00", "pattern"),
    ("/eventTimeZoneOffset", "07:00", "pattern"),
    ("/eventTimeZoneOffset", "Z", "pattern"),
    ("/eventTimeZoneOffset", "Asia/Ho_Chi_Minh", "pattern"),
    ("/eventID", "event 7", URI),
    ("/eventID", 7, "type"),
    ("/action", "add", "enum"),
    ("/action", "UPDATE", "enum"),
    ("/action", None, "enum"),
    ("/bizStep", "recieving", "anyOf"),
    ("/bizStep", "Shipping", "anyOf"),
    ("/bizStep", "urn:epcglobal:cbv:bizstep:shipping", "anyOf"),
    ("/bizStep", "https://ns.gs1.org/cbv/BizStep-shipping", "anyOf"),
    ("/bizStep", ["shipping"], "anyOf"),
    ("/disposition", "sold", "anyOf"),
    ("/disposition", "urn:epcglobal:cbv:disp:in_transit", "anyOf"),
    ("/readPoint", ITEM, "type"),
    ("/readPoint/id", ABSENT, "required"),
    ("/readPoint/id", "vườn nhà Hoa", URI),
    ("/bizLocation/id", "https://id.gs1.org/414/8938505970005", EPC),
    ("/epcList", ITEM, "type"),
    ("/epcList", [ITEM, ITEM], "uniqueItems"),
    ("/epcList", None, "type"),
    ("/epcList/0", "08938505970028", URI),
    ("/epcList/0", 8938505970028, "type"),
    ("/epcList/0", "urn:epc:id:sgtin:893850597.0003", EPC),
    ("/epcList/0", "urn:epc:id:sgtin:893850597.00033.8", EPC),
    ("/epcList/0", "urn:epc:id:sgtn:893850597.0003.8", EPC),
    ("/epcList/0", "urn:epc:id:sscc:893850597.A0000001", EPC),
    ("/epcList/0", "urn:epc:tag:sgtin-96:3.893850597.0003.8", EPC),
    ("/epcList/0", "urn:epc:id:gid:1.2", EPC),
    ("/epcList/0", WRONG_CHECK_DIGIT, EPC),
    ("/epcList/0", "https://example.vn/x/01/08938505970029/21/7", EPC),
    ("/epcList/0", "https://id.gs1.org/01/8938505970028/21/7", EPC),
    ("/epcList/0", "https://id.gs1.org/01/08938505970028/21/7/10/L", EPC),
    ("/epcList/0", "https://id.gs1.org/gtin/08938505970028", EPC),
    ("/epcList/0", "https://example.org/" + "x" * 2000, "maxLength"),
    ("/quantityList", {}, "type"),
    ("/quantityList/0/epcClass", ABSENT, "required"),
    ("/quantityList/0/epcClass", "urn:epc:class:lgtin:893850597.0003", EPC),
    ("/quantityList/0/quantity", "40.5", "type"),
    ("/quantityList/0/quantity", True, "type"),
    ("/quantityList/0/quantity", ABSENT, "required"),
    ("/quantityList/0/uom", "kg", "pattern"),
    ("/quantityList/0/uom", "KILO", "pattern"),
    ("/bizTransactionList/0/type", "order", "anyOf"),
    ("/bizTransactionList/0/bizTransaction", ABSENT, "required"),
    ("/bizTransactionList/0/bizTransaction", "7", URI),
    ("/sourceList/0/type", ABSENT, "required"),
    ("/sourceList/0/type", "owner", "anyOf"),
    ("/sourceList/0/source", ABSENT, "required"),
    ("/destinationList/0/destination", "Hạ Long", URI),
    ("/persistentDisposition", {}, "minProperties"),
    ("/persistentDisposition/set", [], "minItems"),
    ("/persistentDisposition/set", ["recalled", "recalled"], "uniqueItems"),
    ("/persistentDisposition/set/0", "sold", "anyOf"),
    ("/persistentDisposition/set", "recalled", "type"),
    ("/ilmd", "ML2611A", "type"),
    ("/certificationInfo", "VietGAP", "anyOf"),
    ("/certificationInfo", ["VietGAP"], "anyOf"),
    ("/errorDeclaration/declarationTime", ABSENT, "required"),
    ("/errorDeclaration/declarationTime", "2026-11-25", DATE_TIME),
    ("/errorDeclaration/reason", "a slip", "anyOf"),
    ("/errorDeclaration/correctiveEventIDs/0", "1", URI),
    ("/sensorElementList", {}, "type"),
    ("/sensorElementList/0/sensorReport", ABSENT, "required"),
    ("/sensorElementList/0/sensorReport", [], "minItems"),
    ("/sensorElementList/0/sensorMetadata/time", "03:00", DATE_TIME),
    ("/sensorElementList/0/sensorReport/0/type", ABSENT, "required"),
    ("/sensorElementList/0/sensorReport/0/type", "temperature", "anyOf"),
    ("/sensorElementList/0/sensorReport/0/type", "https://gs1.org/voc/Temperature", "anyOf"),
    ("/sensorElementList/0/sensorReport/0/value", "-1.5", "type"),
    ("/sensorElementList/0/sensorReport/0/exception", "ALARM", "anyOf"),
    ("/sensorElementList/0/sensorReport/1/hexBinaryValue", "xyz", "pattern"),
    ("/sensorElementList/0/sensorReport/1/booleanValue", "true", "type"),
    ("/sensorElementList/0/sensorReport/2/component", "w", "anyOf"),
    ("/sensorElementList/0/sensorReport/2/uriValue", "nowhere", URI),
    ("/@context", 7, "anyOf"),
    # names
    ("/weather", "mưa", "unknown field"),
    ("/bizstep", "shipping", "unknown field"),
    ("/parentID", PALLET, "unknown field"),
    ("/childEPCs", [ITEM], "unknown field"),
    ("/nobody:weather", "mưa", "prefix"),
    ("/example:thời tiết", "mưa", URI),
    ("/readPoint/name", "cổng", "unknown field"),
    ("/ilmd/lotNumber", "ML2611A", "unknown field"),
    ("/ilmd/nobody:lotNumber", "ML2611A", "prefix"),
    ("/errorDeclaration/who", "Tuấn", "unknown field"),
    ("/sensorElementList/0/place", "nóc xe", "unknown field"),
    ("/sensorElementList/0/sensorMetadata/battery", 1, "unknown field"),
    ("/sensorElementList/0/sensorReport/0/unit", "CEL", "unknown field"),
    ("/quantityList/0/unit", "KGM", "unknown field"),
    ("/quantityList/0/example:unit", "KGM", "unknown field"),
    ("/bizTransactionList/0/id", "7", "unknown field"),
    ("/sourceList/0/name", "Hoa", "unknown field"),
    ("/persistentDisposition/add", ["recalled"], "unknown field"),
    ("/example:crew/0/nobody:age", 7, "prefix"),
]


@pytest.mark.parametrize(("path", "new", "rule"), OF_AN_OBJECT_EVENT)
def test_a_wrong_field_is_refused_at_its_place(path, new, rule):
    document = a_document(an_association_event(), changed(an_object_event(), path, new))

    with pytest.raises(Malformed) as refusal:
        read_json(document)

    assert [(fault.path, fault.rule) for fault in refusal.value.faults] == [
        ("/epcisBody/eventList/1" + path, rule)
    ]


@pytest.mark.parametrize(
    ("path", "new", "what", "what_en"),
    [
        (
            "/eventTime",
            ABSENT,
            "Thiếu eventTime: cần thời điểm có múi giờ, ví dụ 2026-11-24T10:15:00.000+07:00.",
            "eventTime is missing: it must be a time with its zone, such as 2026-11-24T10:15:00.000+07:00.",
        ),
        (
            "/bizStep",
            "recieving",
            "bizStep phải là từ ngắn của CBV 2.0 hoặc URI riêng; đang ghi “recieving”. Ý bạn là “receiving”?",
            "bizStep must be a short CBV 2.0 word or a URI of your own, not “recieving”. Did you mean “receiving”?",
        ),
        (
            "/disposition",
            "urn:epcglobal:cbv:disp:in_transit",
            "disposition phải là từ ngắn của CBV 2.0 hoặc URI riêng; "
            "đang ghi “urn:epcglobal:cbv:disp:in_transit”. Ý bạn là “in_transit”?",
            "disposition must be a short CBV 2.0 word or a URI of your own, "
            "not “urn:epcglobal:cbv:disp:in_transit”. Did you mean “in_transit”?",
        ),
        (
            "/epclist",
            [ITEM],
            "ObjectEvent không có trường “epclist”; trường riêng phải có tiền tố, ví dụ example:epclist. "
            "Ý bạn là “epcList”?",
            "ObjectEvent has no field “epclist”; a field of your own needs a prefix, such as example:epclist. "
            "Did you mean “epcList”?",
        ),
        (
            "/epcList",
            [LOT, LOT],
            "epcList ghi hai lần “https://id.gs1.org/01/08938505970028/10…”.",
            "epcList has “https://id.gs1.org/01/08938505970028/10…” twice.",
        ),
        (
            "/epcList/1",
            WRONG_CHECK_DIGIT,
            "Mục 2 của epcList: Mã “08938505970029” sai số kiểm tra: có chữ số bị thiếu hoặc nhầm.",
            "Item 2 of epcList: “08938505970029” in AI (01) has a wrong check digit: a digit is missing or mistaken.",
        ),
        (
            "/nobody:weather",
            "mưa",
            "Tiền tố “nobody” chưa được khai báo: hãy thêm nó cùng URI của nó vào @context.",
            "The prefix “nobody” is not declared: add it with its URI to @context.",
        ),
    ],
)
def test_a_fault_says_what_is_wrong_and_what_would_be_right(path, new, what, what_en):
    with pytest.raises(Malformed) as refusal:
        read_json(a_document(changed(an_object_event(), path, new)))

    fault = refusal.value.faults[0]
    assert (fault.what, fault.what_en) == (what, what_en)
    assert refusal.value.sentence == f"/epcisBody/eventList/0{path}: {what}"
    assert refusal.value.sentence_en == f"/epcisBody/eventList/0{path}: {what_en}"
