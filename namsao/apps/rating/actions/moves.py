"""One step of a dossier's way, written in one place for every verb."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from namsao.apps.rating.flow import WORDS, State, after
from namsao.apps.rating.models import Dossier, Move
from namsao.apps.rating.queries.holding import held
from namsao.apps.rating.signals import dossier_moved
from namsao.base.audit.actions import record
from namsao.base.files.models import StoredFile
from namsao.core.actor import Actor


@dataclass(frozen=True, slots=True)
class Paper:
    """The paper a step rests on."""

    number: str = ""
    on: date | None = None
    file: StoredFile | None = None


@transaction.atomic
def move(
    *,
    dossier: Dossier,
    verb: str,
    by: Actor,
    at: datetime,
    why: str = "",
    paper: Paper | None = None,
    **changes: Any,
) -> Move:
    """Take a dossier one step further.

    verb: one of `flow.MOVES`. changes: columns of the dossier to set with it. Writes: the Dossier, one Move, one
    audit entry. News: dossier_moved. Raises: NotAllowedNow with a sentence, nothing written.
    """
    now = held(dossier)
    before, then = State(now.state), after(verb, now.state)
    for name, value in changes.items():
        setattr(now, name, value)
    now.state, now.changed_at = then, at
    now.save(update_fields=["state", "changed_at", *changes])
    paper = paper or Paper()
    step = Move.objects.create(
        dossier=now,
        verb=verb,
        before=before,
        after=then,
        at=at,
        by_id=by.id,
        why=why,
        paper_no=paper.number,
        paper_on=paper.on,
        paper=paper.file,
    )
    record(by=by, at=at, verb=f"dossier.{verb}", target=now, why=why or WORDS[verb])
    dossier_moved.send(at=at, dossier=now.pk, verb=verb)
    dossier.refresh_from_db()
    return step
