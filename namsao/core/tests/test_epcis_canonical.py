"""Identifiers in events: one canonical name for each thing, its lot and serial, and the words of CBV."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from namsao.core.epcis.canonical import (
    VOCABULARIES,
    Identity,
    canonical_epc,
    parts_of,
    short_word,
)
from namsao.core.gs1 import epc, link
from namsao.core.gs1.keys import CHARSET_82, check_digit
from namsao.core.gs1.link import Link
from namsao.core.tests.test_gs1_link import paths
from namsao.core.tests.test_gs1_values import value

GTIN = "https://id.gs1.org/01/08938505970028"
PLACE = "https://id.gs1.org/414/8938505970004"

CANONICAL = {
    "urn:epc:id:sgtin:8938505.097002.S1": f"{GTIN}/21/S1",
    "urn:epc:class:lgtin:8938505.097002.ML2611A": f"{GTIN}/10/ML2611A",
    "urn:epc:id:upui:8938505.097002.Z(1)": f"{GTIN}/235/Z%281%29",
    "urn:epc:idpat:sgtin:8938505.097002.*": GTIN,
    "urn:epc:id:itip:8938505.097002.01.02.S1": "https://id.gs1.org/8006/089385059700280102/21/S1",
    "urn:epc:id:sscc:8938505.0970000001": "https://id.gs1.org/00/089385059700000011",
    "urn:epc:id:sgln:8938505.97000.0": PLACE,
    "urn:epc:id:sgln:8938505.97000.K2": f"{PLACE}/254/K2",
    "urn:epc:id:pgln:8938505.97000": "https://id.gs1.org/417/8938505970004",
    "urn:epc:id:grai:8938505.97000.12": "https://id.gs1.org/8003/0893850597000412",
    "urn:epc:id:giai:8938505.S-1": "https://id.gs1.org/8004/8938505S-1",
    "urn:epc:id:gsrn:8938505.0000000017": "https://id.gs1.org/8018/893850500000000178",
    "urn:epc:id:gdti:8938505.90001.77": "https://id.gs1.org/253/893850590001877",
    "urn:epc:id:sgcn:8938505.00001.9": "https://id.gs1.org/255/89385050000159",
    "urn:epc:id:cpi:8938505.P-1.9": "https://id.gs1.org/8010/8938505P-1/8011/9",
    "urn:epc:id:gsin:8938505.000000001": "https://id.gs1.org/402/89385050000000015",
    f"{GTIN}/22/V1/10/ML2611A/21/S1": f"{GTIN}/21/S1",
    f"{GTIN}/22/V1/10/ML2611A": f"{GTIN}/10/ML2611A",
    f"{GTIN}/22/V1": GTIN,
    f"{GTIN}/235/Z1": f"{GTIN}/235/Z1",
    "http://tx.qn.vn:8080/a/01/08938505970028/10/ML2611A/21/S1?17=271231&utm=a#x": f"{GTIN}/21/S1",
    "HTTPS://TX.QN.VN/01/08938505970028/21/S1": f"{GTIN}/21/S1",
    "https://tx.qn.vn/01/08938505970028/10/M%2FA/": f"{GTIN}/10/M%2FA",
    "https://tx.qn.vn/01/08938505970028/10/M%2fA": f"{GTIN}/10/M%2FA",
    "https://tx.qn.vn/8006/089385059700280102/10/L/21/S": "https://id.gs1.org/8006/089385059700280102/21/S",
    "https://tx.qn.vn/414/8938505970004/254/K2?x=1": f"{PLACE}/254/K2",
    "  urn:uuid:0f3a4a52-2f0c-4d0e-9b53-6e616d73616f\n": "urn:uuid:0f3a4a52-2f0c-4d0e-9b53-6e616d73616f",
    "https://hd.vn/po/7": "https://hd.vn/po/7",
    "https://tx.qn.vn/01/08938505970020": "https://tx.qn.vn/01/08938505970020",
    "urn:epc:id:sgtin:8938505.097002": "urn:epc:id:sgtin:8938505.097002",
    "urn:epc:id:gid:1.2.3": "urn:epc:id:gid:1.2.3",
    "": "",
}

PARTS = {
    "https://x/01/08938505970028/10/L/21/S": Identity(f"{GTIN}/21/S", "01", GTIN, f"{GTIN}/10/L", "S"),
    "urn:epc:class:lgtin:8938505.097002.L": Identity(f"{GTIN}/10/L", "01", GTIN, f"{GTIN}/10/L", None),
    "urn:epc:id:sgtin:8938505.097002.a%2Fb": Identity(f"{GTIN}/21/a%2Fb", "01", GTIN, None, "a/b"),
    "https://x/01/08938505970028/10/a%2Fb/21/S": Identity(
        f"{GTIN}/21/S", "01", GTIN, f"{GTIN}/10/a%2Fb", "S"
    ),
    "https://x/01/08938505970028": Identity(GTIN, "01", GTIN, None, None),
    "urn:epc:id:upui:8938505.097002.Z1": Identity(f"{GTIN}/235/Z1", "01", GTIN, None, None),
    "urn:epc:id:itip:8938505.097002.01.02.S": Identity(
        "https://id.gs1.org/8006/089385059700280102/21/S", "8006", None, None, "S"
    ),
    "urn:epc:id:grai:8938505.97000.12": Identity(
        "https://id.gs1.org/8003/0893850597000412", "8003", None, None, "12"
    ),
    "urn:epc:idpat:grai:8938505.97000.*": Identity(
        "https://id.gs1.org/8003/08938505970004", "8003", None, None, None
    ),
    "urn:epc:id:cpi:8938505.P-1.9": Identity(
        "https://id.gs1.org/8010/8938505P-1/8011/9", "8010", None, None, "9"
    ),
    "urn:epc:id:sgln:8938505.97000.K2": Identity(f"{PLACE}/254/K2", "414", None, None, None),
    "urn:epc:id:sscc:8938505.0970000001": Identity(
        "https://id.gs1.org/00/089385059700000011", "00", None, None, None
    ),
    "urn:uuid:1": Identity("urn:uuid:1", "", None, None, None),
}

# Source: GS1 General Specifications, digits of GDTI, GCN and GRAI before the serial.
CLASS_LENGTHS = {"253": 13, "255": 13, "8003": 14}

component = st.text(st.sampled_from(CHARSET_82), min_size=1, max_size=20)


@pytest.mark.parametrize("text", CANONICAL)
def test_every_spelling_of_an_identifier_has_one_canonical_form(text):
    assert canonical_epc(text) == CANONICAL[text]


@pytest.mark.parametrize("text", PARTS)
def test_an_identifier_tells_its_class_its_lot_and_its_serial(text):
    assert parts_of(text) == PARTS[text]


@pytest.mark.parametrize(("key", "qualifiers"), paths())
@settings(max_examples=5, deadline=None)
@given(data=st.data())
def test_a_link_of_any_host_and_its_canonical_form_name_the_same_thing(key, qualifiers, data):
    made = Link(key, tuple((ai, data.draw(value(ai))) for ai in (key, *qualifiers)))
    kept = [ai for ai in qualifiers if ai != "22" and not (ai == "10" and "21" in qualifiers)]
    finest = link.identity(Link(key, (made.ais[0], *((ai, made.get(ai)) for ai in kept))))

    own = made.value[CLASS_LENGTHS.get(key, len(made.value)) :]
    serial = made.get("21") or made.get("8011") or own or None

    named = parts_of(link.build(made, "https://tx.qn.vn/a") + "?utm=1")

    assert (named.uri, named.key, named.serial) == (finest, key, serial)
    assert canonical_epc(named.uri) == named.uri


@given(st.text(max_size=40) | st.sampled_from(sorted(CANONICAL)))
def test_the_canonical_form_of_a_canonical_form_is_itself(text):
    once = canonical_epc(text)

    assert canonical_epc(once) == once


@given(st.from_regex(r"[0-9]{13}", fullmatch=True), component, st.sampled_from(["21", "10", "235"]))
def test_a_urn_and_a_link_of_the_same_thing_meet(digits, text, qualifier):
    named = link.of([("01", digits + check_digit(digits)), (qualifier, text)])
    here = link.build(named, "https://tx.qn.vn/a")

    urns = {epc.to_urn(named, length) for length in range(6, 13)}

    assert {canonical_epc(urn) for urn in urns} == {canonical_epc(here)} == {link.identity(named)}


@pytest.mark.parametrize(
    ("kind", "text", "word"),
    [
        ("bizStep", "urn:epcglobal:cbv:bizstep:shipping", "shipping"),
        ("bizStep", "https://ref.gs1.org/cbv/BizStep-shipping", "shipping"),
        ("bizStep", "cbv:BizStep-shipping", "shipping"),
        ("bizStep", "shipping", "shipping"),
        ("bizStep", "urn:epcglobal:cbv:bizstep:drying", "urn:epcglobal:cbv:bizstep:drying"),
        ("bizStep", "urn:epcglobal:cbv:disp:active", "urn:epcglobal:cbv:disp:active"),
        ("disposition", "urn:epcglobal:cbv:disp:active", "active"),
        ("bizTransactionType", "https://ref.gs1.org/cbv/BTT-po", "po"),
        ("sourceType", "urn:epcglobal:cbv:sdt:owning_party", "owning_party"),
        ("destinationType", "urn:epcglobal:cbv:sdt:location", "location"),
        ("errorReason", "urn:epcglobal:cbv:er:incorrect_data", "incorrect_data"),
        ("component", "cbv:Comp-x", "x"),
        ("measurementType", "gs1:Temperature", "Temperature"),
        ("measurementType", "https://gs1.org/voc/Temperature", "Temperature"),
        ("exception", "gs1:ALARM_CONDITION", "ALARM_CONDITION"),
        ("deviceID", "urn:epc:id:giai:8938505.S-1", "urn:epc:id:giai:8938505.S-1"),
        ("disposition", "", ""),
    ],
)
def test_a_word_of_cbv_is_short_whatever_its_spelling(kind, text, word):
    assert short_word(kind, text) == word


def test_every_word_of_every_vocabulary_is_read_back_from_its_web_uri_and_its_urn():
    for kind, known in VOCABULARIES.items():
        for start in filter(None, (known.web, known.urn)):
            assert [short_word(kind, start + word) for word in known.words] == list(known.words)
