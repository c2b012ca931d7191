"""What the clock does for the library."""

from datetime import datetime

from namsao.apps.evidence import actions
from namsao.base.access.visitor import INSTALLER
from namsao.base.jobs.schedule import job


@job("15 6 * * *")
def warn_expiring(now: datetime) -> None:
    """Before the working day begins, say which papers end in 90, 60, 30, 7 days, or today."""
    actions.warn_expiring(by=INSTALLER, at=now)
