"""Record harvests, and take back those recorded by mistake."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

from django.db import transaction

from namsao.apps.farms import queries, rules
from namsao.apps.farms.facts import Sent
from namsao.apps.farms.models import DiaryEntry, HarvestLot, Household, Material, Season
from namsao.apps.traceability.actions import capture, declare_error
from namsao.apps.traceability.models import Event
from namsao.apps.traceability.queries import moment_of
from namsao.base.audit.actions import record
from namsao.core.actor import Actor
from namsao.core.epcis.events import Quantity, object_event
from namsao.core.epcis.vocab import Action
from namsao.core.errors import AlreadyDone, NotAllowedNow
from namsao.core.lot_code import lot_code
from namsao.core.units import KGM, show_number

# The same weight for the same day sent again so soon is a button pressed twice.
REPEAT = timedelta(minutes=2)


@transaction.atomic
def record_harvest(
    *,
    season: Season,
    lot: str,
    harvested_on: date,
    quantity_kg: Decimal,
    note: str,
    early_why: str = "",
    worker: str = "",
    household: Household | None = None,
    sent: Sent | None = None,
    by: Actor,
    at: datetime,
) -> HarvestLot:
    """Record what came off an area on one day, and the event that created its lot.

    lot: its code, "" for the next free one of the day. quantity_kg: kg, above zero.
    early_why: why the harvest did not wait for the end of a pre-harvest interval. household: who grew it, when one did.
    sent: how it reached us from a phone; its id then tells a harvest sent twice from a second one.
    Writes: Event, HarvestLot, its DiaryEntry, one audit entry.
    Raises: BadValue for a day outside the season or to come, a weight or lot code that cannot be;
    AlreadyDone for a lot code in use, or for the same weight sent twice at once without a code;
    NotAllowedNow before the end of a pre-harvest interval without a reason.
    """
    # The row is locked so that two people do not get the same lot code.
    material = Material.objects.select_for_update().get(pk=season.area.material_id)
    rules.check_household(household, season.area.party_id)
    _check_harvest(season, harvested_on, quantity_kg, early_why, at)
    if lot.strip():
        lot = _free_code(material, lot.strip())
    elif sent is None:
        _refuse_repeat(season, harvested_on, quantity_kg, at)
    harvest = HarvestLot(
        season=season,
        material=material,
        lot=lot.strip() or queries.next_lot(material, harvested_on),
        harvested_on=harvested_on,
        quantity_kg=quantity_kg,
        note=rules.tidy(note),
        household=household,
        made_at=at,
    )
    harvest.event = _capture(harvest=harvest, by=by, at=at)
    harvest.save()
    _note(harvest=harvest, early_why=early_why, worker=worker, sent=sent or Sent(uuid4()), by=by)
    record(by=by, at=at, verb="record_harvest", target=harvest, why=rules.tidy(early_why))
    return harvest


@transaction.atomic
def void_harvest(*, harvest: HarvestLot, why: str, by: Actor, at: datetime) -> HarvestLot:
    """Take back a harvest that was recorded by mistake; its row and its lot code stay.

    Writes: the HarvestLot, its DiaryEntry, a declaration of the error in the ledger, two audit entries.
    Raises: AlreadyDone for one taken back before; NotAllowedNow while a batch holds something of it or
    a delivery names it.
    """
    # The row is locked so that no batch takes from the lot meanwhile.
    harvest = HarvestLot.objects.select_for_update().get(pk=harvest.pk)
    if harvest.voided_at:
        raise AlreadyDone(f"Lô thu hoạch {harvest} đã xoá rồi.", f"Harvest lot {harvest} is void already.")
    if harvest.used_at:
        raise NotAllowedNow(
            f"Lô thu hoạch {harvest} đã dùng để làm hàng. Hãy xoá lô sản xuất ghi nhầm trước.",
            f"Harvest lot {harvest} went into a batch: void that batch first.",
        )
    if harvest.deliveries.filter(voided_at=None).exists():
        raise NotAllowedNow(
            f"Lô thu hoạch {harvest} có lần giao của hộ. Hãy bỏ lần giao ghi nhầm trước.",
            f"Deliveries name harvest lot {harvest}: take those back first.",
        )
    harvest.voided_at, harvest.void_why = at, rules.tidy(why)
    harvest.save(update_fields=["voided_at", "void_why"])
    DiaryEntry.objects.filter(harvest=harvest).update(voided_at=at, void_why=harvest.void_why)
    declare_error(event=harvest.event, why=harvest.void_why, by=by, at=at)
    record(by=by, at=at, verb="void_harvest", target=harvest, why=harvest.void_why)
    return harvest


@transaction.atomic
def mark_used(*, harvests: Iterable[HarvestLot], by: Actor, at: datetime) -> None:  # noqa: ARG001  # a verb
    """A batch took something of these lots. Writes: the lots; the audit entry is that of the batch."""
    HarvestLot.objects.filter(pk__in=[each.pk for each in harvests], used_at=None).update(used_at=at)


@transaction.atomic
def mark_unused(*, harvests: Iterable[HarvestLot], by: Actor, at: datetime) -> None:  # noqa: ARG001  # a verb
    """No batch holds anything of these lots any more. Writes: the lots; the audit entry is that of the batch."""
    HarvestLot.objects.filter(pk__in=[each.pk for each in harvests]).update(used_at=None)


def _check_harvest(season: Season, day: date, quantity_kg: Decimal, early_why: str, at: datetime) -> None:
    rules.check_not_future(day, rules.day_of(at), "harvested_on")
    rules.check_within(day, season=season.name, started_on=season.started_on, ended_on=season.ended_on)
    rules.check_weight(quantity_kg)
    rules.check_interval(queries.harvest_findings(season, day), early_why)


def _note(*, harvest: HarvestLot, early_why: str, worker: str, sent: Sent, by: Actor) -> DiaryEntry:
    """The line of the harvest in the diary of its season."""
    return DiaryEntry.objects.create(
        season=harvest.season,
        verb=DiaryEntry.Verb.HARVEST,
        done_on=harvest.harvested_on,
        harvest=harvest,
        household=harvest.household,
        worker=rules.tidy(worker),
        note=harvest.note,
        early_why=rules.tidy(early_why),
        entered_by_id=by.id,
        client_id=sent.client_id,
        content=sent.content,
        noted_at=sent.noted_at,
        made_at=harvest.made_at,
    )


def _capture(*, harvest: HarvestLot, by: Actor, at: datetime) -> Event:
    """The lot comes to be. Source: CBV 2.0, creating_class_instance; harvest dates of its ILMD attributes."""
    area, day = harvest.season.area, harvest.harvested_on.isoformat()
    event = object_event(
        action=Action.ADD,
        at=moment_of(harvest.harvested_on, at),
        quantities=[Quantity(harvest.uri, harvest.quantity_kg, KGM.code)],
        biz_step="creating_class_instance",
        disposition="active",
        read_point=area.uri,
        biz_location=area.uri,
        ilmd={
            "cbvmda:lotNumber": harvest.lot,
            "cbvmda:harvestStartDate": day,
            "cbvmda:harvestEndDate": day,
        },
    )
    return capture(event=event, owner=area.party, by=by, at=at)


def _free_code(material: Material, typed: str) -> str:
    lot = lot_code(typed)
    if HarvestLot.objects.filter(material=material, lot=lot).exists():
        raise AlreadyDone(
            f"Số lô {lot} đã ghi rồi. Hãy đặt số khác, hoặc để trống cho máy tự đặt.",
            f"Lot {lot} is recorded already.",
            "lot",
        )
    return lot


def _refuse_repeat(season: Season, day: date, quantity_kg: Decimal, at: datetime) -> None:
    same = (
        season.harvests.not_voided()
        .filter(harvested_on=day, quantity_kg=quantity_kg, made_at__gt=at - REPEAT)
        .first()
    )
    if same:
        raise AlreadyDone(
            f"Vừa ghi lô {same.lot} cùng ngày, cùng {show_number(quantity_kg)} kg. "
            "Nếu đây là lô khác, hãy tự đặt số lô rồi lưu lại.",
            f"Lot {same.lot} of that day and weight was recorded just now: give this one a code of its own.",
            "lot",
        )
