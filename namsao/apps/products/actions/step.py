"""A step on the way of a batch."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from namsao.apps.products import rules
from namsao.apps.products.models import Batch, Step
from namsao.apps.products.queries import hold
from namsao.apps.products.signals import batch_changed
from namsao.apps.traceability.actions import capture
from namsao.apps.traceability.queries import moment_of
from namsao.base.audit.actions import record
from namsao.core.actor import Actor
from namsao.core.epcis import BIZ_STEPS, STEP, Action, Quantity, object_event, spoken
from namsao.core.errors import AlreadyDone, BadValue
from namsao.core.units import KGM
from namsao.core.vietnamese import nfc
from namsao.core.words import LANGUAGES, NATIVE, Words

LONGEST_TEXT = 200


@transaction.atomic
def add_step(
    *, batch: Batch, texts: Words, done_on: date, biz_step: str = "other", by: Actor, at: datetime
) -> Step:
    """Record what was done with a batch, or with its harvest before the packs were there.

    texts: language -> what was done, Vietnamese always. biz_step: short name of CBV, "packing" or "other"
    mostly. Writes: one Step, one EPCIS ObjectEvent, one audit entry. News: batch_changed.
    Raises: BadValue naming the field; AlreadyDone for the same words on the same day; NotAllowedNow for a
    voided batch.
    """
    words, batch = _checked(texts), hold(batch)
    if biz_step not in BIZ_STEPS:
        raise BadValue("Hãy chọn loại việc trong danh sách.", f"{biz_step!r} is not a CBV step.", "biz_step")
    return write_step(
        batch=batch, step=Step(texts=words, done_on=done_on), biz_step=biz_step, members={}, by=by, at=at
    )


def write_step(
    *, batch: Batch, step: Step, biz_step: str, members: Mapping[str, Any], by: Actor, at: datetime
) -> Step:
    """The part of `add_step` and `do_stage` that is the same. step: not saved; batch: held. members: of the event.

    Writes, news and raises as `add_step`.
    """
    inputs = list(batch.inputs.select_related("harvest__material"))
    bought = list(batch.material_uses.select_related("lot"))
    came = [*(each.harvest.harvested_on for each in inputs), *(each.lot.came_on for each in bought)]
    rules.check_step_day(done_on=step.done_on, harvested=came, today=rules.day_of(at))
    words = step.texts
    if any(same.texts.get(NATIVE) == words[NATIVE] for same in batch.steps.filter(done_on=step.done_on)):
        raise AlreadyDone(
            "Công đoạn này đã ghi cho ngày đó rồi.", "The same step is there for that day.", "text"
        )
    seen = [Quantity(batch.uri, batch.quantity)]
    if step.done_on < batch.made_on and (inputs or bought):
        # Before the packs are there, the raw lots are what people have in their hands.
        used = [*((each.harvest.uri, each) for each in inputs), *((each.lot.uri, each) for each in bought)]
        seen = [Quantity(uri, each.quantity_kg, KGM.code) for uri, each in used]
    event = object_event(
        action=Action.OBSERVE,
        at=moment_of(step.done_on, at),
        quantities=seen,
        biz_step=biz_step,
        disposition="in_progress",
        read_point=batch.facility.uri,
        biz_location=batch.facility.uri,
        event_id=_event_id(batch, step),
    )
    told = event | {STEP: spoken(words)} | members
    step.batch = batch
    step.event = capture(event=told, owner=batch.product.party, by=by, at=at)
    step.save(force_insert=True)
    record(by=by, at=at, verb="add_step", target=step)
    batch_changed.send(at=at, batch=batch.pk)
    return step


def _event_id(batch: Batch, step: Step) -> str:
    """The same id whatever languages are added to the words later; after a step taken back, the next one's own."""
    voided = Step.every.filter(batch=batch, done_on=step.done_on, voided_at__isnull=False).count()
    again = f"#{voided}" if voided else ""
    return uuid.uuid5(
        uuid.NAMESPACE_URL, f"{batch.uri}#{step.done_on.isoformat()}#{step.texts[NATIVE]}{again}"
    ).urn


def _checked(texts: Words) -> dict[str, str]:
    words = {language: " ".join(nfc(texts[language]).split()) for language in LANGUAGES if language in texts}
    kept = {language: text for language, text in words.items() if text}
    if NATIVE not in kept:
        raise BadValue("Hãy ghi việc đã làm.", "Say in Vietnamese what was done.", "text")
    if any(len(text) > LONGEST_TEXT for text in kept.values()):
        raise BadValue(
            f"Dài quá {LONGEST_TEXT} ký tự. Hãy ghi ngắn lại.",
            f"Longer than {LONGEST_TEXT} characters.",
            "text",
        )
    return kept
