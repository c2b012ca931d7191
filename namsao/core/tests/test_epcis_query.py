"""The query language of EPCIS 2.0, read from a URL and from JSON."""

from datetime import UTC, datetime

import pytest

from namsao.core.epcis.query import (
    Attribute,
    BadQuery,
    Exists,
    Field,
    HasAttribute,
    Key,
    Measure,
    Moment,
    Op,
    Quantity,
    Query,
    Section,
    Sensor,
    Within,
    full_name,
    read_params,
    read_query,
    reading,
)

AT = datetime(2026, 11, 24, 1, 15, tzinfo=UTC)
GLN = "https://id.gs1.org/414/0614141073467"
OURS = {"ex": "https://ns.example.org/epcis/"}
IN_FULL = "https://ns.example.org/epcis#"
METADATA, REPORT = Section.SENSOR_METADATA, Section.SENSOR_REPORT


def asked(name: str, value: str, prefixes=OURS):
    (condition,) = read_params({name: [value]}, prefixes).conditions
    return condition


@pytest.mark.parametrize(
    ("name", "value", "condition"),
    [
        ("eventType", "ObjectEvent", Field("eventType", ("ObjectEvent",))),
        ("EQ_action", "DELETE|ADD|ADD", Field("action", ("ADD", "DELETE"))),
        ("EQ_bizStep", "urn:epcglobal:cbv:bizstep:shipping", Field("bizStep", ("shipping",))),
        ("EQ_bizStep", "https://ref.gs1.org/cbv/BizStep-packing|ex:drying",
         Field("bizStep", ("https://ns.example.org/epcis/drying", "packing"))),
        ("EQ_disposition", "in_transit", Field("disposition", ("in_transit",))),
        ("EQ_persistentDisposition_set", "damaged", Field("persistentDisposition.set", ("damaged",))),
        ("EQ_persistentDisposition_unset", "damaged", Field("persistentDisposition.unset", ("damaged",))),
        ("EQ_readPoint", "urn:epc:id:sgln:0614141.07346.0", Field("readPoint", (GLN,))),
        ("EQ_bizLocation", "https://dl.example.org/414/0614141073467", Field("bizLocation", (GLN,))),
        ("WD_bizLocation", GLN, Within("bizLocation", (GLN,))),
        ("EQ_eventID", "ni:///sha-256;af?ver=CBV2.0", Field("eventID", ("ni:///sha-256;af?ver=CBV2.0",))),
        ("EQ_correctiveEventID", "urn:uuid:1", Field("correctiveEventID", ("urn:uuid:1",))),
        ("EQ_errorReason", "incorrect_data", Field("errorReason", ("incorrect_data",))),
        ("EQ_transformationID", "urn:x:1", Field("transformationID", ("urn:x:1",))),
        ("EXISTS_errorDeclaration", "true", Exists("errorDeclaration")),
        ("EXISTS_sensorElementList", "", Exists("sensorElementList")),
        ("GE_eventTime", "2026-11-24T08:15:00+07:00", Moment("eventTime", Op.GE, AT)),
        ("LT_recordTime", "2026-11-24T01:15:00.000Z", Moment("recordTime", Op.LT, AT)),
        ("GE_errorDeclarationTime", "2026-11-24T01:15:00Z", Moment("errorDeclarationTime", Op.GE, AT)),
        ("GE_errorDeclaration_Time", "2026-11-24T01:15:00Z", Moment("errorDeclarationTime", Op.GE, AT)),
        ("LT_startTime", "2026-11-24T01:15:00Z", Moment("startTime", Op.LT, AT, (METADATA,))),
        ("GE_time", "2026-11-24T01:15:00Z", Moment("time", Op.GE, AT, (METADATA, REPORT))),
        ("EQ_quantity", "2|1.5", Quantity(Op.EQ, "", (1.5, 2.0))),
        ("GE_quantity", "012.34567890123456789", Quantity(Op.GE, "", (12.34567890123456789,))),
        ("GT_quantity_KGM", "5", Quantity(Op.GT, "KGM", (5.0,))),
        ("LE_maxValue_CEL", "-18", Measure("maxValue", Op.LE, "CEL", (-18.0,))),
        ("GE_percRank", "95", Measure("percRank", Op.GE, "", (95.0,))),
        ("EQ_type", "gs1:Temperature", Sensor("type", (REPORT,), ("Temperature",))),
        ("EQ_deviceID", "urn:epc:id:giai:4000001.111",
         Sensor("deviceID", (METADATA, REPORT), ("https://id.gs1.org/8004/4000001111",))),
        ("EQ_SENSORREPORT_deviceID", "urn:x:1", Sensor("deviceID", (REPORT,), ("urn:x:1",))),
        ("EQ_booleanValue", "false", Sensor("booleanValue", (REPORT,), ("false",))),
        ("EQ_hexBinaryValue", "af", Sensor("hexBinaryValue", (REPORT,), ("AF",))),
        ("EQ_stringValue", "OK", Sensor("stringValue", (REPORT,), ("OK",))),
        ("EQ_bizTransaction_po", "http://acme.example/po/1",
         Key(Section.BIZ_TRANSACTION, "po", Op.EQ, texts=("http://acme.example/po/1",))),
        ("EQ_source_https://ref.gs1.org/cbv/SDT-location", GLN,
         Key(Section.SOURCE, "location", Op.EQ, texts=(GLN,))),
        ("EQ_ILMD_cbvmda:lotNumber", "L1",
         Key(Section.ILMD, "urn:epcglobal:cbv:mda#lotNumber", Op.EQ, texts=("L1",))),
        ("EQ_ex:grade", "7", Key(Section.EXTENSION, f"{IN_FULL}grade", Op.EQ, texts=("7",), numbers=(7.0,))),
        ("GT_INNER_ex:grade", "7",
         Key(Section.EXTENSION, f"{IN_FULL}grade", Op.GT, numbers=(7.0,), is_inner=True)),
        ("GE_INNER_ERROR_DECLARATION_ex:seen", "2026-11-24T01:15:00Z",
         Key(Section.ERROR, f"{IN_FULL}seen", Op.GE, times=(AT,), is_inner=True)),
        ("EXISTS_SENSORELEMENT_ex:probe", "", Key(Section.SENSOR_ELEMENT, f"{IN_FULL}probe", Op.EXISTS)),
        ("LE_SENSORMETADATA_ex:n", "1", Key(METADATA, f"{IN_FULL}n", Op.LE, numbers=(1.0,))),
        ("LT_SENSORREPORT_ex:n", "1", Key(REPORT, f"{IN_FULL}n", Op.LT, numbers=(1.0,))),
        ("EQ_readPoint_ex:gate", "B", Key(Section.READ_POINT, f"{IN_FULL}gate", Op.EQ, texts=("B",))),
        ("EQ_INNER_bizLocation_ex:gate", "B",
         Key(Section.BIZ_LOCATION, f"{IN_FULL}gate", Op.EQ, texts=("B",), is_inner=True)),
        ("HASATTR_bizLocation", "cbvmda:city",
         HasAttribute("bizLocation", ("urn:epcglobal:cbv:mda#city",))),
        ("EQATTR_bizLocation_city", "Hạ Long", Attribute("bizLocation", "city", ("Hạ Long",))),
        ("EQ_ATTR_ex:vessel_ex:flag", "VN", Attribute(f"{IN_FULL}vessel", f"{IN_FULL}flag", ("VN",))),
    ],
)  # fmt: skip
def test_a_parameter_says_what_it_asks_for(name, value, condition):
    assert asked(name, value) == condition


@pytest.mark.parametrize(
    "name",
    ["EQ_ex:grade", "EQ_https://ns.example.org/epcis/#grade", "EQ_https://ns.example.org/epcis#grade",
     "EQ_https://ns.example.org/epcis/grade"],
)  # fmt: skip
def test_an_extension_has_one_name_however_it_is_written(name):
    assert asked(name, "A") == Key(Section.EXTENSION, f"{IN_FULL}grade", Op.EQ, texts=("A",))


def test_the_namespaces_of_xml_and_of_json_meet():
    xml, json = {"a": "urn:epcglobal:cbv:mda"}, {"b": "urn:epcglobal:cbv:mda:"}

    assert (
        full_name("a:lotNumber", xml) == full_name("b:lotNumber", json) == "urn:epcglobal:cbv:mda#lotNumber"
    )
    assert full_name("c:lotNumber", json) is None
    assert full_name("lotNumber", json) is None


@pytest.mark.parametrize(
    ("value", "text", "number", "time"),
    [
        ("7", "7", 7.0, None),
        (7.5, "7.5", 7.5, None),
        ("007", "007", None, None),
        ("395060001343520011", "395060001343520011", None, None),
        (True, "true", None, None),
        ({"@value": "đỏ", "@language": "vi"}, "đỏ", None, None),
        ({"id": "urn:epc:id:sgln:0614141.07346.0"}, GLN, None, None),
        ("2026-11-24T08:15:00+07:00", "2026-11-24T08:15:00+07:00", None, AT),
        (["7"], None, None, None),
        (float("nan"), None, None, None),
        (10**400, None, None, None),
    ],
)  # fmt: skip
def test_a_value_is_read_as_text_as_number_and_as_moment(value, text, number, time):
    assert reading(value) == (text, number, time)


def test_a_query_without_parameters_asks_for_everything_newest_first():
    assert (
        read_params({})
        == read_query({"query": {}})
        == Query(order_by="eventTime", descending=True, per_page=30)
    )


def test_order_limits_and_pages_are_read():
    params = {"orderBy": ["ex:grade"], "orderDirection": ["ASC"], "eventCountLimit": ["5"]}
    pages = {"perPage": ["7"], "nextPageToken": ["abc"]}

    found = read_params(params | pages, OURS)

    assert found == Query(
        order_by=f"{IN_FULL}grade",
        descending=False,
        event_count_limit=5,
        per_page=7,
        next_page_token="abc",
    )
    assert read_params({"perPage": ["1000000"], "maxEventCount": ["9"]}) == Query(
        per_page=100, max_event_count=9
    )


def test_json_says_the_same_with_types():
    context = ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", OURS]
    query = {"eventType": ["ObjectEvent"], "EQ_ex:grade": 7, "EQ_quantity_KGM": [1, 2.5],
             "EXISTS_errorDeclaration": None, "EQ_booleanValue": True}  # fmt: skip

    found = read_query({"name": "mine", "@context": context, "query": query})

    params = {"eventType": ["ObjectEvent"], "EQ_ex:grade": ["7"], "EQ_quantity_KGM": ["1|2.5"],
              "EXISTS_errorDeclaration": [""], "EQ_booleanValue": ["true"]}  # fmt: skip
    assert found == read_params(params, OURS)
    assert found == read_query({**query, "@context": context}) == read_query(query, OURS)


def test_a_plus_that_was_not_escaped_is_understood_in_a_url_only():
    assert asked("GE_eventTime", "2026-11-24T08:15:00 07:00") == Moment("eventTime", Op.GE, AT)
    assert asked("LT_ex:seen", "2026-11-24T08:15:00 07:00") == Key(
        Section.EXTENSION, f"{IN_FULL}seen", Op.LT, times=(AT,)
    )
    with pytest.raises(BadQuery):
        read_query({"GE_eventTime": "2026-11-24T08:15:00 07:00"})


def test_existence_that_is_not_wanted_is_no_condition():
    assert read_params({"EXISTS_errorDeclaration": ["false"]}) == Query()
    assert read_query({"EXISTS_ex:grade": 0}, OURS) == Query()


def test_the_same_said_twice_is_said_once():
    params = {"EQ_bizStep": ["shipping|packing", "packing|shipping"],
    "GE_errorDeclarationTime": ["2026-11-24T01:15:00Z"],
              "GE_errorDeclaration_Time": ["2026-11-24T08:15:00+07:00"]}  # fmt: skip

    assert read_params(params).conditions == (
        Field("bizStep", ("packing", "shipping")),
        Moment("errorDeclarationTime", Op.GE, AT),
    )
