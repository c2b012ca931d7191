"""Through whose hands things pass: who first recorded them, and whom a holder names as the next.

Nobody comes to hold a thing by writing an event about it: somebody who holds it must have named them.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from namsao.apps.traceability.models import Custody, Event
from namsao.apps.traceability.store.entry import Entry
from namsao.base.keys.queries import parties_of_glns, parties_of_prefixes
from namsao.core.epcis.canonical import parts_of
from namsao.core.epcis.facts import lot_of
from namsao.core.gs1.link import ID_GS1_ORG

AT_ONCE = 500
_GLNS = (f"{ID_GS1_ORG}/414/", f"{ID_GS1_ORG}/417/")
Holders = dict[int, set[int]]
"""Identifier's id -> ids of parties."""


def add_custodies(
    pairs: Sequence[tuple[Event, Entry]], epcs: Mapping[str, int], holders: Holders
) -> list[tuple[int, int]]:
    """(identifier, party) that events, in the order they were recorded, add to `holders`; it is changed."""
    parties = _parties({gln for _event, entry in pairs for gln in _named(entry)})
    added = []
    for event, entry in pairs:
        named = {parties[gln] for gln in _named(entry) if gln in parties}
        for epc in _handled(entry, epcs):
            known = holders.setdefault(epc, set())
            new = {event.owner_id} if not known else set()
            if new or event.owner_id in known:
                new |= named
            added += [(epc, party) for party in sorted(new - known)]
            known |= new
    return added


def write_custodies(pairs: Sequence[tuple[Event, Entry]], epcs: Mapping[str, int]) -> None:
    """Writes: custodies that are new."""
    wanted = sorted({epc for _event, entry in pairs for epc in _handled(entry, epcs)})
    holders: Holders = {}
    for start in range(0, len(wanted), AT_ONCE):
        rows = Custody.objects.filter(epc__in=wanted[start : start + AT_ONCE])
        for epc, party in rows.values_list("epc_id", "party_id"):
            holders.setdefault(epc, set()).add(party)
    made = [Custody(epc_id=epc, party_id=party) for epc, party in add_custodies(pairs, epcs, holders)]
    Custody.objects.bulk_create(made, ignore_conflicts=True)


def _handled(entry: Entry, epcs: Mapping[str, int]) -> Iterator[int]:
    """The things of an event, and the lots of its items."""
    for thing in entry.things:
        yield epcs[thing.uri]
        if (lot := lot_of(thing, entry.event)) and lot != thing.uri:
            yield epcs[lot]


def _named(entry: Entry) -> Iterable[str]:
    """GLNs of the parties and places that things go to."""
    uris = (parts_of(each["destination"]).uri for each in entry.event.get("destinationList", ()))
    return [uri.split("/")[4] for uri in uris if uri.startswith(_GLNS)]


def _parties(glns: Collection[str]) -> dict[str, int]:
    """GLN -> id of the party it was given to here, or who has its company prefix; others are left out."""
    if not glns:
        return {}
    given, prefixes = parties_of_glns(glns), parties_of_prefixes()
    own = {gln: prefixes[gln[:size]] for gln in glns for size in range(4, 13) if gln[:size] in prefixes}
    return own | given
