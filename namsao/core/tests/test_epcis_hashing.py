"""The event hash of CBV 2.0: known answers, what counts and what does not."""

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namsao.core.epcis.canonical import VOCABULARIES
from namsao.core.epcis.events import CONTEXT
from namsao.core.epcis.hash_identifiers import hashed_identifier
from namsao.core.epcis.hashing import declared, event_hash, hashes, prehash
from namsao.core.tests.epcis_hashes import ITEM, KNOWN, PREFIXES, seen

HEAD = "eventType=ObjectEventeventTime=2026-11-24T03:15:00.000ZeventTimeZoneOffset=+07:00action=OBSERVE"

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize("name", KNOWN)
def test_the_hash_is_the_one_the_reference_computes(name):
    event, digest = KNOWN[name]

    assert event_hash(event, PREFIXES) == f"ni:///sha-256;{digest}?ver=CBV2.0"


def test_the_text_that_is_hashed_names_each_value_in_the_order_of_the_standard():
    event = {
        "ilmd": {"qn:plot": "A1", "qn:area": 1.50},
        "bizLocation": {"id": "urn:epc:id:sgln:8938505.97000.0"},
        "bizTransactionList": [{"type": "po", "bizTransaction": "https://hd.vn/po/7"}],
        "qn:note": " khô ",
        "epcList": [ITEM],
        "bizStep": "shipping",
        "action": "OBSERVE",
        "eventTimeZoneOffset": "+07:00",
        "eventTime": "2026-11-24T10:15:00+07:00",
        "type": "ObjectEvent",
    }

    assert prehash(event, {"qn": "urn:qn:"}) == (
        "eventType=ObjectEventeventTime=2026-11-24T03:15:00.000ZeventTimeZoneOffset=+07:00"
        "epcListepc=https://id.gs1.org/01/08938505970028/21/7action=OBSERVE"
        "bizStep=https://ref.gs1.org/cbv/BizStep-shippingbizLocationid=https://id.gs1.org/414/8938505970004"
        "bizTransactionListtype=https://ref.gs1.org/cbv/BTT-pobizTransaction=https://hd.vn/po/7"
        "ilmd{urn:qn:}area=1.5{urn:qn:}plot=A1{urn:qn:}note=khô"
    )


@pytest.mark.parametrize("name", KNOWN)
def test_the_order_of_keys_does_not_count(name):
    event, digest = KNOWN[name]

    def shuffled(value):
        if isinstance(value, dict):
            names = sorted(value)
            random.Random(7).shuffle(names)
            return {own: shuffled(value[own]) for own in names}
        return [shuffled(each) for each in value] if isinstance(value, list) else value

    assert event_hash(shuffled(event), PREFIXES) == f"ni:///sha-256;{digest}?ver=CBV2.0"


@pytest.mark.parametrize("field", ["epcList", "certificationInfo", "sourceList", "qn:plots"])
def test_the_order_of_a_list_does_not_count(field):
    members = {"sourceList": [{"type": "location", "source": f"urn:uuid:{n}"} for n in "12"]}
    values = members.get(field, ["urn:uuid:1", "urn:uuid:2"])

    there, back = seen(**{field: values}), seen(**{field: values[::-1]})

    assert event_hash(there, PREFIXES) == event_hash(back, PREFIXES) != event_hash(seen(), PREFIXES)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"eventTime": "2026-11-24T10:15:00+07:00"}, {"eventTime": "2026-11-24T03:15:00.0004Z"}),
        ({"eventTime": "2026-11-24T03:14:59.9996Z"}, {"eventTime": "2026-11-24T03:15:00Z"}),
        ({"bizStep": "shipping"}, {"bizStep": "https://ref.gs1.org/cbv/BizStep-shipping"}),
        ({"epcList": [ITEM]}, {"epcList": ["https://tx.qn.vn/01/08938505970028/10/L/21/7?17=271231"]}),
        ({}, {"recordTime": "2026-11-24T03:15:01Z", "eventID": "urn:uuid:1", "quantityList": []}),
        ({}, {"errorDeclaration": {"declarationTime": "2026-11-25T03:15:00Z", "qn:a": "1"}}),
        ({"qn:a": 26.4}, {"qn:a": "26.40"}),
        (
            {"bizTransactionList": [{"type": "po", "bizTransaction": "urn:uuid:1"}]},
            {"bizTransactionList": [{"bizTransaction": "urn:uuid:1", "type": "urn:epcglobal:cbv:btt:po"}]},
        ),
    ],
)
def test_two_ways_to_say_the_same_have_one_hash(one, other):
    assert event_hash(seen(**one), PREFIXES) == event_hash(seen(**other), PREFIXES)


@pytest.mark.parametrize(
    "change",
    [
        {"eventTime": "2026-11-24T03:15:00.001Z"},
        {"eventTimeZoneOffset": "+08:00"},
        {"action": "DELETE"},
        {"bizStep": "receiving"},
        {"epcList": ["urn:epc:id:sgtin:8938505.097002.8"]},
        {"quantityList": [{"epcClass": "urn:epc:idpat:sgtin:8938505.097002.*", "quantity": 2}]},
        {"readPoint": {"id": "urn:uuid:1"}},
        {"ilmd": {"qn:a": "1"}},
        {"qn:a": "1"},
        {"sensorElementList": [{"sensorReport": [{"type": "Temperature", "value": 1}]}]},
    ],
)
def test_whatever_an_event_says_counts(change):
    event = seen(epcList=[ITEM], bizStep="shipping")

    assert event_hash(event | change, PREFIXES) != event_hash(event, PREFIXES)


def test_an_entry_without_a_type_is_its_identifier_alone():
    event = seen(bizTransactionList=[{"bizTransaction": "urn:epc:id:gdti:8938505.90001.77"}])

    assert prehash(event, {}) == (
        f"{HEAD}bizTransactionListbizTransaction=https://id.gs1.org/253/893850590001877"
    )


def test_a_word_is_one_only_in_its_field():
    event = seen(disposition="active", bizStep="active", **{"qn:state": "active"})

    assert prehash(event, {}) == (
        f"{HEAD}bizStep=activedisposition=https://ref.gs1.org/cbv/Disp-activeqn:state=active"
    )


@pytest.mark.parametrize(("kind", "field"), [("bizStep", "bizStep"), ("disposition", "disposition")])
def test_every_word_of_cbv_counts_like_its_urn(kind, field):
    for word in VOCABULARIES[kind].words:
        bare, urn = seen(**{field: word}), seen(**{field: VOCABULARIES[kind].urn + word})

        assert prehash(bare, {}) == prehash(urn, {}) == prehash(bare, PREFIXES)


def test_an_event_alone_hashes_like_the_event_in_a_document():
    event = seen(**{"qn:a": "1"})
    context = [CONTEXT, {"qn": "urn:qn:"}]

    alone = hashes(context, [{"@context": context, **event}])
    in_document = hashes(context, [event])

    assert alone == in_document == [event_hash(event, {"qn": "urn:qn:"})]


def test_the_context_of_an_event_counts_before_that_of_its_document():
    event = {"@context": [{"qn": "urn:other:"}], **seen(**{"qn:a": "1"})}

    assert hashes([CONTEXT, {"qn": "urn:qn:"}], [event]) == hashes([CONTEXT, {"qn": "urn:other:"}], [event])


def test_only_prefixes_are_taken_from_a_context():
    context = [CONTEXT, {"qn": "urn:qn:", "@vocab": "urn:v:", "qn:size": {"@type": "xsd:integer"}}]

    assert declared(context, {"@context": {"v": "urn:v:"}}) == {"qn": "urn:qn:", "v": "urn:v:"}
    assert declared(CONTEXT) == declared([]) == {}


def test_prefixes_of_gs1_are_written_out_only_when_declared():
    event = seen(ilmd={"cbvmda:lotNumber": "L1"})

    assert prehash(event, declared([CONTEXT])) == f"{HEAD}ilmdcbvmda:lotNumber=L1"
    assert prehash(event, declared([CONTEXT, {"cbvmda": "urn:epcglobal:cbv:mda:"}])) == (
        f"{HEAD}ilmd{{urn:epcglobal:cbv:mda:}}lotNumber=L1"
    )


@pytest.mark.parametrize(
    ("text", "hashed"),
    [
        ("https://a.vn/gln/8938505970004", "https://id.gs1.org/414/8938505970004"),
        ("https://a.vn/01/893850597002/21/A", "https://id.gs1.org/01/00893850597002/21/A"),
        ("https://a.vn/01/08938505970028/21/A/", "https://a.vn/01/08938505970028/21/A/"),
        ("https://a.vn/01/08938505970028#top", "https://a.vn/01/08938505970028#top"),
        ("https://a.vn/01/08938505970028/22/V/235/Z", "https://id.gs1.org/01/08938505970028/235/Z"),
        ("HTTPS://A.VN/01/08938505970028", "HTTPS://A.VN/01/08938505970028"),
        ("urn:epc:id:grai:893850597000..12", "urn:epc:id:grai:893850597000..12"),
        ("urn:epc:id:sgln:893850597000..0", "https://id.gs1.org/414/8938505970004"),
        ("urn:epc:id:sgtin:8938505.97002.7", "urn:epc:id:sgtin:8938505.97002.7"),
        (
            "urn:epc:id:giai:8938505.ABCDEFGHIJKLMNOPQRSTUVWX",
            "urn:epc:id:giai:8938505.ABCDEFGHIJKLMNOPQRSTUVWX",
        ),
        ("urn:epc:", "urn:epc:"),
        ("https://id.gs1.org/01/08938505970028/10/00/21/7", "https://id.gs1.org/01/08938505970028/21/7"),
    ],
)
def test_identifiers_are_hashed_with_the_habits_of_the_reference(text, hashed):
    assert hashed_identifier(text) == hashed


@given(st.dictionaries(st.text(max_size=6) | st.sampled_from(list(seen())), json_values, max_size=5))
def test_any_json_object_with_a_type_has_a_hash(fields):
    event = json.loads(json.dumps(fields)) | {"type": "ObjectEvent"}

    assert event_hash(event, PREFIXES) == event_hash(json.loads(json.dumps(event)), PREFIXES)


@given(st.sampled_from(sorted(KNOWN)), json_values)
def test_every_field_of_the_standard_takes_any_value(name, value):
    event, _ = KNOWN[name]

    for field in event:
        assert event_hash({**event, field: value, "type": "ObjectEvent"}, PREFIXES)[-11:] == "?ver=CBV2.0"


def test_half_a_surrogate_pair_is_no_obstacle():
    assert event_hash(seen(**{"qn:a": "\ud800"}), PREFIXES) != event_hash(
        seen(**{"qn:a": "\ud801"}), PREFIXES
    )
