"""The collections of what events are about, each with its own events."""

from urllib.parse import quote

import pytest
from lxml import etree

from namsao.apps.traceability.tests.api.build import (
    GLN,
    GTIN,
    LOT,
    SERIAL,
    an_event,
    next_of,
    numbers,
    pages,
)
from namsao.base.accounts.tests.cast import NOW
from namsao.base.keys.models import CompanyPrefix


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("eventTypes/ObjectEvent", 200),
        ("eventTypes/ex:Own", 404),
        ("eventTypes/x%20y", 404),
        (f"epcs/{SERIAL}", 200),
        (f"epcs/{quote(SERIAL, safe='')}", 200),
        ("epcs/urn:epc:id:sgtin:952110.0000001.A1", 200),
        (f"epcs/{LOT}", 200),
        (f"epcs/https://id.gs1.org/01/{GTIN}/21/none", 404),
        ("epcs/nothing", 404),
        ("epcs/urn:epc:id:sgtin:1", 404),
        ("bizSteps/shipping", 200),
        ("bizSteps/urn:epcglobal:cbv:bizstep:shipping", 200),
        ("bizSteps/killing", 200),
        ("bizSteps/dancing", 404),
        ("bizSteps/https:%2F%2Fown.example%2Fstep", 404),
        (f"bizLocations/{GLN}", 404),
        (f"readPoints/{GLN}", 200),
        ("readPoints/urn:epc:id:sgln:952110.000001.0", 200),
        ("dispositions/in_transit", 200),
        ("dispositions/nowhere", 404),
    ],
)
def test_a_member_of_a_collection_has_events_or_is_not_there(htx, path, status):
    lot = [{"epcClass": LOT, "quantity": 5, "uom": "KGM"}]
    htx.capture(an_event(quantityList=lot))

    member, events = htx.get(path), htx.get(f"{path}/events")

    assert (member.status_code, events.status_code) == (status, status)
    if status == 200:
        assert member.json()["member"] == ["events"]


def test_the_events_of_a_member_are_narrowed_like_all_others(htx):
    htx.capture(an_event(1), an_event(2), an_event(3, bizStep="receiving"))

    found, count = pages(htx, "bizSteps/shipping/events?perPage=1")

    assert (numbers(found), count) == ([2, 1], 2)
    narrowed = "bizSteps/shipping/events?EQ_eventID=urn:uuid:00000000-0000-4000-8000-000000000002"
    assert numbers(pages(htx, narrowed)[0]) == [2]
    assert pages(htx, "bizSteps/shipping/events?EQ_bizStep=receiving")[0] == []
    paged = htx.get(f"epcs/{quote(SERIAL, safe='')}/events?perPage=1")
    assert "Link" not in paged


def test_pages_of_an_identifier_keep_it_in_one_segment(htx):
    htx.capture(an_event(1), an_event(2, epcList=[SERIAL]))

    found, count = pages(htx, f"epcs/{quote(SERIAL, safe='')}/events?perPage=1")

    assert (numbers(found), count) == ([2, 1], 2)


def test_collections_list_what_events_are_about(htx, stranger):
    htx.capture(an_event(1), an_event(2, bizStep="receiving", bizLocation={"id": GLN}))

    listed = {
        name: htx.get(name).json()["member"]
        for name in ("bizSteps", "bizLocations", "readPoints", "dispositions", "epcs", "eventTypes")
    }

    assert listed == {
        "bizSteps": ["receiving", "shipping"],
        "bizLocations": [GLN],
        "readPoints": [GLN],
        "dispositions": ["in_transit"],
        "epcs": [f"https://id.gs1.org/01/{GTIN}/21/A{n}" for n in (1, 2)],
        "eventTypes": [
            "AggregationEvent",
            "AssociationEvent",
            "ObjectEvent",
            "TransactionEvent",
            "TransformationEvent",
        ],
    }
    assert [stranger.get(name).json()["member"] for name in ("bizSteps", "epcs")] == [[], []]


def test_the_top_lists_all_collections(htx):
    answer = htx.get("")

    assert answer.json()["type"] == "Collection"
    assert set(answer.json()["member"]) == {
        "events",
        "eventTypes",
        "epcs",
        "bizSteps",
        "bizLocations",
        "readPoints",
        "dispositions",
        "capture",
        "queries",
    }
    xml = htx.get("", Accept="application/xml")
    assert len(etree.fromstring(xml.content)) == 9


def test_identifiers_are_listed_as_urns_when_asked(htx, cast):
    CompanyPrefix.objects.create(digits="952110", party=cast.htx, made_at=NOW)
    htx.capture(an_event(1))

    answer = htx.get("epcs", GS1_EPC_Format="Always_EPC_URN")

    assert answer.json()["member"] == ["urn:epc:id:sgtin:952110.0000001.A1"]


@pytest.mark.parametrize("name", ["epcs", "bizSteps"])
def test_collections_come_page_by_page(htx, programme, name):
    steps = ("accepting", "arriving", "packing", "picking", "receiving")
    htx.capture(*(an_event(number, bizStep=step) for number, step in enumerate(steps)))

    for api in (htx, programme):
        whole = api.get(name).json()["member"]
        path, found = f"{name}?perPage=2", []
        while path:
            answer = api.get(path)
            found += answer.json()["member"]
            path = next_of(answer) if "Link" in answer else ""
        assert (found, len(found)) == (whole, 5)


@pytest.mark.parametrize("query", ["perPage=0", "perPage=-1", "perPage=x", "nextPageToken=x", "color=red"])
@pytest.mark.parametrize("name", ["epcs", "bizSteps", "queries", "capture"])
def test_a_collection_refuses_what_it_does_not_know(htx, name, query):
    answer = htx.get(f"{name}?{query}")

    assert (answer.status_code, answer.json()["type"]) == (400, "epcisException:QueryParameterException")


def test_a_token_of_another_collection_is_refused(htx):
    htx.capture(*(an_event(number, bizStep=step) for number, step in enumerate(("packing", "picking"))))
    token = next_of(htx.get("bizSteps?perPage=1")).split("nextPageToken=")[1].split("&")[0]

    assert htx.get(f"epcs?perPage=1&nextPageToken={token}").status_code == 400
