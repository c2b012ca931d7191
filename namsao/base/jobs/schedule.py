"""Jobs that run by the clock: `@job("*/5 * * * *")` in an app's `tasks.py`."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from cronsim import CronSim
from django.utils import timezone

from namsao.base.jobs.models import Run

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """A function of the moment, with its cron line (Vietnam time)."""

    name: str
    cron: str
    work: Callable[[datetime], None]


_jobs: dict[str, Job] = {}


def job(cron: str) -> Callable[[Callable[[datetime], None]], Callable[[datetime], None]]:
    """Register the decorated function, called with the moment (aware)."""

    def register(work: Callable[[datetime], None]) -> Callable[[datetime], None]:
        name = f"{work.__module__}.{work.__qualname__}"
        _jobs[name] = Job(name, cron, work)
        return work

    return register


def all_jobs() -> list[Job]:
    return list(_jobs.values())


def is_due(job: Job, last: datetime | None, now: datetime) -> bool:
    """Whether a tick of the cron line lies after the last run and not after now; never run is due."""
    if last is None:
        return True
    # The database gives the last run in UTC, and the line counts hours in the zone of its start.
    return next(CronSim(job.cron, timezone.localtime(last, timezone.get_default_timezone()))) <= now


def run_due(now: datetime) -> int:
    """Run what is due; an error is kept beside the run and does not stop the others. Returns how many ran."""
    last = dict(Run.objects.values_list("job", "at"))
    due = [job for job in all_jobs() if is_due(job, last.get(job.name), now)]
    for each in due:
        run(each, now)
    return len(due)


def run(job: Job, now: datetime) -> None:
    error = ""
    try:
        job.work(now)
    except Exception as trouble:  # one job's fault is not the schedule's
        log.exception("job %s failed", job.name)
        error = f"{type(trouble).__name__}: {trouble}"[:2000]
    Run.objects.update_or_create(job=job.name, defaults={"at": now, "error": error})
