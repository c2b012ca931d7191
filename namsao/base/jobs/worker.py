"""The loop beside the web server: deliver news, run the schedule, and small steady chores."""

import logging
import threading
from collections.abc import Callable

from django.db import connections
from django.utils import timezone

from namsao.base.jobs.news import deliver_due
from namsao.base.jobs.schedule import run_due

log = logging.getLogger(__name__)
_chores: list[Callable[[], int]] = []


def chore(work: Callable[[], int]) -> Callable[[], int]:
    """Register work done on every turn of the loop; it returns how much it did (0: nothing to do)."""
    _chores.append(work)
    return work


def turn() -> int:
    """One turn of everything, each part on its own. Returns how much was done."""
    now = timezone.localtime()
    parts: list[Callable[[], int]] = [lambda: deliver_due(at=now), lambda: run_due(now), *_chores]
    return sum(attempt(each) for each in parts)


def attempt(work: Callable[[], int]) -> int:
    try:
        return work()
    except Exception:  # the loop outlives any one chore
        log.exception("%s failed", work.__qualname__)
        return 0


def drop_stale_connections() -> None:
    """A database that was away is asked anew; a connection inside a transaction is left alone."""
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()


def loop(stop: threading.Event, pause_s: float = 1.0) -> None:
    """Turn until `stop` is set; rest when there was nothing to do."""
    while not stop.is_set():
        drop_stale_connections()
        if turn() == 0:
            stop.wait(pause_s)
