"""What an area and a harvest must obey, computed from values."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from namsao.apps.farms.models import Household
from namsao.base.ui.days import show_day
from namsao.base.ui.display import VIETNAM
from namsao.core.errors import BadValue, NotAllowedNow
from namsao.core.finding import Finding
from namsao.core.units import show_number
from namsao.core.vietnamese import nfc

# A slip of the finger is likelier than so much land in one area, or so much from it in one lot.
MOST_HA = Decimal(10_000)
MOST_KG = Decimal(1_000_000)
MOST_PRICE_VND = 100_000_000  # a kg


def day_of(at: datetime) -> date:
    """The day it is in Vietnam at the moment."""
    return at.astimezone(VIETNAM).date()


def tidy(text: str) -> str:
    """Typed text with composed letters and single spaces."""
    return " ".join(nfc(text).split())


def check_size(area_ha: Decimal) -> None:
    """Raises: BadValue at `area_ha`."""
    if not 0 < area_ha <= MOST_HA:
        raise BadValue(
            f"Diện tích phải lớn hơn 0 và không quá {show_number(MOST_HA)} ha. Hãy xem lại dấu phẩy.",
            f"The area must be above 0 and at most {MOST_HA} ha.",
            "area_ha",
        )


def check_weight(quantity_kg: Decimal) -> None:
    """Raises: BadValue at `quantity_kg`."""
    if not 0 < quantity_kg <= MOST_KG:
        raise BadValue(
            f"Khối lượng một lô phải lớn hơn 0 và không quá {show_number(MOST_KG)} kg. Hãy xem lại dấu phẩy.",
            f"A lot weighs more than 0 and at most {MOST_KG} kg.",
            "quantity_kg",
        )


def check_price(price_vnd: int | None) -> None:
    """Of one kg. Raises: BadValue at `price_vnd`."""
    if price_vnd is not None and not 0 < price_vnd <= MOST_PRICE_VND:
        raise BadValue(
            "Giá mỗi ki-lô-gam phải lớn hơn 0. Hãy xem lại các số 0.",
            f"A kg costs more than 0 and at most {MOST_PRICE_VND} đồng.",
            "price_vnd",
        )


def check_not_future(day: date, today: date, field: str) -> None:
    """Raises: BadValue at `field`."""
    if day > today:
        raise BadValue(
            f"Ngày {show_day(day)} chưa tới. Hãy ghi ngày việc đã xảy ra.", f"{day} is still to come.", field
        )


def check_within(day: date, *, season: str, started_on: date, ended_on: date | None) -> None:
    """The harvest day lies in its season. Raises: BadValue at `harvested_on`."""
    if day < started_on:
        raise BadValue(
            f"Vụ “{season}” bắt đầu ngày {show_day(started_on)}; không thể thu hoạch trước ngày đó.",
            f"The season started on {started_on}.",
            "harvested_on",
        )
    if ended_on and day > ended_on:
        raise BadValue(
            f"Vụ “{season}” đã kết thúc ngày {show_day(ended_on)}. Hãy mở vụ mới để ghi tiếp.",
            f"The season ended on {ended_on}.",
            "harvested_on",
        )


def check_household(household: Household | None, party_id: int) -> None:
    """It grows for the party. Raises: BadValue at `household`."""
    if household and household.party_id != party_id:
        raise BadValue("Hộ này của chủ thể khác.", "The household belongs to another party.", "household")


def check_interval(findings: Iterable[Finding], early_why: str) -> None:
    """A harvest waits for the end of pre-harvest intervals, or says why not. Raises: NotAllowedNow at `early_why`."""
    early = [finding for finding in findings if finding.is_blocking]
    if early and not tidy(early_why):
        raise NotAllowedNow(
            " ".join(f"{finding.what}. {finding.why} {finding.remedy}" for finding in early)
            + " Nếu đã thu rồi, hãy ghi lý do.",
            f"{early[0].what_en}: wait, or say why not.",
            "early_why",
        )
