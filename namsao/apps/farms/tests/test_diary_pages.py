"""The pages of the diary, as people and their phones meet them."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from namsao.apps.farms.actions import end_season
from namsao.apps.farms.models import DiaryEntry, HarvestLot
from namsao.apps.farms.tests.build import a_season, an_area, an_entry, an_input
from namsao.apps.farms.tests.phone import DIARY, a_photo, typed
from namsao.base.ui.days import show_day
from namsao.core.diary import Work


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def season(cast, today):
    return a_season(cast, started_on=today - timedelta(days=100), at=timezone.now())


def test_a_producer_writes_with_a_plain_form(cast, client, season, today):
    client.force_login(cast.hoa)
    product = an_input(cast)

    answer = client.post(
        DIARY,
        typed(
            season, verb="spray", input=product.pk, amount="2,5", unit="", note="trời ráo", photos=a_photo()
        ),
    )

    entry = DiaryEntry.objects.get()
    assert (answer.status_code, answer.url) == (302, f"{DIARY}?season={season.pk}")
    assert (entry.verb, entry.input, entry.amount, entry.unit) == ("spray", product, Decimal("2.5"), "MLT")
    assert (entry.done_on, entry.note, entry.photos.count()) == (today, "trời ráo", 1)
    shown = client.get(answer.url).content.decode()
    assert "Đã ghi: Phun" in shown
    assert "Lặp lại: Phun Chế phẩm Bt 2,5\xa0ml" in shown


def test_what_other_kinds_of_work_left_in_the_form_is_not_written(cast, client, season):
    client.force_login(cast.hoa)

    client.post(DIARY, typed(season, input=an_input(cast).pk, quantity_kg="9", lot="X1", early_why="x"))

    entry = DiaryEntry.objects.get()
    assert (entry.input, entry.harvest, entry.early_why) == (None, None, "")


@pytest.mark.parametrize(
    ("facts", "field", "said"),
    [
        ({"verb": ""}, "verb", "Hãy điền hoặc chọn ô này."),
        ({"season": ""}, "season", "Hãy điền hoặc chọn ô này."),
        ({"amount": "2.5"}, "amount", "Phần lẻ ghi sau dấu phẩy: hãy ghi 2,5"),
        ({"amount": "2"}, "unit", "Hãy chọn đơn vị"),
        ({"done_on": "31/2/2026"}, "done_on", "Không có ngày"),
        ({"verb": "spray"}, "input", "Hãy chọn thứ đã phun"),
        ({"verb": "harvest"}, "quantity_kg", "Hãy ghi số cân"),
    ],
)
def test_a_bad_answer_is_explained_beside_its_field_and_the_rest_is_kept(
    cast, client, season, facts, field, said
):
    client.force_login(cast.hoa)

    answer = client.post(DIARY, typed(season, worker="Chị Mai", **facts))

    form = answer.context["form"]
    assert answer.status_code == 422
    assert said in form.errors[field][0]
    assert form["worker"].value() == "Chị Mai"
    assert DiaryEntry.objects.count() == 0


def test_a_harvest_too_early_asks_for_a_reason_on_both_pages(cast, client, season, today):
    an_entry(cast, season, verb=Work.SPRAY, input=an_input(cast), done_on=today, at=timezone.now())
    client.force_login(cast.hoa)
    harvest_page = reverse("farms:harvest", args=[season.pk])
    harvest = {"quantity_kg": "20", "harvested_on": show_day(today), "lot": "", "note": ""}

    warned = client.get(harvest_page).content.decode()
    refused = [
        client.post(harvest_page, harvest),
        client.post(DIARY, typed(season, verb="harvest", quantity_kg="20")),
    ]

    assert "Chưa hết thời gian cách ly sau khi phun Chế phẩm Bt" in warned
    assert 'type="hidden" name="early_why"' not in warned
    assert ["Nếu đã thu rồi" in answer.context["form"].errors["early_why"][0] for answer in refused] == [
        True
    ] * 2
    assert HarvestLot.objects.count() == 0

    client.post(harvest_page, harvest | {"early_why": "làm giống"})
    lot = HarvestLot.objects.get()
    shown = client.get(reverse("farms:harvest_lot", args=[lot.pk])).content.decode()
    assert "Lý do thu sớm: làm giống" in shown


def test_a_harvest_of_an_unsprayed_area_asks_for_no_reason(cast, client, season):
    client.force_login(cast.hoa)

    shown = client.get(reverse("farms:harvest", args=[season.pk])).content.decode()

    assert 'type="hidden" name="early_why"' in shown


def test_the_list_marks_the_day_from_which_one_may_harvest(cast, client, season, today):
    an_entry(cast, season, verb=Work.SPRAY, input=an_input(cast), done_on=today, at=timezone.now())
    client.force_login(cast.hoa)

    shown = client.get(DIARY).content.decode()

    assert f'data-clear="{today + timedelta(days=7)}"' in shown


def test_the_last_work_is_repeated_today_in_one_tap_and_once(cast, client, season, today):
    entry = an_entry(
        cast,
        season,
        verb=Work.SPRAY,
        input=an_input(cast),
        amount=Decimal(2),
        done_on=today - timedelta(days=9),
        at=timezone.now(),
    )
    client.force_login(cast.hoa)
    tap = {"client_id": str(uuid4())}

    for _ in range(2):
        client.post(reverse("farms:diary_again", args=[entry.pk]), tap)

    again = DiaryEntry.objects.exclude(pk=entry.pk).get()
    assert (again.verb, again.input, again.amount, again.done_on) == ("spray", entry.input, 2, today)


def test_an_officer_chooses_among_the_producers_of_the_commune(cast, client, season, today):
    old = a_season(cast, an_area(cast, name="Nương cũ"), started_on=today - timedelta(days=200))
    end_season(season=old, ended_on=today - timedelta(days=31), by=cast.hoa, at=timezone.now())
    client.force_login(cast.tuan)

    form = client.get(DIARY).context["form"]

    assert form.fields["season"].choices == [(str(season.pk), f"{season.area}, {season}")]


def test_people_without_a_season_are_told_where_to_begin(cast, client):
    client.force_login(cast.binh)

    shown = client.get(DIARY).content.decode()

    assert "Chưa có vụ nào để ghi" in shown
    assert "page.js" not in shown
