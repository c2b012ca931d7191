"""The events of a story as whoever asks may read them, for documents that leave the house."""

from collections.abc import Iterator, Sequence

from namsao.apps.traceability.models import Event
from namsao.apps.traceability.queries.box import Story
from namsao.apps.traceability.queries.search import Row, rows_of
from namsao.base.access.policy import condition
from namsao.core.actor import Actor

AT_ONCE = 500


def transcript(told: Story, actor: Actor) -> list[Row]:
    """Every event, oldest first, and after them the declarations that some were recorded by mistake."""
    whole = condition(actor, "see_whole", Event)
    place = {each.pk: number for number, each in enumerate(told.happenings)}
    rows = [row for part in _parts(list(place)) for row in rows_of(Event.objects.filter(pk__in=part), whole)]
    mistaken = [each.event_id for each in told.happenings if each.is_mistaken]
    declared = Event.objects.declarations().filter(condition(actor, "see", Event), event_id__in=mistaken)
    return sorted(rows, key=lambda row: place[row.pk]) + sorted(
        rows_of(declared, whole) if mistaken else [], key=lambda row: row.pk
    )


def told_events(told: Story, most: int) -> list[Event]:
    """The newest of the events with their owners and bodies, newest first."""
    ids = [each.pk for each in told.happenings[-most:]]
    found: list[Event] = []
    for part in _parts(ids):
        found += Event.objects.filter(pk__in=part).select_related("owner").defer("shared")
    return sorted(found, key=lambda event: (event.event_time, event.pk), reverse=True)


def _parts(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]
