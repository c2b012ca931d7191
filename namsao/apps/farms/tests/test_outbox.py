"""What the outbox of a phone sends, and what it is answered."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from namsao.apps.farms.models import DiaryEntry, DiaryPhoto, HarvestLot
from namsao.apps.farms.tests.build import a_season
from namsao.apps.farms.tests.phone import DIARY, a_photo, from_phone, typed


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def season(cast, today):
    return a_season(cast, started_on=today - timedelta(days=100), at=timezone.now())


def test_the_outbox_is_answered_in_json_and_a_second_send_changes_nothing(cast, client, season):
    client.force_login(cast.hoa)
    client_id = str(uuid4())
    noted = "2026-11-20T05:00:00.000Z"

    answers = [
        from_phone(client, cast.hoa, season, client_id=client_id, noted_at=noted, photos=a_photo())
        for _ in range(2)
    ]

    entry = DiaryEntry.objects.get()
    assert [answer.status_code for answer in answers] == [201, 200]
    assert [answer.json() for answer in answers] == [
        {"url": reverse("farms:diary_entry", args=[entry.pk]), "lot": ""}
    ] * 2
    assert (str(entry.client_id), entry.noted_at.isoformat()) == (client_id, "2026-11-20T05:00:00+00:00")
    assert DiaryPhoto.objects.count() == 1


def test_the_same_id_with_other_content_is_a_conflict(cast, client, season):
    client.force_login(cast.hoa)
    client_id = str(uuid4())
    from_phone(client, cast.hoa, season, client_id=client_id)

    answer = from_phone(client, cast.hoa, season, client_id=client_id, note="khác")

    assert answer.status_code == 409
    assert "đã gửi trước đó với nội dung khác" in answer.json()["sentence"]
    assert DiaryEntry.objects.count() == 1


def test_a_harvest_of_the_outbox_is_told_its_lot_once(cast, client, season, today):
    client.force_login(cast.hoa)
    sent = {"client_id": str(uuid4()), "verb": "harvest", "quantity_kg": "1.250,5"}

    answers = [from_phone(client, cast.hoa, season, **sent) for _ in range(2)]

    lot = HarvestLot.objects.get()
    assert [(answer.status_code, answer.json()["lot"]) for answer in answers] == [
        (201, f"TH{today:%y%m%d}-1"),
        (200, f"TH{today:%y%m%d}-1"),
    ]
    assert lot.quantity_kg == Decimal("1250.5")


def test_a_refused_entry_of_the_outbox_says_why(cast, client, season):
    client.force_login(cast.hoa)

    answer = from_phone(client, cast.hoa, season, amount="2.5")

    assert answer.status_code == 422
    assert answer.json()["sentence"].startswith("Lượng dùng: ")


def test_the_outbox_of_another_person_on_the_same_phone_is_not_taken(cast, client, season):
    client.force_login(cast.hoa)

    assert from_phone(client, cast.tuan, season).status_code == 403
    client.logout()
    assert from_phone(client, cast.hoa, season).status_code == 302
    assert DiaryEntry.objects.count() == 0


def test_only_producers_and_officers_of_the_place_write_in_a_season(cast, client, season):
    statuses = {}
    for person in (cast.hoa, cast.tuan, cast.other_hoa, cast.other_tuan, cast.lan, cast.thu, cast.binh):
        client.force_login(person)
        statuses[person.name] = from_phone(client, person, season).status_code

    assert statuses == {
        "Hoa": 201,
        "Tuấn": 201,
        "Hoa Ba Chẽ": 422,
        "Tuấn Ba Chẽ": 422,
        "Lan": 422,
        "Thu": 422,
        "Bình": 422,
    }
    assert [each.entered_by for each in DiaryEntry.objects.order_by("id")] == [cast.hoa, cast.tuan]


def test_the_page_names_its_owner_unless_it_says_something_of_the_moment(cast, client, season):
    client.force_login(cast.hoa)

    plain, chosen = client.get(DIARY), client.get(DIARY, {"season": season.pk})
    client.post(DIARY, typed(season))
    after = client.get(DIARY)

    assert [page.headers.get("X-Diary-User") for page in (plain, chosen, after)] == [
        str(cast.hoa.pk),
        None,
        None,
    ]
    assert plain.headers["Cache-Control"] == "private, no-store"


def test_the_worker_is_for_the_diary_alone_and_says_which_files_it_keeps(client):
    answer = client.get(reverse("farms:diary_worker"))

    text = answer.content.decode()
    assert answer.headers["Service-Worker-Allowed"] == DIARY
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert f'const PAGE = "{DIARY}";' in text
    assert '"/static/farms/diary/page.js"' in text


def test_the_session_is_told_to_its_owner_only(cast, client):
    assert client.get(reverse("farms:diary_session")).status_code == 302
    client.force_login(cast.hoa)

    told = client.get(reverse("farms:diary_session"))

    assert told.json()["user"] == cast.hoa.pk
    assert len(told.json()["token"]) == 64
    assert told.headers["Cache-Control"] == "private, no-store"
