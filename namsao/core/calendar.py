"""Working days in Vietnam, for the deadlines of the decree."""

from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from functools import lru_cache

import holidays as public_holidays

FIRST_YEAR, LAST_YEAR = 1995, 2099  # years the lunar tables and the compensatory rule cover

_DAY = timedelta(days=1)
_SATURDAY = 5


def vietnamese_holidays(*years: int) -> frozenset[date]:
    """Public holidays of these years with the days off given in their place.

    Holidays: 1/1; Tết, five days; 10th of the 3rd lunar month; 30/4; 1/5; 2/9 and the day beside it;
    24/11 from 2026. One that falls on the weekly rest day is made up on the next working day.
    Note: the days of Tết, the day beside 2/9 and swapped days are fixed each year by the government;
    before its notice they are a forecast, to be verified. Whether 24/11 already has the force
    of law is to be verified. A Saturday worked in exchange for a day off is not counted as a
    working day here, so a deadline may come out one day late, never early.
    Raises: ValueError for a year outside 1995..2099.
    Source: Labour Code 45/2019/QH14, articles 111.3 (to be verified) and 112; dates from the
    `holidays` library.
    """
    return frozenset().union(*(_holidays_of(year) for year in years))


def is_working_day(day: date, holidays: AbstractSet[date]) -> bool:
    """Is it Monday to Friday and not one of `holidays`?"""
    return day.weekday() < _SATURDAY and day not in holidays


def add_working_days(start: date, n: int, holidays: AbstractSet[date]) -> date:
    """The n-th working day after `start`; `start` itself is not counted.

    n: 0 gives the first working day on or after `start`. `holidays` must reach as far as the answer:
    pass the next year too when the term may cross 31 December.
    Raises: ValueError when n is negative.
    Source: Civil Code 91/2015/QH13, articles 147.2 (first day not counted) and
    148.5 (last day off), to be verified.
    """
    if n < 0:
        raise ValueError(f"not a number of days: {n}")
    day, left = start, n
    while left or not is_working_day(day, holidays):
        day += _DAY
        if left and is_working_day(day, holidays):
            left -= 1
    return day


def working_days_between(start: date, end: date, holidays: AbstractSet[date]) -> int:
    """Working days after `start` up to and including `end`; negative when `end` lies before `start`."""
    if end < start:
        return -working_days_between(end, start, holidays)
    days = (start + _DAY * i for i in range(1, (end - start).days + 1))
    return sum(is_working_day(day, holidays) for day in days)


@lru_cache(maxsize=64)
def _holidays_of(year: int) -> frozenset[date]:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"no holiday table for {year}")
    return frozenset(public_holidays.country_holidays("VN", years=year))
