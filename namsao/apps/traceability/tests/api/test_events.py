"""Events are found, page by page, by those who may see them."""

from urllib.parse import quote

import pytest

from namsao.apps.traceability.tests.api.build import (
    CONTEXT,
    GLN,
    GTIN,
    SERIAL,
    a_document,
    an_api,
    an_event,
    next_of,
    numbers,
    pages,
    without,
)
from namsao.base.accounts.tests.cast import NOW
from namsao.base.keys.models import CompanyPrefix


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?EQ_bizStep=shipping", [3, 1]),
        ("?EQ_bizStep=shipping|receiving", [3, 2, 1]),
        ("?EQ_bizStep=urn:epcglobal:cbv:bizstep:receiving", [2]),
        (f"?MATCH_epc={quote(SERIAL)}", [1]),
        ("?MATCH_epc=urn:epc:id:sgtin:952110.0000001.A2", [2]),
        (f"?MATCH_anyEPC={quote('https://example.com/01/' + GTIN + '/21/A3?x=y')}", [3]),
        ("?eventType=ObjectEvent&EQ_action=ADD", []),
        ("?GE_eventTime=2026-11-20T08:00:02.000%2B07:00", [3, 2]),
        ("?orderBy=eventTime&orderDirection=ASC", [1, 2, 3]),
        ("?orderBy=eventTime&eventCountLimit=1", [3]),
        ("?EQ_eventID=urn:uuid:00000000-0000-4000-8000-000000000002", [2]),
    ],
)
def test_events_are_found_by_what_they_say(htx, query, found):
    htx.capture(an_event(1), an_event(2, bizStep="receiving"), an_event(3))

    assert numbers(htx.events(query)) == found


def test_an_extension_is_asked_for_by_a_prefix_of_the_header(htx):
    context = [CONTEXT, {"own": "https://own.example/"}]
    htx.post("capture", a_document(an_event(1, **{"own:field": "a"}), an_event(2), context=context))

    found = htx.events("?EQ_mine:field=a", GS1_Extensions="mine=https://own.example/")

    assert numbers(found) == [1]
    assert htx.get("events?EQ_mine:field=a").status_code == 400


@pytest.mark.parametrize(
    ("query", "kind", "status"),
    [
        ("EQ_everything=1", "QueryParameterException", 400),
        ("GE_eventTime=yesterday", "QueryParameterException", 400),
        ("EQ_action=TAKE", "QueryParameterException", 400),
        ("EQ_bizStep=", "QueryParameterException", 400),
        ("perPage=none", "QueryParameterException", 400),
        ("nextPageToken=made-up", "QueryParameterException", 400),
        ("maxEventCount=1", "QueryTooLargeException", 413),
        ("EQ_eventID=" + "|".join(f"urn:x:{n}" for n in range(1500)), "QueryTooComplexException", 413),
        ("&".join(f"EQ_ILMD_a{n}=1" for n in range(1200)), "ValidationException", 400),
    ],
)
def test_a_bad_query_is_named(htx, query, kind, status, monkeypatch):
    monkeypatch.setattr("namsao.apps.traceability.api.resource.LONGEST_URI", 100_000)
    htx.capture(an_event(1), an_event(2))

    answer = htx.get(f"events?{query}")

    assert (answer.status_code, answer.json()["type"]) == (status, f"epcisException:{kind}")


def test_a_wrong_parameter_is_named_in_the_problem(htx):
    assert htx.get("events?EQ_everything=1").json()["parameter"] == "EQ_everything"


def test_all_events_come_page_by_page_each_once(htx):
    htx.capture(*(an_event(number) for number in range(7)))

    found, count = pages(htx, "events?perPage=3&EQ_bizStep=shipping%7Creceiving")

    assert (numbers(found), count) == ([6, 5, 4, 3, 2, 1, 0], 3)


def test_events_that_come_in_between_do_not_disturb_the_pages(htx):
    htx.capture(*(an_event(number) for number in range(4)))
    first = htx.get("events?perPage=2")
    htx.capture(an_event(9))

    found, _count = pages(htx, next_of(first))

    assert numbers(found) == [1, 0]


def test_a_token_is_for_its_own_query_only(htx):
    htx.capture(*(an_event(number) for number in range(3)))
    token = next_of(htx.get("events?perPage=2")).split("nextPageToken=")[1].split("&")[0]

    answer = htx.get(f"events?EQ_action=ADD&perPage=2&nextPageToken={token}")

    assert (answer.status_code, answer.json()["parameter"]) == (400, "nextPageToken")


def test_a_token_that_was_dropped_is_of_no_use(htx):
    htx.capture(*(an_event(number) for number in range(3)))
    path = next_of(htx.get("events?perPage=2"))
    token = path.split("nextPageToken=")[1].split("&")[0]
    assert htx.get(path).status_code == 200

    answer = htx.ask("DELETE", f"nextPageToken/{token}")

    assert answer.status_code == 204
    assert htx.get(path).status_code == 400


def test_events_of_others_are_not_seen(htx, stranger, programme):
    htx.capture(an_event())
    event_id = "urn:uuid:00000000-0000-4000-8000-000000000001"

    assert numbers(htx.events()) == numbers(programme.events()) == [1]
    assert stranger.events() == []
    for path in (f"events/{event_id}", f"epcs/{SERIAL}", f"epcs/{SERIAL}/events", f"readPoints/{GLN}"):
        assert (stranger.get(path).status_code, htx.get(path).status_code) == (404, 200)


def test_names_of_partners_stay_with_the_owner(htx, cast):
    # given goods that the cooperative hands on to the other one, under a contract
    CompanyPrefix.objects.create(digits="952111", party=cast.other_htx, made_at=NOW)
    contract = [{"type": "po", "bizTransaction": "urn:epc:id:gdti:952110.000001.1"}]
    receiver = [{"type": "possessing_party", "destination": "https://id.gs1.org/417/9521110000014"}]
    htx.capture(an_event(bizTransactionList=contract, destinationList=receiver))

    # when the receiver reads the event
    (seen,) = an_api(cast.other_htx).events()

    # then it is there, without the contract
    assert without(seen, "recordTime") == an_event(destinationList=receiver)
    assert htx.events()[0]["bizTransactionList"] == contract


def test_an_event_and_the_declaration_of_its_error_come_together(htx):
    htx.capture(an_event())
    error = {"declarationTime": "2026-11-21T08:00:00+07:00", "reason": "incorrect_data"}
    htx.capture(an_event(errorDeclaration=error))

    found = htx.get("events/urn:uuid:00000000-0000-4000-8000-000000000001").json()

    events = found["epcisBody"]["queryResults"]["resultsBody"]["eventList"]
    assert [event.get("errorDeclaration") for event in events] == [None, error]


@pytest.mark.parametrize(
    "event_id", ["urn:uuid:none", "x", "ni:///sha-256;00?ver=CBV2.0", "%00", "..", "ni:/"]
)
def test_an_event_that_is_not_there_is_not_found(htx, event_id):
    answer = htx.get(f"events/{quote(event_id, safe='%')}")

    assert (answer.status_code, answer.json()["type"]) == (404, "epcisException:NoSuchResourceException")
