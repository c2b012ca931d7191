"""Make again what follows from events, out of their bodies."""

from datetime import datetime

from django.db import transaction

from namsao.apps.traceability.models import Mention
from namsao.apps.traceability.store import follow
from namsao.apps.traceability.store.bodies import stored
from namsao.apps.traceability.store.bulk import insert
from namsao.apps.traceability.store.dictionary import ids_of
from namsao.apps.traceability.store.follow import FOLLOWING
from namsao.core.actor import Actor


@transaction.atomic
def rebuild(*, by: Actor, at: datetime) -> int:  # noqa: ARG001  # every verb takes them
    """Delete all that follows from events and make it again. Returns how many events there are.

    Writes: mentions, keys, edges, ranges, states, custodies. The events and their dictionary stay.
    """
    for model in FOLLOWING:
        model._default_manager.all().delete()
    count = 0
    for owner, pairs in stored():
        count += len(pairs)
        epcs = ids_of([entry for _event, entry in pairs])
        insert(Mention, follow.mentions(pairs, epcs))
        follow.write(pairs, epcs, owner)
    return count
