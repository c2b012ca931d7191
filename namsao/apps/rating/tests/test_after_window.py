"""The window of a re-evaluation, the list of certificates that end, the reminder by hand."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse

from namsao.apps.rating.actions.after_nudge import remind_producer
from namsao.apps.rating.models import StarCertificate
from namsao.apps.rating.queries.after import box, waiting
from namsao.apps.rating.queries.after_certificates import DUE, calendar, in_window, listed
from namsao.apps.rating.queries.window import Window, window_of, window_state
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.base.audit.models import Entry
from namsao.base.work.models import Notice
from namsao.core.errors import AlreadyDone

from .after_build import a_reevaluation, ending
from .build import a_certificate, a_product

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
EDGES = [
    (181, Window.NOT_OPEN),
    (180, Window.OPEN),
    (120, Window.OPEN),
    (119, Window.LATE),
    (0, Window.LATE),
    (-1, Window.EXPIRED),
]


@pytest.mark.parametrize(("days", "state"), EDGES)
def test_a_certificate_is_seen_from_its_last_day_and_the_database_says_the_same(cast, days, state):
    certificate = ending(cast, days)

    rows = listed(StarCertificate.objects.all(), TODAY)

    assert window_state(certificate, TODAY) == state
    states = [each for each in Window if each is not Window.ENDED]
    assert [each for each in states if in_window(rows, each, TODAY)] == [state]
    assert bool(in_window(rows, DUE, TODAY)) == (state in {Window.OPEN, Window.LATE})


def test_the_window_lies_180_to_120_days_before_the_last_day(cast):
    certificate = ending(cast, 200)

    assert window_of(certificate) == (TODAY + timedelta(days=20), TODAY + timedelta(days=80))


def test_the_list_has_one_certificate_a_product_and_counts_them_by_month(cast):
    product = a_product(cast)
    a_certificate(cast, product, issued_on=TODAY.replace(year=2022))  # ran out in 2025
    newer = a_certificate(cast, product, issued_on=TODAY.replace(year=2024))

    rows = listed(StarCertificate.objects.all(), TODAY)

    assert list(rows) == [newer]
    months = [(f"{each['month']:%Y-%m}", each["count"], each["height"]) for each in calendar(rows, TODAY)]
    assert (len(months), months[0]) == (12, ("2026-11", 0, 0))
    assert sum(count for _month, count, _height in months) == 0  # it ends in November 2027, a month too far
    earlier = calendar(rows, TODAY + timedelta(days=30))
    assert [each["count"] for each in earlier if each["month"].month == 11] == [1]


def test_the_list_offers_each_reader_the_next_act(cast, client):
    ending(cast, 150)
    pages = {}
    for name in ("hoa", "tuan", "lan", "thu"):
        client.force_login(getattr(cast, name))
        pages[name] = client.get(reverse("rating:expiring")).content.decode()

    assert "Nộp đánh giá lại</a>" in pages["hoa"]
    assert "Nhắc chủ thể</a>" in pages["tuan"]
    assert "Nhắc chủ thể</a>" in pages["lan"]
    assert "Nhắc chủ thể</a>" not in pages["thu"]
    assert all("đang nhận hồ sơ" in page for page in pages.values())


def test_a_commune_sees_its_own_certificates_only(cast, client):
    ending(cast, 150)
    client.force_login(cast.other_tuan)

    page = client.get(reverse("rating:expiring")).content.decode()

    assert "Miến dong" not in page
    assert "Chưa có giấy chứng nhận sao nào" in page


def test_the_list_is_filtered_by_state_month_and_name_without_marks(cast, client):
    last = ending(cast, 150).valid_to
    client.force_login(cast.lan)
    at = reverse("rating:expiring")

    def shows(**asked):
        return "Miến dong Bình Liêu</a>" in client.get(at, asked).content.decode()

    assert (shows(state="open"), shows(state="late"), shows(state="due")) == (True, False, True)
    assert (shows(month=f"{last:%Y-%m}"), shows(month=f"{TODAY:%Y-%m}")) == (True, False)
    assert (shows(q="mien dong"), shows(q="chả mực")) == (True, False)


def test_the_export_has_the_window_and_marks_illustrative_rows(cast, client):
    cast.htx.is_illustrative = True
    cast.htx.save()
    certificate = ending(cast, 150)
    client.force_login(cast.lan)

    answer = client.get(reverse("rating:expiring"), {"format": "csv"})

    [head, row] = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    told = dict(zip(head, row, strict=True))
    assert (told["Số giấy"], told["Thời hạn"], told["Minh hoạ"]) == (
        certificate.number,
        "đang nhận hồ sơ",
        "Dữ liệu minh hoạ",
    )


def test_the_list_asks_as_often_for_many_as_for_one(cast, client, django_assert_max_num_queries):
    for n in range(8):
        ending(cast, 100 + n, product=a_product(cast, name=f"Miến {n}"))
    client.force_login(cast.lan)

    with django_assert_max_num_queries(20):
        client.get(reverse("rating:expiring"))


def test_an_officer_reminds_a_producer_once_a_day(cast, client):
    certificate = ending(cast, 150)
    client.force_login(cast.tuan)
    at = reverse("rating:remind", args=[certificate.pk])

    asked = client.get(at)
    answer = client.post(at)

    assert "Gửi lời nhắc" in asked.content.decode()
    assert answer.status_code == 302
    [notice] = Notice.objects.filter(user=cast.hoa)
    assert "nhắc nộp hồ sơ đánh giá lại" in notice.title
    assert Entry.objects.filter(verb="certificate.remind").count() == 1
    with pytest.raises(AlreadyDone):
        remind_producer(certificate=certificate, by=cast.tuan, at=NOW)


def test_strangers_do_not_reach_the_certificate_and_readers_do_not_remind(cast, client):
    certificate = ending(cast, 150)
    at = reverse("rating:remind", args=[certificate.pk])
    answers = {}
    for name in ("binh", "other_tuan", "hoa", "thu"):
        client.force_login(getattr(cast, name))
        answers[name] = client.post(at).status_code

    assert answers == {"binh": 404, "other_tuan": 404, "hoa": 403, "thu": 403}


def test_the_box_says_when_and_what_to_do_to_whoever_looks(cast):
    certificate = ending(cast, 150)
    product = certificate.product

    boxes = {name: box(product, getattr(cast, name), TODAY) for name in ("hoa", "tuan", "lan", "binh")}

    assert boxes["binh"] is None
    assert boxes["hoa"]["next"]["label"] == "Nộp hồ sơ đánh giá lại"
    assert boxes["tuan"]["next"]["label"] == "Nhắc chủ thể nộp"
    labels = {name: [act["label"] for act in boxes[name]["acts"]] for name in ("hoa", "tuan", "lan")}
    assert labels == {
        "hoa": [],
        "tuan": ["Báo ngừng sản xuất"],
        "lan": ["Mở đợt kiểm tra", "Xem xét thu hồi"],
    }
    assert box(a_product(cast, name="Chưa có sao"), cast.hoa, TODAY) is None


def test_a_filed_reevaluation_quiets_box_and_home_page(cast):
    certificate = ending(cast, 150)
    before = [row["label"] for row in waiting(cast.hoa, TODAY)]
    a_reevaluation(cast, certificate, TODAY)

    assert before == ["Miến dong Bình Liêu"]
    assert waiting(cast.hoa, TODAY) == []
    assert box(certificate.product, cast.hoa, TODAY)["next"] is None


def test_officers_get_one_row_for_all_that_end(cast):
    ending(cast, 150)
    ending(cast, 100, product=a_product(cast, name="Miến khoai"))

    [row] = waiting(cast.tuan, TODAY)

    assert (row["label"], row["url_name"], row["query"]) == (
        "2 giấy chứng nhận cần đánh giá lại",
        "rating:expiring",
        "?state=due",
    )
