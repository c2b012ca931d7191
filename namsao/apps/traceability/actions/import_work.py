"""What the worker does with files that were brought: read the documents, write what was confirmed."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from namsao.apps.traceability.actions.jobs import Behaviour, capture_document
from namsao.apps.traceability.imports import dry_run
from namsao.apps.traceability.imports.documents import document_of, parts, placed, read_document
from namsao.apps.traceability.imports.held import content_of, end
from namsao.apps.traceability.models import Import
from namsao.base.audit.actions import record
from namsao.core.actor import Actor
from namsao.core.epcis.document import Document
from namsao.core.epcis.faults import Malformed
from namsao.core.errors import BadValue, Refused

AT_ONCE = 500  # events in one transaction: others want to write meanwhile
MOST_ATTEMPTS = 5
State = Import.State


def advance(*, by: Actor, at: datetime) -> int:
    """Read or write the file that has waited longest. Returns how many there were: 0 or 1.

    A file that has broken the worker several times is given up; what was written of it stays.
    by: the worker; what is written is the act of the person who confirmed it.
    Writes: the import, its events and jobs, an audit entry when it is done or given up.
    """
    found = Import.objects.filter(state__in=[State.WAITING, State.WRITING]).order_by("pk").first()
    if found is None:
        return 0
    Import.objects.filter(pk=found.pk).update(attempts=F("attempts") + 1)
    if found.attempts >= MOST_ATTEMPTS:
        _give_up(found, by, at)
    elif found.state == State.WAITING:
        _read(found, at)
    else:
        _write(found, by, at)
    return 1


def _read(found: Import, at: datetime) -> None:
    """A document waits no longer: there is a report. Dropped meanwhile, it stays dropped."""
    content = content_of(found)
    try:
        report = dry_run.report_of_document(read_document(content), found.owner)
        state = State.CHECKED
    except Malformed as refused:
        report, state = dry_run.report_of_faults(placed(refused, content)), State.REFUSED
    with transaction.atomic():
        held = Import.objects.select_for_update().get(pk=found.pk)
        if held.state != State.WAITING:
            return
        held.report, held.total, held.attempts = report, report.get("events", 0), 0
        if state == State.REFUSED:
            end(held, state, at)
        else:
            held.state = state
            held.save()


def _write(found: Import, by: Actor, at: datetime) -> None:
    """Part by part, each a transaction and a capture job of its own; taken up again where it was left."""
    try:
        document = document_of(found, content_of(found), at)
    except Refused as refused:  # it could be read before; the rules of reading have changed since
        _stop(found, refused, by, at)
        return
    for start, events in parts(document.events, found.done, AT_ONCE):
        if not _write_part(found, replace(document, events=events), start, at):
            return
    with transaction.atomic():
        held = Import.objects.select_for_update().get(pk=found.pk)
        if held.state == State.WRITING and held.done >= len(document.events):
            end(held, State.DONE, at)
            record(by=held.made_by, at=at, verb="import.done", target=held)


@transaction.atomic
def _write_part(found: Import, part: Document, start: int, at: datetime) -> bool:
    """False when another worker is at it."""
    held = Import.objects.select_for_update().select_related("owner", "made_by").get(pk=found.pk)
    if held.state != State.WRITING or held.done != start:
        return False
    events = part.events
    if held.is_table:
        # What a row says does not tell the hour, so its event may be there with another.
        known = dry_run.known_ids((event["eventID"] for event in events), held.owner)
        held.known += sum(event["eventID"] in known for event in events)
        events = [event for event in events if event["eventID"] not in known]
    if events:
        job = capture_document(
            document=replace(part, events=events),
            owner=held.owner,
            by=held.made_by,
            at=at,
            behaviour=Behaviour.PROCEED,
        )
        _renumber(job, start)
        held.jobs.add(job)
        held.stored, held.known = held.stored + job.stored, held.known + job.known
        held.clashing += len(job.errors)
    held.done += len(part.events)
    held.save()
    return True


def _renumber(job: Any, start: int) -> None:
    """Writes: paths of errors as they are in the file, of which the job had a part."""
    if not job.errors or not start:
        return
    for error in job.errors:
        head, slash, rest = error["detail"].removeprefix("/epcisBody/eventList/").partition("/")
        if head.isdigit():
            error["detail"] = f"/epcisBody/eventList/{int(head) + start}{slash}{rest}"
    job.save(update_fields=["errors"])


def _give_up(found: Import, by: Actor, at: datetime) -> None:
    said = (
        "Máy chủ đã thử nhiều lần mà không xong. Hãy chia nhỏ tệp, hoặc báo người quản trị.",
        "The server tried several times and failed.",
    )
    _stop(found, BadValue(*said), by, at)


@transaction.atomic
def _stop(found: Import, refused: Refused, by: Actor, at: datetime) -> None:
    held = Import.objects.select_for_update().get(pk=found.pk)
    fault = {"path": "", "line": 0, "rule": "", "what": refused.sentence, "what_en": refused.sentence_en}
    held.report = held.report | {"faults": [fault]}
    end(held, State.REFUSED, at)
    record(by=by, at=at, verb="import.stop", target=held, why=refused.sentence)
