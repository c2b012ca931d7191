"""Rare values of an event, flat."""

from namsao.core.epcis.keys import LONGEST_TEXT, Value, values
from namsao.core.epcis.shared import shared_body

PREFIXES = {"ex": "https://example.vn/epcis/", "cbvmda": "https://ref.gs1.org/cbvmda/"}
EX = "https://example.vn/epcis#"


def test_every_section_has_its_keys():
    event = {
        "type": "ObjectEvent",
        "bizTransactionList": [{"type": "urn:epcglobal:cbv:btt:po", "bizTransaction": "urn:example:po:1"}],
        "sourceList": [{"type": "owning_party", "source": "urn:epc:id:pgln:952110.000001"}],
        "destinationList": [{"type": "location", "destination": "urn:epc:id:sgln:952110.000001.0"}],
        "transformationID": "urn:example:cook",
        "persistentDisposition": {"set": ["completeness_verified"], "unset": ["recalled"]},
        "errorDeclaration": {
            "reason": "incorrect_data",
            "correctiveEventIDs": ["urn:example:2"],
            "ex:who": "Hoa",
        },
        "ilmd": {"ex:weight": 2.5},
        "readPoint": {"id": "urn:example:place", "ex:gate": "3"},
        "ex:colour": {"ex:shade": "đậm", "ex:on": "2026-11-24T00:00:00Z"},
    }

    assert values(event, PREFIXES) == [
        Value("bizTransaction:po", "urn:example:po:1", is_private=True),
        Value("source:owning_party", "https://id.gs1.org/417/9521100000017"),
        Value("destination:location", "https://id.gs1.org/414/9521100000017"),
        Value("transformationID", "urn:example:cook"),
        Value("persistentDisposition:set", "completeness_verified"),
        Value("persistentDisposition:unset", "recalled"),
        Value("errorReason", "incorrect_data"),
        Value("correctiveEventID", "urn:example:2"),
        Value(f"ext:{EX}colour", ""),
        Value(f"ext.inner:{EX}shade", "đậm"),
        Value(f"ext.inner:{EX}on", "2026-11-24T00:00:00Z"),
        Value(f"ext.inner:{EX}on@", "", 1795478400.0),
        Value(f"ilmd:{EX}weight", "2.5", 2.5),
        Value(f"error:{EX}who", "Hoa"),
        Value(f"readPoint:{EX}gate", "3", 3.0),
    ]


def test_sensors_give_words_numbers_and_moments():
    report = {
        "type": "gs1:Temperature",
        "value": 26,
        "uom": "CEL",
        "booleanValue": True,
        "hexBinaryValue": "0a",
    }
    sensed = {"sensorMetadata": {"time": "2026-11-24T00:00:00Z"}, "sensorReport": [report]}

    assert values({"sensorElementList": [sensed]}, {}) == [
        Value("sensor", ""),
        Value("sensorMetadata:time@", "2026-11-24T00:00:00Z", 1795478400.0),
        Value("sensorReport:type", "Temperature"),
        Value("sensorReport:value", "CEL", 26.0),
        Value("sensorReport:uom", "CEL"),
        Value("sensorReport:booleanValue", "true"),
        Value("sensorReport:hexBinaryValue", "0A"),
    ]


def test_a_plain_event_has_none_and_a_long_text_is_cut():
    assert values({"type": "ObjectEvent", "epcList": []}, {}) == []
    [long] = values({"ex:story": "a" * 1000}, PREFIXES)
    assert len(long.text) == LONGEST_TEXT


def test_partners_read_all_but_the_trade():
    assert shared_body({"type": "ObjectEvent"}) == ""
    assert shared_body({"type": "ObjectEvent", "bizTransactionList": []}) == '{"type":"ObjectEvent"}'
