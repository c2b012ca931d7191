"""Every address of the interface: its methods, its headers, its refusals."""

import re

import pytest
from django.test import Client
from lxml import etree

from namsao.apps.traceability.api.resource import LONGEST_URI
from namsao.apps.traceability.tests.api.build import GLN, SERIAL, Api, a_document, an_api, an_event

ID = "00000000-0000-4000-8000-000000000001"
# Source: GS1 EPCIS 2.0, REST binding, openapi.json: path -> methods.
PATHS = {
    "": "GET",
    "capture": "GET POST",
    f"capture/{ID}": "GET",
    "events": "GET POST",
    f"events/urn:uuid:{ID}": "GET",
    "eventTypes": "GET",
    "eventTypes/ObjectEvent": "GET",
    "eventTypes/ObjectEvent/events": "GET",
    "epcs": "GET",
    f"epcs/{SERIAL}": "GET",
    f"epcs/{SERIAL}/events": "GET",
    "bizSteps": "GET",
    "bizSteps/shipping": "GET",
    "bizSteps/shipping/events": "GET",
    "bizLocations": "GET",
    f"bizLocations/{GLN}": "GET",
    f"bizLocations/{GLN}/events": "GET",
    "readPoints": "GET",
    f"readPoints/{GLN}": "GET",
    f"readPoints/{GLN}/events": "GET",
    "dispositions": "GET",
    "dispositions/in_transit": "GET",
    "dispositions/in_transit/events": "GET",
    "queries": "GET POST",
    "queries/mine": "GET DELETE",
    "queries/mine/events": "GET",
    "queries/mine/subscriptions": "GET POST",
    "queries/mine/subscriptions/{subscription}": "GET DELETE",
    "nextPageToken/abc": "DELETE",
}
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE")
VERSION = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+")


@pytest.fixture
def full(htx) -> dict[str, str]:
    """{"subscription"}: a query and a subscription to it are there."""
    assert htx.post("queries", {"name": "mine", "query": {"EQ_bizStep": ["shipping"]}}).status_code == 201
    made = htx.post("queries/mine/subscriptions", {"dest": "https://example.com/told", "stream": True})
    assert made.status_code == 201, made.content
    return {"subscription": made.json()["subscriptionID"]}


def test_all_29_addresses_are_there():
    assert len(PATHS) == 29


@pytest.mark.parametrize(("path", "methods"), PATHS.items())
def test_options_tells_methods_and_versions(htx, full, path, methods):
    answer = htx.ask("OPTIONS", path.format(**full))

    assert (answer.status_code, answer.content) == (204, b"")
    assert answer["Allow"] == ", ".join(["OPTIONS", *methods.split()])
    for name in ("EPCIS-Version", "EPCIS-Min", "EPCIS-Max", "CBV-Version", "CBV-Min", "CBV-Max"):
        assert VERSION.fullmatch(answer[f"GS1-{name}"])
    assert answer["GS1-Extensions"] == "namsao=urn:namsao:epcis:"
    assert answer["GS1-Vendor-Version"].startswith("namsao-")


def test_options_of_capture_tells_the_limits(htx):
    answer = htx.ask("OPTIONS", "capture")

    assert answer["GS1-EPCIS-Capture-Limit"] == "5000"
    assert answer["GS1-EPCIS-Capture-File-Size-Limit"] == "10000000"
    assert answer["GS1-Capture-Error-Behaviour"] == "all"


def test_options_of_a_subscription_tells_how_far_it_is(htx, full):
    answer = htx.ask("OPTIONS", f"queries/mine/subscriptions/{full['subscription']}")

    assert answer["GS1-Query-Min-Record-Time"].endswith("Z")


@pytest.mark.parametrize(
    "path", ["nowhere", "queries/none", "queries/none/events", "capture/1", "events/", "x/y/z"]
)
def test_options_of_what_is_not_there_is_not_found(htx, path):
    assert htx.ask("OPTIONS", path).status_code == 404


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(("path", "methods"), PATHS.items())
def test_a_method_that_is_not_there_is_refused_with_those_that_are(htx, full, path, methods, method):
    if method in methods.split():
        return
    answer = htx.ask(method, path.format(**full), {})

    assert (answer.status_code, answer.json()["status"]) == (405, 405)
    assert answer["Allow"] == ", ".join(["OPTIONS", *methods.split()])
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("method", ["OPTIONS", *METHODS])
@pytest.mark.parametrize("path", PATHS)
def test_nobody_gets_in_without_a_key(db, path, method):
    answer = Api().ask(method, path.format(subscription=ID), {})

    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
    assert answer.json()["type"] == "epcisException:SecurityException"
    assert answer["WWW-Authenticate"].startswith("Bearer ")
    assert answer["GS1-EPCIS-Version"] == "2.0.0"


def test_a_wrong_key_is_refused(db):
    answer = Api("wrong").get("events")

    assert (answer.status_code, answer.json()["type"]) == (401, "epcisException:SecurityException")
    assert 'error="invalid_token"' in answer["WWW-Authenticate"]


def test_many_wrong_keys_have_to_wait(db):
    statuses = [Api("wrong").get("events").status_code for _ in range(11)]

    assert statuses == [401] * 10 + [429]


@pytest.mark.parametrize("path", [path for path in PATHS if not path.startswith("capture")])
def test_a_key_that_only_captures_reads_nothing(cast, path):
    writer = an_api(cast.htx, scopes=("epcis.capture",))

    for method in PATHS[path].split():
        if (path, method) != ("events", "POST"):
            answer = writer.ask(method, path.format(subscription=ID))
            assert (answer.status_code, answer.json()["type"]) == (403, "epcisException:SecurityException")


def test_people_read_in_their_session(client, cast, htx):
    htx.capture(an_event())
    client.force_login(cast.hoa)

    assert len(Api(client=client).events()) == 1


@pytest.mark.parametrize(("path", "methods"), PATHS.items())
def test_what_is_spoken_is_in_every_answer(htx, full, path, methods):
    if "GET" in methods and ID not in path:
        answer = htx.get(path.format(**full))
        assert answer.status_code in {200, 404}
        for name in ("GS1-EPCIS-Version", "GS1-CBV-Version", "GS1-Extensions", "GS1-Vendor-Version"):
            assert name in answer


@pytest.mark.parametrize(
    ("header", "value", "status"),
    [
        ("GS1_EPCIS_Min", "2.0.0", 200),
        ("GS1_EPCIS_Min", "1.0.0", 200),
        ("GS1_EPCIS_Min", "2.1.0", 406),
        ("GS1_EPCIS_Max", "2.0.0", 200),
        ("GS1_EPCIS_Max", "3", 200),
        ("GS1_EPCIS_Max", "1.1", 406),
        ("GS1_CBV_Min", "3.0.0", 406),
        ("GS1_CBV_Max", "1.1.0", 406),
        ("GS1_CBV_Max", "2.0.1", 200),
        ("GS1_EPCIS_Min", "two", 406),
        ("GS1_EPCIS_Min", "1" * 5000, 406),
        ("GS1_EPC_Format", "Sometimes_EPC_URN", 400),
        ("GS1_CBV_XML_Format", "x", 400),
        ("Accept", "application/json", 200),
        ("Accept", "application/ld+json", 200),
        ("Accept", "application/json; charset=utf-8", 200),
        ("Accept", "*/*", 200),
        ("Accept", "application/*;q=0.1", 200),
        ("Accept", "text/html,application/xhtml+xml,*/*;q=0.8", 200),
        ("Accept", "text/csv", 406),
        ("Accept", "application/json;q=0", 406),
        ("Accept", ",,;;q=,/", 406),
    ],
)
@pytest.mark.parametrize("path", ["events", "bizSteps", "queries", "", "eventTypes/ObjectEvent"])
def test_what_cannot_be_answered_so_is_not_acceptable(htx, path, header, value, status):
    answer = htx.get(path, **{header: value})

    assert answer.status_code == status
    if status == 406:
        assert answer.json()["type"] == "epcisException:NotAcceptableException"


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("application/problem+xml", "application/problem+xml"),
        ("application/xml", "application/problem+xml"),
        ("text/xml, application/json;q=0.5", "application/problem+xml"),
        ("application/json", "application/problem+json"),
        ("text/html", "application/problem+json"),
        ("*/*", "application/problem+json"),
    ],
)
def test_problems_come_in_the_form_asked_for(htx, accept, kind):
    answer = htx.get("events?EQ_nothing=<a>&EQ_bizStep=", Accept=accept)

    assert (answer.status_code, answer["Content-Type"]) == (400, kind)
    text = answer.content.decode()
    assert "epcisException:QueryParameterException" in text


def test_a_problem_in_xml_can_be_read_by_a_parser(htx):
    answer = htx.post("capture", a_document(an_event(action="a\x01&<b>")), Accept="application/xml")

    root = etree.fromstring(answer.content)
    assert root.tag == "{urn:epcglobal:epcis:xsd:2}EPCISException"
    assert root.findtext("type") == "epcisException:ValidationException"
    assert root.findtext("errors/error/path") == "/epcisBody/eventList/0/action"


@pytest.mark.parametrize("path", ["events?EQ_bizStep=" + "x" * LONGEST_URI, "epcs/" + "y" * LONGEST_URI])
def test_an_address_that_is_too_long_is_refused(htx, path):
    answer = htx.get(path)

    assert (answer.status_code, answer.json()["type"]) == (414, "epcisException:URITooLongException")


def test_a_fault_of_ours_is_told_without_its_inside(htx, monkeypatch):
    def broken(*_args, **_kwargs):
        raise RuntimeError("the inside")

    monkeypatch.setattr("namsao.apps.traceability.api.answers.search", broken)

    answer = htx.get("events")

    assert (answer.status_code, answer.json()["type"]) == (500, "epcisException:ImplementationException")
    assert "the inside" not in answer.content.decode()


def test_head_is_like_get_without_a_body(htx):
    answer = htx.ask("HEAD", "events")

    assert (answer.status_code, answer.content) == (200, b"")


def test_a_posted_session_needs_its_token(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.hoa)

    answer = Api(client=client).post("capture", a_document(an_event()))

    assert (answer.status_code, answer.json()["type"]) == (403, "epcisException:SecurityException")
