"""Subscribe to a named query, end it, and write down how far somebody has been told."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from namsao.apps.traceability.callback import check_address
from namsao.apps.traceability.models import StoredQuery, Subscription
from namsao.apps.traceability.sealed import seal
from namsao.base.accounts.models import ApiActor
from namsao.base.audit.actions import record
from namsao.core.actor import Actor
from namsao.core.epcis.schedule import next_run, read_schedule
from namsao.core.errors import NotAllowedNow

MOST_SUBSCRIPTIONS = 100  # of one query
# Events may become visible this long after the moment they are recorded at: a large capture takes its time.
LAG = timedelta(minutes=2)
FIRST_WAIT, LONGEST_WAIT, MOST_DOUBLINGS = timedelta(seconds=15), timedelta(hours=6), 12


@dataclass(frozen=True)
class Told:
    """What somebody has been told. marks: [event id, moment of recording in ms] of each event.

    is_all: nothing that fits is left. until: everything recorded before is told.
    """

    marks: Sequence[Sequence[int]]
    is_all: bool
    until: datetime


@transaction.atomic
def subscribe(
    *,
    query: StoredQuery,
    dest: str,
    schedule: Mapping[str, Any] | None,
    by: Actor,
    at: datetime,
    secret: str = "",
    report_if_empty: bool = False,
    initial_record_time: datetime | None = None,
    epc_format: str = "",
) -> Subscription:
    """Tell `dest` of the events a query finds, by a schedule, or, without one, as soon as they come.

    secret: signs what is sent; kept encrypted. by: they are told what `by` may see at that time.
    Writes: one Subscription, one audit entry. Raises: BadSchedule, BadAddress; NotAllowedNow for too many.
    Source: EPCIS 2.0, section 12.7.
    """
    check_address(dest)
    if schedule is not None:
        read_schedule(schedule)
    if query.subscriptions.count() >= MOST_SUBSCRIPTIONS:
        raise NotAllowedNow(
            f"Câu hỏi này đã có {MOST_SUBSCRIPTIONS} nơi nhận.",
            f"The query has {MOST_SUBSCRIPTIONS} subscriptions already.",
        )
    subscription = Subscription.objects.create(
        query=query,
        subscription_id=uuid.uuid4(),
        dest=dest,
        schedule=schedule,
        secret=seal(secret) if secret else "",
        report_if_empty=report_if_empty,
        epc_format=epc_format,
        initial_record_time=initial_record_time,
        min_record_time=initial_record_time or at,
        made_at=at,
        next_at=_next_look(schedule, at),
        **_in_the_name_of(by),
    )
    record(by=by, at=at, verb="subscribe", target=subscription)
    return subscription


@transaction.atomic
def unsubscribe(*, subscription: Subscription, by: Actor, at: datetime) -> None:
    """Nothing is sent any more. Writes: one audit entry."""
    record(by=by, at=at, verb="unsubscribe", target=subscription)
    subscription.delete()


def claim(*, subscription: Subscription, by: Actor, at: datetime) -> bool:  # noqa: ARG001  # every verb says who
    """Take it on for some minutes, so that no other worker tells the same; False when one has it."""
    same = Subscription.objects.filter(pk=subscription.pk, next_at=subscription.next_at)
    return bool(same.update(next_at=at + LAG))


def note_told(*, subscription: Subscription, told: Told, by: Actor, at: datetime) -> None:  # noqa: ARG001
    """The other side said 2xx. What was not all of it goes on at once. Writes: the subscription."""
    _note_progress(subscription, told, at, last_notified_at=at)


def note_nothing(*, subscription: Subscription, told: Told, by: Actor, at: datetime) -> None:  # noqa: ARG001
    """There was nothing to say. Writes: the subscription."""
    _note_progress(subscription, told, at)


def note_failure(*, subscription: Subscription, why: str, by: Actor, at: datetime) -> None:  # noqa: ARG001
    """The other side was not there or did not say 2xx: try again later and later. Writes: the subscription."""
    failures = subscription.failures + 1
    wait = min(FIRST_WAIT * 2 ** min(failures - 1, MOST_DOUBLINGS), LONGEST_WAIT)
    same = Subscription.objects.filter(pk=subscription.pk)
    same.update(failures=failures, error=why[:2000], next_at=at + wait)


def _note_progress(subscription: Subscription, told: Told, at: datetime, **more: Any) -> None:
    kept_from = told.until.timestamp() * 1000
    kept = [mark for mark in told.marks if mark[1] >= int(kept_from)]
    Subscription.objects.filter(pk=subscription.pk).update(
        min_record_time=told.until,
        told=kept,
        failures=0,
        error="",
        next_at=_next_look(subscription.schedule, at) if told.is_all else at,
        **more,
    )


def _next_look(schedule: Mapping[str, Any] | None, at: datetime) -> datetime:
    """When to look next: at once for a stream, else as the schedule says, by the clock of Vietnam."""
    if schedule is None:
        return at
    return next_run(read_schedule(schedule), timezone.localtime(at, timezone.get_default_timezone()))


def _in_the_name_of(by: Actor) -> dict[str, int | None]:
    return {"key_id": by.key_id} if isinstance(by, ApiActor) else {"user_id": by.id}
