from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namsao.core.calendar import (
    add_working_days,
    is_working_day,
    vietnamese_holidays,
    working_days_between,
)

HOLIDAYS = vietnamese_holidays(2025, 2026, 2027)
DAYS = st.dates(date(2025, 1, 1), date(2027, 6, 30))


def test_the_year_has_the_holidays_of_the_labour_code():
    assert vietnamese_holidays(2025) >= {
        date(2025, 1, 1),
        *(date(2025, 1, day) for day in (28, 29, 30, 31)),
        date(2025, 2, 1),
        date(2025, 4, 7),
        date(2025, 4, 30),
        date(2025, 5, 1),
        date(2025, 9, 1),
        date(2025, 9, 2),
    }


def test_a_holiday_on_the_weekly_rest_day_is_made_up_on_the_next_working_day():
    hung_kings, monday_after = date(2026, 4, 26), date(2026, 4, 27)

    assert {hung_kings, monday_after} <= vietnamese_holidays(2026)
    assert not is_working_day(monday_after, vietnamese_holidays(2026))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 23), True),
        (date(2026, 11, 21), False),
        (date(2026, 11, 22), False),
        (date(2026, 9, 2), False),
        (date(2026, 2, 17), False),
        (date(2026, 2, 23), True),
    ],
)
def test_a_working_day_is_a_weekday_that_is_no_holiday(day, works):
    assert is_working_day(day, HOLIDAYS) is works


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        (date(2026, 10, 5), 15, date(2026, 10, 26)),
        (date(2026, 4, 24), 1, date(2026, 4, 28)),
        (date(2026, 2, 13), 1, date(2026, 2, 23)),
        (date(2026, 12, 31), 1, date(2027, 1, 4)),
        (date(2026, 10, 10), 1, date(2026, 10, 12)),
        (date(2026, 10, 10), 0, date(2026, 10, 12)),
        (date(2026, 10, 12), 0, date(2026, 10, 12)),
    ],
)
def test_a_term_in_working_days_leaves_out_the_first_day_weekends_and_holidays(start, n, end):
    assert add_working_days(start, n, HOLIDAYS) == end


@given(DAYS, st.integers(1, 60))
def test_counting_back_gives_the_days_that_were_added(start, n):
    end = add_working_days(start, n, HOLIDAYS)

    assert working_days_between(start, end, HOLIDAYS) == n
    assert is_working_day(end, HOLIDAYS)


@given(DAYS, DAYS)
def test_days_between_change_sign_with_the_direction(start, end):
    assert working_days_between(start, end, HOLIDAYS) == -working_days_between(end, start, HOLIDAYS)


def test_a_negative_term_and_a_year_without_a_table_are_our_bugs():
    with pytest.raises(ValueError, match="-1"):
        add_working_days(date(2026, 1, 5), -1, frozenset())
    with pytest.raises(ValueError, match="1900"):
        vietnamese_holidays(1900)
