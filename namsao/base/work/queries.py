"""Questions about notices and messages."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from namsao.base.access.policy import rows
from namsao.base.accounts.models import User
from namsao.base.work.models import Message, Muted, Notice, NoticeQuerySet
from namsao.core.actor import Actor


def reminders(actor: Actor) -> NoticeQuerySet:
    """What the actor was told of and nobody has dealt with, for the home page."""
    return rows(actor, "see", Notice.objects.open()).in_reading_order()


def to_do(
    label: str,
    url_name: str,
    pk: int | None = None,
    *,
    query: str = "",
    hint: str = "",
    due: date | None = None,
) -> dict[str, Any]:
    """A row of what waits on the home page. pk: None for a list; query: of the list, with its "?"."""
    return {"label": label, "url_name": url_name, "pk": pk, "query": query, "hint": hint, "due": due}


def unread(actor: Actor) -> int:
    return rows(actor, "see", Notice.objects.open().filter(read_at=None)).count()


def about(key: str) -> NoticeQuerySet:
    """Notices with this key, or one that goes on after a colon: "lot:1" is not the beginning of "lot:12"."""
    return Notice.objects.filter(Q(key=key) | Q(key__startswith=f"{key}:"))


def steps_told(ladder: str) -> set[int]:
    """Steps of a ladder that somebody was told. ladder: its key, with the target day."""
    told = Notice.objects.filter(key__startswith=f"{ladder}:").values_list("key", flat=True).distinct()
    return {int(key.rsplit(":", 1)[1]) for key in told}


def due_messages(at: datetime, limit: int) -> list[Message]:
    """Messages to try now, the longest waiting first."""
    due = Message.objects.filter(state=Message.State.QUEUED, next_at__lte=at)
    return list(due.select_related("notice__user").order_by("next_at", "pk")[:limit])


def muted_by(users: Iterable[User]) -> set[tuple[int, str]]:
    """(user's id, channel) pairs that are switched off."""
    ids = [user.pk for user in users]
    return set(Muted.objects.filter(user__in=ids).values_list("user_id", "channel"))
