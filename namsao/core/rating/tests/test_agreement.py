"""Spread, quorum and ranks."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namsao.core.rating.agreement import enough, majority, quorum, ranks, spread
from namsao.core.rating.tests.build import best, by_points, the_set


def test_the_spread_names_the_criteria_that_differ_most_first():
    found_set = the_set(7)
    low = best(found_set) | by_points(found_set, "7=1 1.1=1 4.3=0")
    middle = best(found_set) | by_points(found_set, "7=3 1.1=2")

    found = spread(found_set, [middle, best(found_set), low])

    assert (found.low, found.high, found.points) == (89, 100, 11)
    assert found.differing == ("4.3", "7", "1.1")
    assert [found.criteria[code] for code in ("4.3", "7", "1.1", "2.1")] == [5, 4, 2, 0]
    assert list(found.criteria) == [one.code for one in found_set.criteria]


def test_one_sheet_has_no_spread_and_none_is_refused():
    alone = spread(the_set(7), [best(the_set(7))])

    assert (alone.points, alone.differing) == (0, ())
    with pytest.raises(ValueError, match="no sheets"):
        spread(the_set(7), [])


@pytest.mark.parametrize(
    ("present", "members", "percent", "chair", "is_enough"),
    [
        (7, 9, 75, True, True),  # 77.8 %
        (6, 9, 75, True, False),  # 66.7 %
        (6, 8, 75, True, True),  # exactly 75 %
        (9, 9, 75, False, False),
        (2, 3, Fraction(200, 3), True, True),
        (0, 0, 75, True, False),
        (0, 9, 0, True, False),
        (10, 9, 75, True, False),
    ],
)
def test_a_quorum_needs_the_chair_and_the_share(present, members, percent, chair, is_enough):
    assert enough(present=present, members=members, percent=percent, chair_present=chair) is is_enough


@pytest.mark.parametrize(
    ("members", "percent", "least"),
    [(9, 75, 7), (8, 75, 6), (3, Fraction(200, 3), 2), (5, 50, 3), (0, 75, 0)],
)
def test_the_least_of_a_quorum_is_counted_in_whole_members(members, percent, least):
    assert quorum(members, percent) == least


@given(st.integers(1, 30), st.integers(0, 30), st.integers(1, 100))
def test_the_least_of_a_quorum_is_enough_and_one_fewer_is_not(members, present, percent):
    is_enough = enough(present=present, members=members, percent=percent, chair_present=True)

    assert is_enough is (quorum(members, percent) <= present <= members)


def test_a_majority_gives_each_criterion_the_most_that_more_than_half_reach():
    found_set = the_set(7)
    none: dict[str, int] = {}
    low = by_points(found_set, "1.1=1 7=1")

    two = majority(found_set, [best(found_set), none])
    three = majority(found_set, [low, best(found_set), none])

    assert set(two.values()) == {0}
    assert {code: seq for code, seq in three.items() if seq} == low
    assert majority(found_set, [best(found_set)]) == best(found_set)
    with pytest.raises(ValueError, match="no sheets"):
        majority(found_set, [])


def test_equal_points_share_a_place_and_the_next_one_is_skipped():
    points = {
        "a": Fraction(80),
        "b": Fraction(899, 10),
        "c": Fraction(80),
        "d": Fraction(90),
        "e": Fraction(3),
    }

    assert list(ranks(points).items()) == [("d", 1), ("b", 2), ("a", 3), ("c", 3), ("e", 5)]
    assert ranks({}) == {}


@given(st.dictionaries(st.integers(), st.fractions(0, 100)))
def test_a_place_is_one_more_than_the_number_of_better_products(points):
    assert ranks(points) == {
        key: 1 + sum(other > value for other in points.values()) for key, value in points.items()
    }
