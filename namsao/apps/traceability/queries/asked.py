"""What a person means by what they typed: a code, a place, an order."""

from dataclasses import dataclass

from django.db.models import Q

from namsao.apps.traceability.models import Epc, Event, EventKey
from namsao.apps.traceability.queries.graph import lots_of_item
from namsao.apps.traceability.queries.ledger import link_of
from namsao.base.access.policy import condition
from namsao.core.actor import Actor
from namsao.core.epcis.canonical import canonical_epc, parts_of
from namsao.core.gs1 import link
from namsao.core.gs1.errors import Invalid

GLN_LENGTH, SHORTEST_NUMBER, MOST_ORDERS = 13, 3, 10


@dataclass(frozen=True, slots=True)
class Asked:
    """uri: what to trace, "" when the repository knows nothing of that name. orders: several that fit, to choose."""

    uri: str = ""
    orders: tuple[str, ...] = ()


def asked(actor: Actor, text: str) -> Asked:
    """What in the repository a text names. Orders are found by those alone who may read them."""
    named = _named(text)
    known = set(Epc.objects.filter(uri__in=named).values_list("uri", flat=True))
    for uri in named:
        identity = parts_of(uri)
        if uri in known or (
            identity.serial and identity.gtin and lots_of_item(identity.gtin, identity.serial)
        ):
            return Asked(uri)
    orders = _orders(actor, text.strip())
    return Asked(orders[0] if len(orders) == 1 else "", orders)


def _named(text: str) -> list[str]:
    """Canonical identifiers the text may stand for, the likeliest first. 13 digits are a GTIN or a place."""
    bare = text.strip()
    try:
        found = [parts_of(link.canonical(link_of(bare))).uri]
    except Invalid:
        found = []
    if len(bare) == GLN_LENGTH and bare.isascii() and bare.isdigit():
        found += [f"{link.ID_GS1_ORG}/{key}/{bare}" for key in ("414", "417")]
    return list(dict.fromkeys([*found, canonical_epc(bare)]))


def _orders(actor: Actor, number: str) -> tuple[str, ...]:
    """Business transactions with that identifier, or whose identifier ends in it as a part of its own."""
    whole = Event.objects.filter(condition(actor, "see_whole", Event))
    keys = EventKey.objects.filter(key__startswith="bizTransaction:", event__in=whole.values("pk"))
    wanted = Q(text=canonical_epc(number))
    if len(number) >= SHORTEST_NUMBER:
        wanted |= Q(text__endswith=f":{number}") | Q(text__endswith=f"/{number}")
    found = keys.filter(wanted).order_by("text").values_list("text", flat=True).distinct()
    return tuple(found[:MOST_ORDERS])
