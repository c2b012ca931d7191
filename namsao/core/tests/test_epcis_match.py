"""The plain meaning of a query on one event."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namsao.core.epcis.match import matches
from namsao.core.epcis.query import read_params, read_query

PREFIXES = {"ex": "https://ns.example.org/epcis/", "cbvmda": "urn:epcglobal:cbv:mda:"}
PLACE = "https://id.gs1.org/414/0614141073467"
PROVINCE = "https://id.gs1.org/414/0614141000005"

SHIPMENT = {
    "type": "ObjectEvent",
    "eventID": "urn:uuid:1",
    "eventTime": "2026-11-24T08:15:00.000+07:00",
    "recordTime": "2026-11-24T01:20:00Z",
    "eventTimeZoneOffset": "+07:00",
    "action": "ADD",
    "bizStep": "urn:epcglobal:cbv:bizstep:shipping",
    "disposition": "ex:on_its_way",
    "persistentDisposition": {"set": ["completeness_verified"], "unset": ["damaged"]},
    "readPoint": {"id": "urn:epc:id:sgln:0614141.07346.0", "ex:gate": "B", "ex:deep": {"ex:side": "left"}},
    "bizLocation": {"id": "https://dl.example.org/414/0614141073467"},
    "epcList": ["urn:epc:id:sgtin:0614141.107346.2018"],
    "quantityList": [
        {"epcClass": "urn:epc:class:lgtin:0614141.107346.L1", "quantity": 12.5, "uom": "KGM"},
        {"epcClass": "urn:epc:idpat:sgtin:0614141.107347.*", "quantity": 3},
    ],
    "bizTransactionList": [{"type": "po", "bizTransaction": "http://acme.example/po/1"}],
    "sourceList": [{"type": "urn:epcglobal:cbv:sdt:location", "source": "urn:epc:id:sgln:0614141.07346.0"}],
    "destinationList": [{"type": "owning_party", "destination": "urn:epc:id:pgln:0614141.00000"}],
    "ilmd": {"cbvmda:lotNumber": "L1", "ex:facts": [{"ex:grade": 7}, {"ex:grade": 9}], "ex:none": []},
    "errorDeclaration": {
        "declarationTime": "2026-11-24T02:00:00Z",
        "reason": "incorrect_data",
        "correctiveEventIDs": ["urn:uuid:2"],
        "ex:by": "Lan",
        "ex:deep": {"ex:n": "7"},
    },
    "sensorElementList": [
        {
            "sensorMetadata": {
                "time": "2026-11-24T01:00:00Z", "startTime": "2026-11-24T00:00:00Z",
                "endTime": "2026-11-24T01:00:00Z",
                "deviceID": "urn:epc:id:giai:4000001.111", "bizRules": "https://example.org/rules", "ex:n": 5,
            },
            "sensorReport": [
                {"type": "Temperature", "value": 4.5, "uom": "CEL", "microorganism": "https://example.org/m",
                "ex:mood": "calm"},
                {"type": "ex:Sweetness", "minValue": 1, "maxValue": 9, "meanValue": 5, "sDev": 0.5,
                "percRank": 50,
                 "percValue": 6, "stringValue": "OK", "hexBinaryValue": "af",
                 "uriValue": "https://example.org/u",
                 "booleanValue": False, "chemicalSubstance": "https://example.org/c", "uom": "59"},
            ],
            "ex:probe": {"ex:serial": "0042"},
        }
    ],
    "ex:colour": "đỏ",
    "ex:count": 7,
    "ex:seen": "2026-11-24T01:00:00Z",
    "ex:vessel": {"ex:flag": "VN", "ex:crew": [{"ex:age": 40}]},
    "ex:said": [{"@value": "khô", "@language": "vi"}],
}  # fmt: skip
PACKING = {
    "type": "AggregationEvent",
    "eventTime": "2026-11-24T01:15:00Z",
    "action": "ADD",
    "parentID": "urn:epc:id:sscc:0614141.1234567890",
    "childEPCs": ["https://id.gs1.org/01/10614141073464/10/L1/21/5"],
    "childQuantityList": [{"epcClass": "urn:epc:class:lgtin:0614141.107346.L2", "quantity": 4}],
}
MAKING = {
    "type": "TransformationEvent",
    "eventTime": "2026-11-24T01:15:00Z",
    "transformationID": "urn:x:t1",
    "inputEPCList": ["urn:epc:id:sgtin:0614141.107346.1"],
    "inputQuantityList": [{"epcClass": "urn:epc:class:lgtin:0614141.107346.L1"}],
    "outputEPCList": ["urn:epc:id:sgtin:0614141.107347.2"],
    "outputQuantityList": [{"epcClass": "urn:epc:class:lgtin:0614141.107347.L9", "quantity": 1}],
}


def found(event, name: str, value: str, **more) -> bool:
    return matches(event, read_params({name: [value]}, PREFIXES), PREFIXES, **more)


@pytest.mark.parametrize(
    ("name", "meets", "misses"),
    [
        ("eventType", "ObjectEvent|AggregationEvent", "TransformationEvent"),
        ("GE_eventTime", "2026-11-24T01:15:00Z", "2026-11-24T01:15:00.001Z"),
        ("LT_eventTime", "2026-11-24T01:15:00.001Z", "2026-11-24T01:15:00Z"),
        ("GE_recordTime", "2026-11-24T01:20:00Z", "2026-11-24T01:20:01Z"),
        ("LT_recordTime", "2026-11-24T01:20:01Z", "2026-11-24T01:20:00Z"),
        ("EQ_action", "ADD|DELETE", "OBSERVE"),
        ("EQ_bizStep", "shipping", "receiving"),
        ("EQ_disposition", "https://ns.example.org/epcis/on_its_way", "in_transit"),
        ("EQ_persistentDisposition_set", "completeness_verified", "damaged"),
        ("EQ_persistentDisposition_unset", "damaged", "completeness_verified"),
        ("EQ_readPoint", PLACE, PROVINCE),
        ("EQ_bizLocation", "urn:epc:id:sgln:0614141.07346.0", "urn:epc:id:sgln:0614141.07346.1"),
        ("WD_bizLocation", PLACE, PROVINCE),
        ("EQ_eventID", "urn:uuid:1", "urn:uuid:2"),
        ("MATCH_epc", "https://id.gs1.org/01/10614141073464/21/2018", "urn:epc:id:sgtin:0614141.107346.2019"),
        ("MATCH_anyEPC", "urn:epc:idpat:sgtin:0614141.107346.*", "urn:epc:idpat:sgtin:0614141.107347.*"),
        ("MATCH_epcClass", "urn:epc:class:lgtin:0614141.107346.*", "urn:epc:idpat:sgtin:0614141.107346.*"),
        ("MATCH_anyEPCClass", "urn:epc:idpat:sgtin:0614141.107347.*", "urn:epc:class:lgtin:0614141.107347.*"),
        ("EQ_quantity", "1|3", "4"),
        ("GT_quantity_KGM", "12", "12.5"),
        ("GE_quantity_KGM", "12.5", "13"),
        ("LT_quantity_KGM", "13", "12.5"),
        ("LE_quantity", "3", "2.99"),
        ("EQ_bizTransaction_po", "http://acme.example/po/1", "http://acme.example/po/2"),
        ("EQ_source_location", PLACE, PROVINCE),
        ("EQ_destination_owning_party", "https://id.gs1.org/417/0614141000005", PLACE),
        ("EQ_errorReason", "incorrect_data", "did_not_occur"),
        ("EQ_correctiveEventID", "urn:uuid:2", "urn:uuid:1"),
        ("GE_errorDeclarationTime", "2026-11-24T02:00:00Z", "2026-11-24T02:00:01Z"),
        ("LT_errorDeclaration_Time", "2026-11-24T02:00:01Z", "2026-11-24T02:00:00Z"),
        ("GE_time", "2026-11-24T01:00:00Z", "2026-11-24T01:00:01Z"),
        ("LT_startTime", "2026-11-24T00:00:01Z", "2026-11-24T00:00:00Z"),
        ("GE_endTime", "2026-11-24T01:00:00Z", "2026-11-24T01:00:01Z"),
        ("EQ_type", "Temperature", "Mass"),
        ("EQ_type", "https://ns.example.org/epcis/Sweetness", "https://ns.example.org/epcis/Bitterness"),
        ("EQ_deviceID", "https://id.gs1.org/8004/4000001111", "https://id.gs1.org/8004/4000001112"),
        ("EQ_SENSORMETADATA_bizRules", "https://example.org/rules", "https://example.org/others"),
        ("EQ_microorganism", "https://example.org/m", "https://example.org/c"),
        ("EQ_chemicalSubstance", "https://example.org/c", "https://example.org/m"),
        ("EQ_stringValue", "OK", "ok"),
        ("EQ_hexBinaryValue", "AF", "A0"),
        ("EQ_uriValue", "https://example.org/u", "https://example.org/v"),
        ("EQ_booleanValue", "false", "true"),
        ("EQ_value_CEL", "4.5", "4"),
        ("GT_minValue_59", "0", "1"),
        ("LE_maxValue", "9", "8.9"),
        ("GE_meanValue_59", "5", "5.1"),
        ("LT_sDev_59", "0.6", "0.5"),
        ("GE_percRank", "50", "51"),
        ("GT_percValue_59", "5.5", "6"),
        ("EQ_ex:colour", "xanh|đỏ", "xanh"),
        ("EQ_ex:count", "7", "07"),
        ("GT_ex:count", "6.5", "7"),
        ("GE_ex:seen", "2026-11-24T08:00:00+07:00", "2026-11-24T08:00:01+07:00"),
        ("EQ_ex:seen", "2026-11-24T08:00:00+07:00", "2026-11-24T08:00:00Z"),
        ("EQ_ex:said", "khô", "ướt"),
        ("EQ_INNER_ex:flag", "VN", "LA"),
        ("LE_INNER_ex:age", "40", "39"),
        ("EQ_ILMD_cbvmda:lotNumber", "L1", "L2"),
        ("EQ_ILMD_urn:epcglobal:cbv:mda#lotNumber", "L1", "L2"),
        ("GE_INNER_ILMD_ex:grade", "9", "10"),
        ("EQ_readPoint_ex:gate", "B", "A"),
        ("EQ_INNER_readPoint_ex:side", "left", "right"),
        ("EQ_ERROR_DECLARATION_ex:by", "Lan", "Minh"),
        ("LT_INNER_ERROR_DECLARATION_ex:n", "8", "7"),
        ("EQ_INNER_SENSORELEMENT_ex:serial", "0042", "42"),
        ("LT_SENSORMETADATA_ex:n", "6", "5"),
        ("EQ_SENSORREPORT_ex:mood", "calm", "wild"),
    ],
)  # fmt: skip
def test_an_event_meets_what_it_says_and_nothing_else(name, meets, misses):
    assert (found(SHIPMENT, name, meets), found(SHIPMENT, name, misses)) == (True, False)


@pytest.mark.parametrize(
    ("present", "absent"),
    [
        ("errorDeclaration", None), ("sensorElementList", None), ("ex:vessel", "ex:flag"),
        ("INNER_ex:flag", "INNER_ex:vessel"),
        ("ILMD_ex:facts", "ILMD_ex:none"), ("INNER_ILMD_ex:grade", "ILMD_ex:grade"),
        ("SENSORELEMENT_ex:probe", "SENSORREPORT_ex:probe"),
        ("SENSORMETADATA_ex:n", "SENSORELEMENT_ex:n"), ("ERROR_DECLARATION_ex:by", "ex:by"),
        ("readPoint_ex:gate", "bizLocation_ex:gate"),
    ],
)  # fmt: skip
def test_existence_is_asked_for_where_it_is(present, absent):
    assert found(SHIPMENT, f"EXISTS_{present}", "")
    assert not found(MAKING, f"EXISTS_{present}", "")
    assert absent is None or not found(SHIPMENT, f"EXISTS_{absent}", "")


@pytest.mark.parametrize(
    ("event", "name", "value", "expected"),
    [
        (PACKING, "MATCH_epc", "urn:epc:id:sgtin:0614141.107346.5", True),
        (PACKING, "MATCH_epc", "urn:epc:id:sscc:0614141.1234567890", False),
        (PACKING, "MATCH_parentID", "urn:epc:idpat:sscc:0614141.*", True),
        (PACKING, "MATCH_anyEPC", "urn:epc:id:sscc:0614141.1234567890", True),
        (PACKING, "MATCH_epcClass", "https://id.gs1.org/01/10614141073464/10/L2", True),
        (MAKING, "MATCH_epc", "urn:epc:id:sgtin:0614141.107346.1", False),
        (MAKING, "MATCH_inputEPC", "urn:epc:id:sgtin:0614141.107346.1", True),
        (MAKING, "MATCH_outputEPC", "urn:epc:id:sgtin:0614141.107346.1", False),
        (MAKING, "MATCH_outputEPC", "urn:epc:id:sgtin:0614141.107347.2", True),
        (MAKING, "MATCH_inputEPCClass", "https://id.gs1.org/01/10614141073464/10/L1", True),
        (MAKING, "MATCH_outputEPCClass", "https://id.gs1.org/01/10614141073464/10/L1", False),
        (MAKING, "MATCH_anyEPCClass", "https://id.gs1.org/01/10614141073471/10/L9", True),
        (MAKING, "EQ_transformationID", "urn:x:t1", True),
        (MAKING, "EQ_action", "ADD", False),
        (MAKING, "EQ_quantity", "1", True),
    ],
)
def test_each_kind_of_event_has_its_own_fields(event, name, value, expected):
    assert found(event, name, value) is expected


def test_every_condition_must_be_met():
    both = {"EQ_bizStep": ["shipping"], "EQ_action": ["ADD"]}

    assert matches(SHIPMENT, read_params(both), PREFIXES)
    assert not matches(SHIPMENT, read_params(both | {"EQ_action": ["DELETE"]}), PREFIXES)
    assert matches(SHIPMENT, read_params({}), PREFIXES)


def test_a_number_in_json_meets_the_text_of_xml_and_an_identifier_is_no_number():
    assert matches({"ex:n": "7"}, read_query({"EQ_ex:n": 7}, PREFIXES), PREFIXES)
    assert matches({"ex:n": 7}, read_query({"EQ_ex:n": ["7.0"]}, PREFIXES), PREFIXES)
    assert not matches(
        {"ex:n": "395060001343520011"}, read_query({"EQ_ex:n": ["395060001343520012"]}, PREFIXES), PREFIXES
    )


class OurPlaces:
    """The place lies in the province and has a city."""

    def lies_in(self, place: str, whole: str) -> bool:
        return (place, whole) == (PLACE, PROVINCE)

    def attributes(self, thing: str) -> dict[str, list[str]]:
        return {"city": ["Hạ Long"], "urn:epcglobal:cbv:mda#floor": ["2"]} if thing == PLACE else {}


@pytest.mark.parametrize(
    ("name", "meets", "misses"),
    [
        ("WD_bizLocation", PROVINCE, "https://id.gs1.org/414/0614141000012"),
        ("WD_readPoint", PLACE, "urn:x:1"),
        ("HASATTR_bizLocation", "country|city", "country"),
        ("HASATTR_readPoint", "cbvmda:floor", "floor"),
        ("EQATTR_readPoint_city", "Hạ Long", "Uông Bí"),
        ("EQ_ATTR_bizLocation_cbvmda:floor", "2", "1"),
    ],
)
def test_master_data_say_what_places_are(name, meets, misses):
    assert found(SHIPMENT, name, meets, master=OurPlaces())
    assert not found(SHIPMENT, name, misses, master=OurPlaces())


@given(
    st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1)),
    st.timedeltas(timedelta(days=-1), timedelta(days=1)),
)
def test_a_moment_is_either_before_or_not_before_another(moment, distance):
    at, border = moment.replace(tzinfo=UTC), (moment + distance).replace(tzinfo=UTC)
    event = {"eventTime": at.isoformat()}

    before = found(event, "LT_eventTime", border.isoformat())
    after = found(event, "GE_eventTime", border.isoformat())

    assert (before, after) == (at < border, at >= border)


@given(
    st.lists(st.sampled_from(["shipping", "packing", "storing"]), min_size=1),
    st.sampled_from(["shipping", "packing"]),
)
def test_several_values_ask_for_any_of_them(values, step):
    event = {"bizStep": step}

    assert found(event, "EQ_bizStep", "|".join(values)) == any(
        found(event, "EQ_bizStep", each) for each in values
    )
