"""What growers bring and what they are paid."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from namsao.apps.farms import queries
from namsao.apps.farms.actions import (
    erase_household,
    record_delivery,
    record_payment,
    void_contract,
    void_delivery,
    void_harvest,
    void_payment,
)
from namsao.apps.farms.models import Delivery, Payment
from namsao.apps.farms.tests.build import (
    a_contract,
    a_delivery,
    a_harvest,
    a_household,
    a_material,
    a_payment,
    a_season,
    changed_contract,
)
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.base.audit.models import Entry
from namsao.core.errors import AlreadyDone, BadValue, NotAllowedNow

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def test_a_delivery_is_worth_its_weight_at_the_price_of_that_day(cast):
    contract = a_contract(cast)

    one = a_delivery(cast, contract, quantity_kg=Decimal("420.5"))
    dear = a_delivery(cast, contract, price_vnd=3500)

    assert (one.price_vnd, one.amount_vnd, one.material, one.household) == (
        3000,
        1_261_500,
        contract.material,
        contract.household,
    )
    assert (dear.price_vnd, dear.amount_vnd) == (3500, 1_400_000)
    changed_contract(cast, contract, price_vnd=2000)
    one.refresh_from_db()
    assert one.price_vnd == 3000


def test_a_price_that_was_open_is_given_when_the_contract_gets_one(cast):
    contract = a_contract(cast, price_vnd=None, price_note="theo giá thị trường")
    delivery = a_delivery(cast, contract)
    assert (delivery.price_vnd, delivery.amount_vnd) == (None, None)

    changed_contract(cast, contract, price_vnd=2500)

    delivery.refresh_from_db()
    assert (delivery.price_vnd, delivery.amount_vnd) == (2500, 1_000_000)
    entry = Entry.objects.latest("id")
    assert (entry.verb, entry.why) == ("change_contract", "phụ lục 01")


def test_a_button_pressed_twice_writes_once(cast):
    contract, sent = a_contract(cast), uuid4()

    deliveries = {a_delivery(cast, contract, client_id=sent).pk for _ in range(2)}
    payments = {a_payment(cast, contract, client_id=sent).pk for _ in range(2)}

    assert (len(deliveries), len(payments)) == (1, 1)
    assert (Delivery.objects.count(), Payment.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"delivered_on": TOMORROW}, "delivered_on"),
        ({"quantity_kg": Decimal(0)}, "quantity_kg"),
        ({"quantity_kg": Decimal(1_000_001)}, "quantity_kg"),
        ({"price_vnd": 0}, "price_vnd"),
    ],
)
def test_a_delivery_that_cannot_be_is_refused(cast, facts, field):
    with pytest.raises(BadValue) as refused:
        a_delivery(cast, **facts)

    assert refused.value.field == field
    assert Delivery.objects.count() == 0


def test_a_delivery_may_name_its_lot_and_takes_no_more_than_it_holds(cast):
    contract = a_contract(cast)
    lot = a_harvest(cast, a_season(cast, contract.material.areas.get()), harvested_on=YESTERDAY)

    a_delivery(cast, contract, harvest=lot, quantity_kg=Decimal(300))
    for facts in ({"quantity_kg": Decimal("120.001")}, {"delivered_on": YESTERDAY - timedelta(days=1)}):
        with pytest.raises(BadValue) as refused:
            a_delivery(cast, contract, harvest=lot, **{"quantity_kg": Decimal(1)} | facts)
        assert refused.value.field == "harvest"

    assert [each.left_kg for each in queries.lots_for(cast.htx.pk, contract.material_id, None)] == [120]
    a_delivery(cast, contract, harvest=lot, quantity_kg=Decimal(120))
    assert queries.lots_for(cast.htx.pk, contract.material_id, None) == []


def test_a_lot_of_another_household_is_not_for_this_one(cast):
    contract = a_contract(cast)
    other = a_household(cast, name="Tằng Thị Mai")
    lot = a_harvest(cast, a_season(cast, contract.material.areas.get()), household=other)

    with pytest.raises(BadValue) as refused:
        a_delivery(cast, contract, harvest=lot)

    assert refused.value.field == "harvest"
    assert queries.lots_for(cast.htx.pk, contract.material_id, contract.household_id) == []


def test_goods_are_bought_from_a_household_without_a_contract(cast):
    household, material = a_household(cast), a_material(cast)

    bought = record_delivery(
        household=household,
        material=material,
        delivered_on=TODAY,
        quantity_kg=Decimal(50),
        price_vnd=2800,
        by=cast.hoa,
        at=NOW,
    )
    record_payment(
        household=household,
        paid_on=TODAY,
        amount_vnd=100_000,
        means="cash",
        deliveries=[bought],
        by=cast.hoa,
        at=NOW,
    )

    account = queries.loose_books_of(household).account
    assert (bought.amount_vnd, account.owed_vnd) == (140_000, 40_000)
    erase_household(household=household, by=cast.hoa, at=NOW)
    with pytest.raises(NotAllowedNow):
        record_delivery(
            household=household,
            material=material,
            delivered_on=TODAY,
            quantity_kg=Decimal(1),
            by=cast.hoa,
            at=NOW,
        )


def test_payments_are_put_on_what_they_are_for(cast):
    contract = a_contract(cast)
    old = a_delivery(cast, contract, delivered_on=TODAY - timedelta(days=40))
    new = a_delivery(cast, contract)

    a_payment(cast, contract, amount_vnd=1_300_000, deliveries=[new])

    account = queries.books_of(contract).account
    assert dict(account.paid) == {old.pk: 100_000, new.pk: 1_200_000}
    found = queries.findings_of_contract(contract, queries.books_of(contract), TODAY)
    assert [each.code for each in found] == ["contract.unpaid"]
    assert "1.100.000\xa0₫" in found[0].what


def test_what_is_void_counts_no_more(cast):
    contract = a_contract(cast)
    delivery = a_delivery(cast, contract)
    payment = a_payment(cast, contract, deliveries=[delivery])
    with pytest.raises(NotAllowedNow):
        void_contract(contract=contract, why="ghi nhầm", by=cast.hoa, at=NOW)

    void_delivery(delivery=delivery, why="cân nhầm", by=cast.hoa, at=NOW)
    assert queries.books_of(contract).account.advance_vnd == 500_000
    void_payment(payment=payment, why="chưa trả", by=cast.hoa, at=NOW)

    books = queries.books_of(contract)
    assert (books.delivered_kg, books.account.due_vnd, books.account.paid_vnd) == (0, 0, 0)
    assert len(books.deliveries) == len(books.payments) == 1
    for act in (
        lambda: void_delivery(delivery=delivery, why="x", by=cast.hoa, at=NOW),
        lambda: void_payment(payment=payment, why="x", by=cast.hoa, at=NOW),
    ):
        with pytest.raises(AlreadyDone):
            act()
    assert list(Entry.objects.order_by("-id").values_list("verb", "why")[:2]) == [
        ("void_payment", "chưa trả"),
        ("void_delivery", "cân nhầm"),
    ]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"paid_on": TOMORROW}, "paid_on"),
        ({"amount_vnd": 0}, "amount_vnd"),
        ({"amount_vnd": 10**12}, "amount_vnd"),
    ],
)
def test_a_payment_that_cannot_be_is_refused(cast, facts, field):
    with pytest.raises(BadValue) as refused:
        a_payment(cast, a_contract(cast), **facts)

    assert refused.value.field == field
    assert Payment.objects.count() == 0


def test_a_payment_is_not_for_deliveries_of_others(cast):
    one = a_contract(cast)
    other = a_contract(cast, number="02", household=a_household(cast, name="Tằng Thị Mai"))
    delivery = a_delivery(cast, other)

    with pytest.raises(BadValue) as refused:
        a_payment(cast, one, deliveries=[delivery])

    assert refused.value.field == "deliveries"


def test_a_page_sent_again_with_something_else_is_refused(cast):
    contract, sent = a_contract(cast), uuid4()
    a_delivery(cast, contract, client_id=sent)
    a_payment(cast, contract, client_id=sent)
    other = a_contract(cast, number="02")

    for again in (
        lambda: a_delivery(cast, contract, client_id=sent, quantity_kg=Decimal(1)),
        lambda: a_delivery(cast, other, client_id=sent),
        lambda: a_payment(cast, contract, client_id=sent, amount_vnd=1),
    ):
        with pytest.raises(AlreadyDone):
            again()

    assert (Delivery.objects.count(), Payment.objects.count()) == (1, 1)


def test_a_lot_that_deliveries_name_is_not_void_before_them(cast):
    contract = a_contract(cast)
    lot = a_harvest(cast, a_season(cast, contract.material.areas.get()))
    delivery = a_delivery(cast, contract, harvest=lot)

    with pytest.raises(NotAllowedNow):
        void_harvest(harvest=lot, why="ghi nhầm", by=cast.hoa, at=NOW)
    void_delivery(delivery=delivery, why="ghi nhầm", by=cast.hoa, at=NOW)
    void_harvest(harvest=lot, why="ghi nhầm", by=cast.hoa, at=NOW)

    lot.refresh_from_db()
    assert lot.voided_at == NOW
