"""Queries with a name: kept, asked, taken away; nobody touches those of others."""

import pytest

from namsao.apps.traceability.models import StoredQuery
from namsao.apps.traceability.tests.api.build import Api, an_event
from namsao.base.audit.models import Entry

SHIPPED = {"eventType": ["ObjectEvent"], "EQ_bizStep": ["shipping"]}


def create(api, name="mine", query=None, **more):
    return api.post("queries", {"name": name, "query": SHIPPED if query is None else query, **more})


def test_a_query_is_kept_and_shown(htx, cast):
    answer = create(htx)

    assert (answer.status_code, answer.content) == (201, b"")
    assert answer["Location"] == "http://testserver/epcis/queries/mine"
    assert htx.get("queries/mine").json() == {"name": "mine", "query": SHIPPED}
    assert htx.get("queries").json() == [{"name": "mine", "query": SHIPPED}]
    assert StoredQuery.objects.get().owner == cast.htx
    assert Entry.objects.filter(verb="store_query").count() == 1


def test_a_query_finds_its_events_page_by_page(htx):
    create(htx)
    htx.capture(an_event(1), an_event(2), an_event(3, bizStep="receiving"))

    first = htx.get("queries/mine/events?perPage=1").json()
    second = htx.get(
        htx.get("queries/mine/events?perPage=1")["Link"].split("/epcis/")[1].split(">")[0]
    ).json()

    results = [each["epcisBody"]["queryResults"] for each in (first, second)]
    assert [each["queryName"] for each in results] == ["mine", "mine"]
    assert [each["resultsBody"]["eventList"][0]["eventID"][-1] for each in results] == ["2", "1"]


def test_a_query_speaks_with_the_prefixes_it_was_made_with(htx):
    own = {"own": "https://own.example/"}
    asked = {"EQ_own:field": ["a"]}
    create(htx, "by_context", asked, **{"@context": own})
    htx.post("queries", {"name": "by_header", "query": asked}, GS1_Extensions="own=https://own.example/")
    htx.post(
        "events",
        {"@context": [own], **an_event(1, **{"own:field": "a"})},
    )
    htx.capture(an_event(2))

    found = [
        htx.get(f"queries/{name}/events").json()["epcisBody"]["queryResults"]["resultsBody"]["eventList"]
        for name in ("by_context", "by_header")
    ]

    assert [[event["eventID"][-1] for event in events] for events in found] == [["1"], ["1"]]
    assert htx.get("queries/by_context").json()["@context"] == [own]


def test_a_name_is_given_once_by_each_party(htx, stranger):
    create(htx)

    again = create(htx, query={})

    assert (again.status_code, again.json()["type"]) == (409, "epcisException:ResourceAlreadyExistsException")
    assert create(stranger, query={}).status_code == 201
    assert htx.get("queries/mine").json()["query"] == SHIPPED
    assert stranger.get("queries/mine").json()["query"] == {}


@pytest.mark.parametrize("path", ["", "/events", "/subscriptions"])
def test_the_queries_of_others_are_not_there(htx, stranger, programme, path):
    create(htx)

    answers = [api.get(f"queries/mine{path}") for api in (htx, stranger, programme)]

    assert [each.status_code for each in answers] == [200, 404, 404]
    assert answers[1].json()["type"] == "epcisException:NoSuchNameException"
    assert stranger.ask("DELETE", "queries/mine").status_code == 404
    assert StoredQuery.objects.count() == 1


def test_a_query_that_is_taken_away_is_gone(htx):
    create(htx)
    htx.post("queries/mine/subscriptions", {"dest": "https://example.com/", "stream": True})

    assert htx.ask("DELETE", "queries/mine").status_code == 204

    assert htx.get("queries/mine").status_code == 404
    assert htx.ask("DELETE", "queries/mine").status_code == 404
    assert Entry.objects.filter(verb="drop_query").count() == 1


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("", "QueryValidationException", 400),
        ("[]", "QueryValidationException", 400),
        ('{"name": "a", "query": NaN}', "QueryValidationException", 400),
        ("[" * 50_000, "QueryValidationException", 400),
        ('{"name": "\\ud800", "query": {}}', "QueryValidationException", 400),
        ({"name": "a"}, "QueryValidationException", 400),
        ({"query": {}}, "QueryValidationException", 400),
        ({"name": 1, "query": {}}, "QueryValidationException", 400),
        ({"name": "a", "query": []}, "QueryValidationException", 400),
        ({"name": "a", "query": {}, "color": "red"}, "QueryValidationException", 400),
        ({"name": "a", "query": {}, "@context": 1}, "QueryValidationException", 400),
        ({"name": "", "query": {}}, "QueryValidationException", 400),
        ({"name": " a", "query": {}}, "QueryValidationException", 400),
        ({"name": "a/b", "query": {}}, "QueryValidationException", 400),
        ({"name": "..", "query": {}}, "QueryValidationException", 400),
        ({"name": "a\x00", "query": {}}, "QueryValidationException", 400),
        ({"name": "x" * 201, "query": {}}, "QueryValidationException", 400),
        ({"name": "a", "query": {"EQ_everything": ["x"]}}, "QueryParameterException", 400),
        ({"name": "a", "query": {"EQ_bizStep": []}}, "QueryParameterException", 400),
        ({"name": "a", "query": {"perPage": 3}}, "QueryParameterException", 400),
        ({"name": "a", "query": {"EQ_bizStep": ["x" * 250_000]}}, "CaptureLimitExceededException", 413),
    ],
)
def test_what_is_no_query_is_refused(htx, body, kind, status):
    answer = htx.post("queries", body)

    assert (answer.status_code, answer.json()["type"]) == (status, f"epcisException:{kind}")
    assert not StoredQuery.objects.exists()


@pytest.mark.parametrize("kind", ["application/xml", "text/plain"])
def test_a_query_is_json(htx, kind):
    assert htx.post("queries", "{}", kind=kind).status_code == 415


@pytest.mark.parametrize("name", ["Vùng trồng 1", "a b?c=d#e%25", "ni:x;y", "日本", "Ω" * 200])
def test_a_name_may_be_anything_that_can_be_printed(htx, name):
    answer = create(htx, name)

    assert answer.status_code == 201
    path = answer["Location"].partition("/epcis/")[2]
    assert htx.get(path).json()["name"] == name
    assert htx.get(f"{path}/events").status_code == 200


def test_queries_are_listed_by_name_page_by_page(htx):
    for name in "cabd":
        create(htx, name)

    first = htx.get("queries?perPage=3")
    second = htx.get(first["Link"].split("/epcis/")[1].split(">")[0])

    assert [[each["name"] for each in page.json()] for page in (first, second)] == [["a", "b", "c"], ["d"]]
    assert "Link" not in second


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("queries/mine/events?stream=true", {"Upgrade": "websocket", "Connection": "Upgrade"}),
        ("queries/mine/events?minute=5&hour=1", {"Upgrade": "websocket", "Connection": "Upgrade"}),
        ("queries/mine/events?stream=true", {}),
        ("queries/mine/events", {"Upgrade": "WebSocket"}),
    ],
)
def test_there_is_no_websocket_and_that_is_said(htx, path, headers):
    create(htx)

    answer = htx.get(path, **headers)

    assert (answer.status_code, answer.json()["type"]) == (501, "epcisException:ImplementationException")


@pytest.mark.parametrize("query", ["EQ_bizStep=shipping", "perPage=x", "nextPageToken=y"])
def test_a_named_query_takes_parameters_of_pages_only(htx, query):
    create(htx)

    assert htx.get(f"queries/mine/events?{query}").status_code == 400


def test_people_who_act_for_nobody_keep_no_queries(client, cast):
    client.force_login(cast.binh)
    api = Api(client=client)

    assert create(api).status_code == 403
    assert api.get("queries").json() == []


def test_the_programmes_queries_are_those_of_its_office(client, cast, programme, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    create(programme)
    client.force_login(cast.lan)

    assert Api(client=client).get("queries/mine").status_code == 200
