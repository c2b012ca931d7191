"""What the clock does for ratings, in the night and before the working day."""

from datetime import datetime

from namsao.apps.rating import after_reminders
from namsao.apps.rating.actions.lapse import lapse_all
from namsao.base.jobs.schedule import job
from namsao.core.actor import SYSTEM


@job("5 0 * * *")
def lapse(now: datetime) -> None:
    """What ran out yesterday leaves the register, just after midnight in Vietnam."""
    lapse_all(by=SYSTEM, at=now)


@job("30 6 * * *")
def remind(now: datetime) -> None:
    """Before the working day begins, say which certificates end and which desks are nearly late."""
    after_reminders.remind_of_endings(at=now)
    after_reminders.remind_of_clocks(at=now)
