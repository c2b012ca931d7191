"""What a contract says, as typed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from namsao.apps.farms.models import Household, Material


@dataclass(frozen=True, kw_only=True)
class Terms:
    """kind: of Contract.Kind. household, or seller: the other side. agreed_kg: None for all that is grown.

    price_vnd: đồng a kg; None when price_note says how it is found.
    """

    kind: str
    number: str
    signed_on: date
    valid_from: date
    valid_to: date
    material: Material
    household: Household | None = None
    seller: str = ""
    seller_tax_code: str = ""
    agreed_kg: Decimal | None = None
    price_vnd: int | None = None
    price_note: str = ""
    note: str = ""
