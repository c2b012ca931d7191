"""Who subscribes is told of new events: each once when all goes well, at least once when not, signed."""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

import pytest

from namsao.apps.traceability import delivery
from namsao.apps.traceability.actions import subscription as actions
from namsao.apps.traceability.delivery import tell_due
from namsao.apps.traceability.models import Event, Subscription
from namsao.apps.traceability.tests.api.build import an_api, an_event, subscribe, without
from namsao.base.accounts.actions import revoke_key
from namsao.base.accounts.models import ApiKey
from namsao.base.accounts.tests.cast import NOW


def tell(clock, **later):
    clock.shift(timedelta(**(later or {"seconds": 1})))
    return tell_due(datetime.now(UTC))


def test_a_stream_tells_each_new_event_once_in_order(htx, clock, there):
    htx.capture(an_event(1))
    clock.shift(timedelta(seconds=1))
    path = subscribe(htx, there.url)
    clock.shift(timedelta(seconds=1))
    htx.capture(an_event(3), an_event(2), an_event(4, bizStep="receiving"))
    assert tell(clock) == 1
    htx.capture(an_event(5))

    called = [tell(clock, seconds=5), tell(clock, minutes=3), tell(clock, minutes=30), tell(clock, days=1)]

    assert called == [1, 0, 0, 0]
    assert there.numbers() == [[3, 2], [5]]
    assert htx.get(path).json()["lastNotifiedAt"] == "2026-11-24T01:00:08.000Z"


def test_what_is_told_is_a_query_document_with_a_signature(htx, clock, there):
    path = subscribe(htx, there.url, signatureToken="sécret")
    htx.capture(an_event())

    tell(clock)

    ((headers, body),) = there.heard
    assert headers["Content-Type"] == "application/json"
    assert (
        headers["Gs1-Signature" if "Gs1-Signature" in headers else "GS1-Signature"]
        == hmac.new("sécret".encode(), body, hashlib.sha256).hexdigest()
    )
    (document,) = there.documents()
    results = document["epcisBody"]["queryResults"]
    assert (document["type"], results["queryName"]) == ("EPCISQueryDocument", "mine")
    assert results["subscriptionID"] == path.split("/")[-1]
    assert without(results["resultsBody"]["eventList"][0], "recordTime") == an_event()


def test_without_a_secret_nothing_is_signed(htx, clock, there):
    subscribe(htx, there.url)
    htx.capture(an_event())

    tell(clock)

    assert "gs1-signature" not in {name.lower() for name in there.heard[0][0]}


def test_identifiers_are_told_in_the_form_asked_for(htx, clock, there):
    subscribe(htx, there.url, epcFormat="Always_GS1_Digital_Link")
    htx.capture(an_event(epcList=["urn:epc:id:sgtin:952110.0000001.A1"]))

    tell(clock)

    (event,) = there.documents()[0]["epcisBody"]["queryResults"]["resultsBody"]["eventList"]
    assert event["epcList"] == ["https://id.gs1.org/01/09521100000017/21/A1"]


def test_past_events_are_told_from_the_moment_asked_for(htx, clock, there):
    htx.capture(an_event(1))
    clock.shift(timedelta(minutes=10))
    htx.capture(an_event(2))
    clock.shift(timedelta(minutes=10))

    subscribe(htx, there.url, initialRecordTime="2026-11-24T08:05:00+07:00")
    tell(clock)

    assert there.numbers() == [[2]]


def test_what_did_not_get_through_is_told_again_later_and_later(htx, clock, there):
    path = subscribe(htx, there.url)
    htx.capture(an_event(1))
    there.statuses = [500, 302, 200]

    called = [
        tell(clock, seconds=1),
        tell(clock, seconds=5),
        tell(clock, seconds=11),
        tell(clock, seconds=20),
    ]
    assert called == [1, 0, 1, 0]
    failed = htx.get(path).json()
    called = [tell(clock, seconds=11), tell(clock, minutes=10)]

    assert called == [1, 0]
    assert there.numbers() == [[1], [1], [1]]
    assert "lastNotifiedAt" not in failed
    assert failed["minRecordTime"] == "2026-11-24T01:00:00.000Z"
    assert "lastNotifiedAt" in htx.get(path).json()
    assert Subscription.objects.get().failures == 0


def test_waiting_has_an_end(htx, clock, there):
    subscribe(htx, there.url)
    htx.capture(an_event(1))
    Subscription.objects.update(failures=10_000)
    there.statuses = [500]

    tell(clock)

    subscription = Subscription.objects.get()
    assert subscription.next_at - datetime.now(UTC) == actions.LONGEST_WAIT
    assert subscription.error == "HTTP 500"


def test_a_crash_after_the_call_tells_once_more_and_loses_nothing(htx, clock, there, monkeypatch):
    subscribe(htx, there.url)
    htx.capture(an_event(1))

    def crash(**_facts):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(actions, "note_told", crash)
        with pytest.raises(KeyboardInterrupt):
            tell(clock)
    assert tell(clock, seconds=1) == 0
    htx.capture(an_event(2))
    tell(clock, minutes=3)

    assert there.numbers() == [[1], [1, 2]]


def test_many_events_are_told_in_several_letters_without_a_gap(htx, clock, there):
    subscribe(htx, there.url)
    htx.capture(*(an_event(number) for number in range(130)))
    clock.shift(timedelta(seconds=1))
    htx.capture(*(an_event(number) for number in range(130, 250)))

    called = [tell(clock) for _ in range(4)]

    assert called == [1, 1, 1, 0]
    assert [len(each) for each in there.numbers()] == [100, 100, 50]
    assert sorted(number for each in there.numbers() for number in each) == list(range(250))


@pytest.mark.parametrize("most", [5, 60])
def test_a_flood_is_told_without_a_gap_and_without_an_endless_list(htx, clock, there, monkeypatch, most):
    """With more events in a few minutes than are kept in mind, some are told later, each of them once."""
    monkeypatch.setattr(delivery, "MOST_MARKS", most)
    monkeypatch.setattr(delivery, "MOST_PER_PAGE", 10)
    monkeypatch.setattr(delivery, "MOST_PAGES", 15)
    subscribe(htx, there.url)

    kept = []
    for turn in range(80):
        if turn < 20:
            htx.capture(*(an_event(10 * turn + number) for number in range(10)))
        tell(clock, seconds=10)
        kept.append(len(Subscription.objects.get().told))

    told = [number for each in there.numbers() for number in each]
    assert sorted(told) == list(range(200))
    assert max(kept) <= most + 20
    assert kept[-1] == 0


def test_an_event_that_became_visible_late_is_told_too(htx, clock, there):
    """A long capture bears the moment it began with, and is seen when it ends."""
    subscribe(htx, there.url)
    clock.shift(timedelta(seconds=1))
    htx.capture(an_event(1))
    hidden = Event.objects.get()
    Event.objects.filter(pk=hidden.pk).update(biz_step="receiving")
    clock.shift(timedelta(seconds=30))
    htx.capture(an_event(2))
    tell(clock)

    Event.objects.filter(pk=hidden.pk).update(biz_step="shipping")
    tell(clock, seconds=60)

    assert there.numbers() == [[2], [1]]


def test_a_schedule_tells_at_its_hour_by_the_clock_of_vietnam(htx, clock, there):
    subscribe(htx, there.url, schedule={"hour": "9", "minute": "30"}, stream=None)
    htx.capture(an_event(1))

    called = [tell(clock, minutes=89), tell(clock, minutes=1), tell(clock, hours=12), tell(clock, hours=12)]

    assert called == [0, 1, 0, 0]
    assert there.numbers() == [[1]]


def test_nothing_is_told_too_when_that_is_asked_for(htx, clock, there):
    subscribe(htx, there.url, schedule={"hour": "9", "minute": "30"}, stream=None, reportIfEmpty=True)

    called = [tell(clock, minutes=90), tell(clock, hours=1), tell(clock, hours=23)]

    assert called == [1, 0, 1]
    assert there.numbers() == [[], []]


def test_subscribers_are_told_what_they_may_see_and_no_more(htx, stranger, clock, there):
    subscribe(stranger, there.url, query={})
    htx.capture(an_event(1))
    stranger.capture(an_event(2))

    tell(clock)

    assert there.numbers() == [[2]]


def test_a_revoked_key_is_told_nothing_any_more(htx, cast, clock, there):
    subscribe(htx, there.url)
    other = an_api(cast.htx)
    revoke_key(key=ApiKey.objects.earliest("pk"), why="lộ", by=cast.quan, at=NOW)
    other.capture(an_event(1))

    assert tell(clock) == 0

    assert there.heard == []
    assert "key or account is over" in Subscription.objects.get().error


def test_one_who_does_not_answer_does_not_hold_up_the_others(htx, clock, there):
    subscribe(htx, "http://127.0.0.1:9/")
    subscribe(htx, there.url)
    htx.capture(an_event(1))

    assert tell(clock) == 2

    assert there.numbers() == [[1]]
    assert sorted(Subscription.objects.values_list("failures", flat=True)) == [0, 1]


def test_two_workers_do_not_tell_the_same(htx, clock, there):
    subscribe(htx, there.url)
    htx.capture(an_event(1))
    clock.shift(timedelta(seconds=1))
    subscription = Subscription.objects.get()
    now = datetime.now(UTC)

    taken = [actions.claim(subscription=subscription, by=None, at=now) for _ in range(2)]

    assert taken == [True, False]


def test_looking_for_nothing_costs_little(htx, clock, there, django_assert_max_num_queries):
    for number in range(5):
        subscribe(htx, f"{there.url}&n={number}")

    with django_assert_max_num_queries(2):
        assert tell(clock) == 0
