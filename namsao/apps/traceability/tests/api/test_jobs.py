"""Jobs of capture: who sees them, page by page."""

import uuid

import pytest

from namsao.apps.traceability.tests.api.build import an_event


def test_jobs_are_listed_newest_first_page_by_page(htx):
    ids = [htx.capture(an_event(number))["captureID"] for number in range(3)]

    first = htx.get("capture?perPage=2")
    second = htx.get(first["Link"].split("/epcis/")[1].split(">")[0])

    assert [job["captureID"] for job in [*first.json(), *second.json()]] == ids[::-1]
    assert first["Link"].endswith('; rel="next"')
    assert first["GS1-Next-Page-Token-Expires"].endswith("Z")
    assert "Link" not in second
    assert "GS1-Next-Page-Token-Expires" not in second


def test_a_job_is_seen_by_its_owner_and_the_authorities(htx, stranger, programme):
    job = htx.capture(an_event())["captureID"]

    answers = [api.get(f"capture/{job}").status_code for api in (htx, stranger, programme)]

    assert answers == [200, 404, 200]
    assert stranger.get("capture").json() == []
    assert [each["captureID"] for each in programme.get("capture").json()] == [job]


@pytest.mark.parametrize("job", [uuid.UUID(int=7), "7", "x/y", ".."])
def test_a_job_that_is_not_there_is_not_found(htx, job):
    answer = htx.get(f"capture/{job}")

    assert (answer.status_code, answer.json()["type"]) == (404, "epcisException:NoSuchResourceException")


def test_a_job_in_xml(htx):
    job = htx.capture(an_event(1))["captureID"]
    htx.capture(an_event(1, action="ADD"))

    text = htx.get(f"capture/{job}", Accept="application/xml").content.decode()

    assert f'captureID="{job}" running="false" success="true"' in text
    assert "<captureErrorBehaviour>rollback</captureErrorBehaviour>" in text
