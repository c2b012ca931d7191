"""Packs into cases, cases onto pallets, and out again. Every unit has an SSCC of its own."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from namsao.apps.products import rules, slips
from namsao.apps.products.models import Batch, Facility, LogisticUnit, Slip, UnitContent
from namsao.apps.products.queries import hold, hold_units, label_ranges, packs_left
from namsao.apps.products.signals import batch_changed
from namsao.apps.traceability.queries import moment_of
from namsao.base.keys.actions import allocate_ssccs
from namsao.core.actor import Actor
from namsao.core.epcis import Action, Quantity, aggregation_event
from namsao.core.errors import BadValue
from namsao.core.units import show_number

MOST_CASES = 200  # in one press; each is an event of its own
MOST_ON_PALLET = 500


@transaction.atomic
def pack_cases(
    *,
    batch: Batch,
    cases: int,
    each: int,
    first: int | None = None,
    last: int | None = None,
    done_on: date,
    client_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> Slip:
    """Put loose packs of a batch into new cases, `each` into one.

    first, last: numbers of the labels on these packs, from 1, both in it; None when nobody noted them. The first case
    gets the first of them. Sent twice, it is there once.
    Writes: Slip, LogisticUnit and UnitContent and one EPCIS AggregationEvent a case, one audit entry.
    News: batch_changed.
    Raises: BadValue and MassBalanceBroken naming the field; NotAllowedNow for a voided batch; slips.OtherContent.
    """
    facts = {"cases": cases, "each": each, "first": first, "last": last, "on": done_on}
    sent = slips.sent_as(Slip.Kind.CASES, batch.product.party, client_id, batch=batch, **facts)
    if known := slips.lock(sent, by):
        return known
    batch = hold(batch)
    _check_cases(batch, cases, each)
    rules.check_done_on(done_on=done_on, since=batch.made_on, today=rules.day_of(at))
    if first is not None or last is not None:
        first, last = _whole_range(first, last, cases * each)
        taken = label_ranges(batch)
        rules.check_labels(first=first, last=last, packs=cases * each, issued=batch.labels, taken=taken)
    what = f"{show_number(cases)} thùng × {show_number(each)} gói {batch.product}, lô {batch.lot}"
    slip = slips.write(sent, facility=batch.facility, what=what, done_on=done_on, by=by, at=at)
    for number, sscc in enumerate(allocate_ssccs(party=sent.party, count=cases, by=by, at=at)):
        begin = first + number * each if first else None
        content = UnitContent(
            batch=batch, quantity=each, first=begin, last=begin + each - 1 if begin else None
        )
        unit = _new_unit(slip, LogisticUnit.Kind.CASE, sscc)
        content.unit = unit
        content.save(force_insert=True)
        _gather(slip, unit, [content], Action.ADD, by, at)
    batch_changed.send(at=at, batch=batch.pk)
    return slip


@transaction.atomic
def stack(
    *,
    facility: Facility,
    units: Sequence[LogisticUnit],
    done_on: date,
    client_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> LogisticUnit:
    """Put cases at hand onto a new pallet. Sent twice, it is there once.

    Writes: Slip, the pallet with its contents, the cases, one EPCIS AggregationEvent, one audit entry.
    Raises: BadValue at `units` or `done_on`; NotAllowedNow for a case that is not at hand; slips.OtherContent.
    """
    keys = sorted(unit.pk for unit in units)
    sent = slips.sent_as(
        Slip.Kind.PALLET, facility.party, client_id, facility=facility, units=keys, on=done_on
    )
    if known := slips.lock(sent, by):
        return known.units.get()
    if not 0 < len(keys) <= MOST_ON_PALLET:
        raise BadValue("Hãy chọn những thùng xếp lên pa-lét.", "Choose the cases for the pallet.", "units")
    cases = hold_units(keys, sent.party, kind=LogisticUnit.Kind.CASE)
    since = max(case.slip.done_on for case in cases)
    rules.check_done_on(done_on=done_on, since=since, today=rules.day_of(at))
    what = f"Pa-lét {show_number(len(cases))} thùng"
    slip = slips.write(sent, facility=facility, what=what, done_on=done_on, by=by, at=at)
    (sscc,) = allocate_ssccs(party=sent.party, count=1, by=by, at=at)
    pallet = _new_unit(slip, LogisticUnit.Kind.PALLET, sscc)
    contents = [UnitContent(unit=pallet, child=case, quantity=1) for case in cases]
    UnitContent.objects.bulk_create(contents)
    LogisticUnit.objects.filter(pk__in=keys).update(parent=pallet)
    _gather(slip, pallet, contents, Action.ADD, by, at)
    return pallet


@transaction.atomic
def unpack(
    *,
    unit: LogisticUnit,
    facility: Facility,
    done_on: date,
    client_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> Slip:
    """Open a case or take a pallet apart: what was in it is loose again. Sent twice, it is there once.

    facility: of whoever holds it. Writes: Slip, the unit, the cases that stood on it, one EPCIS AggregationEvent
    (DELETE), one audit entry. Raises: BadValue at `done_on`; NotAllowedNow for one that is not at hand.
    """
    sent = slips.sent_as(
        Slip.Kind.UNPACK, facility.party, client_id, facility=facility, unit=unit, on=done_on
    )
    if known := slips.lock(sent, by):
        return known
    (unit,) = hold_units([unit.pk], sent.party)
    rules.check_done_on(done_on=done_on, since=unit.slip.done_on, today=rules.day_of(at))
    slip = slips.write(sent, facility=facility, what=f"Dỡ {unit}", done_on=done_on, by=by, at=at)
    unit.opened_by = slip
    unit.save(update_fields=["opened_by"])
    LogisticUnit.objects.filter(parent=unit).update(parent=None)
    contents = list(unit.contents.select_related("batch__product", "child"))
    _gather(slip, unit, contents, Action.DELETE, by, at)
    return slip


def _check_cases(batch: Batch, cases: int, each: int) -> None:
    if not 0 < cases <= MOST_CASES:
        raise BadValue(
            f"Mỗi lần xếp từ 1 đến {MOST_CASES} thùng.", f"Pack 1 to {MOST_CASES} cases at once.", "cases"
        )
    if each < 1:
        raise BadValue("Mỗi thùng có ít nhất một gói.", "A case holds at least one pack.", "each")
    rules.check_packs(packs=cases * each, left=packs_left(batch), lot=batch.lot, field="cases")


def _whole_range(first: int | None, last: int | None, packs: int) -> tuple[int, int]:
    """Of the two ends, the one that is not given follows from the number of packs."""
    if first is None and last is not None:
        return last - packs + 1, last
    begin = first or 0
    return begin, begin + packs - 1 if last is None else last


def _new_unit(slip: Slip, kind: LogisticUnit.Kind, sscc: str) -> LogisticUnit:
    return LogisticUnit.objects.create(
        sscc=sscc, kind=kind, party=slip.party, holder=slip.party, facility=slip.facility, slip=slip
    )


def _gather(
    slip: Slip, unit: LogisticUnit, contents: Sequence[UnitContent], action: Action, by: Actor, at: datetime
) -> None:
    """Source: CBV 2.0, packing and unpacking. Packs stand in the event by lot and number, for serials are computed."""
    event: dict[str, Any] = aggregation_event(
        action=action,
        at=moment_of(slip.done_on, at),
        parent=unit.uri,
        children=[content.child.uri for content in contents if content.child],
        child_quantities=[Quantity(c.batch.uri, c.quantity) for c in contents if c.batch],
        biz_step="packing" if action == Action.ADD else "unpacking",
        disposition="in_progress",
        read_point=slip.facility.uri,
        biz_location=slip.facility.uri,
    )
    slips.tell(slip, event, by, at)
