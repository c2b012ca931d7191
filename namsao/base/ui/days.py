"""Days as people in Vietnam type and read them."""

import re
from datetime import date

from namsao.core.errors import BadValue

FIRST_YEAR, LAST_YEAR = 1900, 2199  # outside it a slip of the hand is likelier than a real day

_DAY_FIRST = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_SHORT_YEAR = re.compile(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2}")


def read_day(text: str) -> date:
    """The day written in `text`: 3/4/2026, 03-04-2026 and 2026-04-03 are all 3 April 2026.

    Raises: BadValue, saying how to write it.
    """
    bare = re.sub(r"\s", "", text)
    day_first, iso = _DAY_FIRST.fullmatch(bare), _ISO.fullmatch(bare)
    if day_first:
        day, month, year = (int(day_first[i]) for i in (1, 3, 4))
    elif iso:
        year, month, day = (int(part) for part in iso.groups())
    else:
        raise _refusal(text, bare)
    try:
        found = date(year, month, day)
    except ValueError:
        raise _no_such_day(text) from None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _no_such_day(text)
    return found


def show_day(day: date) -> str:
    """The day as forms show it: 03/04/2026."""
    return f"{day:%d/%m}/{day.year:04d}"


def _refusal(text: str, bare: str) -> BadValue:
    shown = text.strip()[:30]
    if _SHORT_YEAR.fullmatch(bare):
        return BadValue(
            f"“{shown}” thiếu năm. Hãy ghi năm đủ 4 chữ số, ví dụ 24/11/2026.",
            f"“{shown}” has a short year. Write the year with 4 digits, such as 24/11/2026.",
        )
    return BadValue(
        f"“{shown}” không phải ngày tháng. Hãy ghi ngày/tháng/năm, ví dụ 24/11/2026.",
        f"“{shown}” is not a date. Write day/month/year, such as 24/11/2026.",
    )


def _no_such_day(text: str) -> BadValue:
    shown = text.strip()[:30]
    return BadValue(
        f"Không có ngày “{shown}” trong lịch. Hãy xem lại ngày, tháng và năm.",
        f"There is no day “{shown}” in the calendar. Look again at the day, month and year.",
    )
