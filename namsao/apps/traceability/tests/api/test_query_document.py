"""Events that came with several contexts, in one document."""

import json
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from namsao.apps.traceability.queries.search import Row
from namsao.apps.traceability.query_document import as_json, merged, query_document
from namsao.apps.traceability.tests.api.build import CONTEXT
from namsao.core.epcis.document import prefixes_of

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
OLD_ADDRESS = "https://gs1.github.io/EPCIS/epcis-context.jsonld"
ONE, OTHER = {"ex": "https://one.example/"}, {"ex": "https://other.example/"}


def a_row(number, *context, **body):
    return Row(number, f"urn:id:{number}", AT, json.dumps({"type": "ObjectEvent", **body}), list(context))


def events_of(*rows):
    whole = json.loads(as_json(query_document(rows, at=AT)))
    return whole["@context"], whole["epcisBody"]["queryResults"]["resultsBody"]["eventList"]


def test_an_empty_result_is_a_whole_document():
    assert json.loads(as_json(query_document([], at=AT, query_name="Mine", subscription_id="7"))) == {
        "@context": [CONTEXT],
        "type": "EPCISQueryDocument",
        "schemaVersion": "2.0",
        "creationDate": "2026-11-20T02:00:00.000Z",
        "epcisBody": {
            "queryResults": {"queryName": "Mine", "subscriptionID": "7", "resultsBody": {"eventList": []}}
        },
    }


def test_a_context_that_all_share_stays_as_it_is():
    context, events = events_of(a_row(1, OLD_ADDRESS, ONE), a_row(2, OLD_ADDRESS, ONE))

    assert context == [OLD_ADDRESS, ONE]
    assert events[0] == {
        "type": "ObjectEvent",
        "eventID": "urn:id:1",
        "recordTime": "2026-11-20T02:00:00.000Z",
    }


def test_prefixes_that_agree_are_gathered():
    context, events = events_of(
        a_row(1, CONTEXT, ONE), a_row(2, OLD_ADDRESS, {"mine": "urn:mine:"}), a_row(3)
    )

    assert context == [CONTEXT, {"ex": "https://one.example/", "mine": "urn:mine:"}]
    assert not any("@context" in event for event in events)


def test_an_event_whose_prefix_means_something_else_keeps_its_context():
    context, events = events_of(a_row(1, CONTEXT, ONE), a_row(2, CONTEXT, OTHER))

    assert context == [CONTEXT, ONE]
    assert [event.get("@context") for event in events] == [None, [CONTEXT, OTHER]]


def test_a_context_of_somebody_elses_stays_with_its_events():
    context, events = events_of(
        a_row(1, CONTEXT, "https://else.example/context.jsonld"), a_row(2, CONTEXT, ONE)
    )

    assert context == [CONTEXT, ONE]
    assert events[0]["@context"] == [CONTEXT, "https://else.example/context.jsonld"]


def test_a_context_inside_an_event_stays_inside_it():
    own = {"own": "https://own.example/"}
    context, events = events_of(
        a_row(1, CONTEXT, **{"@context": [own]}),
        a_row(2, CONTEXT, OTHER, **{"@context": [own]}),
        a_row(3, ONE),
    )

    assert context == [CONTEXT, OTHER]
    assert [event.get("@context") for event in events] == [[own], [own], [ONE]]


def test_the_context_of_an_event_that_came_alone_is_not_said_twice():
    context, events = events_of(a_row(1, CONTEXT, ONE, **{"@context": [CONTEXT, ONE]}))

    assert context == [CONTEXT, ONE]
    assert "@context" not in events[0]


def test_ids_and_times_of_recording_are_the_repositorys():
    _context, (event,) = events_of(a_row(1, CONTEXT, eventID="urn:own:1", recordTime="2001-01-01T00:00:00Z"))

    assert (event["eventID"], event["recordTime"]) == ("urn:own:1", "2026-11-20T02:00:00.000Z")


words = st.dictionaries(st.sampled_from("abc"), st.sampled_from(["urn:x:", "urn:y:"]))
entries = st.one_of(st.just(CONTEXT), st.just(OLD_ADDRESS), words)


@given(st.lists(st.lists(entries, max_size=3), max_size=5))
def test_a_prefix_means_the_same_as_before_for_every_event(contexts):
    context, own = merged(contexts)

    for before, has_own in zip(contexts, own, strict=True):
        told = prefixes_of(before)
        now = prefixes_of([*context, *(before if has_own else [])])
        assert {name: now.get(name) for name in told} == told
