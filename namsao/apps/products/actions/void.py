"""Take back a batch that was recorded by mistake, as long as nothing out in the world names it."""

from datetime import datetime

from django.db import transaction

from namsao.apps.farms.actions import mark_unused
from namsao.apps.farms.models import HarvestLot
from namsao.apps.products.models import Batch
from namsao.apps.products.queries import certificates_of_batch, hold, packs_left, used_only_by
from namsao.apps.products.signals import batch_changed
from namsao.apps.traceability.actions import declare_error
from namsao.base.audit.actions import record
from namsao.core.actor import Actor
from namsao.core.errors import AlreadyDone, NotAllowedNow
from namsao.core.vietnamese import nfc


@transaction.atomic
def void_batch(*, batch: Batch, why: str, by: Actor, at: datetime) -> Batch:
    """Take back a batch: its inputs are free again, its page goes; its row, number and lot code stay.

    Writes: the Batch, its harvest lots, a declaration of the error for its event and each of its steps, an
    audit entry for each of them and one of the batch. News: batch_changed.
    Raises: AlreadyDone for one taken back before; NotAllowedNow once it has labels, packs in cases or sent, or a
    laboratory report.
    """
    batch = _lock(batch)
    _check(batch)
    batch.voided_at, batch.void_why = at, " ".join(nfc(why).split())
    batch.save(update_fields=["voided_at", "void_why"])
    mark_unused(harvests=used_only_by(batch), by=by, at=at)
    for event in (batch.event, *(step.event for step in batch.steps.select_related("event__owner"))):
        declare_error(event=event, why=batch.void_why, by=by, at=at)
    record(by=by, at=at, verb="void_batch", target=batch, why=batch.void_why)
    batch_changed.send(at=at, batch=batch.pk)
    return batch


@transaction.atomic
def mark_labelled(*, batch: Batch, count: int, by: Actor, at: datetime) -> None:  # noqa: ARG001  # a verb
    """So many more labels of the batch were issued: from now on it stands.

    Writes: the Batch; the audit entry is that of the run. Raises: NotAllowedNow for a voided batch.
    """
    held = hold(batch)
    held.labelled_at = held.labelled_at or at
    held.labels += count
    held.save(update_fields=["labelled_at", "labels"])


def _lock(batch: Batch) -> Batch:
    """The batch, held; its harvest lots before it, as `make_batch` does, so that nobody waits in a ring."""
    list(HarvestLot.objects.filter(uses__batch=batch).select_for_update(of=("self",)).order_by("pk"))
    held = Batch.objects.select_for_update(of=("self",)).select_related("product__party", "event__owner")
    return held.get(pk=batch.pk)


def _check(batch: Batch) -> None:
    if batch.voided_at:
        raise AlreadyDone(f"Lô {batch.lot} đã xoá rồi.", f"Lot {batch.lot} is void already.")
    if batch.labelled_at:
        raise NotAllowedNow(
            f"Lô {batch.lot} đã cấp tem nên không xoá được: tem có thể đã ra chợ.",
            f"Labels of lot {batch.lot} were issued: it cannot be voided.",
        )
    if batch.packed.filter(unit__slip__voided_at=None).exists() or packs_left(batch) < batch.quantity:
        raise NotAllowedNow(
            f"Lô {batch.lot} đã xếp thùng hoặc đã xuất hàng. Hãy xoá các phiếu đó trước.",
            f"Packs of lot {batch.lot} are in cases or were sent: void those slips first.",
        )
    if certificates_of_batch(batch).exists():
        raise NotAllowedNow(
            f"Lô {batch.lot} đã có phiếu kiểm nghiệm nên không xoá được.",
            f"A laboratory report names lot {batch.lot}: it cannot be voided.",
        )
