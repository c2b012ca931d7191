"""The loop beside the web server: deliver news, run the schedule, and small steady chores."""

import logging
import threading
from collections.abc import Callable

from django.db import close_old_connections
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
    """One turn of everything. Returns how much was done."""
    close_old_connections()
    now = timezone.localtime()
    done = deliver_due(at=now) + run_due(now)
    for each in _chores:
        done += attempt(each)
    return done


def attempt(work: Callable[[], int]) -> int:
    try:
        return work()
    except Exception:  # the loop outlives any one chore
        log.exception("chore %s failed", work.__qualname__)
        return 0


def loop(stop: threading.Event, pause_s: float = 1.0) -> None:
    """Turn until `stop` is set; rest when there was nothing to do."""
    while not stop.is_set():
        if attempt(turn) == 0:
            stop.wait(pause_s)
