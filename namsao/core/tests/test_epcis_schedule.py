"""Schedules of subscriptions."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namsao.core.epcis.schedule import BadSchedule, Schedule, next_run, read_schedule

VIETNAM = timezone(timedelta(hours=7))
TUESDAY = datetime(2026, 11, 24, 8, 15, 30, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("body", "then"),
    [
        ({"hour": "1", "minute": "5"}, datetime(2026, 11, 25, 1, 5, tzinfo=VIETNAM)),
        ({"minute": "15"}, datetime(2026, 11, 24, 9, 15, tzinfo=VIETNAM)),
        ({"minute": "15", "second": "[0-59]"}, TUESDAY.replace(second=31)),
        ({"second": "0,30"}, TUESDAY.replace(minute=16, second=0)),
        ({"second": "[31-40],10"}, TUESDAY.replace(second=31)),
        ({"second": "0", "minute": "0", "dayOfWeek": "[1-5]"}, datetime(2026, 11, 24, 9, tzinfo=VIETNAM)),
        ({"hour": "0", "minute": "0", "dayOfWeek": "6"}, datetime(2026, 11, 28, tzinfo=VIETNAM)),
        ({"hour": "8", "minute": "15", "second": "30"}, datetime(2026, 11, 25, 8, 15, 30, tzinfo=VIETNAM)),
        ({"hour": "6", "minute": "0", "dayOfMonth": "31"}, datetime(2026, 12, 31, 6, tzinfo=VIETNAM)),
        ({"hour": "6", "minute": "0", "dayOfMonth": "29", "month": "2"},
        datetime(2028, 2, 29, 6, tzinfo=VIETNAM)),
        ({"hour": "6", "minute": "0", "dayOfMonth": "29", "month": "2", "dayOfWeek": "1"},
         datetime(2044, 2, 29, 6, tzinfo=VIETNAM)),
        ({"hour": 6, "minute": "00"}, datetime(2026, 11, 25, 6, tzinfo=VIETNAM)),
    ],
)  # fmt: skip
def test_the_next_run_is_the_first_moment_that_fits(body, then):
    assert next_run(read_schedule(body), TUESDAY) == then


def test_a_schedule_keeps_what_each_value_may_be():
    assert read_schedule(
        {"hour": "8,[6-7],8", "month": "12", "dayOfMonth": "1", "minute": "0", "dayOfWeek": "7"}
    ) == (Schedule((0,), (0,), (6, 7, 8), (1,), (12,), (7,)))


def test_the_zone_is_that_of_the_moment():
    at_one = read_schedule({"hour": "1", "minute": "0"})

    assert next_run(at_one, TUESDAY.astimezone(UTC)) == datetime(2026, 11, 25, 1, tzinfo=UTC)
    with pytest.raises(ValueError, match="time zone"):
        next_run(at_one, TUESDAY.replace(tzinfo=None))


def test_when_the_calendar_ends_nothing_comes_next():
    last = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)

    with pytest.raises(ValueError, match="calendar ends"):
        next_run(read_schedule({"hour": "[0-23]"}), last)


@pytest.mark.parametrize(
    ("body", "parameter"),
    [
        ({}, "schedule"), ([], "schedule"), (None, "schedule"), ("1", "schedule"),
        ({"year": "2027"}, "year"), ({"Hour": "1"}, "Hour"),
        ({"hour": "24"}, "hour"), ({"hour": ""}, "hour"), ({"hour": "1,"}, "hour"), ({"hour": "*"}, "hour"),
        ({"hour": "1-5"}, "hour"),
        ({"hour": "[5-1]"}, "hour"), ({"hour": "[1-24]"}, "hour"), ({"hour": "-1"}, "hour"),
        ({"hour": " 1"}, "hour"), ({"hour": None}, "hour"),
        ({"hour": True}, "hour"), ({"hour": 24}, "hour"), ({"hour": 1.0}, "hour"), ({"hour": ["1"]}, "hour"),
        ({"hour": "١"}, "hour"),
        ({"minute": "60"}, "minute"), ({"second": "1" * 50}, "second"),
        ({"second": ",".join("1" * 61)}, "second"),
        ({"dayOfMonth": "0"}, "dayOfMonth"), ({"dayOfMonth": "32"}, "dayOfMonth"),
        ({"month": "13"}, "month"), ({"dayOfWeek": "0"}, "dayOfWeek"),
        ({"dayOfMonth": "[30-31]", "month": "2"}, "dayOfMonth"),
        ({"dayOfMonth": "31", "month": "4,6,9,11"}, "dayOfMonth"),
    ],
)  # fmt: skip
def test_a_schedule_that_cannot_be_is_refused_by_its_field(body, parameter):
    with pytest.raises(BadSchedule) as refused:
        read_schedule(body)

    assert (refused.value.parameter, refused.value.kind) == (parameter, "SubscriptionControlsException")


def some_of(lowest: int, highest: int) -> st.SearchStrategy[str]:
    number = st.integers(lowest, highest)
    span = st.tuples(number, number).map(lambda pair: f"[{min(pair)}-{max(pair)}]")
    return st.lists(number.map(str) | span, min_size=1, max_size=4).map(",".join)


SCHEDULES = st.fixed_dictionaries(
    {},
    optional={
        "second": some_of(0, 59),
        "minute": some_of(0, 59),
        "hour": some_of(0, 23),
        "dayOfMonth": some_of(1, 28),
        "month": some_of(1, 12),
        "dayOfWeek": some_of(1, 7),
    },
).filter(bool)
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.sampled_from([UTC, VIETNAM]))


@given(SCHEDULES, MOMENTS)
def test_the_next_run_is_later_and_fits(body, after):
    schedule = read_schedule(body)

    then = next_run(schedule, after)

    assert then > after
    assert then.tzinfo == after.tzinfo
    assert schedule.includes(then)


@given(SCHEDULES, MOMENTS)
def test_no_moment_between_was_missed(body, after):
    schedule = read_schedule(body)

    then = next_run(schedule, after)

    assert next_run(schedule, then - timedelta(seconds=1)) == then
    assert not any(
        schedule.includes_day(date.fromordinal(day))
        for day in range(after.toordinal() + 1, min(then.toordinal(), after.toordinal() + 400))
    )
    seconds = min(int((then - after).total_seconds()), 4_000)
    assert not any(
        schedule.includes(after.replace(microsecond=0) + timedelta(seconds=second))
        for second in range(1, seconds)
        if after < after.replace(microsecond=0) + timedelta(seconds=second) < then
    )


@given(st.dictionaries(st.sampled_from(["hour", "minute", "dayOfMonth", "x"]) | st.text(max_size=5),
       st.text(alphabet="0123456789[]-,*/ ",
       max_size=12) | st.integers() | st.none() | st.booleans()))  # fmt: skip
def test_anything_is_a_schedule_or_refused(body):
    try:
        schedule = read_schedule(body)
    except BadSchedule as refused:
        assert refused.sentence
    else:
        assert next_run(schedule, TUESDAY) > TUESDAY
