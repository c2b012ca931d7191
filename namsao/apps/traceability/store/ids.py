"""Ids of events: numbers that grow with the moment of recording."""

import secrets
from datetime import datetime
from threading import Lock

_lock = Lock()
_last = 0
_STEPS = 22  # bits below the millisecond
_own = secrets.randbelow(1 << (_STEPS - 1))  # two processes in one millisecond take other numbers


def next_ids(count: int, at: datetime) -> range:
    """So many ids, higher than all this process has given, and than those of earlier milliseconds."""
    global _last  # noqa: PLW0603  # one row of numbers for the whole process
    with _lock:
        first = max(_last + 1, (int(at.timestamp() * 1000) << _STEPS) + _own)
        _last = first + count - 1
        return range(first, first + count)
