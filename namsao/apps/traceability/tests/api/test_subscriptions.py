"""Subscriptions are made, shown and ended."""

import pytest

from namsao.apps.traceability.actions import subscription as actions
from namsao.apps.traceability.models import Subscription
from namsao.apps.traceability.tests.api.build import subscribe, without
from namsao.base.audit.models import Entry


def test_a_subscription_is_made_shown_and_ended(htx, clock):
    path = subscribe(
        htx, "https://example.com/told", signatureToken="secret", schedule={"hour": "1"}, stream=None
    )

    answer = htx.get(path)

    told = {
        "subscriptionID": path.split("/")[-1],
        "queryName": "mine",
        "dest": "https://example.com/told",
        "schedule": {"hour": "1"},
        "reportIfEmpty": False,
        "createdAt": "2026-11-24T01:00:00.000Z",
        "minRecordTime": "2026-11-24T01:00:00.000Z",
    }
    assert answer.json() == told
    assert answer["GS1-Query-Min-Record-Time"] == "2026-11-24T01:00:00.000Z"
    assert htx.get("queries/mine/subscriptions").json() == [without(told, "queryName")]
    assert "secret" not in Subscription.objects.get().secret
    assert htx.ask("DELETE", path).status_code == 204
    assert [htx.get(path).status_code, htx.ask("DELETE", path).status_code] == [404, 404]
    assert list(
        Entry.objects.filter(verb__endswith="subscribe").order_by("pk").values_list("verb", flat=True)
    ) == [
        "subscribe",
        "unsubscribe",
    ]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        {},
        {"dest": "https://example.com/"},
        {"stream": True},
        {"dest": 1, "stream": True},
        {"dest": "https://example.com/", "stream": False},
        {"dest": "https://example.com/", "stream": "true"},
        {"dest": "https://example.com/", "stream": True, "schedule": {"hour": "1"}},
        {"dest": "https://example.com/", "schedule": {}},
        {"dest": "https://example.com/", "schedule": "hourly"},
        {"dest": "https://example.com/", "schedule": {"hour": "25"}},
        {"dest": "https://example.com/", "schedule": {"century": "1"}},
        {"dest": "https://example.com/", "schedule": {"dayOfMonth": "31", "month": "2"}},
        {"dest": "https://example.com/", "stream": True, "reportIfEmpty": "no"},
        {"dest": "https://example.com/", "stream": True, "initialRecordTime": "2026-11-20"},
        {"dest": "https://example.com/", "stream": True, "initialRecordTime": "2026-13-20T00:00:00Z"},
        {"dest": "https://example.com/", "stream": True, "signatureToken": 7},
        {"dest": "https://example.com/", "stream": True, "signatureToken": "x" * 1001},
        {"dest": "https://example.com/", "stream": True, "epcFormat": "Sometimes"},
        {"dest": "https://example.com/", "stream": True, "color": "red"},
        {"dest": "ftp://example.com/", "stream": True},
        {"dest": "http://localhost:5432/", "stream": True},
        {"dest": "http://169.254.169.254/latest/", "stream": True},
    ],
)
def test_what_is_no_subscription_is_refused(htx, body):
    htx.post("queries", {"name": "mine", "query": {}})

    answer = htx.post("queries/mine/subscriptions", body)

    assert (answer.status_code, answer.json()["type"]) == (
        400,
        "epcisException:SubscriptionControlsException",
    )
    assert not Subscription.objects.exists()


def test_nobody_subscribes_without_end(htx, monkeypatch):
    monkeypatch.setattr(actions, "MOST_SUBSCRIPTIONS", 1)
    subscribe(htx, "https://example.com/")

    answer = htx.post("queries/mine/subscriptions", {"dest": "https://example.com/", "stream": True})

    assert answer.status_code == 400


def test_subscriptions_to_the_queries_of_others_are_not_there(htx, stranger):
    path = subscribe(htx, "https://example.com/")

    assert stranger.get(path).status_code == 404
    assert stranger.ask("DELETE", path).status_code == 404
    body = {"dest": "https://example.com/", "stream": True}
    assert stranger.post("queries/mine/subscriptions", body).status_code == 404


@pytest.mark.parametrize("subscription", ["1", "00000000-0000-4000-8000-000000000001", "x/y"])
def test_a_subscription_that_is_not_there_is_not_found(htx, subscription):
    htx.post("queries", {"name": "mine", "query": {}})

    assert htx.get(f"queries/mine/subscriptions/{subscription}").status_code == 404


def test_subscriptions_are_listed_page_by_page(htx):
    for number in range(3):
        subscribe(htx, f"https://example.com/{number}")

    first = htx.get("queries/mine/subscriptions?perPage=2")
    second = htx.get(first["Link"].split("/epcis/")[1].split(">")[0])

    assert [each["dest"][-1] for page in (first, second) for each in page.json()] == ["0", "1", "2"]
