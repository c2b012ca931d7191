"""What an event says of things: which identifiers it mentions, in which part, and how much of each."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple
from urllib.parse import quote

from namsao.core.epcis.canonical import Identity, parts_of

LOT_NUMBER = "cbvmda:lotNumber"

# Field of the event -> (part of its things, whether it lists amounts of a class). Source: EPCIS 2.0, section 7.4.
FIELDS: tuple[tuple[str, str, bool], ...] = (
    ("epcList", "epc", False),
    ("quantityList", "epc", True),
    ("childEPCs", "child", False),
    ("childQuantityList", "child", True),
    ("inputEPCList", "input", False),
    ("inputQuantityList", "input", True),
    ("outputEPCList", "output", False),
    ("outputQuantityList", "output", True),
)


class Thing(NamedTuple):
    """An identifier in an event. role: epc, parent, child, input or output; quantity: None when it is not said.

    uom: UN/ECE code, "" for pieces. is_class: a GTIN or a lot, not a single item.
    """

    role: str
    identity: Identity
    quantity: Decimal | None
    uom: str
    is_class: bool

    @property
    def uri(self) -> str:
        return self.identity.uri


def things(event: Mapping[str, Any]) -> list[Thing]:
    """The identifiers an event mentions, in the order of its fields."""
    found = []
    if parent := event.get("parentID"):
        found.append(Thing("parent", parts_of(parent), None, "", is_class=False))
    for field, role, is_class in FIELDS:
        for each in event.get(field, ()):
            if is_class:
                amount = each.get("quantity")
                quantity = None if amount is None else Decimal(str(amount))
                found.append(
                    Thing(role, parts_of(each["epcClass"]), quantity, each.get("uom", ""), is_class=True)
                )
            else:
                found.append(Thing(role, parts_of(each), None, "", is_class=False))
    return found


def place(event: Mapping[str, Any], field: str) -> str:
    """Canonical identifier of the readPoint or the bizLocation, "" when there is none."""
    found = event.get(field)
    return parts_of(found["id"]).uri if found else ""


def lot_of(thing: Thing, event: Mapping[str, Any]) -> str | None:
    """The lot of a single item as its identifier or the lifelong facts of the event say, else None."""
    identity = thing.identity
    if identity.lot_uri or thing.is_class or identity.gtin is None:
        return identity.lot_uri
    number = event.get("ilmd", {}).get(LOT_NUMBER)
    is_made_here = thing.role == "output" or (thing.role == "epc" and event.get("action") == "ADD")
    if isinstance(number, str) and is_made_here:
        return parts_of(f"{identity.gtin}/10/{quote(number, safe='')}").lot_uri  # None: no lot number of GS1
    return None
