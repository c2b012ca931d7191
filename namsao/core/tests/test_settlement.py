"""What deliveries are worth and who was paid for which."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from namsao.core.settlement import Bill, Receipt, settle, unpaid_findings, worth_vnd

DAY = date(2026, 11, 1)
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
BILLS = st.lists(
    st.builds(Bill, st.integers(1, 9), DAYS, st.none() | st.integers(0, 10**7)),
    max_size=8,
    unique_by=lambda bill: bill.key,
)
RECEIPTS = st.lists(
    st.builds(Receipt, DAYS, st.integers(1, 10**7), st.frozensets(st.integers(1, 9), max_size=3)), max_size=6
)


def test_a_weight_at_a_price_is_rounded_half_up_to_the_dong():
    assert worth_vnd(Decimal("420.5"), 3000) == 1_261_500
    assert worth_vnd(Decimal("0.001"), 500) == 1
    assert worth_vnd(Decimal("0.001"), 499) == 0
    assert worth_vnd(Decimal(1), None) is None


def test_a_receipt_pays_what_it_names_and_its_rest_pays_the_oldest():
    bills = [Bill(1, date(2026, 3, 1), 100), Bill(2, date(2026, 4, 1), 200), Bill(3, date(2026, 5, 1), 300)]

    account = settle(bills, [Receipt(DAY, 250, frozenset({2}))])

    assert dict(account.paid) == {1: 50, 2: 200, 3: 0}
    assert [bill.key for bill in account.unpaid] == [1, 3]
    assert (account.due_vnd, account.paid_vnd, account.owed_vnd, account.advance_vnd) == (600, 250, 350, 0)


def test_what_is_paid_ahead_is_an_advance():
    account = settle([Bill(1, DAY, 100)], [Receipt(DAY, 150)])

    assert (account.owed_vnd, account.advance_vnd, account.unpaid) == (0, 50, ())


def test_a_bill_without_a_price_is_counted_and_never_paid():
    account = settle([Bill(1, DAY, None)], [Receipt(DAY, 70, frozenset({1}))])

    assert (account.unpriced, dict(account.paid), account.advance_vnd) == (1, {1: 0}, 70)
    assert [each.code for each in unpaid_findings(account, DAY)] == ["contract.unpriced"]


@given(BILLS, RECEIPTS)
def test_money_is_neither_made_nor_lost(bills: list[Bill], receipts: list[Receipt]):
    account = settle(bills, receipts)

    assert all(0 <= account.paid[bill.key] <= (bill.amount_vnd or 0) for bill in bills)
    put = sum(account.paid.values())
    assert put + account.advance_vnd == account.paid_vnd
    assert account.owed_vnd == account.due_vnd - put
    assert sum((bill.amount_vnd or 0) - account.paid[bill.key] for bill in account.unpaid) == account.owed_vnd
