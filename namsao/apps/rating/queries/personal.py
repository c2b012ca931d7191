"""Personal data of a producer as a paper may print it: one mask for Forms 01, 02 and 03."""

from datetime import date

from namsao.apps.rating.models import Representative
from namsao.base.parties.models import Party

HIDDEN = "(thông tin hạn chế)"
FIELDS = ("name", "position", "address", "ethnicity")


def representative_said(party: Party, personal: bool) -> dict[str, str | date | None]:
    """Fields of the legal representative, and the party's own `founded_on`; empty where not known.

    personal: whether the reader may read them; else what is known is masked.
    """
    row = Representative.objects.filter(party=party).first()
    said = {each: getattr(row, each) if row else "" for each in FIELDS}
    said["gender"] = str(row.get_gender_display()) if row else ""
    shown = {each: masked(value, personal) for each, value in said.items()}
    return shown | {"founded_on": row.founded_on if row else None}


def masked(value: str, personal: bool) -> str:
    return value if personal or not value else HIDDEN
