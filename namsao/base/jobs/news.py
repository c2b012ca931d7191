"""Named news between apps. Sent inside a transaction, heard after commit, at least once.

Receivers must be idempotent: after a crash they hear the same letter again.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from namsao.base.jobs.models import Delivery, Letter

Receiver = Callable[..., None]

log = logging.getLogger(__name__)
_all: dict[str, "News"] = {}

LONGEST_WAIT = timedelta(hours=6)


@dataclass
class News:
    """A kind of news: `news.send(at=…, **payload)` from actions, `@news.hear` on receivers."""

    name: str
    receivers: dict[str, Receiver] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.name in _all:
            raise ValueError(f"news {self.name!r} is declared twice")
        _all[self.name] = self

    def hear(self, receiver: Receiver) -> Receiver:
        """Register a receiver: called as `receiver(at=…, **payload)`, in a transaction of its own."""
        self.receivers[f"{receiver.__module__}.{receiver.__qualname__}"] = receiver
        return receiver

    def send(self, *, at: datetime, **payload: Any) -> None:
        """Write the letter and its deliveries now; deliver after commit."""
        letter = Letter.objects.create(name=self.name, payload=payload, at=at)
        Delivery.objects.bulk_create(
            Delivery(letter=letter, receiver=name, next_at=at) for name in self.receivers
        )
        transaction.on_commit(lambda: deliver_letter(letter.pk))


def deliver_letter(letter_id: int) -> None:
    """Deliver one letter now; what fails stays for the worker."""
    for pk in Delivery.objects.filter(letter=letter_id, done_at__isnull=True).values_list("pk", flat=True):
        deliver(pk)


def deliver_due(*, at: datetime, limit: int = 200) -> int:
    """Deliver what is due and not done. Returns how many were tried."""
    due = Delivery.objects.filter(done_at__isnull=True, next_at__lte=at).order_by("id")
    keys = list(due.values_list("pk", flat=True)[:limit])
    for pk in keys:
        deliver(pk, at=at)
    return len(keys)


def deliver(pk: int, *, at: datetime | None = None) -> bool:
    """Call the receiver and mark the delivery done, both in one transaction."""
    try:
        with transaction.atomic():
            held = Delivery.objects.select_for_update().select_related("letter")
            delivery = held.filter(pk=pk, done_at__isnull=True).first()
            if delivery is None:
                return True
            letter = delivery.letter
            receiver = _all[letter.name].receivers[delivery.receiver]
            receiver(at=letter.at, **letter.payload)
            delivery.done_at = at or letter.at
            delivery.save(update_fields=["done_at"])
    except Exception as error:  # a receiver's fault must not stop the sender
        log.exception("news delivery %s failed", pk)
        postpone(pk, error)
        return False
    return True


def postpone(pk: int, error: Exception) -> None:
    """Try again in 2, 4, 8 … seconds, at most every six hours."""
    delivery = Delivery.objects.get(pk=pk)
    delivery.attempts += 1
    delivery.next_at = timezone.now() + min(timedelta(seconds=2 ** min(delivery.attempts, 15)), LONGEST_WAIT)
    delivery.error = f"{type(error).__name__}: {error}"[:2000]
    delivery.save(update_fields=["attempts", "next_at", "error"])
