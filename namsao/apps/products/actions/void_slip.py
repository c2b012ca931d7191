"""Take back a slip that was written by mistake, as long as nothing was built on it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from namsao.apps.farms.actions import mark_unused
from namsao.apps.farms.models import HarvestLot
from namsao.apps.products import rules
from namsao.apps.products.models import BatchInput, LogisticUnit, MaterialLot, Slip, Step
from namsao.apps.products.queries import harvest_lines, packs_left, with_left, with_left_kg
from namsao.apps.products.signals import batch_changed
from namsao.apps.traceability.actions import declare_error
from namsao.base.audit.actions import record
from namsao.base.parties.models import Party
from namsao.core.actor import Actor
from namsao.core.errors import AlreadyDone, NotAllowedNow


@transaction.atomic
def void_slip(*, slip: Slip, why: str, by: Actor, at: datetime) -> Slip:
    """Take back a slip: what it did is undone; its row, codes and numbers stay, and so do its events.

    Writes: the Slip and what it made or moved, a declaration of the error for each of its events, an audit entry for
    each of them and one of the slip. News: batch_changed for a stage and for cases.
    Raises: AlreadyDone for one taken back before; NotAllowedNow when something later rests on it.
    """
    slip = _lock(slip)
    if slip.voided_at:
        raise AlreadyDone("Phiếu này đã xoá rồi.", "This slip is void already.")
    UNDO[Slip.Kind(slip.kind)](slip, by, at)
    slip.voided_at, slip.void_why = at, rules.tidy(why)
    slip.save(update_fields=["voided_at", "void_why"])
    for event in slip.events.select_related("owner").order_by("id"):
        declare_error(event=event, why=slip.void_why, by=by, at=at)
    record(by=by, at=at, verb="void_slip", target=slip, why=slip.void_why)
    return slip


def _lock(slip: Slip) -> Slip:
    """The slip, with every party whose goods it moved held before it, as the verbs do."""
    parties = {slip.party_id}
    despatch = getattr(slip, "despatch", None)
    if despatch and despatch.to_party_id:
        parties.add(despatch.to_party_id)
    for count in slip.counts.select_related("line__despatch"):
        parties |= {count.line.despatch.party_id, count.line.despatch.to_party_id} - {None}
    list(Party.objects.filter(pk__in=parties).select_for_update(of=("self",)).order_by("pk"))
    return Slip.objects.select_for_update(of=("self",)).select_related("party").get(pk=slip.pk)


def _undo_material(slip: Slip, by: Actor, at: datetime) -> None:  # noqa: ARG001  # one shape for all
    """Lots that were bought or landed: nothing of them may be used or sent."""
    own = MaterialLot.objects.filter(slip=slip)
    list(own.select_for_update(of=("self",)).order_by("pk"))
    for lot in with_left_kg(own):
        if lot.left_kg < lot.quantity_kg:
            raise NotAllowedNow(
                f"Lô {lot.lot} đã dùng để làm hàng hoặc đã xuất đi. Hãy xoá lô sản xuất hay phiếu xuất đó trước.",
                f"Lot {lot.lot} was used or sent on: void that first.",
            )


def _undo_stage(slip: Slip, by: Actor, at: datetime) -> None:  # noqa: ARG001  # one shape for all
    step = Step.every.get(slip=slip)
    step.voided_at = at
    step.save(update_fields=["voided_at"])
    batch_changed.send(at=at, batch=step.batch_id)


def _undo_packing(slip: Slip, by: Actor, at: datetime) -> None:  # noqa: ARG001  # one shape for all
    """Cases and pallets: all must still be at hand where they were made."""
    units = list(slip.units.select_for_update(of=("self",)).order_by("pk"))
    at_hand = LogisticUnit.objects.at_hand().filter(slip=slip, holder=slip.party)
    if at_hand.count() != len(units):
        raise NotAllowedNow(
            "Có kiện của phiếu này đã xuất, đã dỡ hoặc đã lên pa-lét. Hãy xoá phiếu sau trước.",
            "A unit of this slip left, was opened or stands on a pallet: void the later slip first.",
        )
    LogisticUnit.objects.filter(parent__in=units).update(parent=None)
    batches = {content.batch_id for unit in units for content in unit.contents.all() if content.batch_id}
    for batch in sorted(batches):
        batch_changed.send(at=at, batch=batch)


def _undo_unpack(slip: Slip, by: Actor, at: datetime) -> None:  # noqa: ARG001  # one shape for all
    """What came out must still lie loose, so that it can lie in the unit again."""
    (unit,) = slip.opened_units.select_for_update(of=("self",))
    contents = list(unit.contents.select_related("batch__product", "child"))
    cases = [content.child_id for content in contents if content.child_id]
    loose = LogisticUnit.objects.at_hand().filter(pk__in=cases, holder=unit.holder_id).count()
    own = [c for c in contents if c.batch and c.batch.product.party_id == unit.holder_id]
    if loose != len(cases) or any(packs_left(c.batch) < c.quantity for c in own if c.batch):
        raise NotAllowedNow(
            f"Hàng dỡ từ {unit} đã xếp sang kiện khác hoặc đã xuất. Hãy xoá phiếu sau trước.",
            f"What came out of {unit} was packed again or sent: void the later slip first.",
        )
    LogisticUnit.objects.filter(pk__in=cases).update(parent=unit)
    unit.opened_by = None
    unit.save(update_fields=["opened_by"])


def _undo_ship(slip: Slip, by: Actor, at: datetime) -> None:
    """Neither confirmed nor come back. Raw lots of which nothing is used now are unused again."""
    despatch = slip.despatch
    if despatch.receipts.filter(slip__voided_at=None).exists():
        raise NotAllowedNow(
            f"Bên nhận đã xác nhận phiếu {despatch.number}. Nếu hàng quay về, hãy ghi hàng trả về.",
            f"Despatch {despatch.number} is confirmed: record a return instead.",
        )
    if despatch.lines.filter(counts__slip__voided_at=None, counts__isnull=False).exists():
        raise NotAllowedNow(
            f"Phiếu {despatch.number} đã có hàng trả về. Hãy xoá phiếu trả về trước.",
            f"Goods of despatch {despatch.number} came back: void that slip first.",
        )
    LogisticUnit.objects.filter(away=despatch).update(away=None)
    sent = HarvestLot.objects.filter(despatch_lines__despatch=despatch)
    elsewhere = harvest_lines().exclude(despatch=despatch).values("harvest")
    used = BatchInput.objects.filter(batch__voided_at=None).values("harvest")
    free = sent.exclude(pk__in=elsewhere).exclude(pk__in=used)
    mark_unused(harvests=free, by=by, at=at)


def _undo_confirm(slip: Slip, by: Actor, at: datetime) -> None:
    """What came is on the road again; nothing of it may have moved on."""
    _undo_material(slip, by, at)
    _to_the_road(slip, slip.receipt.despatch.party)


def _undo_return(slip: Slip, by: Actor, at: datetime) -> None:  # noqa: ARG001  # one shape for all
    """What came back is away again; nothing of it may have been used meanwhile."""
    despatch = slip.counts.select_related("line__despatch__to_party")[0].line.despatch
    _check_still_there(slip)
    if despatch.to_party and despatch.receipts.filter(slip__voided_at=None).exists():
        units = _unmoved(slip)
        LogisticUnit.objects.filter(parent__in=units).update(holder=despatch.to_party)
        LogisticUnit.objects.filter(pk__in=units).update(holder=despatch.to_party)
    else:
        _to_the_road(slip, slip.party)


def _check_still_there(slip: Slip) -> None:
    """Loose goods that came back have not gone into cases, batches or other despatches since."""
    counts = slip.counts.select_related("line__batch__product", "line__harvest", "line__material")
    for count in counts:
        line, left = count.line, None
        if line.batch:
            left = Decimal(packs_left(line.batch))
        elif line.harvest:
            left = with_left(HarvestLot.objects.filter(pk=line.harvest.pk)).get().left_kg
        elif line.material:
            left = with_left_kg(MaterialLot.objects.filter(pk=line.material.pk)).get().left_kg
        if left is not None and left < count.quantity:
            raise NotAllowedNow(
                "Hàng trả về đã xếp thùng, đã dùng hoặc đã xuất lại. Hãy xoá phiếu sau trước.",
                "What came back was packed, used or sent again: void the later slip first.",
            )


def _to_the_road(slip: Slip, holder: Party) -> None:
    """Units that the slip brought are with their sender's despatch again."""
    units = _unmoved(slip)
    LogisticUnit.objects.filter(parent__in=units).update(holder=holder)
    despatch = slip.counts.values_list("line__despatch", flat=True).first()
    LogisticUnit.objects.filter(pk__in=units).update(holder=holder, away=despatch)


def _unmoved(slip: Slip) -> list[int]:
    """Ids of the units that the slip brought to its party, all of them still at hand there."""
    brought = slip.counts.filter(line__unit__isnull=False, quantity__gt=0)
    keys = list(brought.values_list("line__unit", flat=True))
    here = LogisticUnit.objects.at_hand().filter(pk__in=keys, holder=slip.party)
    if here.count() != len(keys):
        raise NotAllowedNow(
            "Có kiện của phiếu này đã xuất, đã dỡ hoặc đã lên pa-lét. Hãy xoá phiếu sau trước.",
            "A unit of this slip moved on: void the later slip first.",
        )
    return keys


Undo = Callable[[Slip, Actor, datetime], None]

UNDO: Mapping[Slip.Kind, Undo] = {
    Slip.Kind.LAND: _undo_material,
    Slip.Kind.RECEIVE: _undo_material,
    Slip.Kind.STAGE: _undo_stage,
    Slip.Kind.CASES: _undo_packing,
    Slip.Kind.PALLET: _undo_packing,
    Slip.Kind.UNPACK: _undo_unpack,
    Slip.Kind.SHIP: _undo_ship,
    Slip.Kind.CONFIRM: _undo_confirm,
    Slip.Kind.TAKE_BACK: _undo_return,
}
