"""What partners read of an event that is not theirs: who trades what with whom stays with the owner."""

import json
from collections.abc import Mapping
from typing import Any

SUPPLIER = "namsao:supplier"
"""Our extension of an event: who brought the goods, by name, where they have no identifier."""

PRIVATE = frozenset({"bizTransactionList", SUPPLIER})


def shared_body(event: Mapping[str, Any]) -> str:
    """The event without its private fields, as JSON; "" when it has none and the whole may be read."""
    if PRIVATE.isdisjoint(event):
        return ""
    kept = {name: value for name, value in event.items() if name not in PRIVATE}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
