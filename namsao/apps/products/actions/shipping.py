"""Goods leave: who gets them, under which delivery note. From here custody passes on."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from namsao.apps.farms.actions import mark_used
from namsao.apps.farms.models import HarvestLot
from namsao.apps.products import rules, slips
from namsao.apps.products.models import (
    Batch,
    Despatch,
    DespatchLine,
    Facility,
    LogisticUnit,
    MaterialLot,
    Slip,
)
from namsao.apps.products.queries import (
    hold,
    hold_units,
    inside,
    next_number,
    packs_left,
    shown,
    used_kg,
    with_left_kg,
)
from namsao.apps.products.trade import Receiver, epcs_of, quantities_of, trade_of
from namsao.apps.traceability.queries import moment_of
from namsao.core.actor import Actor
from namsao.core.epcis import Action, Quantity, object_event
from namsao.core.epcis.vocab import EventType
from namsao.core.errors import AlreadyDone, BadValue, NotAllowedNow
from namsao.core.gs1.errors import BadKey
from namsao.core.gs1.keys import gln as read_gln
from namsao.core.lot_code import lot_code
from namsao.core.mass_balance import remaining, require


@transaction.atomic
def ship(
    *,
    facility: Facility,
    receiver: Receiver,
    units: Sequence[LogisticUnit] = (),
    packs: Mapping[Batch, int] | None = None,
    harvests: Mapping[HarvestLot, Decimal] | None = None,
    materials: Mapping[MaterialLot, Decimal] | None = None,
    number: str = "",
    vehicle: str = "",
    note: str = "",
    done_on: date,
    client_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> Despatch:
    """Send goods from a facility. Sent twice, it is there once.

    units: cases and pallets at hand. packs: loose ones. harvests, materials: kg of raw lots. number: of the delivery
    note, "" for the next free one of the day.
    Writes: Slip, Despatch, a DespatchLine a thing, the units, one EPCIS ObjectEvent (shipping) and for
    units a TransactionEvent of what lies in them, one audit entry.
    Raises: BadValue naming the field, for the receiver too; AlreadyDone for a number in use; NotAllowedNow and
    MassBalanceBroken for goods that are not there.
    """
    keys = sorted(unit.pk for unit in units)
    facts = {"to": vars(receiver), "units": keys, "packs": packs or {}, "harvests": harvests or {}}
    facts |= {"materials": materials or {}, "no": number, "vehicle": vehicle, "note": note, "on": done_on}
    sent = slips.sent_as(Slip.Kind.SHIP, facility.party, client_id, facility=facility, **facts)
    if known := slips.lock(sent, by):
        return known.despatch
    despatch = Despatch(
        party=sent.party,
        facility=facility,
        number=_free_number(sent, number, done_on),
        vehicle=rules.tidy(vehicle),
        note=rules.tidy(note),
        **_to(receiver, sent),
    )
    goods, since = _goods(sent, keys, packs or {}, harvests or {}, materials or {})
    rules.check_done_on(done_on=done_on, since=since, today=rules.day_of(at))
    what = f"Phiếu {despatch.number} cho {despatch.receiver}"
    despatch.slip = slips.write(sent, facility=facility, what=what, done_on=done_on, by=by, at=at)
    despatch.save(force_insert=True)
    _send(despatch, goods, by, at)
    return despatch


def _send(despatch: Despatch, goods: Sequence[DespatchLine], by: Actor, at: datetime) -> None:
    amounts = {}
    for line in goods:
        line.despatch = despatch
        line.save(force_insert=True)
        amounts[line] = line.quantity
    units = [line.unit_id for line in goods if line.unit_id]
    LogisticUnit.objects.filter(pk__in=units).update(away=despatch)
    mark_used(harvests=[line.harvest for line in goods if line.harvest], by=by, at=at)
    trade = trade_of(despatch, by, at)
    slips.tell(despatch.slip, _shipped(despatch, amounts, at) | trade, by, at)
    if units:
        slips.tell(despatch.slip, _contents(despatch, shown(units), at) | trade, by, at)


def _free_number(sent: slips.Sent, text: str, done_on: date) -> str:
    if not text.strip():
        return next_number(sent.party, f"{done_on:%y%m%d}")
    try:
        number = lot_code(text)
    except BadValue as bad:
        raise BadValue(bad.sentence.replace("Số lô", "Số phiếu"), bad.sentence_en, "number") from bad
    if Despatch.objects.filter(party=sent.party, number=number).exists():
        raise AlreadyDone(
            f"Phiếu giao số {number} đã có. Hãy ghi số khác.",
            f"There is a despatch {number} already.",
            "number",
        )
    return number


def _to(receiver: Receiver, sent: slips.Sent) -> dict[str, Any]:
    """The columns of the receiver."""
    buyer, gln = rules.tidy(receiver.buyer), receiver.gln.strip()
    if receiver.party is None and not buyer:
        raise BadValue("Hãy chọn bên nhận, hoặc ghi tên người mua.", "Say who gets the goods.", "buyer")
    if receiver.party is not None:
        if buyer or gln:
            raise BadValue(
                "Đã chọn bên nhận trong sổ thì không ghi thêm người mua.", "Name one receiver.", "buyer"
            )
        if receiver.party.pk == sent.party.pk:
            raise BadValue("Bên nhận phải là bên khác.", "The receiver is the sender.", "to_party")
        if receiver.facility and receiver.facility.party_id != receiver.party.pk:
            raise BadValue("Nơi nhận này của chủ thể khác.", "The place is of another party.", "to_party")
        return {"to_party": receiver.party, "to_facility": receiver.facility}
    try:
        return {"buyer": buyer, "buyer_gln": read_gln(gln) if gln else ""}
    except BadKey as bad:
        raise BadValue(bad.sentence, bad.sentence_en, "gln") from bad


def _goods(
    sent: slips.Sent,
    keys: Sequence[int],
    packs: Mapping[Batch, int],
    harvests: Mapping[HarvestLot, Decimal],
    materials: Mapping[MaterialLot, Decimal],
) -> tuple[list[DespatchLine], date]:
    """Lines, not saved, and the day from which all of it was there. Everything is held, raw lots first."""
    weighed = {**_harvested(sent, harvests), **_bought(sent, materials)}
    lines = [
        DespatchLine(**{"harvest" if isinstance(lot, HarvestLot) else "material": lot}, quantity=kg)
        for lot, kg in weighed.items()
    ]
    loose = {hold(batch): count for batch, count in sorted(packs.items(), key=lambda item: item[0].pk)}
    for batch, count in loose.items():
        _check_packs(sent, batch, count)
    lines += [DespatchLine(batch=batch, quantity=count) for batch, count in loose.items()]
    units = hold_units(keys, sent.party) if keys else []
    lines += [DespatchLine(unit=unit, quantity=1) for unit in units]
    if not lines:
        raise BadValue("Hãy chọn hàng để xuất.", "Nothing is sent.", "units")
    days = [
        *(lot.harvested_on if isinstance(lot, HarvestLot) else lot.came_on for lot in weighed),
        *(batch.made_on for batch in loose),
        *(unit.slip.done_on for unit in units),
    ]
    return lines, max(days)


def _harvested(sent: slips.Sent, asked: Mapping[HarvestLot, Decimal]) -> dict[HarvestLot, Decimal]:
    wanted = HarvestLot.objects.of_party(sent.party.pk).filter(pk__in=[lot.pk for lot in asked])
    held = list(
        wanted.select_for_update(of=("self",)).select_related("material", "season__area").order_by("pk")
    )
    if len(held) != len(asked) or any(lot.voided_at for lot in held):
        raise NotAllowedNow(
            "Có lô thu hoạch đã xoá hoặc của chủ thể khác. Hãy mở lại trang.", "A harvest lot is not yours."
        )
    uses = {lot.pk: kg for lot, kg in asked.items()}
    harvested = {lot.pk: lot.quantity_kg for lot in held}
    left = remaining(harvested, used_kg(HarvestLot.objects.filter(pk__in=harvested)))
    require(uses, left, {lot.pk: lot.lot for lot in held})
    return {lot: uses[lot.pk] for lot in held}


def _bought(sent: slips.Sent, asked: Mapping[MaterialLot, Decimal]) -> dict[MaterialLot, Decimal]:
    keys = [lot.pk for lot in asked]
    own = MaterialLot.objects.standing().filter(party=sent.party, pk__in=keys)
    list(own.select_for_update(of=("self",)).order_by("pk"))
    held = list(with_left_kg(own).order_by("pk"))
    if len(held) != len(keys):
        raise NotAllowedNow(
            "Có lô nguyên liệu đã xoá hoặc của chủ thể khác. Hãy mở lại trang.", "A lot is not yours."
        )
    uses = {lot.pk: kg for lot, kg in asked.items()}
    require(uses, {lot.pk: lot.left_kg for lot in held}, {lot.pk: lot.lot for lot in held})
    return {lot: uses[lot.pk] for lot in held}


def _check_packs(sent: slips.Sent, batch: Batch, count: int) -> None:
    if batch.product.party_id != sent.party.pk:
        raise BadValue(
            "Chỉ xuất gói rời của lô do chính mình làm.", "The batch is of another party.", "packs"
        )
    if count < 1:
        raise BadValue("Số gói phải lớn hơn 0.", "At least one pack.", f"batch_{batch.pk}")
    rules.check_packs(packs=count, left=packs_left(batch), lot=batch.lot, field=f"batch_{batch.pk}")


def _shipped(despatch: Despatch, amounts: Mapping[DespatchLine, Decimal], at: datetime) -> dict[str, Any]:
    """Source: CBV 2.0, shipping: read where it leaves; where it is from then on, nobody says."""
    return object_event(
        action=Action.OBSERVE,
        at=moment_of(despatch.slip.done_on, at),
        epcs=epcs_of(amounts),
        quantities=quantities_of(amounts),
        biz_step="shipping",
        disposition="in_transit",
        read_point=despatch.facility.uri,
    )


def _contents(despatch: Despatch, units: Sequence[LogisticUnit], at: datetime) -> dict[str, Any]:
    """What lies in the units belongs to the despatch too, so that its receiver may read where it comes from.

    Source: EPCIS 2.0, section 7.4.4 (TransactionEvent): things are linked to a business transaction; none moves by it.
    """
    on_pallets = [content.child.uri for unit in units for content in unit.contents.all() if content.child]
    packs: dict[Batch, int] = {}
    for batch, count in (pair for unit in units for pair in inside(unit)):
        packs[batch] = packs.get(batch, 0) + count
    linked = object_event(
        action=Action.ADD,
        at=moment_of(despatch.slip.done_on, at),
        epcs=[*(unit.uri for unit in units), *on_pallets],
        quantities=[Quantity(batch.uri, count) for batch, count in packs.items()],
    )
    return linked | {"type": str(EventType.TRANSACTION)}
