"""Who holds how much of recalled goods, and how far they are back."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from namsao.core.recall import (
    NOBODY_KNOWN,
    Count,
    Holding,
    Key,
    Movement,
    Recovered,
    Way,
    contents,
    count,
    holdings,
)

LOT, MAKER, TRADER = 7, 1, 2


def moved(way: Way, quantity: int | None, *, party: int = MAKER, other: int = NOBODY_KNOWN) -> Movement:
    return Movement(LOT, way, party, other, None if quantity is None else Decimal(quantity), "")


def held(*movements: Movement) -> dict[int, tuple[int | None, int | None, int | None]]:
    """Party -> (had, has, sold)."""
    return {key.party: (each.had, each.has, each.sold) for key, each in holdings(movements).items()}


def test_who_made_goods_holds_what_was_not_used_sold_or_destroyed():
    assert held(moved(Way.MADE, 100), moved(Way.USED, 20), moved(Way.SOLD, 30), moved(Way.DESTROYED, 5)) == {
        MAKER: (100, 45, 30)
    }


def test_goods_sent_to_a_party_are_with_it_and_counted_once_when_it_confirms():
    sent = moved(Way.SENT, 60, other=TRADER)
    received = moved(Way.RECEIVED, 58, party=TRADER, other=MAKER)
    told = {MAKER: (100, 40, 0), TRADER: (60, 60, 0)}
    assert held(moved(Way.MADE, 100), sent) == told
    assert held(moved(Way.MADE, 100), sent, received) == told


def test_goods_received_from_nobody_named_came_from_their_only_maker():
    assert held(moved(Way.MADE, 100), moved(Way.RECEIVED, 10, party=TRADER)) == {
        MAKER: (100, 90, 0),
        TRADER: (10, 10, 0),
    }


def test_goods_sent_to_nobody_known_are_sold():
    assert held(moved(Way.MADE, 100), moved(Way.SENT, 70)) == {MAKER: (100, 30, 70)}


def test_goods_that_come_back_are_held_again():
    sent = moved(Way.SENT, 60, other=TRADER)
    assert held(moved(Way.MADE, 100), sent, moved(Way.RETURNED, 10, other=TRADER)) == {
        MAKER: (100, 50, 0),
        TRADER: (50, 50, 0),
    }
    assert held(moved(Way.MADE, 100), moved(Way.SENT, 70), moved(Way.RETURNED, 70)) == {MAKER: (100, 100, 0)}


def test_packs_numbered_one_by_one_are_not_made_twice():
    assert held(moved(Way.MADE, 500), moved(Way.MADE_BY_ITEM, 500)) == {MAKER: (500, 500, 0)}


def test_what_the_records_do_not_say_stays_unknown():
    found = holdings([moved(Way.MADE, None), moved(Way.SENT, 10, other=TRADER)])
    assert found[Key(LOT, MAKER, "")] == Holding(None, None, Decimal(0))
    assert found[Key(LOT, MAKER, "")].due is None
    assert found[Key(LOT, TRADER, "")] == Holding(Decimal(10), Decimal(10), Decimal(0))


@given(
    st.lists(
        st.tuples(
            st.sampled_from([Way.USED, Way.SENT, Way.SOLD]), st.integers(1, 20), st.sampled_from([0, 2, 3])
        ),
        max_size=12,
    )
)
def test_nothing_is_lost_or_made_on_the_way(steps: list[tuple[Way, int, int]]):
    made = sum(much for _way, much, _to in steps) + 5
    movements = [moved(way, much, other=to if way is Way.SENT else 0) for way, much, to in steps]
    found = holdings([moved(Way.MADE, made), *movements])
    used = sum(much for way, much, _to in steps if way is Way.USED)
    assert sum(each.due for each in found.values()) + used == made


def test_a_pallet_holds_what_its_cases_hold():
    lot, case, other_case, pallet = 1, 10, 11, 20
    arrows = [
        (lot, case, Decimal(24), ""),
        (lot, other_case, Decimal(12), ""),
        (case, pallet, None, ""),
        (other_case, pallet, None, ""),
    ]
    assert contents([lot], arrows) == {
        case: {(lot, ""): 24},
        other_case: {(lot, ""): 12},
        pallet: {(lot, ""): 36},
    }


def test_containers_in_a_ring_end():
    assert contents([1], [(1, 10, Decimal(1), ""), (10, 20, None, ""), (20, 10, None, "")])[20] == {
        (1, ""): 1
    }


def test_returned_goods_that_are_destroyed_are_counted_once():
    found = count(
        [("", Decimal(100)), ("KGM", Decimal(20))],
        [
            Recovered("", Decimal(40), is_destroyed=False),
            Recovered("", Decimal(30), is_destroyed=True, of_returned=True),
            Recovered("", Decimal(10), is_destroyed=True),
        ],
    )
    assert found == [
        Count("", Decimal(100), destroyed=Decimal(40), returned=Decimal(10)),
        Count("KGM", Decimal(20), destroyed=Decimal(0), returned=Decimal(0)),
    ]
    assert [(each.outstanding, each.percent) for each in found] == [(50, 50), (20, 0)]


def test_the_bar_is_full_only_when_nothing_is_outstanding():
    almost = Count("", Decimal(1000), destroyed=Decimal(999), returned=Decimal(0))
    assert (almost.percent, Count("", Decimal(0), Decimal(0), Decimal(0)).percent) == (99, 100)


def test_an_amount_nobody_knows_marks_the_count():
    assert count([("", None), ("", Decimal(5))], []) == [
        Count("", Decimal(5), Decimal(0), Decimal(0), is_known=False)
    ]
