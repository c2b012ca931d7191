"""What waits for a producer."""

from datetime import date, timedelta
from decimal import Decimal

from namsao.apps.farms.actions import end_season
from namsao.apps.farms.queries import QUIET_DAYS, seasons_of, waiting
from namsao.apps.farms.tests.build import a_harvest, a_season, an_area
from namsao.base.accounts.tests.cast import NOW, TODAY


def asked(actor, day=TODAY):
    return [(task["url_name"], task["pk"]) for task in waiting(actor, day)]


def test_a_producer_is_led_from_the_first_area_to_the_season_and_the_harvest(cast):
    assert asked(cast.hoa) == [("farms:new_area", cast.htx.pk)]

    area = an_area(cast)
    assert asked(cast.hoa) == [("farms:new_season", area.pk)]

    season = a_season(cast, area)
    assert asked(cast.hoa) == [("farms:harvest", season.pk)]

    a_harvest(cast, season)
    assert asked(cast.hoa) == []
    assert asked(cast.hoa, TODAY + timedelta(days=QUIET_DAYS)) == []
    assert asked(cast.hoa, TODAY + timedelta(days=QUIET_DAYS + 1)) == [("farms:harvest", season.pk)]

    end_season(season=season, ended_on=TODAY, by=cast.hoa, at=NOW)
    assert asked(cast.hoa, TODAY + timedelta(days=365)) == [("farms:new_season", area.pk)]


def test_a_young_season_is_left_in_peace(cast):
    a_season(cast, started_on=TODAY - timedelta(days=10))

    assert asked(cast.hoa) == []


def test_at_most_three_things_wait_and_none_for_people_without_a_producer(cast):
    for number in range(5):
        an_area(cast, name=f"Nương {number}")

    assert len(asked(cast.hoa)) == 3
    assert [asked(person) for person in (cast.tuan, cast.lan, cast.thu, cast.binh)] == [[], [], [], []]
    assert asked(cast.other_hoa) == [("farms:new_area", cast.other_htx.pk)]


def test_what_waits_says_what_to_do(cast):
    season = a_season(cast, started_on=date(2026, 3, 10))

    assert waiting(cast.hoa, TODAY) == [
        {
            "label": "Ghi thu hoạch Nương dong đồi Nà Sao, Vụ 2026",
            "url_name": "farms:harvest",
            "pk": season.pk,
            "hint": "Đã 60 ngày chưa ghi thu hoạch. Hết vụ thì bấm kết thúc vụ.",
        }
    ]


def test_seasons_come_newest_first_with_their_totals(cast):
    old = a_season(cast, name="Vụ 2025", started_on=date(2025, 3, 1))
    end_season(season=old, ended_on=date(2025, 11, 30), by=cast.hoa, at=NOW)
    new = a_season(cast, old.area)
    a_harvest(cast, new, quantity_kg=Decimal("12.5"))
    a_harvest(cast, new, harvested_on=TODAY - timedelta(days=1))

    assert [
        (season, season.harvest_kg, season.lot_count, [harvest.lot for harvest in season.harvests.all()])
        for season in seasons_of(old.area)
    ] == [
        (new, Decimal("432.5"), 2, ["TH261124-1", "TH261123-1"]),
        (old, None, 0, []),
    ]
