"""Slips put right: a harvest taken back, an area corrected."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from namsao.apps.farms.actions import (
    change_area,
    end_season,
    mark_unused,
    mark_used,
    record_harvest,
    void_harvest,
)
from namsao.apps.farms.models import GrowingArea, HarvestLot
from namsao.apps.farms.queries import next_lot, seasons_of
from namsao.apps.farms.tests.build import BOUNDARY, a_harvest, a_season, an_area
from namsao.apps.traceability.models import Event
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.base.audit.models import Entry
from namsao.base.jobs.models import Letter
from namsao.core.epcis.validate import check
from namsao.core.errors import AlreadyDone, BadValue, NotAllowedNow

LATER = NOW + timedelta(hours=1)
YESTERDAY = TODAY - timedelta(days=1)
CORNER = {"type": "Polygon", "coordinates": [BOUNDARY["coordinates"][0][:3] + BOUNDARY["coordinates"][0][:1]]}


def void(cast, harvest, **facts):
    return void_harvest(harvest=harvest, **{"why": "Cân  nhầm bao", "by": cast.hoa, "at": LATER} | facts)


def area_as_it_is(area, **changes):
    return {
        "area": area,
        "name": area.name,
        "code": area.code,
        "area_ha": area.area_ha,
        "boundary": area.boundary,
    } | changes


def change(cast, area, **changes):
    return change_area(**area_as_it_is(area, **changes), by=cast.hoa, at=LATER)


def test_a_harvest_taken_back_keeps_its_row_and_declares_its_event_an_error(cast):
    harvest = a_harvest(cast)

    void(cast, harvest)

    kept = HarvestLot.objects.get()
    declaration = Event.objects.declarations().get()
    assert (kept.lot, kept.voided_at, kept.void_why) == ("TH261124-1", LATER, "Cân nhầm bao")
    assert (declaration.event_id, declaration.owner) == (harvest.event.event_id, cast.htx)
    assert declaration.document()["errorDeclaration"] == {
        "declarationTime": "2026-11-24T02:00:00.000Z",
        "reason": "incorrect_data",
    }
    assert check(declaration.document()) == []
    assert list(
        Entry.objects.filter(at=LATER).values_list("verb", "actor_name", "target_label", "why").order_by("id")
    ) == [
        ("declare_error", "Hoa", harvest.event.event_id, "Cân nhầm bao"),
        ("void_harvest", "Hoa", "TH261124-1", "Cân nhầm bao"),
    ]


def test_a_harvest_is_taken_back_once(cast):
    harvest = a_harvest(cast)
    void(cast, harvest)

    with pytest.raises(AlreadyDone):
        void(cast, harvest)

    assert Event.objects.declarations().count() == 1


def test_a_harvest_that_a_batch_holds_is_not_taken_back_until_it_is_given_back(cast):
    harvest = a_harvest(cast)
    mark_used(harvests=[harvest], by=cast.hoa, at=NOW)
    mark_used(harvests=[harvest], by=cast.hoa, at=LATER)
    assert HarvestLot.objects.get().used_at == NOW

    with pytest.raises(NotAllowedNow):
        void(cast, harvest)
    assert (HarvestLot.objects.get().voided_at, Event.objects.declarations().count()) == (None, 0)

    mark_unused(harvests=[harvest], by=cast.hoa, at=LATER)
    assert void(cast, harvest).voided_at == LATER


def test_the_database_itself_knows_no_voided_lot_without_a_reason_or_in_use(cast):
    void(cast, a_harvest(cast))

    for nonsense in ({"void_why": ""}, {"used_at": NOW}, {"voided_at": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            HarvestLot.objects.update(**nonsense)


def test_the_lot_code_of_a_voided_harvest_stays_taken(cast):
    harvest = a_harvest(cast)
    void(cast, harvest)

    assert next_lot(harvest.material, TODAY) == "TH261124-2"
    with pytest.raises(AlreadyDone):
        a_harvest(cast, harvest.season, lot="TH261124-1", quantity_kg=Decimal(1))


def test_the_right_figures_are_recorded_at_once_after_the_wrong_ones(cast):
    harvest = a_harvest(cast)
    void(cast, harvest, at=NOW)

    assert a_harvest(cast, harvest.season).lot == "TH261124-2", "no button pressed twice"


def test_a_season_counts_what_stands_and_shows_what_was_voided(cast):
    season = a_season(cast)
    kept = a_harvest(cast, season, harvested_on=YESTERDAY, quantity_kg=Decimal("12.5"))
    gone = a_harvest(cast, season)
    void(cast, gone)

    (found,) = seasons_of(season.area)

    assert (found.harvest_kg, found.lot_count, found.last_harvested_on) == (Decimal("12.5"), 1, YESTERDAY)
    assert list(found.harvests.all()) == [gone, kept]
    assert end_season(season=season, ended_on=YESTERDAY, by=cast.hoa, at=NOW).ended_on == YESTERDAY


def test_an_officer_takes_a_harvest_back_with_a_reason_through_the_page(cast, client):
    harvest = a_harvest(cast)
    client.force_login(cast.tuan)
    address = reverse("farms:void_harvest", args=[harvest.pk])
    assert address in client.get(reverse("farms:harvest_lot", args=[harvest.pk])).content.decode()

    asked = client.get(address)
    without = client.post(address, {"why": " "})
    done = client.post(address, {"why": "Ghi nhầm <b>ruộng</b>"})

    assert "Xoá lô thu hoạch TH261124-1?" in asked.content.decode()
    assert (without.status_code, list(without.context["form"].errors)) == (422, ["why"])
    assert (done.status_code, done.url) == (302, reverse("farms:area", args=[harvest.season.area_id]))
    shown = client.get(done.url).content.decode()
    assert f'<s><a href="{reverse("farms:harvest_lot", args=[harvest.pk])}">TH261124-1</a></s>' in shown
    assert "đã xoá, lý do: Ghi nhầm &lt;b&gt;ruộng&lt;/b&gt;" in shown
    own = client.get(reverse("farms:harvest_lot", args=[harvest.pk])).content.decode()
    assert "lý do: Ghi nhầm" in own
    assert address not in own


def test_a_lot_in_use_is_refused_on_the_page_and_the_reason_stays(cast, client):
    harvest = a_harvest(cast)
    mark_used(harvests=[harvest], by=cast.hoa, at=NOW)
    client.force_login(cast.hoa)
    address = reverse("farms:void_harvest", args=[harvest.pk])

    answer = client.post(address, {"why": "cân nhầm"})

    form = answer.context["form"]
    assert (answer.status_code, form["why"].value()) == (422, "cân nhầm")
    assert form.non_field_errors() == [
        "Lô thu hoạch TH261124-1 đã dùng để làm hàng. Hãy xoá lô sản xuất ghi nhầm trước."
    ]
    own = client.get(reverse("farms:harvest_lot", args=[harvest.pk])).content.decode()
    assert "đã dùng để làm hàng nên chưa xoá được" in own
    assert address not in own


@pytest.mark.parametrize("name", ["farms:void_harvest", "farms:change_area"])
def test_others_correct_nothing(cast, client, name):
    harvest = a_harvest(cast)
    pk = harvest.pk if name == "farms:void_harvest" else harvest.season.area_id
    sent = {"why": "x", "name": "Khác", "area_ha": "1", "code": "", "boundary": ""}

    statuses = {}
    for person in (cast.lan, cast.thu, cast.quan, cast.other_hoa, cast.other_tuan, cast.binh):
        client.force_login(person)
        statuses[person.name] = client.post(reverse(name, args=[pk]), sent).status_code

    assert statuses == {"Lan": 403, "Thu": 403} | dict.fromkeys(
        ("Quân", "Hoa Ba Chẽ", "Tuấn Ba Chẽ", "Bình"), 404
    )
    assert HarvestLot.objects.get().voided_at is None
    assert GrowingArea.objects.get().name == "Nương dong đồi Nà Sao"


def test_an_area_is_corrected_its_keys_stay_and_the_news_goes_out(cast):
    area = an_area(cast)

    change(cast, area, name=" Nương  Nà Sao ", code="vn-qn-7", area_ha=Decimal(3), boundary=CORNER)

    changed = GrowingArea.objects.get()
    assert (changed.name, changed.name_folded, changed.code) == ("Nương Nà Sao", "nuong na sao", "VN-QN-7")
    assert (changed.area_ha, changed.boundary) == (Decimal(3), CORNER)
    assert (changed.gln, changed.material, changed.place) == (area.gln, area.material, area.place)
    assert list(Entry.objects.values_list("verb", "target_label").order_by("id"))[-1] == (
        "change",
        "Nương Nà Sao",
    )
    assert list(Letter.objects.values_list("name", "payload")) == [("area_changed", {"area": area.pk})] * 2


def test_an_area_may_keep_its_own_name_and_code_and_lose_its_boundary(cast):
    area = an_area(cast, code="VN-QN-1")

    changed = change(cast, area, boundary=None)

    assert (changed.name, changed.code, changed.boundary) == (area.name, "VN-QN-1", None)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"name": "Nương Nà Luông"}, "name"),
        ({"code": "vn-qn-2"}, "code"),
        ({"area_ha": Decimal(0)}, "area_ha"),
        ({"boundary": {"type": "Point"}}, "boundary"),
    ],
)
def test_an_area_cannot_be_corrected_into_another_or_into_nonsense(cast, facts, field):
    area = an_area(cast)
    an_area(cast, name="Nương Nà Luông", code="VN-QN-2")

    with pytest.raises(BadValue) as refused:
        change(cast, area, **facts)

    assert refused.value.field == field
    assert GrowingArea.objects.get(pk=area.pk).name == area.name


def test_the_form_of_a_correction_shows_what_is_there_and_keeps_what_is_typed(cast, client):
    area = an_area(cast)
    client.force_login(cast.hoa)
    address = reverse("farms:change_area", args=[area.pk])
    assert address in client.get(reverse("farms:area", args=[area.pk])).content.decode()

    form = client.get(address).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    bad = client.post(address, shown | {"area_ha": "2.4"})
    done = client.post(address, shown | {"area_ha": "2,2"})

    assert {name: form.fields[name].prepare_value(value) for name, value in shown.items()} == {
        "name": "Nương dong đồi Nà Sao",
        "area_ha": "2,4",
        "code": "",
        "boundary": "21.5644, 107.428\n21.5651, 107.4266\n21.5636, 107.4262\n21.5634, 107.4274",
    }
    assert "hãy ghi 2,4" in bad.context["form"].errors["area_ha"][0]
    assert bad.context["form"]["area_ha"].value() == "2.4"
    assert done.url == reverse("farms:area", args=[area.pk])
    assert (GrowingArea.objects.get().area_ha, GrowingArea.objects.get().boundary) == (
        Decimal("2.2"),
        BOUNDARY,
    )


def test_a_harvest_may_be_recorded_after_one_was_voided_on_an_ended_season(cast):
    season = a_season(cast)
    harvest = a_harvest(cast, season, harvested_on=YESTERDAY)
    ended = end_season(season=season, ended_on=YESTERDAY, by=cast.hoa, at=NOW)
    void(cast, harvest)

    again = record_harvest(
        season=ended, lot="", harvested_on=YESTERDAY, quantity_kg=Decimal(42), note="", by=cast.hoa, at=LATER
    )

    assert again.lot == "TH261123-2"
