"""What the worker does for the repository."""

from datetime import datetime

from django.utils import timezone

from namsao.apps.traceability.actions.import_work import advance
from namsao.apps.traceability.actions.imports import drop_forgotten
from namsao.apps.traceability.delivery import tell_due
from namsao.base.jobs.schedule import job
from namsao.base.jobs.worker import chore
from namsao.core.actor import SYSTEM


@chore
def tell_subscribers() -> int:
    """Whoever has subscribed to a query is told of new events."""
    return tell_due(timezone.now())


@chore
def move_imports() -> int:
    """Files that people brought are read, and written once they have said so."""
    return advance(by=SYSTEM, at=timezone.now())


@job("40 3 * * *")
def put_forgotten_imports_away(now: datetime) -> None:
    """What nobody confirmed within a week."""
    drop_forgotten(by=SYSTEM, at=now)
