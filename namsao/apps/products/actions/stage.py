"""The stages of a product's process, by one press each."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from namsao.apps.products import rules, slips
from namsao.apps.products.actions.step import write_step
from namsao.apps.products.models import Batch, Product, Slip, Step
from namsao.apps.products.queries import fitting, hold, is_noted, process_of
from namsao.base.audit.actions import record
from namsao.core.actor import Actor
from namsao.core.errors import BadValue
from namsao.core.processes.seen import STAGE
from namsao.core.processes.template import EventKind, Field, FieldKind, Stage
from namsao.core.vietnamese import nfc
from namsao.core.words import LANGUAGES, NATIVE


@transaction.atomic
def choose_process(*, product: Product, reference: str, by: Actor, at: datetime) -> Product:
    """Say by which process template a product is made, where its criteria set leaves a choice.

    reference: "processes/mien-dong@1". Writes: the Product, one audit entry. Raises: BadValue at `process`.
    """
    if reference not in [template.reference for template in fitting(product)]:
        raise BadValue("Hãy chọn quy trình trong danh sách.", f"{reference!r} does not fit.", "process")
    product = Product.objects.select_for_update(of=("self",)).get(pk=product.pk)
    product.process = reference
    product.save(update_fields=["process"])
    record(by=by, at=at, verb="choose_process", target=product, why=reference)
    return product


@transaction.atomic
def do_stage(
    *,
    batch: Batch,
    stage: str,
    fields: Mapping[str, Any],
    done_on: date,
    client_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> Slip:
    """Record that a stage of the product's process was done with a batch. Sent twice, it is there once.

    stage: code in the template. fields: code -> text, number, day, or code of a choice, as the stage asks for them.
    Writes: Slip, Step, one EPCIS ObjectEvent, an audit entry of each. News: batch_changed.
    Raises: BadValue naming the field; NotAllowedNow for a voided batch; AlreadyDone for the same stage on the same day.
    """
    party = batch.product.party
    sent = slips.sent_as(
        Slip.Kind.STAGE, party, client_id, batch=batch, stage=stage, on=done_on, fields=fields
    )
    if known := slips.lock(sent, by):
        return known
    batch, found = hold(batch), _stage(batch, stage)
    members = {f"namsao:{each.code}": said for each in found.fields if (said := _said(each, fields)) != ""}
    words = {language: found.name[language] for language in LANGUAGES if language in found.name}
    rules.check_done_on(done_on=done_on, since=date.min, today=rules.day_of(at))
    what = f"{found.name[NATIVE]}, {batch.product}, lô {batch.lot}"
    slip = slips.write(sent, facility=batch.facility, what=what, done_on=done_on, by=by, at=at)
    # An intermediate lot without a code of its own is a note about the batch that came of it.
    biz_step = "other" if found.event is EventKind.TRANSFORMATION else found.biz_step
    step = write_step(
        batch=batch,
        step=Step(texts=words, done_on=done_on, stage=stage, slip=slip),
        biz_step=biz_step,
        members={STAGE: stage, **members},
        by=by,
        at=at,
    )
    slip.events.add(step.event)
    return slip


def _stage(batch: Batch, code: str) -> Stage:
    template = process_of(batch.product)
    if template is None or code not in template or not is_noted(template.stage(code)):
        raise BadValue("Hãy chọn công đoạn trong danh sách.", f"{code!r} is not a stage here.", "stage")
    return template.stage(code)


def _said(field: Field, given: Mapping[str, Any]) -> str | int | float:
    """The value as the event carries it, "" for none."""
    value = given.get(field.code)
    name = f"field_{field.code}"
    if value in (None, ""):
        if field.required:
            raise BadValue(f"Hãy ghi: {field.name[NATIVE]}.", f"{field.name['en']} is missing.", name)
        return ""
    if field.kind is FieldKind.CHOICE and value not in field.choices:
        raise BadValue("Hãy chọn trong danh sách.", f"{value!r} is not a choice.", name)
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return value.isoformat() if isinstance(value, date) else " ".join(nfc(str(value)).split())
