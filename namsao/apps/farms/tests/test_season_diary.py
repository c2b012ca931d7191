"""The diary of a season, and one entry of it."""

import csv
import io
from datetime import timedelta
from decimal import Decimal

import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from namsao.apps.farms.actions import void_entry
from namsao.apps.farms.models import DiaryEntry, DiaryPhoto
from namsao.apps.farms.tests.build import a_harvest, a_season, an_area, an_entry, an_input
from namsao.apps.farms.tests.phone import DIARY, a_photo, from_phone
from namsao.base.accounts.tests.cast import NOW
from namsao.base.ui.days import show_day
from namsao.core.diary import Work


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def season(cast, today):
    return a_season(cast, started_on=today - timedelta(days=100), at=timezone.now())


def test_an_entry_is_corrected_and_taken_back_on_its_page(cast, client, season):
    entry = an_entry(cast, season, done_on=timezone.localdate(), at=timezone.now())
    client.force_login(cast.tuan)

    answer = client.post(
        reverse("farms:correct_entry", args=[entry.pk]),
        {"verb": "process", "done_on": show_day(entry.done_on), "note": "rửa củ", "why": "chọn nhầm"},
    )
    right = DiaryEntry.objects.get(replaces=entry)
    assert answer.url == reverse("farms:diary_entry", args=[right.pk])
    assert "Xem dòng đã sửa" in client.get(reverse("farms:diary_entry", args=[entry.pk])).content.decode()

    empty = client.post(reverse("farms:void_entry", args=[right.pk]), {"why": ""})
    assert empty.status_code == 422
    client.post(reverse("farms:void_entry", args=[right.pk]), {"why": "không có việc này"})
    right.refresh_from_db()
    assert right.void_why == "không có việc này"


@pytest.mark.parametrize(
    "name", ["diary_entry", "correct_entry", "void_entry", "diary_photo", "season_diary"]
)
def test_a_row_of_other_people_is_not_there(cast, client, season, name):
    entry = an_entry(cast, season, done_on=timezone.localdate(), at=timezone.now(), photos=[a_photo().read()])
    pk = {"diary_photo": entry.photos.get().pk, "season_diary": season.pk}.get(name, entry.pk)

    statuses = {}
    for person in (cast.hoa, cast.tuan, cast.lan, cast.other_hoa, cast.other_tuan, cast.binh):
        client.force_login(person)
        statuses[person.name] = client.get(reverse(f"farms:{name}", args=[pk])).status_code

    lan = 403 if name in ("correct_entry", "void_entry") else 200
    assert statuses == {
        "Hoa": 200,
        "Tuấn": 200,
        "Lan": lan,
        "Hoa Ba Chẽ": 404,
        "Tuấn Ba Chẽ": 404,
        "Bình": 404,
    }


def test_a_photo_comes_back_as_a_picture(cast, client, season):
    client.force_login(cast.hoa)
    from_phone(client, cast.hoa, season, photos=a_photo(1500))

    answer = client.get(reverse("farms:diary_photo", args=[DiaryPhoto.objects.get().pk]))

    picture = Image.open(io.BytesIO(b"".join(answer.streaming_content)))
    assert (picture.format, picture.size) == ("WEBP", (1500, 1500))


def test_the_diary_of_a_season_is_filtered_and_downloaded(cast, client, season, today):
    product = an_input(cast)
    now = {"done_on": today, "at": timezone.now()}
    an_entry(cast, season, verb=Work.SPRAY, input=product, amount=Decimal(250), **now)
    gone = an_entry(cast, season, note="nhầm", **now)
    void_entry(entry=gone, why="ghi nhầm vụ", by=cast.hoa, at=timezone.now())
    a_harvest(cast, season, harvested_on=today, at=timezone.now(), early_why="làm giống")
    client.force_login(cast.lan)
    page = reverse("farms:season_diary", args=[season.pk])

    def found(**asked):
        return [row.record.verb for row in client.get(page, asked).context["table"].rows]

    assert sorted(found()) == ["harvest", "irrigate", "spray"]
    assert found(verb="spray") == ["spray"]
    assert found(q="che pham") == ["spray"]
    shown = client.get(page).content.decode()
    assert "Chưa hết thời gian cách ly sau khi phun Chế phẩm Bt" in shown
    assert "bỏ vì: ghi nhầm vụ" in shown
    answer = client.get(page, {"format": "csv", "verb": "spray"})
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [dict(zip(rows[0], row, strict=True)) for row in rows[1:]] == [
        {
            "Ngày": show_day(today),
            "Việc": "Phun",
            "Vật tư, lô": "Chế phẩm Bt",
            "Lượng": "250\xa0ml",
            "Diện tích (ha)": "",
            "Cách ly (ngày)": "7",
            "Hộ trồng": "",
            "Người làm": "",
            "Ghi chú": "",
            "Người ghi": "Hoa",
            "Nhận lúc": rows[1][10],
            "Đã bỏ": "",
            "Dữ liệu minh hoạ": "",
        }
    ]


def test_the_paper_has_all_parts_and_leaves_out_what_was_taken_back(cast, client, season, today):
    now = {"done_on": today, "at": timezone.now()}
    an_entry(cast, season, verb=Work.SPRAY, input=an_input(cast), amount=Decimal(250), **now)
    gone = an_entry(cast, season, note="tưới nhầm ruộng", **now)
    void_entry(entry=gone, why="ghi nhầm vụ", by=cast.hoa, at=timezone.now())
    a_harvest(cast, season, harvested_on=today, at=timezone.now(), early_why="làm giống")
    client.force_login(cast.thu)

    answer = client.get(reverse("farms:season_diary_paper", args=[season.pk]))

    document = pypdfium2.PdfDocument(answer.content)
    words = " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    for said in (
        "NHẬT KÝ SẢN XUẤT",
        "HTX Miến dong Lục Hồn",
        "Chế phẩm Bt",
        "Bacillus thuringiensis",
        show_day(today + timedelta(days=7)),
        f"TH{today:%y%m%d}-1",
        "thu sớm vì: làm giống",
        "Chưa hết thời gian cách ly sau khi phun Chế phẩm Bt.",
        "Không in 1 dòng đã bỏ",
    ):
        assert said in words, said
    assert "tưới nhầm ruộng" not in words


def test_pages_cost_as_much_for_many_rows_as_for_few(
    cast, client, season, today, django_assert_max_num_queries
):
    product = an_input(cast)
    for number in range(12):
        other = a_season(cast, an_area(cast, name=f"Nương {number}"), started_on=today)
        for each in (season, other):
            an_entry(cast, each, verb=Work.SPRAY, input=product, done_on=today, at=timezone.now())
        an_input(cast, name=f"Thuốc {number}")
    a_harvest(cast, season, harvested_on=today, early_why="thử", at=timezone.now())
    client.force_login(cast.hoa)

    with django_assert_max_num_queries(9):
        client.get(DIARY)
    with django_assert_max_num_queries(14):
        client.get(reverse("farms:season_diary", args=[season.pk]))
    with django_assert_max_num_queries(9):
        client.get(reverse("farms:inputs"))


def test_illustrative_rows_are_marked(cast, client, season):
    entry = an_entry(cast, season, done_on=timezone.localdate(), at=timezone.now())
    cast.htx.is_illustrative = True
    cast.htx.save()
    an_input(cast, at=NOW)
    client.force_login(cast.hoa)

    pages = [
        client.get(reverse("farms:diary_entry", args=[entry.pk])),
        client.get(reverse("farms:season_diary", args=[season.pk])),
        client.get(reverse("farms:inputs")),
    ]

    assert ["Dữ liệu minh hoạ" in page.content.decode() for page in pages] == [True] * 3
