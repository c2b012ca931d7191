"""Identifiers into numbers: rows of `Epc`, made where they are missing."""

from collections.abc import Iterable, Mapping, Sequence

from namsao.apps.traceability.models import Epc
from namsao.apps.traceability.store.entry import Entry
from namsao.core.epcis.canonical import Identity, parts_of
from namsao.core.epcis.facts import lot_of, place

AT_ONCE = 500


def ids_of(entries: Sequence[Entry]) -> dict[str, int]:
    """Id of every identifier the entries mention or follow to: things, lots, GTINs, places, containers, hubs.

    Writes: those the dictionary does not have yet.
    """
    return _made(*_wanted(entries))


def known_ids_of(entries: Sequence[Entry]) -> dict[str, int]:
    """As `ids_of`, of those in the dictionary; writes nothing."""
    return look_up(_wanted(entries)[0])


def _wanted(entries: Sequence[Entry]) -> tuple[dict[str, Identity], dict[str, str]]:
    """Identifiers with what is known of them, and of items the lot that an event names."""
    wanted: dict[str, Identity] = {}
    lots: dict[str, str] = {}  # item -> its lot, as the facts of an event say
    for entry in entries:
        for thing in entry.things:
            wanted[thing.uri] = thing.identity
            if lot := lot_of(thing, entry.event):
                lots[thing.uri] = lot
        for uri in _followed(entry):
            wanted.setdefault(uri, parts_of(uri))
    for uri in {*lots.values(), *(each.lot_uri for each in wanted.values() if each.lot_uri)}:
        wanted.setdefault(uri, parts_of(uri))
    for uri in {each.gtin for each in wanted.values() if each.gtin}:
        wanted.setdefault(uri, parts_of(uri))
    return wanted, lots


def _followed(entry: Entry) -> Iterable[str]:
    for field in ("readPoint", "bizLocation"):
        if where := place(entry.event, field):
            yield where
    for link in entry.links:
        yield link.source
        yield link.target
    for held in entry.held:
        yield held.holder


def _made(wanted: Mapping[str, Identity], lots: Mapping[str, str]) -> dict[str, int]:
    """Classes first, so that lots and items can point at them."""
    found = look_up(wanted)
    known = {uri: lot for uri, lot in lots.items() if uri in found and uri != lot}
    for is_due in (_is_gtin, _is_lot, lambda _each: True):
        missing = [each for uri, each in wanted.items() if uri not in found and is_due(each)]
        if missing:
            rows = [_row(each, lots, found) for each in missing]
            Epc.objects.bulk_create(rows, ignore_conflicts=True)
            found |= look_up(each.uri for each in missing)
    _learn_lots(known, found)
    return found


def _learn_lots(lots: Mapping[str, str], found: Mapping[str, int]) -> None:
    """Items that were mentioned before anybody said of which lot they are. Writes: their rows."""
    by_lot: dict[int, list[int]] = {}
    for uri, lot in lots.items():
        by_lot.setdefault(found[lot], []).append(found[uri])
    for lot_id, items in by_lot.items():
        for start in range(0, len(items), AT_ONCE):
            Epc.objects.filter(pk__in=items[start : start + AT_ONCE], lot=None).update(lot=lot_id)


def _is_gtin(each: Identity) -> bool:
    return each.uri == each.gtin


def _is_lot(each: Identity) -> bool:
    return each.uri == each.lot_uri


def _row(each: Identity, lots: Mapping[str, str], found: Mapping[str, int]) -> Epc:
    lot = lots.get(each.uri) or each.lot_uri
    return Epc(
        uri=each.uri,
        key=each.key,
        lot_id=found[lot] if lot and lot != each.uri else None,
        gtin_id=found[each.gtin] if each.gtin and each.gtin != each.uri else None,
    )


def look_up(uris: Iterable[str]) -> dict[str, int]:
    """Ids of those that are in the dictionary."""
    wanted = list(uris)
    found: dict[str, int] = {}
    for start in range(0, len(wanted), AT_ONCE):
        rows = Epc.objects.filter(uri__in=wanted[start : start + AT_ONCE])
        found.update(rows.values_list("uri", "id"))
    return found
