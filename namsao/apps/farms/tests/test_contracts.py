"""Contracts with growers."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from namsao.apps.farms import queries
from namsao.apps.farms.actions import (
    void_contract,
    void_delivery,
)
from namsao.apps.farms.models import Contract
from namsao.apps.farms.tests.build import (
    a_contract,
    a_delivery,
    a_household,
    a_payment,
    an_area,
    changed_contract,
)
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.base.audit.models import Entry
from namsao.core.errors import AlreadyDone, BadValue, NotAllowedNow

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def test_a_contract_is_written_down(cast):
    household = a_household(cast)

    made = a_contract(cast, household=household, number=" 01/2026/HĐLK ")

    assert (made.number, made.other_side, made.masked_side) == ("01/2026/HĐLK", "Chìu Sặp Mằn", "Hộ số 1")
    assert made.state_on(date(2026, 1, 9)) == Contract.State.NOT_YET
    assert made.state_on(date(2026, 12, 31)) == Contract.State.IN_FORCE
    assert made.state_on(date(2027, 1, 1)) == Contract.State.EXPIRED
    assert Entry.objects.latest("id").target_label == "hợp đồng 01/2026/HĐLK"


def test_the_other_side_may_be_another_seller(cast):
    made = a_contract(cast, seller="HTX Nông sản Hoành Mô", seller_tax_code="0100233488")

    assert (made.household, made.other_side, made.masked_side) == (
        None,
        "HTX Nông sản Hoành Mô",
        "HTX Nông sản Hoành Mô",
    )


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"signed_on": TOMORROW}, "signed_on"),
        ({"valid_to": date(2026, 1, 9)}, "valid_to"),
        ({"valid_to": date(2062, 1, 1)}, "valid_to"),
        ({"agreed_kg": Decimal(0)}, "agreed_kg"),
        ({"price_vnd": 0}, "price_vnd"),
        ({"price_vnd": 100_000_001}, "price_vnd"),
    ],
)
def test_what_cannot_be_is_refused(cast, facts, field):
    with pytest.raises(BadValue) as refused:
        a_contract(cast, **facts)

    assert refused.value.field == field
    assert Contract.objects.count() == 0


def test_a_contract_has_one_other_side_of_its_own_party(cast):
    other = a_household(cast, party=cast.other_htx, by=cast.other_hoa)
    own = a_household(cast)

    for facts in ({"household": other}, {"household": own, "seller": "Thương lái Ba"}):
        with pytest.raises(BadValue) as refused:
            a_contract(cast, **facts)
        assert refused.value.field == "household"
    foreign = an_area(cast, party=cast.other_htx, place=cast.ba_che).material
    with pytest.raises(BadValue) as refused:
        a_contract(cast, material=foreign)
    assert refused.value.field == "material"


def test_a_number_stands_once_until_its_contract_is_void(cast):
    first = a_contract(cast)
    with pytest.raises(AlreadyDone):
        a_contract(cast)

    void_contract(contract=first, why="ghi nhầm", by=cast.hoa, at=NOW)
    second = a_contract(cast)

    assert [first.number, second.number] == ["01/2026/HĐLK"] * 2
    with pytest.raises(AlreadyDone):
        void_contract(contract=first, why="lại", by=cast.hoa, at=NOW)


def test_seller_and_material_stay_once_something_leans_on_them(cast):
    contract = a_contract(cast)
    changed_contract(cast, contract, household=None, seller="Thương lái Ba")
    contract.refresh_from_db()
    a_delivery(cast, contract)

    with pytest.raises(NotAllowedNow):
        changed_contract(cast, contract, household=a_household(cast, name="Tằng Thị Mai"))
    changed_contract(cast, contract, household=None, seller="thương lái BA", agreed_kg=Decimal(2000))

    contract.refresh_from_db()
    assert contract.agreed_kg == 2000


def test_a_void_contract_takes_nothing(cast):
    contract = a_contract(cast)
    void_contract(contract=contract, why="ghi nhầm", by=cast.hoa, at=NOW)

    for act in (a_delivery, a_payment):
        with pytest.raises(AlreadyDone):
            act(cast, contract)


def test_two_sellers_at_once_are_our_mistake(cast):
    contract = a_contract(cast)

    with pytest.raises(TypeError):
        a_delivery(cast, contract, household=contract.household)


def test_the_lists_know_what_stands(cast):
    contract = a_contract(cast)
    a_contract(cast, number="02")
    for _ in range(2):
        a_delivery(cast, contract)
    gone = a_delivery(cast, contract)
    void_delivery(delivery=gone, why="cân nhầm", by=cast.hoa, at=NOW)
    a_payment(cast, contract)

    rows = queries.contracts_listed(Contract.objects.order_by("id"))

    assert [(each.delivered_kg, each.due_vnd, each.paid_vnd) for each in rows] == [
        (800, 2_400_000, 500_000),
        (0, 0, 0),
    ]
    assert list(queries.owing(rows)) == [contract]
