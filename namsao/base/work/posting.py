"""Send what waits. Each message is claimed first, so that two workers never send the same one.

A worker killed between sending and writing it down leaves the message claimed; after LEASE it is sent a second
time, with the same Message-ID. The other order would lose messages, which is worse.
"""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F

from namsao.base.work import queries
from namsao.base.work.channels import CHANNELS, Undeliverable
from namsao.base.work.letters import outgoing
from namsao.base.work.models import Message

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)  # far longer than the mail server is waited for (EMAIL_TIMEOUT)
WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720)]
MOST_TRIES = len(WAITS) + 1  # spread over a day: a mail server's bad night


def send_due(*, at: datetime, limit: int = 50) -> int:
    """Try what is due. Returns how many were dealt with.

    A channel that fails is left alone until the next call: its server is likely down for every message.
    """
    down: set[str] = set()
    tried = 0
    for message in queries.due_messages(at, limit):
        if message.channel in down or not claim(message, at):
            continue
        tried += 1
        if not send(message, at):
            down.add(message.channel)
    return tried


def claim(message: Message, at: datetime) -> bool:
    """Move the message ahead; False when somebody else did. One statement, so no lock is held while sending."""
    seen = Message.objects.filter(
        pk=message.pk, state=Message.State.QUEUED, next_at=message.next_at, tries=message.tries
    )
    if not seen.update(next_at=at + LEASE, tries=F("tries") + 1):
        return False
    message.tries += 1
    return True


def send(message: Message, at: datetime) -> bool:
    """Send a claimed message and write down how it went. False when its channel seems to be down."""
    why_not = unneeded(message)
    if why_not:
        end(message, Message.State.SKIPPED, why_not)
        return True
    if message.tries > MOST_TRIES:
        end(message, Message.State.FAILED, "bị ngắt giữa chừng quá nhiều lần")
        return True
    channel = CHANNELS[message.channel]
    message.address = channel.address_of(message.notice.user)
    try:
        has_left = channel.send(outgoing(message))
    except Undeliverable as error:
        end(message, Message.State.FAILED, str(error))
        return True
    except Exception as error:  # noqa: BLE001  # whatever a channel raises, the next try may go through
        # The address is the person's own business: the log gets the number alone.
        log.warning("message %s was not sent (%s)", message.pk, type(error).__name__)
        postpone(message, f"{type(error).__name__}: {error}", at)
        return False
    message.sent_at = at
    end(message, Message.State.SENT if has_left else Message.State.KEPT)
    return True


def unneeded(message: Message) -> str:
    """Why the message need not go out any more; empty when it must."""
    notice, user = message.notice, message.notice.user
    channel = CHANNELS.get(message.channel)
    if notice.done_at:
        return "việc đã xong"
    if not user.is_active:
        return "tài khoản đã khoá"
    if user.is_illustrative and settings.MAIL_LEAVES:
        return "người minh hoạ"
    if channel is None or not channel.address_of(user):
        return "không còn địa chỉ"
    if (user.pk, message.channel) in queries.muted_by([user]):
        return "người nhận đã tắt kênh này"
    return ""


def postpone(message: Message, error: str, at: datetime) -> None:
    """Try again later, further apart each time; after MOST_TRIES it has failed."""
    if message.tries >= MOST_TRIES:
        end(message, Message.State.FAILED, error)
        return
    message.next_at, message.error = at + WAITS[message.tries - 1], error[:500]
    message.save(update_fields=["next_at", "error", "address"])


def end(message: Message, state: Message.State, error: str = "") -> None:
    message.state, message.error = state, error[:500]
    message.save(update_fields=["state", "error", "address", "sent_at"])
