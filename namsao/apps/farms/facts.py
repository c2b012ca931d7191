"""What a person notes of one piece of work, and how it reached us."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from namsao.apps.farms.models import Household, InputProduct
from namsao.core.diary import Work


@dataclass(frozen=True, kw_only=True)
class Facts:
    """One entry as noted. area_ha: None for the whole area. The last three are of a harvest.

    household: whose work it was, when it was one grower's. unit: UN/ECE code, "" for the unit of the input.
    lot: "" for the next free one. early_why: why one harvested though an interval was not over.
    """

    verb: Work
    done_on: date
    input: InputProduct | None = None
    amount: Decimal | None = None
    unit: str = ""
    area_ha: Decimal | None = None
    household: Household | None = None
    worker: str = ""
    note: str = ""
    quantity_kg: Decimal | None = None
    lot: str = ""
    early_why: str = ""


@dataclass(frozen=True)
class Sent:
    """client_id: of the entry on the phone that wrote it. content: `content_of` what came. noted_at: its clock."""

    client_id: UUID
    content: str = ""
    noted_at: datetime | None = None


def content_of(season_id: int, facts: Facts, photos: Sequence[bytes] = ()) -> str:
    """sha256 of an entry: two are the same when somebody would read the same in both.

    photos: the bytes as they came.
    """
    said = {name: _plain(value) for name, value in vars(facts).items()}
    if facts.household is None:
        # Phones sent entries before there were households; the same entry sent again is the same.
        del said["household"]
    said |= {"season": str(season_id), "photos": [hashlib.sha256(each).hexdigest() for each in photos]}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, InputProduct | Household):
        return str(value.pk)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "" if value is None else str(value)
