"""Areas, seasons and harvest lots with honest defaults, made through the actions."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from namsao.apps.farms.actions import (
    add_area,
    add_contract,
    add_input,
    change_contract,
    record_delivery,
    record_harvest,
    record_payment,
    register_household,
    start_season,
    write_entry,
)
from namsao.apps.farms.facts import Facts
from namsao.apps.farms.growers import Grower
from namsao.apps.farms.models import (
    Contract,
    Delivery,
    DiaryEntry,
    GrowingArea,
    HarvestLot,
    Household,
    InputProduct,
    Material,
    Payment,
    Season,
)
from namsao.apps.farms.terms import Terms
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


def a_grower(cast: SimpleNamespace, **facts: Any) -> Grower:
    """Chìu Sặp Mằn of Nà Sao, without a phone."""
    return Grower(**{"name": "Chìu Sặp Mằn", "place": cast.luc_hon, "hamlet": "Nà Sao"} | facts)


def a_household(cast: SimpleNamespace, **facts: Any) -> Household:
    """What Hoa registered. facts: of `Grower`, and party, by, at."""
    sending = {"party": cast.htx, "by": cast.hoa, "at": NOW}
    sending |= {name: facts.pop(name) for name in ("party", "by", "at") if name in facts}
    return register_household(grower=a_grower(cast, **facts), **sending)


def a_material(cast: SimpleNamespace) -> Material:
    """Canna tubers of HTX; the area they grow on comes with them."""
    return cast.htx.materials.first() or an_area(cast).material


def some_terms(cast: SimpleNamespace, **facts: Any) -> Terms:
    """A ton in 2026 at 3.000 đồng a kg, with the household of `a_household` when there is no seller."""
    given = {
        "kind": "growing",
        "number": "01/2026/HĐLK",
        "signed_on": date(2026, 1, 5),
        "valid_from": date(2026, 1, 10),
        "valid_to": date(2026, 12, 31),
        "agreed_kg": Decimal(1000),
        "price_vnd": 3000,
    } | facts
    given.setdefault("material", None)
    given["material"] = given["material"] or a_material(cast)
    if not given.get("household") and not given.get("seller"):
        given["household"] = cast.htx.households.first() or a_household(cast)
    return Terms(**given)


def a_contract(cast: SimpleNamespace, **facts: Any) -> Contract:
    return add_contract(party=cast.htx, terms=some_terms(cast, **facts), by=cast.hoa, at=NOW)


def a_delivery(cast: SimpleNamespace, contract: Contract | None = None, **facts: Any) -> Delivery:
    """400 kg of today, under `a_contract` when neither contract nor household is given."""
    given = {"delivered_on": TODAY, "quantity_kg": Decimal(400), "by": cast.hoa, "at": NOW} | facts
    if contract is None and "household" not in facts:
        contract = a_contract(cast)
    return record_delivery(contract=contract, **given)


def a_payment(cast: SimpleNamespace, contract: Contract, **facts: Any) -> Payment:
    """Half a million in cash today."""
    given = {"paid_on": TODAY, "amount_vnd": 500_000, "means": "cash", "by": cast.hoa, "at": NOW}
    return record_payment(contract=contract, **given | facts)


def changed_contract(cast: SimpleNamespace, contract: Contract, **facts: Any) -> Contract:
    """The contract after an appendix that said so."""
    terms = some_terms(cast, **{"number": contract.number, "household": contract.household} | facts)
    return change_contract(contract=contract, terms=terms, why="phụ lục 01", by=cast.hoa, at=NOW)
