"""Make a batch: harvest lots become packs, and never more than was harvested."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from namsao.apps.farms.actions import mark_used
from namsao.apps.farms.models import HarvestLot
from namsao.apps.products import rules
from namsao.apps.products.models import Batch, BatchInput, Facility, MaterialLot, MaterialUse, Product
from namsao.apps.products.queries import next_lot, used_kg, with_left_kg
from namsao.apps.products.signals import batch_made
from namsao.apps.traceability.actions import capture
from namsao.apps.traceability.models import Event
from namsao.apps.traceability.queries import moment_of
from namsao.base.audit.actions import record
from namsao.core.actor import Actor
from namsao.core.epcis import Quantity, transformation_event
from namsao.core.errors import AlreadyDone, BadValue, NotAllowedNow
from namsao.core.lot_code import lot_code
from namsao.core.mass_balance import remaining
from namsao.core.units import KGM

ATTEMPTS = 5  # at a number another batch took at the same moment


@transaction.atomic
def make_batch(
    *,
    product: Product,
    facility: Facility,
    lot: str = "",
    made_on: date,
    expires_on: date,
    quantity: int,
    uses: Mapping[HarvestLot, Decimal],
    bought: Mapping[MaterialLot, Decimal] | None = None,
    by: Actor,
    at: datetime,
) -> Batch:
    """Record that harvest lots, and lots that were bought or landed, became packs of the product.

    lot: up to 20 characters; when blank, the next free one of that day. quantity: packs.
    uses, bought: lot -> kg taken. What is left of the lots is counted while they are locked, so two batches
    at once cannot take the same kilogram. Writes: one Batch with its inputs, one EPCIS TransformationEvent,
    one audit entry. News: batch_made.
    Raises: BadValue naming the field; AlreadyDone for a lot number in use; NotAllowedNow for a voided harvest
    lot; MassBalanceBroken naming each lot that cannot give what is asked, or the packs when they weigh more
    than what went in.
    """
    batch = Batch(
        product=product,
        facility=facility,
        made_on=made_on,
        expires_on=expires_on,
        quantity=quantity,
        made_at=at,
    )
    locked = _lock(product, uses)
    lots = _lock_bought(product, bought or {})
    taken = {harvest.pk: kg for harvest, kg in uses.items()}
    _check(batch, locked, taken, lots)
    batch.lot = _free_lot(product, lot, made_on)
    batch.event = _capture(batch, locked, taken, lots, by, at)
    _number_and_save(batch)
    BatchInput.objects.bulk_create(
        BatchInput(batch=batch, harvest=locked[pk], quantity_kg=kg) for pk, kg in taken.items()
    )
    MaterialUse.objects.bulk_create(
        MaterialUse(batch=batch, lot=lot, quantity_kg=kg) for lot, kg in lots.items()
    )
    mark_used(harvests=locked.values(), by=by, at=at)
    record(by=by, at=at, verb="make_batch", target=batch)
    batch_made.send(at=at, batch=batch.pk)
    return batch


def _lock(product: Product, uses: Mapping[HarvestLot, Any]) -> dict[int, HarvestLot]:
    """The lots by id, held until the transaction ends; in one order, so that nobody waits in a ring."""
    wanted = HarvestLot.objects.filter(pk__in=[harvest.pk for harvest in uses])
    held = list(
        wanted.select_for_update(of=("self",)).select_related("material", "season__area").order_by("pk")
    )
    if any(harvest.season.area.party_id != product.party_id for harvest in held):
        raise BadValue("Chỉ dùng lô thu hoạch của chính chủ thể.", "A harvest lot belongs to another party.")
    if gone := [harvest.lot for harvest in held if harvest.voided_at]:
        lots = ", ".join(gone)
        raise NotAllowedNow(
            f"Lô thu hoạch {lots} đã xoá. Hãy lấy lô khác.", f"Harvest lot {lots} is void: take another."
        )
    return {harvest.pk: harvest for harvest in held}


def _lock_bought(product: Product, asked: Mapping[MaterialLot, Decimal]) -> dict[MaterialLot, Decimal]:
    """The lots with what is taken of each, held like harvest lots and after them."""
    own = MaterialLot.objects.standing().filter(party=product.party_id, pk__in=[lot.pk for lot in asked])
    list(own.select_for_update(of=("self",)).order_by("pk"))
    held = list(with_left_kg(own).order_by("pk"))
    if len(held) != len(asked):
        raise NotAllowedNow(
            "Có lô nguyên liệu đã xoá hoặc của chủ thể khác. Hãy mở lại trang.",
            "A lot is void or belongs to another party.",
        )
    kg_of = {lot.pk: kg for lot, kg in asked.items()}
    if held:
        left, names = {lot.pk: lot.left_kg for lot in held}, {lot.pk: lot.lot for lot in held}
        rules.check_uses(uses=kg_of, left=left, names=names)
    return {lot: kg_of[lot.pk] for lot in held}


def _check(
    batch: Batch,
    locked: Mapping[int, HarvestLot],
    taken: Mapping[int, Decimal],
    lots: Mapping[MaterialLot, Decimal],
) -> None:
    if batch.facility.party_id != batch.product.party_id:
        raise BadValue("Cơ sở này của chủ thể khác.", "The facility belongs to another party.", "facility")
    if batch.quantity <= 0:
        raise BadValue("Số gói phải lớn hơn 0.", "A batch has at least one pack.", "quantity")
    rules.check_days(
        made_on=batch.made_on,
        expires_on=batch.expires_on,
        harvested=[*(each.harvested_on for each in locked.values()), *(lot.came_on for lot in lots)],
        today=rules.day_of(batch.made_at),
    )
    if taken or not lots:
        _check_balance(locked, taken)
    rules.check_yield(
        weights=[*taken.values(), *lots.values()], quantity=batch.quantity, net_g=batch.product.net_g
    )


def _check_balance(locked: Mapping[int, HarvestLot], taken: Mapping[int, Decimal]) -> None:
    harvested = {pk: harvest.quantity_kg for pk, harvest in locked.items()}
    used = used_kg(HarvestLot.objects.filter(pk__in=locked))
    names = {pk: harvest.lot for pk, harvest in locked.items()}
    rules.check_uses(uses=taken, left=remaining(harvested, used), names=names)


def _free_lot(product: Product, text: str, made_on: date) -> str:
    if not text.strip():
        return next_lot(product, made_on)
    lot = lot_code(text)
    _refuse_used_lot(product, lot)
    return lot


def _refuse_used_lot(product: Product, lot: str) -> None:
    if product.batches.filter(lot=lot).exists():
        raise AlreadyDone(
            f"Sản phẩm đã có lô {lot}. Hãy ghi số lô khác.", f"The product has a lot {lot} already.", "lot"
        )


def _capture(
    batch: Batch,
    locked: Mapping[int, HarvestLot],
    taken: Mapping[int, Decimal],
    lots: Mapping[MaterialLot, Decimal],
    by: Actor,
    at: datetime,
) -> Event:
    used = [*((locked[pk].uri, kg) for pk, kg in taken.items()), *((lot.uri, kg) for lot, kg in lots.items())]
    event = transformation_event(
        at=moment_of(batch.made_on, at),
        inputs=[Quantity(uri, kg, KGM.code) for uri, kg in used],
        outputs=[Quantity(batch.uri, batch.quantity)],
        biz_step="commissioning",
        disposition="active",
        read_point=batch.facility.uri,
        biz_location=batch.facility.uri,
        ilmd={
            "cbvmda:lotNumber": batch.lot,
            "cbvmda:productionDate": batch.made_on.isoformat(),
            "cbvmda:itemExpirationDate": batch.expires_on.isoformat(),
        },
    )
    return capture(event=event, owner=batch.product.party, by=by, at=at)


def _number_and_save(batch: Batch) -> None:
    """Give the next free number. Of two who want the same, the constraint refuses one, who tries again."""
    for left in reversed(range(ATTEMPTS)):
        last = Batch.objects.select_for_update().order_by("-number").first()
        batch.number = last.number + 1 if last else 1
        try:
            with transaction.atomic():
                batch.save(force_insert=True)
        except IntegrityError:
            _refuse_used_lot(batch.product, batch.lot)
            if not left:
                raise
        else:
            return
