"""When a subscription is told again: a schedule like that of cron.

Source: GS1 EPCIS 2.0, section 8.2.5.3 (QuerySchedule); query-schedule.json and openapi.json of its REST binding.
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, date, datetime, time, timedelta
from typing import Any

from namsao.core.errors import Refused
from namsao.core.gs1.errors import quoted

KIND = "SubscriptionControlsException"

_RANGES = {
    "second": (0, 59),
    "minute": (0, 59),
    "hour": (0, 23),
    "dayOfMonth": (1, 31),
    "month": (1, 12),
    "dayOfWeek": (1, 7),
}
_ELEMENT = re.compile(r"([0-9]{1,9})|\[([0-9]{1,9})-([0-9]{1,9})\]")
_MOST_ELEMENTS = 60
# A leap year, in which every day there is has its number.
_A_LEAP_YEAR = 2000


class BadSchedule(Refused):
    """A schedule that cannot be read or never comes round.

    parameter: its field, "schedule" for the whole. kind: the exception of the standard.
    """

    def __init__(self, parameter: str, what: str, what_en: str) -> None:
        super().__init__(f"{quoted(parameter)} {what}.", f"{quoted(parameter)} {what_en}.", field=parameter)
        self.args = (parameter, what, what_en)  # so that a pickled copy can be made again
        self.parameter = parameter
        self.kind = KIND


@dataclass(frozen=True, slots=True)
class Schedule:
    """The values a moment may have, each sorted and without repeats. days_of_week: 1 Monday to 7 Sunday.

    A moment is one of the schedule when all six of its values are in.
    """

    seconds: tuple[int, ...]
    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    days_of_month: tuple[int, ...]
    months: tuple[int, ...]
    days_of_week: tuple[int, ...]

    def includes(self, moment: datetime) -> bool:
        """Is the moment, to the second and by its own clock, one of the schedule?"""
        of_day = moment.hour in self.hours and moment.minute in self.minutes and moment.second in self.seconds
        return of_day and not moment.microsecond and self.includes_day(moment.date())

    def includes_day(self, day: date) -> bool:
        return (
            day.day in self.days_of_month
            and day.month in self.months
            and day.isoweekday() in self.days_of_week
        )


def read_schedule(body: Mapping[str, Any]) -> Schedule:
    """The schedule that `{"hour": "1", "minute": "5"}` and the like write.

    A field is a list of numbers and ranges: "0,30" or "[1-5],7". A field left out takes every value, but the second
    takes 0: GS1's own example of hour 1 and minute 5 means once, at five past one. Write "[0-59]" for every second.
    Raises: BadSchedule naming the field; for an empty schedule too, as nobody could mean it.
    """
    if not isinstance(body, Mapping) or not body:
        raise BadSchedule(
            "schedule", "cần ít nhất một trường như hour", "needs at least one field such as hour"
        )
    for name in body:
        if name not in _RANGES:
            raise BadSchedule(
                str(name)[:100],
                f"không có trong lịch; các trường là {', '.join(_RANGES)}",
                f"is not a field of a schedule; the fields are {', '.join(_RANGES)}",
            )
    values = {name: _values(name, body[name]) if name in body else _every(name) for name in _RANGES}
    schedule = Schedule(*values.values())
    if not any(_days_of_month(schedule, _A_LEAP_YEAR)):
        raise BadSchedule("dayOfMonth", "không có ngày nào như vậy", "names a day that no month has")
    return schedule


def next_run(schedule: Schedule, after: datetime) -> datetime:
    """The first moment of the schedule later than `after`, by the clock of the zone of `after`.

    after: aware; a zone that moves its clock may skip or repeat an hour of it.
    Raises: ValueError for a moment without a zone, or when the calendar ends before.
    """
    if after.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    first = after.replace(microsecond=0, fold=0)
    if first.date() != date.max or first.time() != time(23, 59, 59):
        first += timedelta(seconds=1)
    for day in _days_from(schedule, first.date()):
        earliest = first.time() if day == first.date() else time.min
        if found := _time_from(schedule, earliest):
            moment = datetime.combine(day, found, after.tzinfo)
            if moment > after:
                return moment
    raise ValueError("the calendar ends before the next moment of the schedule")


def _values(name: str, written: Any) -> tuple[int, ...]:
    lowest, highest = _RANGES[name]
    if isinstance(written, int) and not isinstance(written, bool):
        written = str(written) if lowest <= written <= highest else ""
    elements = written.split(",") if isinstance(written, str) else []
    found: set[int] = set()
    for element in elements if len(elements) <= _MOST_ELEMENTS else []:
        match = _ELEMENT.fullmatch(element)
        start, end = (int(match[1] or match[2]), int(match[1] or match[3])) if match else (1, 0)
        if not lowest <= start <= end <= highest:
            found = set()
            break
        found.update(range(start, end + 1))
    if not found:
        example = f"[{lowest}-{highest}]"
        raise BadSchedule(
            name,
            f"cần các số từ {lowest} đến {highest}, như {lowest},{highest} hoặc {example}",
            f"needs numbers from {lowest} to {highest}, such as {lowest},{highest} or {example}",
        )
    return tuple(sorted(found))


def _every(name: str) -> tuple[int, ...]:
    lowest, highest = _RANGES[name]
    return (0,) if name == "second" else tuple(range(lowest, highest + 1))


def _days_of_month(schedule: Schedule, year: int) -> Iterator[date]:
    """The days of a year by month and day of the month alone."""
    for month in schedule.months:
        last = monthrange(year, month)[1]
        yield from (date(year, month, day) for day in schedule.days_of_month if day <= last)


def _days_from(schedule: Schedule, first: date) -> Iterator[date]:
    for year in range(first.year, MAXYEAR + 1):
        for day in _days_of_month(schedule, year):
            if day >= first and day.isoweekday() in schedule.days_of_week:
                yield day


def _time_from(schedule: Schedule, earliest: time) -> time | None:
    """The first time of day of the schedule that is not before `earliest`."""
    for hour in schedule.hours:
        if hour < earliest.hour:
            continue
        for minute in schedule.minutes:
            if (hour, minute) < (earliest.hour, earliest.minute):
                continue
            for second in schedule.seconds:
                if (hour, minute, second) >= (earliest.hour, earliest.minute, earliest.second):
                    return time(hour, minute, second)
    return None
