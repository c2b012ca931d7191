"""The contracted share of output: a computed figure with its rows."""

from datetime import date, timedelta
from decimal import Decimal

from namsao.apps.farms.actions import end_season, record_delivery, void_delivery, void_harvest
from namsao.apps.farms.queries import contracted_share, years_of
from namsao.apps.farms.tests.build import (
    a_contract,
    a_delivery,
    a_harvest,
    a_household,
    a_material,
    a_season,
    an_area,
)
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.core.contracts import Link


def bought(cast, kg, **facts):
    """From a household without a contract."""
    given = {"delivered_on": TODAY, "material": a_material(cast), "by": cast.hoa, "at": NOW}
    household = cast.htx.households.first() or a_household(cast)
    return record_delivery(household=household, quantity_kg=Decimal(kg), **given | facts)


def the_share(cast, **asked):
    return contracted_share(cast.htx, **{"year": 2026, "day": TODAY} | asked)


def test_without_output_there_is_no_share(cast):
    figure = the_share(cast)

    assert (figure.share.percent, figure.share.link, figure.sources) == (None, Link.NONE, ())
    assert [each.code for each in figure.findings] == ["contracted_share"]


def test_goods_under_contract_are_set_against_all_output(cast):
    contract = a_contract(cast)
    a_delivery(cast, contract, quantity_kg=Decimal("400.5"))
    bought(cast, "99.5")

    figure = the_share(cast)

    assert (figure.share.contracted_kg, figure.share.output_kg) == (Decimal("400.5"), Decimal(500))
    assert figure.share.percent == Decimal("80.10")
    assert figure.share.link is Link.MOST
    assert figure.other_kg == Decimal("99.5")
    assert [(each.contract, each.delivered_kg, each.counted_kg) for each in figure.sources] == [
        (contract, Decimal("400.5"), Decimal("400.5"))
    ]


def test_what_goes_over_the_contract_is_output_but_not_contracted(cast):
    contract = a_contract(cast, agreed_kg=Decimal(500))
    for _ in range(2):
        a_delivery(cast, contract)

    figure = the_share(cast)

    assert (figure.share.contracted_kg, figure.share.output_kg) == (500, 800)
    assert figure.sources[0].counted_kg == 500


def test_the_agreed_quantity_is_used_up_over_the_years(cast):
    contract = a_contract(
        cast, signed_on=date(2025, 1, 1), valid_from=date(2025, 1, 1), agreed_kg=Decimal(500)
    )
    a_delivery(cast, contract, delivered_on=date(2025, 11, 1))
    a_delivery(cast, contract)

    assert (the_share(cast).share.contracted_kg, the_share(cast, year=2025).share.contracted_kg) == (100, 400)
    assert years_of(cast.htx, TODAY) == [2026, 2025]


def test_a_delivery_from_a_lot_is_counted_with_the_lot_and_on_its_day(cast):
    contract = a_contract(cast, signed_on=date(2025, 1, 1), valid_from=date(2025, 1, 1))
    season = a_season(cast, contract.material.areas.get(), started_on=date(2025, 3, 1))
    lot = a_harvest(cast, season, harvested_on=date(2025, 12, 30), quantity_kg=Decimal(1000))
    a_delivery(cast, contract, harvest=lot, delivered_on=date(2026, 1, 2))

    last_year, this_year = the_share(cast, year=2025), the_share(cast)

    assert (last_year.share.contracted_kg, last_year.share.output_kg) == (400, 1000)
    assert (this_year.share.output_kg, this_year.sources) == (0, ())
    assert [each.code for each in last_year.findings] == ["contracted_share"]


def test_void_rows_do_not_count(cast):
    contract = a_contract(cast)
    season = a_season(cast, contract.material.areas.get())
    void_harvest(harvest=a_harvest(cast, season), why="nhầm", by=cast.hoa, at=NOW)
    void_delivery(delivery=a_delivery(cast, contract), why="nhầm", by=cast.hoa, at=NOW)

    assert the_share(cast).share.output_kg == 0


def test_a_season_is_its_days_and_its_plant(cast):
    contract = a_contract(cast)
    season = a_season(cast, contract.material.areas.get(), started_on=date(2026, 3, 1))
    a_delivery(cast, contract, delivered_on=date(2026, 2, 1))
    a_delivery(cast, contract, delivered_on=date(2026, 5, 1), quantity_kg=Decimal(7))
    tea = an_area(cast, name="Đồi chè", material_name="Chè").material
    bought(cast, "1000", material=tea, delivered_on=date(2026, 5, 2))
    end_season(season=season, ended_on=date(2026, 11, 1), by=cast.hoa, at=NOW)
    season.refresh_from_db()

    figure = the_share(cast, year=None, season=season)

    assert (figure.share.first, figure.share.last) == (date(2026, 3, 1), date(2026, 11, 1))
    assert (figure.share.contracted_kg, figure.share.output_kg, figure.material) == (7, 7, contract.material)
    assert the_share(cast, material=tea).share.output_kg == 1000


def test_a_contract_performed_for_twelve_months_reaches_the_highest_step(cast):
    contract = a_contract(cast, signed_on=date(2025, 11, 1), valid_from=date(2025, 11, 24))
    a_delivery(cast, contract, delivered_on=date(2025, 12, 1))
    a_delivery(cast, contract)

    assert the_share(cast).share.link is Link.STEADY
    assert the_share(cast, day=TODAY - timedelta(days=1)).share.link is Link.MOST


def test_output_written_twice_is_asked_about(cast):
    contract = a_contract(cast)
    a_harvest(cast, a_season(cast, contract.material.areas.get()))
    a_delivery(cast, contract)

    codes = [each.code for each in the_share(cast).findings]

    assert codes == ["contracted_share", "contracted_share.twice"]


def test_other_producers_do_not_count(cast):
    a_delivery(cast)

    assert contracted_share(cast.other_htx, year=2026, day=TODAY).share.output_kg == 0


def test_the_figure_costs_as_much_for_many_rows_as_for_few(cast, django_assert_max_num_queries):
    for number in range(10):
        contract = a_contract(cast, number=str(number), household=a_household(cast, name=f"Hộ {number}"))
        a_delivery(cast, contract)

    with django_assert_max_num_queries(3):
        figure = the_share(cast)

    assert len(figure.sources) == 10
