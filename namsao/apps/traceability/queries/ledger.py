"""Reads over the repository: what a code names, and how a lot came to be."""

from collections.abc import Iterable
from datetime import date, datetime, time

from namsao.apps.traceability.models import Event, EventQuerySet, Mention
from namsao.base.ui.display import VIETNAM
from namsao.core.gs1 import link
from namsao.core.gs1.keys import gtin14
from namsao.core.gs1.link import Link
from namsao.core.gs1.text import read

DEEPEST, MOST_EVENTS = 12, 500


def moment_of(day: date, at: datetime) -> datetime:
    """The moment an event of `day` gets: `at` itself when that is today in Vietnam, else noon there.

    People know the day of their work, not the hour. day: not after the day of `at`.
    """
    if day == at.astimezone(VIETNAM).date():
        return at
    return datetime.combine(day, time(12), tzinfo=VIETNAM)


def link_of(code: str) -> Link:
    """What a typed or scanned code names: GTIN/LOT, or anything `core.gs1.text` reads.

    Raises: Invalid, with the reason.
    """
    bare = code.strip()
    key, slash, lot = bare.partition("/")
    if slash and key.isascii() and key.isdigit():
        return link.of([("01", gtin14(key)), ("10", lot)])
    return read(bare)


def about(events: EventQuerySet, named: Link) -> EventQuerySet:
    """Those of `events` that concern what the link names, newest first.

    A serial is followed to its lot, for events are kept by lot; a GTIN alone takes all its lots; a GLN takes
    what happened there.
    """
    if named.key == "414":
        return events.at_place(link.identity(named))
    lot = named.get("10")
    if named.key == "01" and lot:
        return events.about(link.canonical(link.of([("01", named.value), ("10", lot)])))
    if named.key == "01" and not named.qualifiers:
        return events.about_class(link.identity(named))
    return events.about(link.identity(named))


def history(*uris: str) -> list[Event]:
    """Every event of the lots, and of what they were made from, newest first; no declarations of errors.

    uris: canonical identifiers. An input's other uses, in goods that are not these, are left out.
    Bounded: 12 steps back, 500 events; owners and mentions come with the events.
    """
    found: set[int] = set()
    seen: set[str] = set()
    frontier = set(uris)
    for depth in range(DEEPEST):
        if not frontier or len(found) >= MOST_EVENTS:
            break
        seen |= frontier
        found |= _events_of(frontier, as_inputs=depth == 0)
        frontier = _inputs_of(frontier) - seen
    newest = Event.objects.ordinary().filter(pk__in=found).with_mentions().order_by("-event_time", "-id")
    return list(newest[:MOST_EVENTS])


def whole(event: Event) -> Event:
    """The event with its owner, context, mentions and their identifiers."""
    return Event.objects.with_mentions().get(pk=event.pk)


def same(event: Event) -> list[Event]:
    """The event, and the declaration that it was recorded by mistake when there is one; in that order."""
    return list(Event.objects.filter(owner=event.owner_id, event_id=event.event_id).order_by("id"))


def _events_of(uris: Iterable[str], *, as_inputs: bool) -> set[int]:
    """Ids of the events that mention one of `uris`; as an input only where that is asked for."""
    mentions = Mention.objects.filter(epc__uri__in=uris)
    if not as_inputs:
        mentions = mentions.exclude(role=Mention.Role.INPUT)
    newest = mentions.order_by("-event_time").values_list("event", flat=True)
    return set(newest[:MOST_EVENTS])


def _inputs_of(uris: Iterable[str]) -> set[str]:
    """What the lots were made from."""
    makings = Mention.objects.filter(epc__uri__in=uris, role=Mention.Role.OUTPUT).values("event")
    inputs = Mention.objects.filter(event__in=makings, role=Mention.Role.INPUT)
    return set(inputs.values_list("epc__uri", flat=True)[:MOST_EVENTS])
