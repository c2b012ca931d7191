"""A document of many events: one capture job."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from namsao.apps.traceability.models import CaptureJob
from namsao.apps.traceability.store.entry import Entry, entries
from namsao.apps.traceability.store.write import Outcome, store
from namsao.base.parties.models import Party
from namsao.core.actor import Actor
from namsao.core.epcis.document import Document

Behaviour = CaptureJob.Behaviour


class _Rollback(Exception):
    """What was written is taken back."""


def capture_document(
    *,
    document: Document,
    owner: Party,
    by: Actor,  # noqa: ARG001  # every verb takes it
    at: datetime,
    behaviour: str = Behaviour.ROLLBACK,
) -> CaptureJob:
    """Store the events of a checked document for their owner, and say in a job what came of it.

    behaviour: "rollback" stores all or nothing, "proceed" all that can be. An event that is there already with the
    same content is no error and no second row; another content under the same eventID is an error of the job.
    Writes: the events with what follows from them, and the job, in one transaction. Source: EPCIS 2.0, REST binding.
    """
    found = entries(document.events, document.context)
    try:
        with transaction.atomic():
            outcome = store(found, owner=owner, at=at)
            if outcome.clashing and behaviour == Behaviour.ROLLBACK:
                raise _Rollback
            return _job(owner, behaviour, at, outcome)
    except _Rollback:
        return _job(owner, behaviour, at, Outcome(clashing=outcome.clashing))


def _job(owner: Party, behaviour: str, at: datetime, outcome: Outcome) -> CaptureJob:
    return CaptureJob.objects.create(
        capture_id=uuid.uuid4(),
        owner=owner,
        behaviour=behaviour,
        made_at=at,
        finished_at=at,
        running=False,
        success=not outcome.clashing,
        errors=_problems(outcome.clashing),
        stored=len(outcome.stored),
        known=outcome.known,
    )


def _problems(clashing: Sequence[Entry]) -> list[dict[str, Any]]:
    """Source: RFC 7807; the types are those of EPCIS 2.0."""
    return [
        {
            "type": "epcisException:ResourceAlreadyExistsException",
            "title": "Another event has this eventID.",
            "status": 409,
            "detail": f"/epcisBody/eventList/{each.at}/eventID: {each.event_id}",
        }
        for each in clashing
    ]
