"""A step on the way of a batch."""

import uuid
from datetime import date, datetime

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
    inputs = list(batch.inputs.select_related("harvest__material"))
    rules.check_step_day(
        done_on=done_on, harvested=[each.harvest.harvested_on for each in inputs], today=rules.day_of(at)
    )
    if any(step.texts.get(NATIVE) == words[NATIVE] for step in batch.steps.filter(done_on=done_on)):
        raise AlreadyDone(
            "Công đoạn này đã ghi cho ngày đó rồi.", "The same step is there for that day.", "text"
        )
    seen = (
        [Quantity(batch.uri, batch.quantity)]
        if done_on >= batch.made_on
        # Before the packs are there, the harvest is what people have in their hands.
        else [Quantity(each.harvest.uri, each.quantity_kg, KGM.code) for each in inputs]
    )
    event = object_event(
        action=Action.OBSERVE,
        at=moment_of(done_on, at),
        quantities=seen,
        biz_step=biz_step,
        disposition="in_progress",
        read_point=batch.facility.uri,
        biz_location=batch.facility.uri,
        event_id=_event_id(batch, done_on, words),
    )
    written = capture(event=event | {STEP: spoken(words)}, owner=batch.product.party, by=by, at=at)
    step = Step.objects.create(batch=batch, texts=words, done_on=done_on, event=written)
    record(by=by, at=at, verb="add_step", target=step)
    batch_changed.send(at=at, batch=batch.pk)
    return step


def _event_id(batch: Batch, done_on: date, words: Words) -> str:
    """The same id whatever languages are added to the words later."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{batch.uri}#{done_on.isoformat()}#{words[NATIVE]}").urn


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
