"""Whether the tables still say what the bodies of the events say: two sums a table, equal for the same rows."""

from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import blake2b
from typing import Any

from django.db import transaction
from django.db.models import Model

from namsao.apps.traceability.models import Custody, EventKey, ItemState, Mention
from namsao.apps.traceability.store import follow
from namsao.apps.traceability.store.bodies import stored
from namsao.apps.traceability.store.bulk import columns_of
from namsao.apps.traceability.store.custody import Holders, add_custodies
from namsao.apps.traceability.store.dictionary import known_ids_of
from namsao.apps.traceability.store.follow import FOLLOWING


class _Sum:
    """Rows of one table: how many, and the sum of their hashes, whatever their order."""

    def __init__(self) -> None:
        self.count = self.total = 0

    def add(self, row: Iterable[Any]) -> None:
        text = repr([_plain(each) for each in row])
        self.count += 1
        self.total += int.from_bytes(blake2b(text.encode(), digest_size=16).digest())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Sum) and (self.count, self.total) == (other.count, other.total)

    __hash__ = None  # type: ignore[assignment]  # it changes


@transaction.atomic
def differences() -> dict[str, tuple[int, int]]:
    """Tables that disagree with the bodies: name -> (rows by the bodies, rows there). Empty when all is well."""
    said = _said()
    found = {}
    for model in FOLLOWING:
        there = _Sum()
        for row in model._default_manager.values_list(*columns_of(model)).iterator():
            there.add(row)
        if there != said[model]:
            found[str(model._meta.verbose_name)] = (said[model].count, there.count)
    return found


def _said() -> dict[type[Model], _Sum]:
    """What the bodies say, table by table."""
    sums: dict[type[Model], _Sum] = {model: _Sum() for model in FOLLOWING}
    holders: Holders = {}
    newest: dict[int, ItemState] = {}
    for owner, pairs in stored():
        epcs = known_ids_of([entry for _event, entry in pairs])
        for row in follow.mentions(pairs, epcs):
            sums[Mention].add(row)
        for row in follow.keys(pairs):
            sums[EventKey].add(row)
        standing = follow.standing(pairs, owner)
        for model, rows in follow.rows(standing, epcs).items():
            for row in rows:
                sums[model].add(row)
        for row in add_custodies(pairs, epcs, holders):
            sums[Custody].add(row)
        for state in follow.states(standing, epcs):
            before = newest.get(state.epc_id)
            if before is None or (state.event_time, state.event_id) > (before.event_time, before.event_id):
                newest[state.epc_id] = state
    for state in newest.values():
        sums[ItemState].add(getattr(state, name) for name in columns_of(ItemState))
    return sums


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value
