"""Scans taken over from the door's files, and what shoppers tell."""

from pathlib import Path

import pytest
from django.urls import reverse

from namsao.apps.products.tests.build import a_batch, a_product
from namsao.apps.scans import actions
from namsao.apps.scans.models import ProblemReport, Scan, Segment
from namsao.apps.scans.tests.build import a_report, publish_all
from namsao.base.access.visitor import INSTALLER
from namsao.base.accounts.tests.cast import NOW
from namsao.base.audit.models import Entry
from namsao.core.resolver.scan import Scan as Line
from namsao.resolver.log import ScanLog

pytestmark = pytest.mark.django_db

AT_MS = int(NOW.timestamp() * 1000)


def scanned(folder: Path, key: str, count: int) -> ScanLog:
    log = ScanLog(folder)
    for number in range(count):
        log.append(Line(AT_MS + number, key, "ABCD", "ja", "registered", "page").to_line())
    return log


def test_scans_move_into_the_store_once_and_the_closed_file_goes(tmp_path):
    scanned(tmp_path, "01/09521100000017", 3).close()
    assert actions.take_over_scans(by=INSTALLER, at=NOW, folder=tmp_path) == 3
    assert actions.take_over_scans(by=INSTALLER, at=NOW, folder=tmp_path) == 0
    assert Scan.objects.count() == 3
    assert list(tmp_path.iterdir()) == []


def test_a_live_file_is_read_as_far_as_it_goes_and_stays(tmp_path):
    log = scanned(tmp_path, "01/09521100000017", 2)
    actions.take_over_scans(by=INSTALLER, at=NOW, folder=tmp_path)
    log.append(Line(AT_MS, "01/09521100000017", "", "vi", "registered", "page").to_line())
    actions.take_over_scans(by=INSTALLER, at=NOW, folder=tmp_path)
    assert Scan.objects.count() == 3
    assert len(list(tmp_path.iterdir())) == 1
    log.close()


def test_a_crash_after_the_rows_repeats_nothing(tmp_path):
    scanned(tmp_path, "01/09521100000017", 5).close()
    actions.take_over_scans(by=INSTALLER, at=NOW, folder=tmp_path)
    # The file is back, as if it could not be deleted, and its progress was lost.
    scanned(tmp_path, "01/09521100000017", 5).close()
    segment = Segment.objects.get()
    next(tmp_path.iterdir()).rename(tmp_path / segment.name)
    Segment.objects.update(offset=0)
    actions.take_over_scans(by=INSTALLER, at=NOW, folder=tmp_path)
    assert Scan.objects.count() == 5


def test_a_scan_holds_no_address_and_no_device():
    assert {field.name for field in Scan._meta.get_fields()} == {
        "id", "segment", "offset", "at", "key", "serial", "language", "outcome",
    }  # fmt: skip


def test_anyone_can_report_a_problem_and_the_product_is_found(client, cast):
    product = a_product(cast)
    url = reverse("scans:report_new")
    answer = client.post(
        url, {"kind": "fake", "text": "Bao bì khác hẳn.", "code": f"/01/{product.gtin}/10/A", "contact": ""}
    )
    assert (answer.status_code, ProblemReport.objects.get().product) == (200, product)
    assert Entry.objects.get(verb="report").actor_name == "khách"


def test_a_report_without_words_keeps_what_was_typed(client, db):
    answer = client.post(reverse("scans:report_new"), {"kind": "label", "text": "", "contact": "0912345678"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="0912345678"' in page
    assert ProblemReport.objects.count() == 0


def test_the_officer_closes_a_report_once(client, cast):
    report = a_report(cast, a_product(cast))
    client.force_login(cast.tuan)
    url = reverse("scans:close", args=[report.pk])
    assert client.post(url, {"answer": "Đã kiểm tra tại cơ sở."}).status_code == 302
    assert client.post(url, {"answer": "Lần nữa"}).status_code == 409
    report.refresh_from_db()
    assert report.answer == "Đã kiểm tra tại cơ sở."
    assert Entry.objects.filter(verb="close").count() == 1


def test_the_producer_sees_the_report_but_not_who_wrote_it(client, cast):
    report = a_report(cast, a_product(cast))
    client.force_login(cast.hoa)
    page = client.get(reverse("scans:report", args=[report.pk])).content.decode()
    assert "Tem dán lệch" in page
    assert "0912345678" not in page
    assert client.post(reverse("scans:close", args=[report.pk]), {"answer": "x"}).status_code == 403


def test_a_report_of_another_commune_is_not_there(client, cast):
    report = a_report(cast, a_product(cast))
    client.force_login(cast.other_tuan)
    assert client.get(reverse("scans:report", args=[report.pk])).status_code == 404


def test_the_scans_page_counts_only_what_one_may_see(client, cast, settings, django_assert_max_num_queries):
    batch = a_batch(cast)
    publish_all()
    scanned(Path(settings.SCANS_ROOT), f"01/{batch.product.gtin}/10/ML2611A", 4).close()
    actions.take_over_scans(by=INSTALLER, at=NOW)
    client.force_login(cast.hoa)
    with django_assert_max_num_queries(20):
        page = client.get(reverse("scans:scans")).content.decode()
    assert "4 lượt quét" in page
    client.force_login(cast.other_hoa)
    assert "Chưa có lượt quét nào" in client.get(reverse("scans:scans")).content.decode()
