"""Who sees which part of a recall, and what the pages say."""

import pytest
import time_machine
from django.urls import reverse

from namsao.apps.traceability.actions import take_out
from namsao.apps.traceability.models import Recall, RecallReturn, RecallStock
from namsao.base.access.policy import allowed, rows

from .recall_build import BATCH, NOODLE, NOW, ROOT, a_lot, a_making, a_recall, a_return, goods, launched, sent

pytestmark = pytest.mark.django_db

PEOPLE = ("hoa", "other_hoa", "tuan", "other_tuan", "lan", "thu", "quan", "binh")


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


def url(page: str, *args: int) -> str:
    return reverse(f"traceability:{page}", args=args)


def who_sees(cast, model) -> dict[str, int]:
    """Person -> how many rows, of those who see any."""
    seen = {name: rows(getattr(cast, name), "see", model).count() for name in PEOPLE}
    return {name: count for name, count in seen.items() if count}


def test_a_draft_is_for_its_producer_its_commune_and_the_province(cast):
    goods(cast)
    sent(cast, BATCH, to=cast.other_htx)
    a_recall(cast)
    assert who_sees(cast, Recall) == {"hoa": 1, "tuan": 1, "lan": 1, "thu": 1}


def test_once_launched_every_holder_and_its_commune_see_it_and_their_own_goods(cast):
    goods(cast)
    sent(cast, BATCH, to=cast.other_htx)
    launched(cast)
    assert who_sees(cast, Recall) == dict.fromkeys(
        ["hoa", "other_hoa", "tuan", "other_tuan", "lan", "thu"], 1
    )
    assert who_sees(cast, RecallStock) == {
        "hoa": 3,  # what passed on from it too
        "other_hoa": 1,
        "tuan": 2,
        "other_tuan": 1,
        "lan": 3,
        "thu": 3,
    }


def test_of_a_drill_holders_see_nothing(cast):
    goods(cast)
    sent(cast, BATCH, to=cast.other_htx)
    launched(cast, a_recall(cast, is_mock=True))
    assert who_sees(cast, Recall) == {"hoa": 1, "tuan": 1, "lan": 1, "thu": 1}
    assert "other_hoa" not in who_sees(cast, RecallStock)


@pytest.mark.parametrize(
    ("name", "is_mock", "wanted"),
    [
        ("lan", False, {"work", "launch", "drop"}),
        ("hoa", False, {"work", "propose", "drop"}),
        ("hoa", True, {"work", "propose", "drop", "launch"}),
        ("tuan", False, set()),
        ("other_hoa", False, set()),
        ("thu", False, set()),
        ("quan", False, set()),
    ],
)
def test_who_may_do_what_with_a_draft(cast, name, is_mock, wanted):
    goods(cast)
    recall = a_recall(cast, is_mock=is_mock)
    may = allowed(getattr(cast, name), recall, "work", "propose", "launch", "drop")
    assert {verb for verb, yes in may.items() if yes} == wanted


@pytest.mark.parametrize(
    ("name", "page", "status"),
    [
        ("hoa", "recall_launch", 403),
        ("hoa", "recall_close", 403),
        ("tuan", "recall_launch", 403),
        ("thu", "recall_drop", 403),
        ("other_hoa", "recall_launch", 404),
        ("binh", "recall", 404),
        ("lan", "recall_propose", 403),
    ],
)
def test_a_stranger_to_the_verb_is_turned_away(client, cast, name, page, status):
    goods(cast)
    recall = a_recall(cast)
    client.force_login(getattr(cast, name))
    assert client.post(url(page, recall.pk)).status_code == status
    assert Recall.objects.get().state == "draft"


def test_a_producer_opens_one_for_its_own_goods_only(client, cast):
    goods(cast)
    client.force_login(cast.other_hoa)
    refused = client.post(url("new_recall"), {"code": ROOT, "reason": "nghi chì"})
    assert refused.status_code == 422
    assert "mà bạn được mở triệu hồi" in refused.content.decode()
    assert 'value="https://id.gs1.org' in refused.content.decode()
    client.force_login(cast.hoa)
    assert client.post(url("new_recall"), {"code": ROOT, "reason": "nghi chì"}).status_code == 302
    assert Recall.objects.get().party == cast.htx


def test_who_may_open_none_is_told_who_may(client, cast):
    goods(cast)
    client.force_login(cast.tuan)
    assert "Chủ thể mở cho hàng của mình" in client.get(url("new_recall")).content.decode()


def test_a_holder_does_not_read_what_others_hold_nor_why_it_was_opened(client, cast):
    goods(cast)
    sent(cast, BATCH, to=cast.other_htx)
    recall = launched(cast)
    client.force_login(cast.other_hoa)
    page = client.get(url("recall", recall.pk)).content.decode()
    assert ("Phiếu 15/KN" in page, "HTX Miến dong Lục Hồn</h3>" in page) == (False, False)
    assert ("Chì vượt mức" in page, "HTX Trà hoa vàng</h3>" in page) == (True, True)
    assert client.get(url("recall_report", recall.pk)).status_code == 403
    table = client.get(url("recall_holders", recall.pk)).content.decode()
    assert ("Trà hoa vàng" in table, "Miến dong Lục Hồn" in table) == (True, False)


def test_the_scope_is_gone_through_on_the_page(client, cast):
    goods(cast)
    recall = a_recall(cast)
    line = recall.lines.get(epc__uri=BATCH)
    client.force_login(cast.lan)
    refused = client.post(url("recall_take_out", recall.pk), {"lines": [line.pk], "why": ""})
    assert (refused.status_code, "Ghi vì sao hàng này không liên quan" in refused.content.decode()) == (
        422,
        True,
    )
    refused = client.post(url("recall_take_out", recall.pk), {"why": "làm trước"})
    assert (refused.status_code, 'value="làm trước"' in refused.content.decode()) == (422, True)
    assert (
        client.post(url("recall_take_out", recall.pk), {"lines": [line.pk], "why": "làm trước"}).status_code
        == 302
    )
    page = client.get(url("recall", recall.pk)).content.decode()
    assert "Đã đưa ra, không liên quan" in page
    assert client.post(url("recall_put_back", recall.pk), {"lines": [line.pk]}).status_code == 302
    refused = client.post(url("recall_add", recall.pk), {"code": a_lot("TH99")})
    assert (refused.status_code, "Chưa có việc nào ghi về mã này" in refused.content.decode()) == (422, True)


def test_a_line_of_another_recall_is_not_taken_out_here(client, cast):
    goods(cast)
    drill, recall = a_recall(cast, is_mock=True), a_recall(cast)
    client.force_login(cast.lan)
    sent_ = {"lines": [drill.lines.first().pk], "why": "nhầm"}
    assert client.post(url("recall_take_out", recall.pk), sent_).status_code == 422
    assert drill.lines.filter(out_at=None).count() == 2


def test_the_commune_records_for_the_holder_of_its_place_alone(client, cast):
    goods(cast)
    sent(cast, BATCH, to=cast.other_htx)
    launched(cast)
    theirs = RecallStock.objects.get(party=cast.other_htx)
    form = {
        "kind": "returned",
        "quantity": "5",
        "done_on": "24/11/2026",
        "witness": "Tuấn",
        "client_id": "8e5f0d5e-4f57-4f43-9c9c-2f4d5ad4a001",
    }
    with time_machine.travel(NOW.replace(hour=12), tick=False):
        client.force_login(cast.tuan)
        assert client.post(url("recall_record", theirs.pk), form).status_code == 404
        client.force_login(cast.other_tuan)
        refused = client.post(url("recall_record", theirs.pk), form | {"quantity": "4000"})
        assert (refused.status_code, 'value="4000"' in refused.content.decode()) == (422, True)
        assert "Theo sổ chỉ còn" in refused.content.decode()
        assert client.post(url("recall_record", theirs.pk), form).status_code == 302
    assert RecallReturn.objects.get().entered_by == cast.other_tuan


def test_a_slip_is_taken_back_on_the_page(client, cast):
    goods(cast)
    launched(cast)
    row = a_return(cast, RecallStock.objects.get(line__epc__uri=BATCH))
    client.force_login(cast.hoa)
    with time_machine.travel(NOW.replace(hour=12), tick=False):
        assert client.post(url("recall_void", row.pk), {"why": ""}).status_code == 422
        assert client.post(url("recall_void", row.pk), {"why": "nhầm lô"}).status_code == 302
    assert "nhầm lô" in client.get(url("recall", row.stock.line.recall_id)).content.decode()
    assert client.get(url("recall_paper", row.pk)).status_code == 404


def test_the_report_of_a_drill_says_how_long_each_step_took(client, cast):
    goods(cast)
    drill = launched(cast, a_recall(cast, is_mock=True))
    take = client.get
    client.force_login(cast.hoa)
    report = take(url("recall_report", drill.pk))
    assert (report.status_code, report.content[:5]) == (200, b"%PDF-")


def test_the_list_asks_the_same_few_questions_however_long(client, cast, django_assert_max_num_queries):
    goods(cast)
    for n in range(6):
        lot = a_lot(f"ML{n + 10}", NOODLE)
        a_making(cast, [ROOT], lot)
        a_recall(cast, root=lot)
    client.force_login(cast.lan)
    with django_assert_max_num_queries(12):
        page = client.get(url("recalls"))
    assert page.content.decode().count("TRH-2026-") == 6
    assert "diễn tập" in client.get(url("recalls"), {"is_mock": "True"}).content.decode()


def test_the_page_of_a_case_asks_a_bounded_number_of_questions(client, cast, django_assert_max_num_queries):
    goods(cast)
    for n in range(10):
        a_making(cast, [ROOT], a_lot(f"ML{n + 10}", NOODLE))
    recall = a_recall(cast)
    take_out(recall=recall, lines=[recall.lines.last()], why="không", by=cast.lan, at=NOW)
    launched(cast, recall)
    a_return(cast, RecallStock.objects.filter(line__recall=recall).last(), quantity=5)
    client.force_login(cast.lan)
    with django_assert_max_num_queries(45):
        assert client.get(url("recall", recall.pk)).status_code == 200


@pytest.mark.parametrize("language", ["vi", "en", "zh-hans", "ja", "ko"])
def test_everybody_reads_launched_recalls_in_their_language(
    client, cast, language, django_assert_max_num_queries
):
    goods(cast)
    a_recall(cast, is_mock=True)
    recall = launched(cast)
    with django_assert_max_num_queries(12):
        page = client.get("/recalls/", {"lang": language})
    assert page.headers["Content-Language"] == language
    assert "Chì vượt mức" in page.content.decode()
    assert "Phiếu 15/KN" not in page.content.decode()
    assert client.get(f"/recalls/{recall.pk}/", {"lang": language}).status_code == 200
    again = client.get("/recalls/", {"lang": language}, headers={"if-none-match": page.headers["ETag"]})
    assert again.status_code == 304


def test_open_data_says_what_and_nothing_personal(client, cast):
    goods(cast)
    recall = launched(cast)
    row = client.get("/recalls.json").json()["recalls"][0]
    assert list(row) == list(client.get("/recalls.json").json()["columns"])
    assert (row["code"], row["status"], row["producer"]) == (recall.code, "running", "HTX Miến dong Lục Hồn")
    assert [lot["identifier"] for lot in row["lots"]] == [ROOT, BATCH]
