"""Questions about named queries and the subscriptions to them."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import QuerySet

from namsao.apps.traceability.models import Event, StoredQuery, Subscription
from namsao.base.accounts.queries import actor_of_key
from namsao.base.parties.models import Party
from namsao.core.actor import Actor
from namsao.core.epcis.query import Query, read_query

MOST_DUE = 500


def queries_of(owner: Party | None) -> QuerySet[StoredQuery]:
    """The named queries of a party."""
    return StoredQuery.objects.filter(owner=owner) if owner else StoredQuery.objects.none()


def meaning(query: StoredQuery) -> Query:
    """What a named query asks for. Raises: BadQuery, when the law has become stricter since."""
    return read_query({"query": query.body, "@context": query.context})


def due(at: datetime) -> Sequence[Subscription]:
    """Subscriptions to look after now, those first that wait longest."""
    waiting = Subscription.objects.filter(next_at__lte=at).select_related("query", "key", "user")
    return list(waiting.order_by("next_at")[:MOST_DUE])


def behind(subscription: Subscription, today: date) -> Actor | None:
    """Whoever is told; None when their key is over or their account suspended."""
    if subscription.key:
        return actor_of_key(subscription.key, today)
    user = subscription.user
    return user if user and user.is_active and user.postings() else None  # type: ignore[return-value]  # our User is one


def newest_record_time() -> datetime | None:
    """When the last event was recorded."""
    return Event.objects.order_by("-record_time").values_list("record_time", flat=True).first()
