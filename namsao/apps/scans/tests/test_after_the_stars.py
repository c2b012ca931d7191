"""A revocation reaches the door with one publication; a report opens an inspection without its reporter."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from namsao.apps.products.tests.build import a_batch
from namsao.apps.rating.actions.extension import extend
from namsao.apps.rating.actions.lapse import lapse_all
from namsao.apps.rating.models import Inspection
from namsao.apps.rating.tests.after_build import a_reevaluation, ending, revoked
from namsao.apps.rating.tests.build import a_certificate
from namsao.apps.scans.actions import open_inspection
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.base.audit.models import Entry
from namsao.core.actor import SYSTEM
from namsao.core.errors import AlreadyDone
from namsao.core.words import LANGUAGES

from .build import a_report, body, publish_all

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(NOW, tick=True):
        yield


def pages(product):
    """The passport of the product and of its batch, in every language."""
    keys = (f"01/{product.gtin}", f"01/{product.gtin}/10/ML2611A")
    return {(key, tag): body(key)["pages"][tag] for key in keys for tag in LANGUAGES}


def test_a_revocation_takes_the_stars_off_every_page_at_the_door(cast, django_capture_on_commit_callbacks):
    certificate = a_certificate(cast)
    a_batch(cast, certificate.product)
    publish_all()
    starred = pages(certificate.product)
    assert all("★★★★" in page for page in starred.values())

    with django_capture_on_commit_callbacks(execute=True):
        revoked(cast, certificate)

    bare = pages(certificate.product)
    assert not any("★★★★" in page for page in bare.values())
    assert "Đã ra khỏi danh mục OCOP từ 24/11/2026" in bare[f"01/{certificate.product.gtin}", "vi"]
    assert certificate.row.decision.number not in bare[f"01/{certificate.product.gtin}", "vi"]


def test_what_ran_out_leaves_the_door_in_the_night(cast, django_capture_on_commit_callbacks):
    certificate = ending(cast, -1)
    a_batch(cast, certificate.product)
    publish_all()

    with django_capture_on_commit_callbacks(execute=True):
        lapse_all(by=SYSTEM, at=NOW)

    assert "Đã ra khỏi danh mục OCOP" in body(f"01/{certificate.product.gtin}")["pages"]["vi"]


def test_an_extension_is_on_the_door_with_its_last_day(cast, django_capture_on_commit_callbacks):
    certificate = ending(cast, -1)
    a_reevaluation(cast, certificate, certificate.valid_to)
    until = certificate.valid_to + timedelta(days=60)

    with django_capture_on_commit_callbacks(execute=True):
        extend(certificate=certificate, until=until, by=cast.lan, at=NOW)

    assert f"hiệu lực đến {until:%d/%m/%Y}" in body(f"01/{certificate.product.gtin}")["pages"]["vi"]


def test_a_report_opens_one_inspection_that_knows_nothing_of_its_reporter(cast, client):
    certificate = a_certificate(cast)
    report = a_report(cast, certificate.product)
    client.force_login(cast.lan)
    offered = "Mở đợt kiểm tra" in client.get(reverse("scans:report", args=[report.pk])).content.decode()
    at = reverse("scans:inspect", args=[report.pk])

    form = client.get(at).content.decode()
    bad = client.post(at, {"planned_on": "1/1/2020", "complaint": "Nghi hàng giả."})
    done = client.post(at, {"planned_on": "30/11/2026", "complaint": "Nghi hàng giả."})

    assert offered
    assert report.contact not in form
    assert bad.status_code == 422
    assert "đã qua rồi" in bad.content.decode()
    inspection = Inspection.objects.get()
    assert done["Location"] == reverse("rating:inspection", args=[inspection.pk])
    assert (inspection.kind, inspection.complaint, inspection.complaint_ref) == (
        "complaint",
        "Nghi hàng giả.",
        f"PA-{report.pk}",
    )
    written = " ".join(str(value) for value in vars(inspection).values())
    assert report.contact not in written
    assert report.text not in written
    assert Entry.objects.filter(verb="inspection.plan").count() == 1
    page = client.get(reverse("scans:report", args=[report.pk])).content.decode()
    assert "Mở đợt kiểm tra" not in page
    with pytest.raises(AlreadyDone):
        open_inspection(report=report, planned_on=TODAY, complaint="Lần nữa", by=cast.lan, at=NOW)


def test_only_the_province_opens_an_inspection(cast, client):
    report = a_report(cast, a_certificate(cast).product)
    answers = {}
    for name in ("binh", "other_tuan", "hoa", "tuan", "thu"):
        client.force_login(getattr(cast, name))
        answers[name] = client.get(reverse("scans:inspect", args=[report.pk])).status_code

    assert answers == {"binh": 404, "other_tuan": 404, "hoa": 403, "tuan": 403, "thu": 403}
