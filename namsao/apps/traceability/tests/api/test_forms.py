"""Events in the form asked for: identifiers, words, XML."""

import pytest
from lxml import etree

from namsao.apps.traceability.tests.api.build import (
    CONTEXT,
    GTIN,
    SERIAL,
    a_document,
    an_event,
)
from namsao.base.accounts.tests.cast import NOW
from namsao.base.keys.models import CompanyPrefix

FOREIGN, URN = f"https://example.com/01/{GTIN}/21/A1", "urn:epc:id:sgtin:952110.0000001.A1"


@pytest.mark.parametrize(
    ("sent", "wanted", "back"),
    [
        (FOREIGN, "Always_EPC_URN", URN),
        (URN, "Always_GS1_Digital_Link", SERIAL),
        (FOREIGN, "No_Preference", FOREIGN),
        (URN, "Never_Translates", URN),
        (URN, None, URN),
        (FOREIGN, None, FOREIGN),
    ],
)
def test_identifiers_come_in_the_form_asked_for(htx, cast, sent, wanted, back):
    CompanyPrefix.objects.create(digits="952110", party=cast.htx, made_at=NOW)
    htx.capture(an_event(epcList=[sent]))

    answer = htx.get("events", **({"GS1_EPC_Format": wanted} if wanted else {}))

    (event,) = answer.json()["epcisBody"]["queryResults"]["resultsBody"]["eventList"]
    assert event["epcList"] == [back]
    assert answer["GS1-EPC-Format"] == (wanted or "Never_Translates")


@pytest.mark.parametrize(
    ("accept", "extra", "root", "step"),
    [
        ("application/xml", {}, "urn:epcglobal:epcis-query:xsd:2", "urn:epcglobal:cbv:bizstep:shipping"),
        (
            "text/xml",
            {"GS1_CBV_XML_Format": "Always_Web_URI"},
            "urn:epcglobal:epcis-query:xsd:2",
            "https://ref.gs1.org/cbv/BizStep-shipping",
        ),
        (
            "application/xml",
            {"GS1_EPCIS_Max": "1.2.0"},
            "urn:epcglobal:epcis-query:xsd:1",
            "urn:epcglobal:cbv:bizstep:shipping",
        ),
    ],
)
def test_events_come_in_xml_when_asked(htx, accept, extra, root, step):
    htx.capture(an_event())

    answer = htx.get("events", Accept=accept, **extra)

    assert (answer.status_code, answer["Content-Type"]) == (200, accept)
    tree = etree.fromstring(answer.content)
    assert etree.QName(tree).namespace == root
    assert [each.text for each in tree.iter("bizStep")] == [step]


def test_there_is_no_json_before_2_0(htx):
    assert htx.get("events", GS1_EPCIS_Max="1.2.0").status_code == 406


def test_what_xml_cannot_say_is_not_acceptable_in_xml(htx):
    context = [CONTEXT, {"own": "https://own.example/"}]
    htx.post("capture", a_document(an_event(**{"own:field": "\x01"}), context=context))

    answer = htx.get("events", Accept="application/xml")

    assert (answer.status_code, answer["Content-Type"]) == (406, "application/problem+xml")
    assert htx.get("events").status_code == 200
