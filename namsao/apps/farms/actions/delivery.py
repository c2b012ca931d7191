"""What growers bring and what they are paid: written once each, taken back when wrong."""

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Sum

from namsao.apps.farms import rules
from namsao.apps.farms.models import Contract, Delivery, HarvestLot, Household, Material, Payment
from namsao.base.audit.actions import record
from namsao.core.actor import Actor
from namsao.core.errors import AlreadyDone, BadValue, NotAllowedNow
from namsao.core.money import show_vnd
from namsao.core.settlement import worth_vnd
from namsao.core.units import KGM, show_quantity

MOST_VND = 100_000_000_000


@transaction.atomic
def record_delivery(
    *,
    contract: Contract | None = None,
    household: Household | None = None,
    material: Material | None = None,
    delivered_on: date,
    quantity_kg: Decimal,
    price_vnd: int | None = None,
    harvest: HarvestLot | None = None,
    quality: str = "",
    client_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> Delivery:
    """Write what a grower brought on one day: under a contract, or bought from a household without one.

    household, material: of goods bought without a contract; else those of the contract. price_vnd: đồng a kg, None
    for the contract's. client_id: of the page; the same again changes nothing and gives the first delivery.
    Writes: Delivery, one audit entry. Raises: BadValue for a day to come, a weight or price that cannot be, a lot of
    others or of another material, more than the lot holds; AlreadyDone for a void contract or a page sent before
    with something else in it; NotAllowedNow for an erased household.
    """
    # The row is locked so that a button pressed twice writes once, and two do not take the same of one lot.
    seller = _locked(contract, household)
    known = seller.party.grower_deliveries.filter(client_id=client_id).first()
    if known:
        _check_same(known, contract, known.delivered_on == delivered_on and known.quantity_kg == quantity_kg)
        return known
    made = Delivery(client_id=client_id or uuid4(), made_at=at, contract=contract, party_id=seller.party_id)
    made.household = contract.household if contract else household
    made.material = contract.material if contract else _own(material, seller.party_id)
    made.delivered_on, made.quantity_kg, made.quality = delivered_on, quantity_kg, rules.tidy(quality)
    made.price_vnd = price_vnd if price_vnd is not None or contract is None else contract.price_vnd
    made.amount_vnd = worth_vnd(quantity_kg, made.price_vnd)
    rules.check_not_future(delivered_on, rules.day_of(at), "delivered_on")
    rules.check_weight(quantity_kg)
    rules.check_price(made.price_vnd)
    made.harvest = _checked_lot(harvest, made) if harvest else None
    made.save()
    record(by=by, at=at, verb="record_delivery", target=made)
    return made


@transaction.atomic
def void_delivery(*, delivery: Delivery, why: str, by: Actor, at: datetime) -> Delivery:
    """Take back a delivery written by mistake; it stays, struck out, and what was paid for it is an advance.

    Writes: the Delivery, one audit entry. Raises: AlreadyDone.
    """
    row = Delivery.objects.select_for_update(of=("self",)).get(pk=delivery.pk)
    if row.voided_at:
        raise AlreadyDone("Lần giao này đã bỏ rồi.", "This delivery is void already.")
    row.voided_at, row.void_why = at, rules.tidy(why)
    row.save(update_fields=["voided_at", "void_why"])
    record(by=by, at=at, verb="void_delivery", target=row, why=row.void_why)
    return row


@transaction.atomic
def record_payment(
    *,
    contract: Contract | None = None,
    household: Household | None = None,
    paid_on: date,
    amount_vnd: int,
    means: str,
    deliveries: Collection[Delivery] = (),
    note: str = "",
    client_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> Payment:
    """Write what a grower was paid: under a contract, or for goods bought from a household without one.

    deliveries: what it is for, oldest paid first; none for an advance or for whatever is open.
    Writes: Payment, one audit entry. Raises: BadValue for a day or an amount that cannot be, deliveries of others.
    """
    seller = _locked(contract, household)
    known = seller.party.grower_payments.filter(client_id=client_id).first()
    if known:
        _check_same(known, contract, known.paid_on == paid_on and known.amount_vnd == amount_vnd)
        return known
    _check_payment(seller, paid_on, amount_vnd, deliveries, at)
    made = Payment.objects.create(
        party_id=seller.party_id,
        contract=contract,
        household=contract.household if contract else household,
        paid_on=paid_on,
        amount_vnd=amount_vnd,
        means=means,
        note=rules.tidy(note),
        client_id=client_id or uuid4(),
        made_at=at,
    )
    made.deliveries.set(deliveries)
    record(by=by, at=at, verb="record_payment", target=made)
    return made


@transaction.atomic
def void_payment(*, payment: Payment, why: str, by: Actor, at: datetime) -> Payment:
    """Take back a payment written by mistake; it stays, struck out.

    Writes: the Payment, one audit entry. Raises: AlreadyDone.
    """
    row = Payment.objects.select_for_update(of=("self",)).get(pk=payment.pk)
    if row.voided_at:
        raise AlreadyDone("Lần trả tiền này đã bỏ rồi.", "This payment is void already.")
    row.voided_at, row.void_why = at, rules.tidy(why)
    row.save(update_fields=["voided_at", "void_why"])
    record(by=by, at=at, verb="void_payment", target=row, why=row.void_why)
    return row


def _locked(contract: Contract | None, household: Household | None) -> Contract | Household:
    if (contract is None) == (household is None):
        raise TypeError("a contract or a household, one of the two")
    if contract:
        row = Contract.objects.select_for_update(of=("self",)).select_related("party").get(pk=contract.pk)
        if row.voided_at:
            raise AlreadyDone("Hợp đồng này đã bỏ.", "This contract is void.")
        return row
    found = Household.objects.select_for_update(of=("self",)).select_related("party").get(pk=household.pk)
    if found.erased_at:
        raise NotAllowedNow(
            "Thông tin của hộ này đã xoá theo yêu cầu, không ghi mua lẻ nữa.",
            "What was written of the household was erased.",
        )
    return found


def _check_payment(
    seller: Contract | Household,
    paid_on: date,
    amount_vnd: int,
    deliveries: Collection[Delivery],
    at: datetime,
) -> None:
    rules.check_not_future(paid_on, rules.day_of(at), "paid_on")
    if not 0 < amount_vnd <= MOST_VND:
        raise BadValue(
            f"Số tiền phải lớn hơn 0 và không quá {show_vnd(MOST_VND)}.",
            "The amount cannot be.",
            "amount_vnd",
        )
    own = seller.deliveries.not_voided()
    own = own if isinstance(seller, Contract) else own.filter(contract=None)
    if own.filter(pk__in=[each.pk for each in deliveries]).count() != len(deliveries):
        raise BadValue(
            "Có lần giao không thuộc hợp đồng hoặc hộ này, hoặc đã bỏ.",
            "A delivery is not of it.",
            "deliveries",
        )


def _check_same(known: Delivery | Payment, contract: Contract | None, is_same: bool) -> None:
    if not is_same or known.contract_id != (contract.pk if contract else None):
        raise AlreadyDone(
            f"Trang này đã ghi rồi: {known}. Ghi thêm thì mở trang mới; lần trước ghi nhầm thì bỏ lần đó.",
            "This page was sent before with something else in it.",
        )


def _own(material: Material | None, party_id: int) -> Material:
    if material is None or material.party_id != party_id:
        raise BadValue(
            "Hãy chọn nguyên liệu của chủ thể này.", "Choose a material of this party.", "material"
        )
    return material


def _checked_lot(harvest: HarvestLot, made: Delivery) -> HarvestLot:
    """The lot, held, with room for the delivery."""
    lot = HarvestLot.objects.select_for_update(of=("self",)).select_related("season__area").get(pk=harvest.pk)
    if lot.voided_at or lot.material_id != made.material.pk or lot.season.area.party_id != made.party_id:
        raise BadValue("Lô thu hoạch này không hợp với lần giao.", "The lot does not fit.", "harvest")
    if lot.household_id not in (None, made.household_id):
        raise BadValue("Lô thu hoạch này của hộ khác.", "The lot is another household's.", "harvest")
    if lot.harvested_on > made.delivered_on:
        raise BadValue("Lô này thu sau ngày giao.", "The lot was harvested later.", "harvest")
    taken = lot.deliveries.not_voided().aggregate(kg=Sum("quantity_kg"))["kg"] or Decimal(0)
    if taken + made.quantity_kg > lot.quantity_kg:
        raise BadValue(
            f"Lô {lot.lot} chỉ còn {show_quantity(lot.quantity_kg - taken, KGM)} chưa giao.",
            f"Lot {lot.lot} holds less.",
            "harvest",
        )
    return lot
