"""The units of the province: loaded from the pack, found by old and new names, valid from day to day."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from namsao import packs
from namsao.base.access.policy import may
from namsao.base.access.visitor import INSTALLER, VISITOR
from namsao.base.places.actions import load_pack
from namsao.base.places.models import Place, Succession
from namsao.base.places.tests.build import NOW, a_place

LAST_DAY, FIRST_DAY = date(2025, 6, 30), date(2025, 7, 1)


def load():
    return load_pack(pack=packs.load("places", "quang-ninh-2025-07"), by=INSTALLER, at=NOW)


@pytest.fixture
def quang_ninh(db):
    return load()


def everything():
    return (
        list(Place.objects.order_by("pk").values()),
        list(Succession.objects.order_by("pk").values()),
    )


def test_the_pack_brings_one_province_of_54_units(quang_ninh):
    now = Place.objects.on(FIRST_DAY)

    assert (quang_ninh.code, quang_ninh.title) == ("22", "Tỉnh Quảng Ninh")
    assert now.units().count() == 54
    assert {place.parent for place in now.units()} == {quang_ninh}
    assert {kind: now.filter(kind=kind).count() for kind in Place.Kind.values} == {
        "province": 1,
        "commune": 22,
        "ward": 30,
        "special_zone": 2,
        "township": 0,
    }


def test_loading_again_changes_nothing(quang_ninh):
    before = everything()

    load()

    assert everything() == before


def test_every_unit_of_today_says_what_it_was_and_every_former_one_what_became_of_it(quang_ninh):
    today, former = Place.objects.on(FIRST_DAY).units(), Place.objects.on(LAST_DAY).units()

    assert not today.filter(predecessions=None).exists()
    assert former.exists()
    assert not former.filter(successions=None).exists()
    assert not (set(today) & set(former))


def test_a_correction_in_the_pack_corrects_the_row_it_names(quang_ninh):
    place = Place.objects.on(FIRST_DAY).units().first()
    Place.objects.filter(pk=place.pk).update(name="Sai", name_folded="sai")

    load()

    assert Place.objects.get(pk=place.pk).name == place.name


def test_a_unit_is_in_being_from_its_first_to_its_last_day(db):
    old = a_place("06841", "Đồng Văn")
    Place.objects.filter(pk=old.pk).update(valid_from=date(2000, 1, 1), valid_to=LAST_DAY)
    new = a_place("06841", "Lục Hồn")

    assert [list(Place.objects.on(day)) for day in (date(1999, 12, 31), LAST_DAY, FIRST_DAY)] == [
        [],
        [old],
        [new],
    ]


def test_one_code_names_one_unit_a_day(db):
    a_place("06841", "Lục Hồn")

    with pytest.raises(IntegrityError), transaction.atomic():
        a_place("06841", "Khác")


def test_a_unit_does_not_end_before_it_begins(db):
    place = a_place("06841", "Lục Hồn")

    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.filter(pk=place.pk).update(valid_to=LAST_DAY)


@pytest.mark.parametrize(
    ("kind", "title"),
    [("ward", "Phường Hà Tu"), ("special_zone", "Đặc khu Hà Tu"), ("province", "Tỉnh Hà Tu")],
)
def test_a_unit_is_called_by_its_kind_and_name(kind, title):
    assert Place(name="Hà Tu", kind=kind).title == title


def found(client, text):
    return [
        row.record.name for row in client.get(reverse("places:places"), {"q": text}).context["table"].rows
    ]


def test_a_unit_is_found_by_the_name_it_had_before_the_merger_without_marks(client, cast, quang_ninh):
    client.force_login(cast.binh)
    # given Giếng Đáy went into Việt Hưng, and Hà Khẩu was split
    into = {s.after.name for s in Succession.objects.filter(before__name="Giếng Đáy")}
    split = {s.after.name for s in Succession.objects.filter(before__name="Hà Khẩu")}
    assert "Việt Hưng" in into
    assert len(split) > 1

    assert set(found(client, "gieng day")) == into
    assert set(found(client, "ha khau")) == split


@pytest.mark.parametrize(
    ("wanted", "names"), [("LUC hon", ["Lục Hồn"]), ("06841", ["Lục Hồn"]), ("%", []), ("zzz", [])]
)
def test_a_unit_is_found_by_its_own_name_or_code(client, cast, wanted, names):
    client.force_login(cast.binh)

    assert found(client, wanted) == names


def test_the_list_shows_units_of_today_only_with_their_parties_and_costs_few_queries(
    client, cast, quang_ninh, django_assert_max_num_queries
):
    client.force_login(cast.lan)

    with django_assert_max_num_queries(8):
        rows = client.get(reverse("places:places")).context["table"].rows

    units = {unit["code"] for unit in packs.load("places", "quang-ninh-2025-07")["units"]}
    assert {row.record.code for row in rows} == units | {cast.luc_hon.code, cast.ba_che.code}
    assert {row.record.code: row.record.n_parties for row in rows if row.record.n_parties} == {
        cast.luc_hon.code: 1,
        cast.ba_che.code: 1,
    }


def test_the_page_of_a_unit_says_what_it_was_and_the_old_one_what_it_became(client, cast, quang_ninh):
    client.force_login(cast.binh)
    succession = Succession.objects.select_related("before", "after").first()

    now = client.get(reverse("places:place", args=[succession.after.pk])).content.decode()
    then = client.get(reverse("places:place", args=[succession.before.pk])).content.decode()

    assert succession.before.title in now
    assert succession.before.district in now
    assert succession.after.title in then
    assert "đến hết 30/06/2025" in then


def test_a_former_unit_takes_no_new_parties(client, cast, quang_ninh):
    client.force_login(cast.quan)
    former = Place.objects.on(LAST_DAY).units().first()
    assert may(cast.quan, "add_party", former)

    page = client.get(reverse("places:place", args=[former.pk])).content.decode()

    assert reverse("parties:new", args=[former.pk]) not in page


def test_everybody_may_read_the_units_and_only_officers_add_to_them(cast):
    assert [may(actor, "see", cast.luc_hon) for actor in (VISITOR, cast.binh, cast.quan)] == [
        True,
        True,
        True,
    ]
    assert {
        who: [may(getattr(cast, who), verb, cast.luc_hon) for verb in ("add_party", "post_person")]
        for who in ("hoa", "tuan", "other_tuan", "lan", "thu", "quan", "binh")
    } == {
        "hoa": [False, False],
        "tuan": [True, False],
        "other_tuan": [False, False],
        "lan": [True, True],
        "thu": [False, False],
        "quan": [True, True],
        "binh": [False, False],
    }
