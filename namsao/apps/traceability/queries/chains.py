"""Lots of a period with every stage behind them, for files that go to portals; read for whoever asks."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from namsao.apps.traceability.models import Edge, Epc, Event, Mention
from namsao.apps.traceability.queries import minted
from namsao.apps.traceability.queries.graph import items_of, trace_back_from
from namsao.base.access.policy import condition
from namsao.base.parties.models import Party
from namsao.core.actor import Actor
from namsao.core.epcis.links import Run

AT_ONCE = 500


@dataclass(frozen=True)
class Scope:
    """What a file is about. party: whose events, None for all one may see. since, until: of the events, both in it."""

    actor: Actor
    party: Party | None
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Stage:
    """One event on the way of a lot. lot: identifier of the lot it is about. place: "" when it names none."""

    event: Event
    lot: str
    place: str


@dataclass(slots=True)
class Chain:
    """A finished lot. facts: lifelong ones, as the event that made it says.

    runs: serials of its packs that events name. issued: how many serials were computed for its labels.
    """

    pk: int
    uri: str
    gtin: str
    owner: Party
    facts: Mapping[str, Any] = field(default_factory=dict)
    stages: list[Stage] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    issued: int = 0

    @property
    def serials(self) -> str:
        """From which to which, "" without labels."""
        return "; ".join(_spelled(run) for run in self.runs)


def events_of(scope: Scope) -> QuerySet[Event]:
    """Events of the scope that one may see and nobody declared a mistake, oldest first."""
    found = _standing(scope.actor).filter(event_time__gte=scope.since, event_time__lte=scope.until)
    if scope.party:
        found = found.filter(owner=scope.party)
    return found.order_by("event_time", "id")


def finished_lots(scope: Scope) -> QuerySet[Epc]:
    """Lots made in the scope of which nothing further was made, in the order of their identifiers."""
    making = Q(role=Mention.Role.OUTPUT) | Q(role=Mention.Role.EPC, event__action="ADD")
    made = Mention.objects.filter(making, is_class=True, event__in=events_of(scope).order_by().values("pk"))
    used = Edge.objects.filter(source=OuterRef("pk"), kind=Edge.Kind.TRANSFORMATION, is_taken_out=False)
    lots = Epc.objects.filter(key="01", uri__contains="/10/", pk__in=made.values("epc"))
    return lots.filter(~Exists(used)).select_related("gtin").order_by("uri")


def chains_of(scope: Scope, lots: Iterable[Epc]) -> list[Chain]:
    """Stages from the first plot on, also those before the period and of other parties where one may see them.

    Cost: a few questions for each step back, whatever the number of lots.
    """
    found = {epc.pk: epc for epc in lots}
    if not found:
        return []
    trace = trace_back_from(found.values())
    came_from: dict[int, set[int]] = {}
    for arrow in trace.arrows:
        came_from.setdefault(arrow.target, set()).add(arrow.source)
    behind = {pk: _behind(pk, came_from) for pk in found}
    stages = _stages({pk for each in behind.values() for pk in each}, scope.actor)
    chains = [
        _chain(found[pk], [stage for one in behind[pk] for stage in stages.get(one, ())]) for pk in found
    ]
    runs: dict[str, list[Run]] = {}
    for item in items_of(list(found)):
        runs.setdefault(item.lot, []).append(item.run)
    issued = Counter[str]()
    for lot, serials in minted.issued({epc.uri for epc in found.values()}):
        issued[lot] += serials.count
    told = [chain for chain in chains if chain]
    for chain in told:
        chain.runs, chain.issued = runs.get(chain.uri, []), issued[chain.uri]
    return told


def _standing(actor: Actor) -> QuerySet[Event]:
    mistaken = Event.objects.declarations().filter(owner=OuterRef("owner"), event_id=OuterRef("event_id"))
    seen = Event.objects.ordinary().filter(condition(actor, "see", Event))
    return seen.filter(~Exists(mistaken)).select_related("owner__place")


def _behind(pk: int, came_from: Mapping[int, set[int]]) -> list[int]:
    """The lot and all it was made of, each once."""
    seen, waiting = {pk: None}, [pk]
    while waiting:
        for source in came_from.get(waiting.pop(), ()):
            if source not in seen:
                seen[source] = None
                waiting.append(source)
    return list(seen)


def _stages(keys: Iterable[int], actor: Actor) -> dict[int, list[Stage]]:
    """Id of a lot -> what happened to it, not counting that it went into another."""
    found: dict[int, list[Stage]] = {}
    for part in _parts(sorted(keys)):
        mentions = Mention.objects.filter(epc__in=part, epc__key="01").exclude(role=Mention.Role.INPUT)
        named = list(mentions.values_list("epc", "epc__uri", "event"))
        events = _standing(actor).in_bulk({event for _epc, _uri, event in named})
        for epc, uri, event_id in named:
            if event := events.get(event_id):
                place = event.read_point or event.biz_location
                found.setdefault(epc, []).append(Stage(event, uri, place))
    return found


def _chain(epc: Epc, stages: Sequence[Stage]) -> Chain | None:
    """None when one may see nothing of the lot."""
    once = {(stage.event.pk, stage.lot): stage for stage in stages}
    ordered = sorted(once.values(), key=lambda stage: (stage.event.event_time, stage.event.pk))
    own = [stage.event for stage in ordered if stage.lot == epc.uri]
    if not own:
        return None
    facts = next((ilmd for event in own if (ilmd := json.loads(event.body).get("ilmd"))), {})
    return Chain(epc.pk, epc.uri, epc.gtin.uri if epc.gtin else "", own[0].owner, facts, ordered)


def _spelled(run: Run) -> str:
    first, last = run.serial(run.first), run.serial(run.last)
    return first if run.count == 1 else f"{first} – {last}"


def _parts(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]
