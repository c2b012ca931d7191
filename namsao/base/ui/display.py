"""Values as people read them: the filters vnd, number, kg, day and moment.

They follow the reader's language, for public pages are read by people to whom 1.250 is one and a quarter.
An absent value (None or "") is shown as nothing.
"""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils.translation import get_language

from namsao.base.ui.days import show_day
from namsao.core.money import show_vnd
from namsao.core.units import KGM, show_number

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
NBSP = "\N{NO-BREAK SPACE}"

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def language() -> str:
    """The reader's language without its region: vi, en, zh, ja, ko."""
    return (get_language() or "vi").split("-")[0]


def number(value: Decimal | float | str | None) -> str:
    """1.250,5 for a Vietnamese reader, 1,250.5 for any other; no idle zeros."""
    if value in (None, ""):
        return ""
    exact = Decimal(str(value))
    if language() == "vi":
        return show_number(exact)
    digits = f"{exact:,f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def kg(value: Decimal | float | str | None) -> str:
    """A weight given in kg: 1.250,5 kg."""
    return "" if value in (None, "") else f"{number(value)}{NBSP}{KGM.symbol}"


def vnd(value: int | str | None) -> str:
    """An amount given in whole đồng: 1.250.000 ₫, or ₫1,250,000 for a reader of another language."""
    if value in (None, ""):
        return ""
    amount = int(value)
    return show_vnd(amount) if language() == "vi" else f"₫{amount:,}"


def day(value: date | datetime | str | None) -> str:
    """24/11/2026; readers who might swap day and month get 24 Nov 2026, 2026年11月24日, 2026년 11월 24일.

    value: a day, or an aware moment, taken as the day it is in Vietnam.
    """
    if not isinstance(value, date):
        return ""
    if isinstance(value, datetime):
        value = value.astimezone(VIETNAM).date()
    match language():
        case "en":
            return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"
        case "zh" | "ja":
            return f"{value.year}年{value.month}月{value.day}日"
        case "ko":
            return f"{value.year}년 {value.month}월 {value.day}일"
        case _:
            return show_day(value)


def moment(value: datetime | str | None) -> str:
    """An aware moment in Vietnam time: 24/11/2026 08:05."""
    if not isinstance(value, datetime):
        return ""
    return f"{day(value)} {value.astimezone(VIETNAM):%H:%M}"
