"""Messages leave every minute."""

from datetime import datetime

from namsao.base.jobs.schedule import job
from namsao.base.work.posting import send_due


@job("* * * * *")
def send_messages(now: datetime) -> None:
    """What is queued and due, a few dozen at a time."""
    send_due(at=now)
