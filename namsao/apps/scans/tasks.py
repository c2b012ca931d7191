"""What the worker does for the door."""

from datetime import datetime

from django.utils import timezone

from namsao.apps.scans import actions, queries
from namsao.base.access.visitor import INSTALLER
from namsao.base.jobs.schedule import job
from namsao.base.jobs.worker import chore


@chore
def take_over_scans() -> int:
    """Scans from segment files into the store, on every turn."""
    return actions.take_over_scans(by=INSTALLER, at=timezone.now())


@job("2 0 * * *")
def publish_lapsed(now: datetime) -> None:
    """Pages on which something ended yesterday are made anew, just after midnight in Vietnam."""
    products, batches = queries.lapsed(now)
    actions.publish(products=products, batches=batches, by=INSTALLER, at=now)


@job("*/10 * * * *")
def publish_furniture(now: datetime) -> None:
    """Strips and error pages follow the version of the program."""
    actions.publish_furniture(by=INSTALLER, at=now)
