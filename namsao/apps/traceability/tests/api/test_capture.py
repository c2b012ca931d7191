"""Documents come in through /capture, single events through /events."""

import io
import json

import pytest

from namsao.apps.traceability.models import CaptureJob, Event
from namsao.apps.traceability.tests.api.build import CONTEXT, a_document, an_event, without
from namsao.base.parties.models import Party


def test_a_document_is_taken_in_and_its_job_says_so(htx, cast):
    answer = htx.post("capture", a_document(an_event(1), an_event(2)))

    assert (answer.status_code, answer.content) == (202, b"")
    assert answer["GS1-Capture-Error-Behaviour"] == "rollback"
    job = htx.get(answer["Location"].partition("/epcis/")[2])
    found = CaptureJob.objects.get()
    assert answer["Location"] == f"http://testserver/epcis/capture/{found.capture_id}"
    assert without(job.json(), "createdAt", "finishedAt") == {
        "captureID": str(found.capture_id),
        "running": False,
        "success": True,
        "captureErrorBehaviour": "rollback",
        "errors": [],
    }
    assert list(Event.objects.values_list("owner", flat=True)) == [cast.htx.pk] * 2


def test_events_come_back_as_they_were_sent(htx):
    context = [CONTEXT, {"example": "https://example.com/ns/"}]
    sent = an_event(
        epcList=["urn:epc:id:sgtin:952110.0000001.A1"], **{"example:note": {"example:deep": [1, "2", True]}}
    )

    htx.post("capture", a_document(sent, context=context))

    answer = htx.get("events").json()
    assert answer["@context"] == context
    (back,) = answer["epcisBody"]["queryResults"]["resultsBody"]["eventList"]
    assert without(back, "recordTime") == sent
    assert back["recordTime"].endswith("Z")


def test_an_event_without_an_id_gets_its_hash_as_one(htx):
    htx.capture(an_event(eventID=None))

    (back,) = htx.events()

    assert back["eventID"].startswith("ni:///sha-256;")
    assert without(back, "recordTime", "eventID") == an_event(eventID=None)


def test_a_document_sent_twice_is_there_once(htx):
    htx.capture(an_event(1), an_event(2))

    job = htx.capture(an_event(2), an_event(1))

    assert job["success"] is True
    assert len(htx.events()) == 2


def test_another_event_under_the_same_id_fails_the_whole_job(htx):
    htx.capture(an_event(1))

    job = htx.capture(an_event(2), an_event(1, action="ADD"))

    assert (job["success"], job["running"]) == (False, False)
    assert [each["type"] for each in job["errors"]] == ["epcisException:ResourceAlreadyExistsException"]
    assert htx.events() == [htx.events()[0]]


def test_with_proceed_the_others_are_stored(htx):
    htx.capture(an_event(1))

    job = htx.capture(an_event(2), an_event(1, action="ADD"), GS1_Capture_Error_Behaviour="proceed")

    assert (job["success"], job["captureErrorBehaviour"], len(job["errors"])) == (False, "proceed", 1)
    assert {each["eventID"][-1] for each in htx.events()} == {"1", "2"}


def test_what_the_programme_sends_is_its_own(programme):
    programme.capture(an_event())
    programme.capture(an_event(2))

    (party,) = Party.objects.filter(kind=Party.Kind.AGENCY)
    assert party.name == "Chương trình OCOP Quảng Ninh"
    assert set(Event.objects.values_list("owner", flat=True)) == {party.pk}


def test_a_body_in_chunks_is_read_to_its_end(htx):
    content = json.dumps(a_document(an_event())).encode()
    chunks = {"wsgi.input": io.BytesIO(content), "wsgi.input_terminated": True, "CONTENT_LENGTH": ""}

    answer = htx.client.post("/epcis/capture", content_type="application/json", headers=htx.headers, **chunks)

    assert answer.status_code == 202, answer.content
    assert len(htx.events()) == 1


def test_one_event_is_created_at_an_address_of_its_own(htx):
    answer = htx.post("events", {"@context": [CONTEXT], **an_event()})

    assert answer.status_code == 201
    assert without(answer.json(), "recordTime") == {"@context": [CONTEXT], **an_event()}
    there = htx.get(answer["Location"].partition("/epcis/")[2])
    (back,) = there.json()["epcisBody"]["queryResults"]["resultsBody"]["eventList"]
    assert without(back, "recordTime") == an_event()


def test_the_same_event_again_is_answered_like_the_first_time(htx):
    event = {"@context": [CONTEXT], **an_event()}
    first = htx.post("events", event)

    second = htx.post("events", event)

    assert (second.status_code, second["Location"], second.json()) == (201, first["Location"], first.json())
    assert Event.objects.count() == 1


def test_another_event_with_the_same_id_is_a_conflict(htx):
    htx.post("events", {"@context": [CONTEXT], **an_event()})

    answer = htx.post("events", {"@context": [CONTEXT], **an_event(action="ADD")})

    assert (answer.status_code, answer.json()["type"]) == (
        409,
        "epcisException:ResourceAlreadyExistsException",
    )
    assert Event.objects.count() == 1


def test_a_hash_as_an_id_survives_its_address(htx):
    answer = htx.post("events", {"@context": [CONTEXT], **an_event(eventID=None)})

    path = answer["Location"].partition("/epcis/")[2]
    event_id = answer.json()["eventID"]
    assert [htx.get(each).status_code for each in (path, f"events/{event_id}")] == [200, 200]
    assert htx.get(f"events/{event_id.replace('///', '/')}").status_code == 200


@pytest.mark.parametrize("events", [[], [an_event(1), an_event(2)]])
def test_events_takes_one_event_at_a_time(htx, events):
    answer = htx.post("events", a_document(*events))

    assert answer.status_code == 400
    assert not Event.objects.exists()


def test_an_xml_document_is_taken_in(htx):
    text = """<?xml version="1.0" encoding="UTF-8"?>
<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" schemaVersion="2.0" creationDate="2026-11-20T09:00:00Z">
<EPCISBody><EventList><ObjectEvent><eventTime>2026-11-20T08:00:00.000+07:00</eventTime>
<eventTimeZoneOffset>+07:00</eventTimeZoneOffset><epcList><epc>urn:epc:id:sgtin:952110.0000001.A1</epc></epcList>
<action>OBSERVE</action><bizStep>urn:epcglobal:cbv:bizstep:shipping</bizStep></ObjectEvent></EventList></EPCISBody>
</epcis:EPCISDocument>"""

    answer = htx.post("capture", text, kind="application/xml")

    assert answer.status_code == 202, answer.content
    (back,) = htx.events()
    assert without(back, "recordTime", "eventID") == {
        "type": "ObjectEvent",
        "eventTime": "2026-11-20T08:00:00.000+07:00",
        "eventTimeZoneOffset": "+07:00",
        "epcList": ["urn:epc:id:sgtin:952110.0000001.A1"],
        "action": "OBSERVE",
        "bizStep": "shipping",
    }
