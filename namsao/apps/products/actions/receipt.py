"""Goods arrive, or come back: what was counted against what the delivery note says."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from namsao.apps.products import rules, slips
from namsao.apps.products.models import (
    Despatch,
    DespatchLine,
    Facility,
    LineCount,
    LogisticUnit,
    MaterialLot,
    Receipt,
    Slip,
)
from namsao.apps.products.queries import came_back
from namsao.apps.products.trade import back_of, epcs_of, quantities_of, trade_of
from namsao.apps.traceability.queries import moment_of
from namsao.core.actor import Actor
from namsao.core.epcis import Action, object_event
from namsao.core.errors import AlreadyDone, BadValue, NotAllowedNow
from namsao.core.units import show_number

Counts = Mapping[DespatchLine, Decimal]
"""Line -> what was counted: 0 or 1 of a unit, packs, or kg."""


@transaction.atomic
def confirm(
    *,
    despatch: Despatch,
    facility: Facility,
    counts: Counts,
    note: str = "",
    done_on: date,
    client_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> Receipt:
    """Say what came of a despatch to one's own party. A difference is no hindrance (`core.receiving`).

    facility: where it came to. counts: of every line. Units that came are the receiver's from now on, raw lots become
    material lots of its own; what did not come stays on the road. Sent twice, it is there once.
    Writes: Slip, Receipt, a LineCount a line, units, MaterialLots, one EPCIS ObjectEvent (receiving) when anything
    came, one audit entry. Raises: BadValue naming the field; AlreadyDone; NotAllowedNow for a despatch taken back.
    """
    party = facility.party
    sent = slips.sent_as(
        Slip.Kind.CONFIRM, party, client_id, despatch=despatch, facility=facility, counts=counts, on=done_on
    )
    if known := slips.lock(sent, by, despatch.party):
        return known.receipt
    despatch = _hold(despatch)
    _check_awaited(despatch, sent)
    lines = _lines(despatch, counts)
    _check_counts(lines)
    rules.check_done_on(done_on=done_on, since=despatch.slip.done_on, today=rules.day_of(at))
    what = f"Phiếu {despatch.number} của {despatch.party}"
    slip = slips.write(sent, facility=facility, what=what, done_on=done_on, by=by, at=at)
    receipt = Receipt.objects.create(slip=slip, despatch=despatch, note=rules.tidy(note))
    _count(slip, lines)
    came = {line: amount for line, amount in lines.items() if amount}
    units = [line.unit_id for line in came if line.unit_id]
    LogisticUnit.objects.filter(pk__in=units).update(away=None, holder=party)
    LogisticUnit.objects.filter(parent__in=units).update(holder=party)
    MaterialLot.objects.bulk_create(_material(slip, line, kg) for line, kg in came.items() if line.is_weighed)
    _tell(slip, despatch, came, "in_progress", by, at)
    return receipt


@transaction.atomic
def take_back(
    *,
    despatch: Despatch,
    counts: Counts,
    done_on: date,
    client_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> Slip:
    """Goods of one's own despatch come back: refused, unsold, or wrong. Sent twice, it is there once.

    counts: line -> what came back, more than 0. Units must not have been moved on by their receiver.
    Writes: Slip, a LineCount a line, the units, one EPCIS ObjectEvent (receiving, returned), one audit entry.
    Raises: BadValue naming the field; NotAllowedNow for a despatch taken back, or a unit that moved on.
    """
    sent = slips.sent_as(
        Slip.Kind.TAKE_BACK, despatch.party, client_id, despatch=despatch, counts=counts, on=done_on
    )
    others = [despatch.to_party] if despatch.to_party else []
    if known := slips.lock(sent, by, *others):
        return known
    despatch = _hold(despatch)
    lines = {line: amount for line, amount in _lines(despatch, counts).items() if amount}
    if not lines:
        raise BadValue("Hãy ghi hàng nào trả về, bao nhiêu.", "Say what came back.")
    is_confirmed = despatch.receipts.filter(slip__voided_at=None).exists()
    for line, amount in lines.items():
        _check_return(line, amount, is_confirmed=is_confirmed)
    rules.check_done_on(done_on=done_on, since=despatch.slip.done_on, today=rules.day_of(at))
    what = f"Phiếu {despatch.number}, {despatch.receiver} trả về"
    slip = slips.write(sent, facility=despatch.facility, what=what, done_on=done_on, by=by, at=at)
    _count(slip, lines)
    units = [line.unit_id for line in lines if line.unit_id]
    LogisticUnit.objects.filter(pk__in=units).update(away=None, holder=despatch.party)
    LogisticUnit.objects.filter(parent__in=units).update(holder=despatch.party)
    _tell(slip, despatch, lines, "returned", by, at)
    return slip


def _hold(despatch: Despatch) -> Despatch:
    held = Despatch.objects.select_for_update(of=("self",)).select_related(
        "slip", "party", "to_party", "facility", "to_facility"
    )
    despatch = held.get(pk=despatch.pk)
    if despatch.slip.voided_at:
        raise NotAllowedNow(
            f"Phiếu giao {despatch.number} đã xoá vì ghi nhầm.", f"Despatch {despatch.number} is void."
        )
    return despatch


def _check_awaited(despatch: Despatch, sent: slips.Sent) -> None:
    if despatch.to_party_id != sent.party.pk:
        raise NotAllowedNow("Phiếu này giao cho bên khác.", "The despatch is for another party.", "facility")
    if despatch.receipts.filter(slip__voided_at=None).exists():
        raise AlreadyDone(
            f"Phiếu giao {despatch.number} đã xác nhận nhận hàng rồi.",
            f"Despatch {despatch.number} is confirmed already.",
        )


def _lines(despatch: Despatch, counts: Counts) -> dict[DespatchLine, Decimal]:
    """Every line as it is now, with what was counted of it; 0 for one that nobody counted."""
    asked = {line.pk: Decimal(amount) for line, amount in counts.items()}
    things = ("unit", "batch__product", "harvest__material", "material")
    lines = {
        line: asked.pop(line.pk, Decimal(0)) for line in despatch.lines.select_related(*things).order_by("pk")
    }
    if asked:
        raise BadValue("Có dòng không thuộc phiếu này.", "A line is of another despatch.")
    return lines


def _check_counts(lines: Counts) -> None:
    for line, amount in lines.items():
        field = f"line_{line.pk}"
        if amount < 0 or amount != round(amount, 3):
            raise BadValue("Hãy ghi số từ 0 trở lên.", "Zero or more.", field)
        if not line.is_weighed and amount != int(amount):
            raise BadValue("Hãy ghi số nguyên.", "A whole number.", field)
        if line.unit_id and amount > 1:
            raise BadValue("Một kiện chỉ nhận được một lần.", "A unit comes once.", field)


def _check_return(line: DespatchLine, amount: Decimal, *, is_confirmed: bool) -> None:
    _check_counts({line: amount})
    if line.is_weighed and is_confirmed:
        raise NotAllowedNow(
            "Bên nhận đã nhận số hàng này vào kho của họ. Để trả, họ lập phiếu xuất hàng cho bên giao.",
            "The receiver has it in stock: it comes back with a despatch of theirs.",
            f"line_{line.pk}",
        )
    field, left = f"line_{line.pk}", line.quantity - came_back(line)
    if amount > left:
        raise BadValue(
            f"Dòng này chỉ còn {show_number(left)} chưa trả về.", f"Only {left} of this line are out.", field
        )
    unit = line.unit
    arrived = unit is not None and unit.away_id is None and unit.holder_id == line.despatch.to_party_id
    if unit and not (
        unit.away_id == line.despatch_id or (arrived and not (unit.opened_by_id or unit.parent_id))
    ):
        raise NotAllowedNow(
            f"{unit} đã được bên nhận dỡ hoặc chuyển đi, nên không trả về nguyên kiện được.",
            f"{unit} was opened or moved on.",
            field,
        )


def _count(slip: Slip, lines: Counts) -> None:
    LineCount.objects.bulk_create(
        LineCount(slip=slip, line=line, quantity=amount) for line, amount in lines.items()
    )


def _material(slip: Slip, line: DespatchLine, kg: Decimal) -> MaterialLot:
    """The receiver's own row of a raw lot that came, under the code it had."""
    harvest, bought = line.harvest, line.material
    seller = line.despatch.party
    if harvest:
        named = {"name": harvest.material.name, "gtin": harvest.material.gtin, "lot": harvest.lot}
    else:
        assert bought is not None  # a weighed line is one or the other
        named = {"name": bought.name, "gtin": bought.gtin, "lot": bought.lot}
    return MaterialLot(
        slip=slip,
        party=slip.party,
        facility=slip.facility,
        uri=line.thing.uri,
        quantity_kg=kg,
        came_on=slip.done_on,
        supplier=seller.name[:160],
        seller=seller,
        note_no=line.despatch.number,
        **named,
    )


def _tell(slip: Slip, despatch: Despatch, came: Counts, disposition: str, by: Actor, at: datetime) -> None:
    """Source: CBV 2.0, receiving; disposition returned for goods that come back to their sender."""
    if not came:
        return
    event = object_event(
        action=Action.OBSERVE,
        at=moment_of(slip.done_on, at),
        epcs=epcs_of(came),
        quantities=quantities_of(came),
        biz_step="receiving",
        disposition=disposition,
        read_point=slip.facility.uri,
        biz_location=slip.facility.uri,
    )
    trade = trade_of(despatch, by, at) if slip.party == despatch.to_party else back_of(despatch, by, at)
    slips.tell(slip, event | trade, by, at)
