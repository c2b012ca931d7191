"""The verbs of the field."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from namsao.apps.farms.actions import end_season, name_material
from namsao.apps.farms.models import GrowingArea, HarvestLot, Material
from namsao.apps.farms.tests.build import BOUNDARY, a_harvest, a_season, an_area
from namsao.apps.traceability.models import Event
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.base.audit.models import Entry
from namsao.core.epcis.validate import check
from namsao.core.errors import AlreadyDone, BadValue, NotAllowedNow
from namsao.core.gs1.keys import gln, gtin14

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def acts() -> list[tuple[str, str, str]]:
    return list(Entry.objects.order_by("id").values_list("verb", "actor_name", "target_label"))


def test_an_area_gets_keys_of_its_own_and_leaves_history(cast):
    area = an_area(cast, name="  Nương  dong ", code="vn-qn-1", at=NOW)

    assert (area.name, area.name_folded, area.code) == ("Nương dong", "nuong dong", "VN-QN-1")
    assert (gln(area.gln), gtin14(area.material.gtin)) == (area.gln, area.material.gtin)
    assert area.boundary == BOUNDARY
    assert acts() == [("add_area", "Hoa", "Nương dong")]


def test_the_same_plant_written_otherwise_is_the_same_material(cast):
    first = an_area(cast)
    second = an_area(cast, name="Nương Nà Luông", material_name="củ  DONG riềng", boundary=None)

    assert second.material == first.material
    assert first.gln != second.gln
    assert Material.objects.count() == 1


def test_a_material_is_named_in_other_languages(cast):
    material = an_area(cast).material

    name_material(material=material, names={"en": "Canna tubers"}, by=cast.lan, at=NOW)

    assert Material.objects.get().names == {"en": "Canna tubers"}
    assert acts()[-1][1:] == ("Lan", "Củ dong riềng")


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"name": "Nương dong đồi Nà Sao", "code": ""}, "name"),
        ({"code": "vn-qn-1"}, "code"),
        ({"area_ha": Decimal(0)}, "area_ha"),
        ({"area_ha": Decimal("10000.1")}, "area_ha"),
        ({"boundary": {"type": "Point"}}, "boundary"),
    ],
)
def test_an_area_that_cannot_be_is_refused_and_takes_no_key(cast, facts, field):
    an_area(cast, code="VN-QN-1")

    with pytest.raises(BadValue) as refused:
        an_area(cast, **{"name": "Khác", "material_name": "Sở"} | facts)

    assert refused.value.field == field
    assert (GrowingArea.objects.count(), Material.objects.count()) == (1, 1)
    assert an_area(cast, name="Thứ hai").gln[:-1] == f"{int(GrowingArea.objects.earliest('id').gln[:-1]) + 1}"


def test_without_a_company_prefix_no_area_is_declared(cast, settings):
    settings.GS1_PREFIX = ""

    with pytest.raises(NotAllowedNow):
        an_area(cast)

    assert GrowingArea.objects.count() == 0


def test_one_season_at_a_time(cast):
    season = a_season(cast)

    with pytest.raises(NotAllowedNow):
        a_season(cast, season.area, name="Vụ phụ")

    end_season(season=season, ended_on=TODAY, by=cast.hoa, at=NOW)
    assert a_season(cast, season.area, name="Vụ 2027", started_on=TODAY).is_open
    assert [verb for verb, *_ in acts()] == ["add_area", "start_season", "end_season", "start_season"]


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"name": "Vụ 2026"}, "name"), ({"name": "Vụ 2027", "started_on": TOMORROW}, "started_on")],
)
def test_a_season_that_cannot_be_is_refused(cast, facts, field):
    season = a_season(cast)
    end_season(season=season, ended_on=TODAY, by=cast.hoa, at=NOW)

    with pytest.raises(BadValue) as refused:
        a_season(cast, season.area, **facts)

    assert refused.value.field == field


def test_a_season_ends_once_and_not_before_its_last_harvest(cast):
    season = a_season(cast)
    a_harvest(cast, season, harvested_on=YESTERDAY)

    for day in (TOMORROW, YESTERDAY - timedelta(days=1)):
        with pytest.raises(BadValue) as refused:
            end_season(season=season, ended_on=day, by=cast.hoa, at=NOW)
        assert refused.value.field == "ended_on"

    end_season(season=season, ended_on=YESTERDAY, by=cast.hoa, at=NOW)
    with pytest.raises(AlreadyDone):
        end_season(season=season, ended_on=TODAY, by=cast.hoa, at=NOW)


def test_a_harvest_writes_its_lot_its_event_and_history(cast):
    harvest = a_harvest(cast, note=" lứa  đầu ")
    area = harvest.season.area

    event = harvest.event.document()
    lot = f"https://id.gs1.org/01/{area.material.gtin}/10/TH261124-1"
    place = {"id": f"https://id.gs1.org/414/{area.gln}"}
    assert check(event) == []
    assert {name: value for name, value in event.items() if name not in ("eventID", "@context")} == {
        "type": "ObjectEvent",
        "eventTime": "2026-11-24T01:00:00.000Z",
        "eventTimeZoneOffset": "+07:00",
        "action": "ADD",
        "quantityList": [{"epcClass": lot, "quantity": 420, "uom": "KGM"}],
        "bizStep": "creating_class_instance",
        "disposition": "active",
        "readPoint": place,
        "bizLocation": place,
        "ilmd": {
            "cbvmda:lotNumber": "TH261124-1",
            "cbvmda:harvestStartDate": "2026-11-24",
            "cbvmda:harvestEndDate": "2026-11-24",
        },
    }
    assert (harvest.key, harvest.uri, harvest.note) == (f"{area.material.gtin}/TH261124-1", lot, "lứa đầu")
    assert harvest.event.owner == cast.htx
    assert acts()[-1] == ("record_harvest", "Hoa", "TH261124-1")


def test_a_harvest_of_an_earlier_day_happened_at_noon_there(cast):
    harvest = a_harvest(cast, harvested_on=YESTERDAY)

    assert harvest.event.event_time == datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
    assert harvest.lot == "TH261123-1"


def test_lot_codes_of_a_day_count_on_over_the_fields_of_one_material(cast):
    season = a_season(cast)
    other = a_season(cast, an_area(cast, name="Nương Nà Luông"))
    lots = [
        a_harvest(cast, season).lot,
        a_harvest(cast, other).lot,
        a_harvest(cast, season, lot="TH261124-B").lot,
        a_harvest(cast, season, lot="TH261124-11").lot,
        a_harvest(cast, season, quantity_kg=Decimal("12.5")).lot,
    ]

    assert lots == ["TH261124-1", "TH261124-2", "TH261124-B", "TH261124-11", "TH261124-12"]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"harvested_on": TOMORROW}, "harvested_on"),
        ({"harvested_on": date(2026, 3, 9)}, "harvested_on"),
        ({"quantity_kg": Decimal(0)}, "quantity_kg"),
        ({"quantity_kg": Decimal(1_000_001)}, "quantity_kg"),
        ({"lot": "Lô 1"}, "lot"),
        ({"lot": "A" * 21}, "lot"),
    ],
)
def test_a_harvest_that_cannot_be_is_refused(cast, facts, field):
    with pytest.raises(BadValue) as refused:
        a_harvest(cast, **facts)

    assert refused.value.field == field
    assert (HarvestLot.objects.count(), Event.objects.count()) == (0, 0)


def test_an_ended_season_takes_late_entries_of_its_own_days_only(cast):
    season = a_season(cast)
    ended = end_season(season=season, ended_on=YESTERDAY, by=cast.hoa, at=NOW)

    assert a_harvest(cast, ended, harvested_on=YESTERDAY).lot == "TH261123-1"
    with pytest.raises(BadValue):
        a_harvest(cast, ended)


def test_a_lot_code_is_given_once(cast):
    season = a_season(cast)
    a_harvest(cast, season, lot="A-1")

    with pytest.raises(AlreadyDone) as refused:
        a_harvest(cast, season, lot="A-1", quantity_kg=Decimal(5))

    assert refused.value.field == "lot"


def test_a_button_pressed_twice_makes_one_lot_and_a_code_makes_the_second(cast):
    season = a_season(cast)
    a_harvest(cast, season)

    with pytest.raises(AlreadyDone):
        a_harvest(cast, season, at=NOW + timedelta(seconds=30))

    assert a_harvest(cast, season, lot="B2").lot == "B2"
    assert a_harvest(cast, season, at=NOW + timedelta(minutes=5)).lot == "TH261124-2"
