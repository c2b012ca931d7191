import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from namsao.core.epcis.document import Malformed, read_json
from namsao.core.epcis.events import CONTEXT
from namsao.core.epcis.forms import to_json_document
from namsao.core.epcis.xml.read import read_xml
from namsao.core.epcis.xml.write import write_xml
from namsao.core.tests import epcis_documents as build
from namsao.core.tests.epcis_events import EVENTS
from namsao.core.tests.epcis_xml import OBJECT_1, OBJECT_2, a_document

FORMS = ["xml2", "xml12"]
REPORTS = "/sensorElementList/0/sensorReport"


def _document(*events, **members):
    return read_json(json.dumps(build.a_document(*events, **members)))


def _there_and_back(form, *events):
    return list(read_xml(write_xml(_document(*events), form)).events)


@pytest.mark.parametrize(("form", "xml"), [("xml2", OBJECT_2), ("xml12", OBJECT_1)])
def test_an_event_is_written_as_it_is_read(form, xml):
    read = read_xml(a_document(xml, {"xml2": 2, "xml12": 1}[form]))
    written = etree.fromstring(write_xml(read, form)).find("EPCISBody/EventList")
    expected = etree.fromstring(
        a_document(
            xml.replace("https://ref.gs1.org/cbv/Disp-", "urn:epcglobal:cbv:disp:")
            .replace(
                " https://id.gs1.org/01/08938505970028/21/7K ", "https://id.gs1.org/01/08938505970028/21/7K"
            )
            .replace('"-1.50"', '"-1.5"')
            .replace('"1.5E1"', '"15.0"')
            .replace('booleanValue="1"', 'booleanValue="true"')
        )
    ).find("EPCISBody/EventList")
    assert _tree(written) == _tree(expected)


def _tree(element):
    return element.tag, dict(element.attrib), element.text, [_tree(child) for child in element]


@pytest.mark.parametrize("form", FORMS)
def test_every_kind_of_event_comes_back_as_it_went(form):
    events = build.every_kind()
    events[0]["certificationInfo"] = "https://example.org/c/1"
    events[0]["sensorElementList"][0]["sensorMetadata"]["example:battery"] = "0.8"
    events[1]["sensorElementList"][0]["sensorMetadata"]["example:battery"] = "0.8"
    for event in events[:1]:
        event["example:crew"].append({"example:name": "Lan"})
    assert _there_and_back(form, *events) == events


@pytest.mark.parametrize("form", FORMS)
def test_a_document_comes_back_as_it_went(form):
    header = {
        "epcisMasterData": {
            "vocabularyList": [
                {
                    "type": "urn:epcglobal:epcis:vtype:BusinessLocation",
                    "vocabularyElementList": [
                        {
                            "id": "urn:epc:id:sgln:893850597.000.0",
                            "attributes": [
                                {"id": "urn:x:name", "attribute": "Xưởng"},
                                {"id": "urn:x:at", "attribute": {"example:lat": "21", "id": "urn:x:7"}},
                            ],
                            "children": ["urn:epc:id:sgln:893850597.000.1"],
                        }
                    ],
                }
            ]
        }
    }
    given = _document(
        epcisHeader=header, sender="S", receiver="R", instanceIdentifier="7", **{"example:a": "b"}
    )
    first = read_xml(write_xml(given, form))
    again = read_xml(write_xml(read_json(json.dumps(to_json_document(first))), form))
    parties = {"sender": "S", "receiver": "R", "instanceIdentifier": "7"}
    own = {"id": "https://example.org/documents/1", "example:a": "b"}
    version = {"schemaVersion": {"xml2": "2.0", "xml12": "1.2"}[form]}
    assert first.outer == parties | own | version
    assert first.header["epcisMasterData"] == header["epcisMasterData"]
    assert again == first


@pytest.mark.parametrize("form", FORMS)
def test_the_results_of_a_query_come_back_as_they_went(form):
    given = read_json(build.a_query_document(build.a_transformation_event()))
    found = read_xml(write_xml(given, form))
    assert (found.kind, found.events) == (given.kind, given.events)
    assert found.outer["queryName"] == "Q"
    assert found.outer["subscriptionID"] == "S"


def test_an_event_that_stands_alone_gets_a_document_dated_as_itself():
    alone = read_json({"@context": [CONTEXT], **build.an_association_event()})
    found = read_xml(write_xml(alone, "xml2"))
    assert (found.kind, found.created) == ("EPCISDocument", build.WHEN["eventTime"])
    assert found.events == [build.an_association_event()]


def test_1_2_gets_urns_where_the_company_is_known():
    event = build.a_transaction_event() | {
        "epcList": [build.ITEM],
        "parentID": build.PALLET,
    }
    content = write_xml(_document(event), "xml12", ["893850597"])
    (found,) = read_xml(content).events
    assert found["epcList"] == ["urn:epc:id:sgtin:893850597.0002.7KXQ2M4R9TBCDFGH"]
    assert found["quantityList"][0]["epcClass"] == "urn:epc:class:lgtin:893850597.0002.ML2611A"
    assert found["parentID"] == "urn:epc:id:sscc:893850597.00000001"
    (kept,) = read_xml(write_xml(_document(event), "xml12", ["123456"])).events
    assert kept == event


def test_words_are_written_as_urns_in_1_2_and_uris_stay_in_2_0():
    event = build.an_association_event() | {
        "bizStep": "https://ref.gs1.org/cbv/BizStep-removing",
        "disposition": "active",
    }
    document = _document(event)
    assert b"<bizStep>https://ref.gs1.org/cbv/BizStep-removing<" in write_xml(document, "xml2")
    assert b"<bizStep>urn:epcglobal:cbv:bizstep:removing<" in write_xml(document, "xml12")
    assert b"<disposition>urn:epcglobal:cbv:disp:active<" in write_xml(document, "xml2")


def test_the_second_certificate_finds_a_place():
    event = build.an_association_event() | {"certificationInfo": ["urn:x:1", "urn:x:2", "urn:x:3"]}
    assert _there_and_back("xml2", event) == [event]


def test_an_event_of_its_own_kind_finds_a_place_in_2_0_alone():
    event = {"type": "example:Drying", **build.WHEN, "bizStep": "storing", "example:heat": "60"}
    assert _there_and_back("xml2", event) == [event]
    with pytest.raises(Malformed) as refused:
        write_xml(_document(event), "xml12")
    assert refused.value.faults[0].path == "/epcisBody/eventList/0/type"


def test_names_written_out_and_contexts_of_events_are_kept():
    event = build.an_association_event() | {
        "@context": {"own": "urn:own:"},
        "own:a": "1",
        "https://example.com/ns#b": "2",
    }
    (found,) = _there_and_back("xml2", event)
    assert found == build.an_association_event() | {"own:a": "1", "ns0:b": "2"}


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        ("/example:a", {"số lô": "1"}, "/example:a/số lô"),
        ("/example:1a", "1", "/example:1a"),
        ("/example:a", "\x01", ""),
        (
            f"{REPORTS}/0/example:a",
            ["1"],
            f"{REPORTS}/0/example:a",
        ),
        (
            f"{REPORTS}/1/hexBinaryValue",
            "F",
            f"{REPORTS}/1/hexBinaryValue",
        ),
    ],
)
def test_what_xml_cannot_say_is_refused_at_its_place(path, value, place):
    event = build.changed(build.an_aggregation_event(), path, value)
    with pytest.raises(Malformed) as refused:
        write_xml(_document(event), "xml2")
    assert [fault.path for fault in refused.value.faults] == [f"/epcisBody/eventList/0{place}"]


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=60, deadline=None)
@given(events=st.lists(EVENTS, max_size=3))
def test_any_events_come_back_as_they_went(form, events):
    assert _there_and_back(form, *events) == events
