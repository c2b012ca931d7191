"""The pages of the field, as people meet them."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from namsao.apps.farms.models import GrowingArea, HarvestLot, Season
from namsao.apps.farms.tests.build import BOUNDARY, a_harvest, a_season, an_area
from namsao.base.ui.days import show_day


def page(client, name, pk=None):
    return client.get(reverse(name, args=[] if pk is None else [pk]))


def send(client, url_name, pk, **typed):
    return client.post(reverse(url_name, args=[pk]), typed)


def area_typed(cast, **typed):
    facts = {
        "name": "Nương Nà Sao",
        "material_name": "Củ dong riềng",
        "area_ha": "2,4",
        "place": cast.luc_hon.pk,
    }
    return facts | {"code": "", "boundary": ""} | typed


def test_a_producer_declares_an_area_with_points_from_a_phone(cast, client):
    client.force_login(cast.hoa)
    points = "21.5644, 107.428\n21.5651, 107.4266\n21.5636, 107.4262\n21.5634, 107.4274"

    answer = send(client, "farms:new_area", cast.htx.pk, **area_typed(cast, boundary=points))

    area = GrowingArea.objects.get()
    assert (answer.status_code, answer.url) == (302, reverse("farms:area", args=[area.pk]))
    assert (area.party, area.place, area.area_ha, area.boundary) == (
        cast.htx,
        cast.luc_hon,
        Decimal("2.4"),
        BOUNDARY,
    )


def test_the_form_of_an_area_starts_in_the_commune_of_the_producer(cast, client):
    client.force_login(cast.hoa)

    form = page(client, "farms:new_area", cast.htx.pk).context["form"]

    assert form["place"].value() == cast.luc_hon.pk
    assert [str(label) for _value, label in form.fields["place"].choices] == [
        "Chọn một đơn vị",
        "Xã Ba Chẽ",
        "Xã Lục Hồn",
    ]


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("area_ha", "2.4", "Phần lẻ ghi sau dấu phẩy: hãy ghi 2,4"),
        ("boundary", "21.5644, 107.428\nhết", "Không đọc được dòng “hết”"),
        ("name", "Nương dong đồi Nà Sao", "Đã có vùng trồng tên"),
    ],
)
def test_a_bad_answer_about_an_area_is_explained_beside_its_field_and_the_rest_is_kept(
    cast, client, field, typed, said
):
    an_area(cast)
    client.force_login(cast.hoa)

    answer = send(client, "farms:new_area", cast.htx.pk, **area_typed(cast, **{field: typed}))

    form = answer.context["form"]
    assert said in form.errors[field][0]
    assert {name: form[name].value() for name in form.fields} == {
        name: str(value) for name, value in area_typed(cast, **{field: typed}).items()
    }
    assert GrowingArea.objects.count() == 1


def test_a_season_is_opened_a_harvest_recorded_and_the_season_ended(cast, client):
    area, today = an_area(cast), timezone.localdate()
    client.force_login(cast.hoa)

    send(client, "farms:new_season", area.pk, name="Vụ 2026", started_on=show_day(today - timedelta(days=90)))
    season = Season.objects.get()
    send(
        client,
        "farms:harvest",
        season.pk,
        quantity_kg="1.250,5",
        harvested_on=show_day(today),
        lot="",
        note="",
    )
    harvest = HarvestLot.objects.get()
    shown = page(client, "farms:harvest_lot", harvest.pk).content.decode()
    send(client, "farms:end_season", season.pk, ended_on=show_day(today))

    assert (harvest.quantity_kg, harvest.lot) == (Decimal("1250.5"), f"TH{today:%y%m%d}-1")
    assert harvest.lot in shown
    assert reverse("traceability:event", args=[harvest.event_id]) in shown
    assert not Season.objects.get().is_open


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("quantity_kg", "12.5kg", "Phần lẻ ghi sau dấu phẩy: hãy ghi 12,5"),
        ("quantity_kg", "", "Hãy điền hoặc chọn ô này."),
        ("harvested_on", "31/2/2026", "Không có ngày"),
        ("harvested_on", "1/1/2190", "chưa tới"),
        ("lot", "Lô 1", "chữ không dấu"),
    ],
)
def test_a_bad_answer_about_a_harvest_is_explained_and_the_rest_is_kept(cast, client, field, typed, said):
    season = a_season(cast)
    client.force_login(cast.hoa)
    sent = {"quantity_kg": "420", "harvested_on": "20/11/2026", "lot": "B2", "note": "củ to"} | {field: typed}

    answer = send(client, "farms:harvest", season.pk, **sent)

    form = answer.context["form"]
    assert said in form.errors[field][0]
    assert {name: form[name].value() for name in sent} == sent
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert HarvestLot.objects.count() == 0


def test_the_second_of_two_open_seasons_is_refused_on_the_page(cast, client):
    season = a_season(cast)
    client.force_login(cast.hoa)

    answer = send(client, "farms:new_season", season.area_id, name="Vụ phụ", started_on="1/11/2026")

    assert answer.context["form"].non_field_errors() == [
        "Vụ “Vụ 2026” chưa kết thúc. Hãy kết thúc vụ đó rồi mở vụ mới."
    ]


def test_the_page_of_an_area_shows_its_boundary_and_marks_a_size_far_off(cast, client):
    close, far = an_area(cast), an_area(cast, name="Khai quá", area_ha=Decimal(9))
    client.force_login(cast.tuan)

    pages = [page(client, "farms:area", area.pk).content.decode() for area in (close, far)]

    assert ["<polygon" in shown for shown in pages] == [True, True]
    assert ["lệch hơn một phần năm" in shown for shown in pages] == [False, True]


def test_the_page_of_an_area_offers_the_next_step_to_those_who_may_take_it(cast, client):
    season = a_season(cast)
    harvest_url = reverse("farms:harvest", args=[season.pk])

    offered = {}
    for person in (cast.hoa, cast.tuan, cast.lan, cast.thu):
        client.force_login(person)
        offered[person.name] = harvest_url in page(client, "farms:area", season.area_id).content.decode()

    assert offered == {"Hoa": True, "Tuấn": True, "Lan": False, "Thu": False}


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("farms:area", "area"),
        ("farms:new_season", "area"),
        ("farms:end_season", "season"),
        ("farms:harvest", "season"),
        ("farms:harvest_lot", "harvest"),
        ("farms:new_area", "party"),
    ],
)
def test_a_row_of_other_people_is_not_there(cast, client, name, of):
    harvest = a_harvest(cast)
    rows = {"harvest": harvest, "season": harvest.season, "area": harvest.season.area, "party": cast.htx}

    statuses = {}
    for person in (cast.hoa, cast.other_hoa, cast.other_tuan, cast.binh):
        client.force_login(person)
        statuses[person.name] = page(client, name, rows[of].pk).status_code

    assert statuses == {"Hoa": 200, "Hoa Ba Chẽ": 404, "Tuấn Ba Chẽ": 404, "Bình": 404}


@pytest.mark.parametrize(("name", "of"), [("farms:new_season", "area"), ("farms:harvest", "season")])
def test_those_who_only_read_may_not_write(cast, client, name, of):
    season = a_season(cast)
    pk = season.pk if of == "season" else season.area_id

    for person in (cast.lan, cast.thu):
        client.force_login(person)
        assert send(client, name, pk, quantity_kg="1", harvested_on="24/11/2026").status_code == 403
    assert HarvestLot.objects.count() == 0


def test_the_list_shows_each_their_own_and_finds_without_marks(cast, client):
    an_area(cast, code="VN-QN-7")
    an_area(
        cast, party=cast.other_htx, place=cast.ba_che, name="Đồi chè Thanh Sơn", material_name="Hoa trà vàng"
    )

    def found(person, q=""):
        client.force_login(person)
        answer = client.get(reverse("farms:areas"), {"q": q} if q else {})
        return [str(row.record) for row in answer.context["table"].rows]

    assert found(cast.hoa) == ["Nương dong đồi Nà Sao"]
    assert found(cast.lan) == ["Đồi chè Thanh Sơn", "Nương dong đồi Nà Sao"]
    assert found(cast.lan, "doi che") == ["Đồi chè Thanh Sơn"]
    assert found(cast.lan, "vn-qn-7") == ["Nương dong đồi Nà Sao"]
    assert found(cast.lan, "khong co") == []


def test_the_columns_of_producer_and_place_are_for_officers(cast, client):
    an_area(cast)

    columns = {}
    for person in (cast.hoa, cast.lan):
        client.force_login(person)
        columns[person.name] = page(client, "farms:areas").context["table"].columns.names()

    assert columns["Hoa"] == ["name", "material", "area_ha", "code", "open_season"]
    assert columns["Lan"] == [*columns["Hoa"], "party", "place"]


def test_pages_cost_as_much_for_many_rows_as_for_few(cast, client, django_assert_max_num_queries):
    for number in range(30):
        area = an_area(cast, name=f"Nương {number}")
    season = a_season(cast, area)
    for kg in range(1, 20):
        a_harvest(cast, season, quantity_kg=Decimal(kg))
    client.force_login(cast.lan)

    with django_assert_max_num_queries(9):
        page(client, "farms:areas")
    with django_assert_max_num_queries(14):
        page(client, "farms:area", area.pk)


def test_an_empty_list_says_what_to_do_first(cast, client):
    client.force_login(cast.hoa)

    shown = page(client, "farms:areas").content.decode()

    assert "Khai vùng trồng đầu tiên" in shown
    assert reverse("farms:new_area", args=[cast.htx.pk]) in shown


def test_illustrative_rows_are_marked(cast, client):
    harvest = a_harvest(cast)
    cast.htx.is_illustrative = True
    cast.htx.save()
    client.force_login(cast.hoa)

    pages = [
        page(client, "farms:areas"),
        page(client, "farms:area", harvest.season.area_id),
        page(client, "farms:harvest_lot", harvest.pk),
        page(client, "traceability:events"),
        page(client, "traceability:event", harvest.event_id),
        page(client, "traceability:document", harvest.event_id),
    ]

    assert ["Dữ liệu minh hoạ" in answer.content.decode() for answer in pages] == [True] * 6
