"""Tell people of things, climb reminder ladders, and take back what is dealt with."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from namsao.base.accounts.models import User
from namsao.base.audit.actions import record
from namsao.base.work import queries
from namsao.base.work.channels import CHANNELS
from namsao.base.work.models import Message, Muted, Notice
from namsao.core.actor import Actor
from namsao.core.errors import AlreadyDone, NotAllowedNow
from namsao.core.ladder import due_step

NOTE = Notice.Severity.NOTE


@transaction.atomic
def notify(
    *,
    users: Iterable[User],
    key: str,
    title: str,
    body: str = "",
    url: str = "",
    due: date | None = None,
    severity: Notice.Severity = NOTE,
    by: Actor,
    at: datetime,
) -> list[Notice]:
    """Tell these people once. Returns the notices made now; who was told before is left alone.

    by: who did what is told, INSTALLER when it is only a day that has come; nobody is told of their own act.

    key: see Notice. title, body: Vietnamese plain text, with nothing personal of others: it goes out by mail.
    url: a path of this site. Accounts that are closed are told nothing.
    Writes: one Notice a person, and a Message for each channel with an address that is not switched off.
    Raises: ValueError for a url that leads elsewhere.
    """
    is_path = url.startswith("/") and url.isprintable()
    if url and not (is_path and url_has_allowed_host_and_scheme(url, allowed_hosts=None)):
        raise ValueError(f"not a path of this site: {url!r}")
    facts = {
        "title": " ".join(str(title).split())[:200],
        "body": str(body).strip(),
        "url": url,
        "due": due,
        "severity": severity,
        "made_at": at,
    }
    wanted = {user.pk: user for user in users if user.is_active and user.pk != by.id}
    told = [Notice.objects.get_or_create(user=user, key=key, defaults=facts) for user in wanted.values()]
    made = [notice for notice, is_new in told if is_new]
    _queue(made, at)
    return made


def remind(
    *,
    users: Iterable[User],
    key: str,
    target_day: date,
    steps: Sequence[int],
    title: str,
    body: str = "",
    url: str = "",
    severity: Notice.Severity = NOTE,
    by: Actor,
    at: datetime,
) -> int | None:
    """Tell the step of a ladder that is due on the day of `at`; returns it, or None when there is none.

    key: of this ladder alone, such as "certificate:12:renewal". steps: days before `target_day`. A step takes the
    place of the one before, so that a thing stands once on the home page; another `target_day` starts the ladder anew.
    """
    ladder = f"{key}:{target_day.isoformat()}"
    with transaction.atomic():
        step = due_step(timezone.localdate(at), target_day, queries.steps_told(ladder), steps)
        if step is None:
            return None
        settle(key=key, by=by, at=at)
        told = {"title": title, "body": body, "url": url, "due": target_day, "severity": severity}
        notify(users=users, key=f"{ladder}:{step}", by=by, at=at, **told)
        return step


def settle(*, key: str, by: Actor, at: datetime) -> int:  # noqa: ARG001  # every verb takes it
    """The thing is dealt with: its notices leave the home page, unsent messages are not sent. Returns how many.

    key: of one notice, or the beginning of several up to a colon.
    """
    return queries.about(key).open().update(done_at=at)


def read(*, notice: Notice, by: Actor, at: datetime) -> None:
    """The person it was for has seen it; the first time counts."""
    Notice.objects.filter(pk=notice.pk, user=by.id, read_at=None).update(read_at=at)


def finish(*, notice: Notice, by: Actor, at: datetime) -> None:
    """The person it was for wants it off the home page."""
    read(notice=notice, by=by, at=at)
    Notice.objects.filter(pk=notice.pk, user=by.id, done_at=None).update(done_at=at)


@transaction.atomic
def mute(*, channel: str, by: User, at: datetime) -> None:
    """Switch a channel off for oneself; nothing happens when it is off already."""
    _muted, is_new = Muted.objects.get_or_create(user=by, channel=channel, defaults={"since": at})
    if is_new:
        record(by=by, at=at, verb="mute", target=by)


@transaction.atomic
def unmute(*, channel: str, by: User, at: datetime) -> None:
    """Switch a channel on again; nothing happens when it is on already."""
    ended, _rows = Muted.objects.filter(user=by, channel=channel).delete()
    if ended:
        record(by=by, at=at, verb="unmute", target=by)


@transaction.atomic
def resend(*, message: Message, by: Actor, at: datetime) -> None:
    """Put a message back in the queue with all its tries.

    Raises: AlreadyDone while it waits anyway; NotAllowedNow when its thing is dealt with.
    """
    message = Message.objects.select_for_update().select_related("notice").get(pk=message.pk)
    if message.state == Message.State.QUEUED:
        raise AlreadyDone("Tin này đang chờ gửi rồi.", "This message is waiting to be sent already.")
    if message.notice.done_at:
        raise NotAllowedNow(
            "Việc trong tin này đã xong, không cần gửi lại.", "What this message tells of is dealt with."
        )
    message.state, message.tries, message.next_at, message.error = Message.State.QUEUED, 0, at, ""
    message.save(update_fields=["state", "tries", "next_at", "error"])
    record(by=by, at=at, verb="resend", target=message)


def _queue(notices: Sequence[Notice], at: datetime) -> None:
    muted = queries.muted_by(notice.user for notice in notices)
    Message.objects.bulk_create(
        Message(notice=notice, channel=name, address=address, next_at=at)
        for notice in notices
        for name, channel in CHANNELS.items()
        if (address := channel.address_of(notice.user)) and (notice.user_id, name) not in muted
    )
