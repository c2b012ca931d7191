"""Areas, seasons and harvest lots with honest defaults, made through the actions."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from namsao.apps.farms.actions import add_area, add_input, record_harvest, start_season, write_entry
from namsao.apps.farms.facts import Facts
from namsao.apps.farms.models import DiaryEntry, GrowingArea, HarvestLot, InputProduct, Season
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.core.diary import Work

# About 2.2 ha on the hills of Lục Hồn.
BOUNDARY = {
    "type": "Polygon",
    "coordinates": [
        [
            [107.428, 21.5644],
            [107.4266, 21.5651],
            [107.4262, 21.5636],
            [107.4274, 21.5634],
            [107.428, 21.5644],
        ]
    ],
}


def an_area(cast: SimpleNamespace, **facts: Any) -> GrowingArea:
    """A field of canna of HTX in Lục Hồn, declared by Hoa."""
    given = {
        "party": cast.htx,
        "place": cast.luc_hon,
        "name": "Nương dong đồi Nà Sao",
        "code": "",
        "material_name": "Củ dong riềng",
        "area_ha": Decimal("2.4"),
        "boundary": BOUNDARY,
        "by": cast.hoa,
        "at": NOW,
    }
    return add_area(**given | facts)


def a_season(cast: SimpleNamespace, area: GrowingArea | None = None, **facts: Any) -> Season:
    """A season open since March."""
    given = {"name": "Vụ 2026", "started_on": date(2026, 3, 10), "by": cast.hoa, "at": NOW}
    return start_season(area=area or an_area(cast), **given | facts)


def a_harvest(cast: SimpleNamespace, season: Season | None = None, **facts: Any) -> HarvestLot:
    """420 kg of today, the code left to the program."""
    given = {
        "lot": "",
        "harvested_on": TODAY,
        "quantity_kg": Decimal(420),
        "note": "",
        "by": cast.hoa,
        "at": NOW,
    }
    return record_harvest(season=season or a_season(cast), **given | facts)


def an_input(cast: SimpleNamespace, **facts: Any) -> InputProduct:
    """A biological pesticide of HTX with seven days to wait."""
    given = {
        "party": cast.htx,
        "kind": InputProduct.Kind.PESTICIDE,
        "name": "Chế phẩm Bt",
        "active_ingredient": "Bacillus thuringiensis",
        "interval_days": 7,
        "unit": "MLT",
        "by": cast.hoa,
        "at": NOW,
    }
    return add_input(**given | facts)


def some_facts(**facts: Any) -> Facts:
    """Watering today."""
    return Facts(**{"verb": Work.IRRIGATE, "done_on": TODAY} | facts)


def an_entry(cast: SimpleNamespace, season: Season | None = None, **facts: Any) -> DiaryEntry:
    """What Hoa noted today. facts: of `Facts`, and client_id, photos, by, at."""
    sending = {"by": cast.hoa, "at": NOW}
    sending |= {name: facts.pop(name) for name in ("client_id", "photos", "by", "at") if name in facts}
    return write_entry(season=season or a_season(cast), facts=some_facts(**facts), **sending)
