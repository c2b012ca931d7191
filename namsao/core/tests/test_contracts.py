"""The law of contracts with growers."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namsao.core.contracts import Link, Load, Share, Term, check_contract, check_share, counted, steady_since
from namsao.core.finding import State
from namsao.core.settlement import Account, Bill, Receipt, settle

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
TERM = Term(1, *YEAR, Decimal(1000))
DAYS = st.dates(date(2025, 6, 1), date(2027, 6, 1))
WEIGHTS = st.decimals(Decimal("0.001"), Decimal(5000), places=3)
LOADS = st.lists(st.builds(Load, DAYS, WEIGHTS, st.sampled_from([1, 2, None])), max_size=12)


def load(day: str, kg: str, contract: int | None = 1) -> Load:
    return Load(date.fromisoformat(f"2026-{day}"), Decimal(kg), contract)


def a_share(contracted: str, output: str, since: date | None = None, day: date = YEAR[1]) -> Share:
    return Share(*YEAR, Decimal(contracted), Decimal(output), day, since)


def test_what_goes_beyond_the_agreed_quantity_does_not_count_and_the_earlier_load_goes_first():
    loads = [load("11-02", "700"), load("10-01", "500"), load("12-01", "10", None)]

    assert counted([TERM], loads) == [Decimal(500), Decimal(500), Decimal(0)]


def test_a_load_outside_the_days_of_its_contract_does_not_count_and_takes_no_room():
    term = Term(1, date(2026, 3, 1), date(2026, 11, 30), Decimal(100))

    assert counted(
        [term], [load("02-28", "90"), load("03-01", "60"), load("11-30", "60"), load("12-01", "9")]
    ) == [
        0,
        60,
        40,
        0,
    ]


def test_a_contract_that_takes_all_has_no_limit():
    assert counted([Term(1, *YEAR)], [load("05-05", "99999.5")]) == [Decimal("99999.5")]


@given(LOADS, WEIGHTS)
def test_never_more_counts_than_was_delivered_or_agreed(loads: list[Load], agreed: Decimal):
    terms = [Term(1, *YEAR, agreed), Term(2, date(2026, 5, 1), date(2027, 1, 31))]

    found = counted(terms, loads)

    assert all(0 <= kg <= each.kg for kg, each in zip(found, loads, strict=True))
    assert sum(kg for kg, each in zip(found, loads, strict=True) if each.contract == 1) <= agreed
    assert all(kg == 0 for kg, each in zip(found, loads, strict=True) if each.contract is None)


@pytest.mark.parametrize(
    ("contracted", "output", "link", "percent"),
    [
        ("0", "0", Link.NONE, None),
        ("499.999", "1000", Link.NONE, "49.99"),
        ("500", "1000", Link.HALF, "50.00"),
        ("750", "1000", Link.HALF, "75.00"),
        ("749.9999", "1000", Link.HALF, "74.99"),
        ("750.001", "1000", Link.MOST, "75.00"),
        ("2", "3", Link.HALF, "66.66"),
        ("1000", "1000", Link.MOST, "100.00"),
    ],
)
def test_the_step_is_judged_on_exact_weights_and_the_percentage_is_never_rounded_up(
    contracted: str, output: str, link: Link, percent: str | None
):
    share = a_share(contracted, output)

    assert (share.link, share.percent) == (link, None if percent is None else Decimal(percent))


def test_twelve_months_without_a_gap_make_the_highest_step():
    last = date(2026, 12, 31)

    assert a_share("800", "1000", date(2025, 12, 31)).link is Link.STEADY
    assert a_share("800", "1000", date(2026, 1, 1), last).link is Link.MOST
    assert a_share("700", "1000", date(2020, 1, 1)).link is Link.HALF


def test_contracts_that_follow_each_other_are_one_row_and_a_gap_or_an_unperformed_one_breaks_it():
    old = Term(1, date(2025, 1, 1), date(2025, 12, 31))
    new = Term(2, date(2026, 1, 1), date(2026, 12, 31))
    late = Term(3, date(2026, 1, 2), date(2026, 12, 31))
    first, second, third = (
        Load(date(2025, 5, 1), Decimal(1), 1),
        load("05-01", "1", 2),
        load("05-01", "1", 3),
    )
    day = date(2026, 11, 24)

    assert steady_since([old, new], [first, second], day) == date(2025, 1, 1)
    assert steady_since([old, late], [first, third], day) == date(2026, 1, 2)
    assert steady_since([old, new], [first], day) is None
    assert steady_since([old, new], [second], day) == date(2026, 1, 1)
    assert steady_since([new], [load("12-01", "1", 2)], day) is None


def test_the_share_is_a_finding_to_be_verified():
    found = [
        check_share(each) for each in (a_share("0", "0"), a_share("750", "1000"), a_share("820", "1000"))
    ]

    assert [each.state for each in found] == [State.UNKNOWN, State.MISSING, State.MET]
    assert found[2].what == "Sản lượng có hợp đồng: 82 %"
    assert all(each.verify and each.source for each in found)


def test_a_contract_says_what_to_look_at_again():
    loads = [load("03-01", "900"), load("04-01", "200")]
    account = settle([Bill(1, date(2026, 3, 1), 1_800_000), Bill(2, date(2026, 4, 1), None)], [])

    def codes(day: date) -> list[str]:
        return [each.code for each in check_contract(TERM, loads, account, day)]

    assert codes(date(2026, 3, 31)) == ["contract.over", "contract.unpriced"]
    assert codes(date(2026, 4, 1)) == ["contract.over", "contract.unpaid", "contract.unpriced"]
    assert codes(date(2026, 12, 1))[-1] == "contract.ends_soon"
    assert codes(date(2026, 12, 31))[-1] == "contract.ends_soon"
    assert codes(date(2027, 1, 1))[-1] == "contract.expired"
    early = check_contract(TERM, [Load(date(2025, 12, 31), Decimal(5), 1)], Account(0, 0), YEAR[0])
    assert [each.code for each in early] == ["contract.outside"]


def test_a_contract_in_order_says_nothing():
    bill = Bill(1, date(2026, 3, 1), 100)
    paid = settle([bill], [Receipt(date(2026, 3, 2), 100)])

    assert check_contract(TERM, [load("03-01", "10")], paid, date(2026, 3, 1) + timedelta(days=200)) == []
