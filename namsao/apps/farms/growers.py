"""What is written of a household, and when two are the same."""

from dataclasses import dataclass
from datetime import date

from namsao.apps.farms.models import GrowingArea, Household
from namsao.base.places.models import Place
from namsao.core.vietnamese import fold

Key = tuple[int, str, str, str]


@dataclass(frozen=True, kw_only=True)
class Grower:
    """A household as typed. phone: E.164, "" without. consent_on: the day it agreed to the keeping of its phone."""

    name: str
    place: Place
    hamlet: str = ""
    phone: str = ""
    areas: tuple[GrowingArea, ...] = ()
    consent_on: date | None = None

    @property
    def key(self) -> Key:
        return self.place.pk, fold(self.name), fold(self.hamlet), self.phone


def key_of(household: Household) -> Key:
    return household.place_id, household.name_folded, household.hamlet_folded, household.phone


def same(one: Key, other: Key) -> bool:
    """Name, place and phone are alike; without a phone the hamlet decides."""
    if one[:2] != other[:2] or one[3] != other[3]:
        return False
    return bool(one[3]) or one[2] == other[2]


def alike(one: Key, other: Key) -> bool:
    """Name and place are alike, and nothing says they are two: perhaps one household written twice."""
    differs = any(mine and yours and mine != yours for mine, yours in zip(one[2:], other[2:], strict=True))
    return one[:2] == other[:2] and not differs
