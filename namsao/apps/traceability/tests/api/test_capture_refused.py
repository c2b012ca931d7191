"""What is not taken in, and why."""

import pytest

from namsao.apps.traceability.api import headers
from namsao.apps.traceability.models import CaptureJob, Event
from namsao.apps.traceability.tests.api.build import Api, a_document, an_api, an_event


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("", "application/json"),
        ("{", "application/json"),
        ("[]", "application/json"),
        ("null", "application/json"),
        ("\xff\xfe".encode("latin1"), "application/json"),
        ('{"a": NaN}', "application/json"),
        ("[" * 100_000, "application/json"),
        ("<a", "application/xml"),
        ("", "application/xml"),
        ('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', "application/xml"),
        ("<a/>", "text/xml"),
        (a_document(an_event(eventTime=None)), "application/json"),
        (a_document(an_event(eventTime="2026-11-20T08:00:00")), "application/ld+json"),
        (a_document(an_event(action="TAKE")), "application/json"),
        (a_document(an_event(epcList=["urn:epc:id:sgtin:1"])), "application/json"),
        (a_document(an_event(surprise=1)), "application/json"),
        (a_document(an_event(bizStep="\ud800")), "application/json"),
        ({"type": "EPCISDocument"}, "application/json"),
    ],
)
def test_what_is_no_epcis_is_refused_with_a_path_and_nothing_is_stored(htx, body, kind):
    answer = htx.post("capture", body, kind=kind)

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    problem = answer.json()
    assert problem["type"] == "epcisException:ValidationException"
    assert (problem["status"], problem["errors"][0].keys()) == (400, {"path", "rule", "detail", "detailVi"})
    assert not Event.objects.exists()
    assert not CaptureJob.objects.exists()


def test_one_bad_event_among_good_ones_refuses_all_and_says_which(htx):
    answer = htx.post("capture", a_document(an_event(1), an_event(2, action="TAKE")))

    assert answer.json()["errors"][0]["path"] == "/epcisBody/eventList/1/action"
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("kind", "coding"),
    [
        ("text/plain", ""),
        ("application/x-www-form-urlencoded", ""),
        ("multipart/form-data; boundary=x", ""),
        ("application/problem+json", ""),
        ("application/json; charset=utf-16", ""),
        ("application/json", "gzip"),
        ("application/json", "br"),
    ],
)
def test_what_is_sent_in_a_format_we_do_not_read_is_refused(htx, kind, coding):
    coded = {"Content_Encoding": coding} if coding else {}

    answers = [htx.post(path, a_document(an_event()), kind=kind, **coded) for path in ("capture", "events")]

    assert [(each.status_code, each.json()["type"]) for each in answers] == [
        (415, "epcisException:UnsupportedMediaTypeException")
    ] * 2


@pytest.mark.parametrize(
    ("limit", "value"), [("CAPTURE_LIMIT", 1), ("CAPTURE_SIZE_LIMIT", 300)], ids=["events", "bytes"]
)
def test_what_is_too_large_is_refused_with_the_limits(htx, monkeypatch, limit, value):
    monkeypatch.setattr(headers, limit, value)
    monkeypatch.setattr(f"namsao.apps.traceability.api.body.{limit}", value, raising=False)

    answer = htx.post("capture", a_document(an_event(1), an_event(2)))

    assert (answer.status_code, answer.json()["type"]) == (
        413,
        "epcisException:CaptureLimitExceededException",
    )
    assert answer["GS1-EPCIS-Capture-Limit"] == "5000"
    assert answer["GS1-EPCIS-Capture-File-Size-Limit"] == "10000000"
    assert not Event.objects.exists()


def test_a_document_larger_than_a_form_may_be_is_taken(htx, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100

    assert htx.post("capture", a_document(an_event())).status_code == 202


@pytest.mark.parametrize(
    ("name", "value", "status"),
    [
        ("GS1_Capture_Error_Behaviour", "all", 400),
        ("GS1_Capture_Error_Behaviour", "give up", 400),
        ("GS1_EPCIS_Version", "3.0.0", 406),
        ("GS1_EPCIS_Version", "newest", 406),
        ("GS1_CBV_Version", "1.0", 406),
        ("GS1_EPCIS_Version", "2.0.0", 202),
        ("GS1_EPCIS_Version", "2.0.1", 202),
        ("GS1_CBV_Version", "2.0", 202),
    ],
)
def test_headers_of_a_capture_are_read(htx, name, value, status):
    assert htx.post("capture", a_document(an_event()), **{name: value}).status_code == status
    assert Event.objects.exists() is (status == 202)


@pytest.mark.parametrize(
    ("who", "status"), [("hoa", 202), ("lan", 202), ("tuan", 403), ("thu", 403), ("quan", 403), ("binh", 403)]
)
def test_people_capture_in_the_name_of_their_party_or_of_the_programme(client, cast, who, status, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(getattr(cast, who))

    answer = Api(client=client).post("capture", a_document(an_event()))

    assert answer.status_code == status
    assert Event.objects.exists() is (status == 202)


@pytest.mark.parametrize("path", ["capture", "events"])
def test_a_key_that_only_reads_captures_nothing(cast, path):
    reader = an_api(cast.htx, scopes=("epcis.query",))

    answer = reader.post(path, a_document(an_event()))

    assert (answer.status_code, answer.json()["type"]) == (403, "epcisException:SecurityException")
    assert not Event.objects.exists()
