import json

import pytest

from namsao.core.epcis import terms
from namsao.core.epcis.canonical import canonical_epc, short_word
from namsao.core.epcis.document import read_json
from namsao.core.epcis.events import CONTEXT
from namsao.core.epcis.forms import (
    CBV_FORMATS,
    EPC_FORMATS,
    to_json_document,
    with_cbv_format,
    with_epc_format,
)
from namsao.core.epcis.xml.read import read_xml
from namsao.core.errors import BadValue
from namsao.core.tests import epcis_documents as build
from namsao.core.tests.epcis_xml import OBJECT_2, a_document, a_query_document, an_event

COMPANY = ["893850597"]


def test_links_become_urns_and_urns_become_links_everywhere_in_an_event():
    event = build.an_object_event()
    urns = with_epc_format(event, "Always_EPC_URN", COMPANY)
    links = with_epc_format(event, "Always_GS1_Digital_Link")
    assert urns["epcList"] == [
        "urn:epc:id:sgtin:893850597.0002.7KXQ2M4R9TBCDFGH",
        "urn:epc:id:sgtin:893850597.0003.8",
    ]
    assert links["epcList"] == [build.ITEM, "https://id.gs1.org/01/08938505970035/21/8"]
    assert urns["quantityList"][0]["epcClass"] == "urn:epc:class:lgtin:893850597.0002.ML2611A"
    assert urns["readPoint"] == {"id": "urn:epc:id:sgln:893850597.000.0", "example:gate": "2"}
    assert urns["destinationList"][0]["destination"] == "urn:epc:id:sgln:893850597.000.0"
    assert links["sourceList"][0]["source"] == "https://id.gs1.org/417/8938505970004"
    assert links["sensorElementList"][0]["sensorMetadata"]["deviceID"] == "https://id.gs1.org/8004/8938505974"


def test_nothing_but_the_form_changes():
    event = build.an_object_event()
    for form in EPC_FORMATS:
        changed = with_epc_format(event, form, COMPANY)
        assert list(map(canonical_epc, changed["epcList"])) == list(map(canonical_epc, event["epcList"]))
        same = {"epcList", "quantityList", "readPoint", "bizLocation", "sourceList", "destinationList"}
        kept = {name: value for name, value in changed.items() if name not in same | {"sensorElementList"}}
        assert kept == {name: event[name] for name in kept}
    assert event == build.an_object_event()


@pytest.mark.parametrize("form", ["No_Preference", "Never_Translates"])
def test_without_a_wish_an_event_stays_as_it_is(form):
    event = build.an_object_event()
    assert with_epc_format(event, form, COMPANY) is event
    assert with_cbv_format(event, form) is event


def test_a_link_of_an_unknown_company_stays():
    event = build.a_transaction_event()
    assert with_epc_format(event, "Always_EPC_URN", ["1234567"]) == event


def test_a_class_without_a_serial_is_written_as_a_pattern_and_read_back():
    event = build.a_transaction_event() | {
        "quantityList": [{"epcClass": "https://id.gs1.org/01/08938505970028", "quantity": 1}]
    }
    urns = with_epc_format(event, "Always_EPC_URN", COMPANY)
    assert urns["quantityList"][0]["epcClass"] == "urn:epc:idpat:sgtin:893850597.0002.*"
    assert with_epc_format(urns, "Always_GS1_Digital_Link")["quantityList"] == event["quantityList"]


def test_words_are_spelled_as_wanted_everywhere_in_an_event():
    event = build.an_object_event()
    urns, uris = with_cbv_format(event, "Always_URN"), with_cbv_format(event, "Always_Web_URI")
    assert (urns["bizStep"], uris["bizStep"]) == (
        "urn:epcglobal:cbv:bizstep:shipping",
        "https://ref.gs1.org/cbv/BizStep-shipping",
    )
    assert urns["bizTransactionList"][0]["type"] == "urn:epcglobal:cbv:btt:po"
    assert urns["sourceList"][0]["type"] == "urn:epcglobal:cbv:sdt:owning_party"
    assert urns["destinationList"][0]["type"] == "https://example.org/voc/buyer"
    assert urns["errorDeclaration"]["reason"] == "urn:epcglobal:cbv:er:incorrect_data"
    assert urns["persistentDisposition"]["set"] == ["urn:epcglobal:cbv:disp:completeness_verified"]
    first, _, third = uris["sensorElementList"][0]["sensorReport"]
    assert (first["type"], first["exception"], third["component"]) == (
        "https://gs1.org/voc/Temperature",
        "https://gs1.org/voc/ALARM_CONDITION",
        "https://ref.gs1.org/cbv/Comp-x",
    )
    assert urns["sensorElementList"][0]["sensorReport"][0]["type"] == "gs1:Temperature"
    assert event == build.an_object_event()


@pytest.mark.parametrize("vocabulary", terms.SPELLINGS)
def test_every_word_in_every_spelling_is_the_same_word(vocabulary):
    for word in terms.SPELLINGS[vocabulary].words:
        for spelled in (word, terms.urn(vocabulary, word), terms.web_uri(vocabulary, word)):
            assert short_word(vocabulary, spelled) == word
            assert terms.web_uri(vocabulary, spelled) == terms.web_uri(vocabulary, word)


@pytest.mark.parametrize(
    ("change", "known"), [(with_epc_format, EPC_FORMATS), (with_cbv_format, CBV_FORMATS)]
)
def test_an_unknown_format_is_refused_by_the_names_of_the_known(change, known):
    with pytest.raises(BadValue) as refused:
        change(build.an_object_event(), "Sometimes")
    assert all(name in refused.value.sentence_en for name in known)


def test_a_json_document_is_itself_again():
    given = build.a_document(*build.every_kind(), sender="S", epcisHeader={"example:a": "1"})
    assert to_json_document(read_json(json.dumps(given))) == given


def test_the_results_of_a_query_are_themselves_again():
    given = build.a_query_document(build.a_transformation_event())
    assert to_json_document(read_json(given)) == given


def test_an_event_that_stands_alone_becomes_a_document_dated_as_itself():
    event = {"@context": [CONTEXT], **build.an_association_event()}
    assert to_json_document(read_json(event)) == {
        "@context": [CONTEXT],
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": event["eventTime"],
        "epcisBody": {"eventList": [event]},
    }


@pytest.mark.parametrize(
    "content", [a_document(OBJECT_2), a_query_document(f"<EventList>{an_event()}</EventList>")]
)
def test_an_xml_document_becomes_valid_json(content):
    document = read_xml(content)
    assert read_json(json.dumps(to_json_document(document))).events == document.events


def test_the_prefixes_of_gs1_keep_the_meaning_their_context_protects():
    document = read_xml(a_document(OBJECT_2))
    assert to_json_document(document)["@context"] == [CONTEXT, {"ex": "https://example.org/voc/"}]


def test_a_creation_date_without_a_zone_is_taken_as_utc():
    content = a_document(an_event()).replace(b"04:00:00.000Z", b"04:00:00")
    assert to_json_document(read_xml(content))["creationDate"] == "2026-11-24T04:00:00Z"
