"""Where a producer makes and packs."""

from datetime import datetime

from django.db import transaction

from namsao.apps.products.models import Facility
from namsao.base.audit.actions import record
from namsao.base.keys.actions import allocate_gln
from namsao.base.parties.models import Party
from namsao.base.places.models import Place
from namsao.core.actor import Actor
from namsao.core.errors import BadValue
from namsao.core.vietnamese import nfc


@transaction.atomic
def add_facility(
    *, party: Party, place: Place, name: str, address: str = "", by: Actor, at: datetime
) -> Facility:
    """Add a facility of the party, with a GLN of its own.

    Writes: one Facility, the GLN's counter, one audit entry. Raises: BadValue for a name the party has
    already; NotAllowedNow and KeysExhausted when no GLN can be given.
    """
    name = " ".join(nfc(name).split())
    if party.facilities.filter(name=name).exists():
        raise BadValue(
            f"Đã có cơ sở tên “{name}”. Hãy đặt tên khác để phân biệt.",
            f"The party has a facility called “{name}” already.",
            "name",
        )
    facility = Facility.objects.create(
        party=party,
        place=place,
        name=name,
        address=" ".join(nfc(address).split()),
        gln=allocate_gln(party=party, by=by, at=at),
        made_at=at,
    )
    record(by=by, at=at, verb="add", target=facility)
    return facility
