"""What events are about: the steps, places, dispositions and identifiers in those that somebody may see.

By keyset, in the order of the database. Source: EPCIS 2.0, section 12.5 (top-level resources).
"""

from django.db.models import Exists, OuterRef, QuerySet

from namsao.apps.traceability.models import Custody, Epc, Event, Mention
from namsao.base.access.policy import condition
from namsao.core.actor import Actor, Role

# Collection -> column of the event, each of them few compared to the events.
COLUMNS = {
    "eventTypes": "type",
    "bizSteps": "biz_step",
    "bizLocations": "biz_location",
    "readPoints": "read_point",
    "dispositions": "disposition",
}


def resources(actor: Actor, kind: str, after: str, limit: int) -> tuple[list[str], str]:
    """The members of a collection after one of them ("" for the first), and where to go on, "" at the end.

    kind: a key of `COLUMNS`, or "epcs".
    """
    if kind == "epcs":
        found = list(
            _epcs(actor).filter(uri__gt=after).order_by("uri").values_list("uri", flat=True)[: limit + 1]
        )
    else:
        found = _values(Event.objects.filter(condition(actor, "see", Event)), COLUMNS[kind], after, limit + 1)
    return found[:limit], found[limit - 1] if len(found) > limit else ""


def _values(events: QuerySet[Event], column: str, after: str, count: int) -> list[str]:
    """Leaps from one value of the index to the next, instead of reading all events."""
    found: list[str] = []
    while len(found) < count:
        following = events.filter(**{f"{column}__gt": after}).order_by(column).values_list(column, flat=True)
        value = following.first()
        if value is None:
            break
        found.append(value)
        after = value
    return found


def _epcs(actor: Actor) -> QuerySet[Epc]:
    """Of a producer what it holds or has held; of an authority what events under it name."""
    held = [each.party_id for each in actor.postings() if each.role is Role.PRODUCER and each.party_id]
    if held and all(each.role is Role.PRODUCER for each in actor.postings()):
        return Epc.objects.filter(pk__in=Custody.objects.filter(party__in=held).values("epc"))
    seen = Event.objects.filter(condition(actor, "see_whole", Event))
    return Epc.objects.filter(Exists(Mention.objects.filter(epc=OuterRef("pk"), event__in=seen)))
