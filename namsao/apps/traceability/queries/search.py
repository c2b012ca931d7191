"""Answer an EPCIS query: pages of events in order, redacted for whoever asks; by keyset, never by counting rows off."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any

from django.core import signing
from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from namsao.apps.traceability.models import Event, EventKey, Mention
from namsao.apps.traceability.queries.compile import Compiler, mentions_of
from namsao.base.access.policy import condition
from namsao.core.actor import Actor
from namsao.core.epcis.query.conditions import Match, Query, Shape
from namsao.core.epcis.query.errors import BadQuery

TOKEN_LASTS = timedelta(hours=1)
SALT = "namsao.traceability.page"


class TooLarge(Exception):
    """More events than `maxEventCount` allows. most: that number."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


@dataclass(frozen=True, slots=True)
class Row:
    """An event as whoever asks may read it. body: JSON text. context: the JSON-LD context it came in."""

    pk: int
    event_id: str
    record_time: datetime
    body: str
    context: list[Any]


@dataclass(frozen=True, slots=True)
class Page:
    """token: of the next page, "" on the last. expires: when the token does."""

    rows: Sequence[Row]
    token: str = ""
    expires: datetime | None = None


def search(actor: Actor, query: Query, *, at: datetime, recorded_until: datetime | None = None) -> Page:
    """The events that fit, one page. Raises: BadQuery for a token of another query or an old one; TooLarge."""
    whole = condition(actor, "see_whole", Event)
    compiler = Compiler(whole)
    events = Event.objects.filter(condition(actor, "see", Event))
    if recorded_until is not None:
        events = events.filter(record_time__lte=recorded_until)
    hot = _hot(query)
    for each in query.conditions:
        if each is not hot:
            events = events.filter(compiler.compile(each))
    if query.max_event_count is not None:
        _check_count(events, hot, query.max_event_count)
    position, given = _read_token(query)
    size = query.per_page
    if query.event_count_limit is not None:
        size = max(0, min(size, query.event_count_limit - given))
    ids = _ids(events, hot, query, position, size + 1)
    rows = rows_of(Event.objects.filter(pk__in=ids[:size]), whole)
    found = sorted(rows, key=lambda row: ids.index(row.pk))
    is_last = len(ids) <= size or (
        query.event_count_limit is not None and given + size >= query.event_count_limit
    )
    if is_last or not found:
        return Page(found)
    return Page(found, _token(query, found[-1].pk, given + len(found)), at + TOKEN_LASTS)


def events_named(actor: Actor, event_id: str) -> list[Row]:
    """The event of that eventID, and the declaration that it was an error when there is one; oldest first."""
    whole = condition(actor, "see_whole", Event)
    events = Event.objects.filter(condition(actor, "see", Event), event_id=event_id)
    return sorted(rows_of(events, whole), key=lambda row: row.pk)


def rows_of(events: QuerySet[Event], whole: Q) -> list[Row]:
    """Redacted in the database: a body that may not be read does not leave it."""
    shown = Case(
        When(whole, then=F("body")), When(shared="", then=F("body")), default=F("shared"), output_field=None
    )
    found = events.annotate(shown=shown).values_list(
        "id", "event_id", "record_time", "shown", "context__text"
    )
    return [
        Row(pk, event_id, recorded, body, json.loads(context) if context else [])
        for pk, event_id, recorded, body, context in found
    ]


def _hot(query: Query) -> Match | None:
    """A MATCH of single identifiers: read from the mentions in their order instead of looked for in every event."""
    for each in query.conditions:
        if (
            isinstance(each, Match)
            and query.order_by == "eventTime"
            and all(pattern.shape is Shape.EXACT for pattern in each.patterns)
        ):
            return each
    return None


def _check_count(events: QuerySet[Event], hot: Match | None, most: int) -> None:
    if hot is not None:
        events = events.filter(pk__in=Mention.objects.filter(mentions_of(hot)).values("event"))
    if events.order_by()[: most + 1].count() > most:
        raise TooLarge(most)


def _ids(
    events: QuerySet[Event], hot: Match | None, query: Query, position: tuple[Any, int] | None, count: int
) -> list[int]:
    """Ids in order, after the position."""
    if count <= 1 and query.event_count_limit is not None and query.event_count_limit <= 0:
        return []
    if hot is not None:
        return _ids_of_mentions(events, hot, query, position, count)
    column = {"eventTime": "event_time", "recordTime": "record_time"}.get(query.order_by)
    if column is None:
        column, events = "sorted_by", events.annotate(sorted_by=_sort_text(query.order_by))
    if position is not None:
        events = events.filter(_after(column, "id", position, descending=query.descending))
    way = "-" if query.descending else ""
    return list(events.order_by(f"{way}{column}", f"{way}id").values_list("id", flat=True)[:count])


def _ids_of_mentions(
    events: QuerySet[Event], hot: Match, query: Query, position: tuple[Any, int] | None, count: int
) -> list[int]:
    """An event that mentions a thing in two parts comes once."""
    mentions = Mention.objects.filter(mentions_of(hot))
    way = "-" if query.descending else ""
    found: list[int] = []
    while len(found) < count:
        some = mentions
        if position is not None:
            some = some.filter(_after("event_time", "event_id", position, descending=query.descending))
        page = list(
            some.order_by(f"{way}event_time", f"{way}event_id").values_list("event_time", "event_id")[
                : 2 * count
            ]
        )
        if not page:
            break
        position = page[-1]
        ids = list(dict.fromkeys(event for _at, event in page))
        allowed = set(events.filter(pk__in=ids).values_list("id", flat=True))
        found += [each for each in ids if each in allowed and each not in found]
        if len(page) < 2 * count:
            break
    return found[:count]


def _after(column: str, key: str, position: tuple[Any, int], *, descending: bool) -> Q:
    value, pk = position
    op = "lt" if descending else "gt"
    return Q(**{f"{column}__{op}": value}) | Q(**{column: value, f"{key}__{op}": pk})


def _sort_text(name: str) -> Any:
    keys = EventKey.objects.filter(event=OuterRef("pk"), key=f"ext:{name}", is_private=False)
    return Coalesce(Subquery(keys.order_by("position").values("text")[:1]), Value(""))


def _fingerprint(query: Query) -> str:
    asked = (query.conditions, query.order_by, query.descending, query.event_count_limit)
    return blake2b(repr(asked).encode(), digest_size=12).hexdigest()


def _token(query: Query, last: int, given: int) -> str:
    return signing.dumps([_fingerprint(query), last, given], salt=SALT, compress=False)


def _read_token(query: Query) -> tuple[tuple[Any, int] | None, int]:
    """Where the page before ended, and how many events were given so far."""
    if not query.next_page_token:
        return None, 0
    try:
        fingerprint, last, given = signing.loads(query.next_page_token, salt=SALT, max_age=TOKEN_LASTS)
    except (signing.BadSignature, ValueError, TypeError):
        fingerprint, last, given = "", 0, 0
    event = Event.objects.filter(pk=last).first()
    if fingerprint != _fingerprint(query) or event is None:
        raise BadQuery(
            "nextPageToken",
            "không phải của câu hỏi này, hoặc đã quá một giờ",
            "does not belong to this query, or is older than an hour",
        )
    if query.order_by in {"eventTime", "recordTime"}:
        value: Any = event.event_time if query.order_by == "eventTime" else event.record_time
    else:
        sorted_by = Event.objects.filter(pk=last).annotate(sorted_by=_sort_text(query.order_by))
        value = sorted_by.values_list("sorted_by", flat=True).get()
    return (value, event.pk), given
