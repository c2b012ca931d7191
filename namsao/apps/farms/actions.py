"""Declare growing areas, open and end seasons, record harvests."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from namsao.apps.farms import boundary as boundaries
from namsao.apps.farms import queries, rules
from namsao.apps.farms.models import GrowingArea, HarvestLot, Material, Season
from namsao.apps.traceability.actions import capture
from namsao.apps.traceability.models import Event
from namsao.apps.traceability.queries import moment_of
from namsao.base.audit.actions import record
from namsao.base.keys.actions import allocate_gln, allocate_gtin
from namsao.base.parties.models import Party
from namsao.base.places.models import Place
from namsao.base.ui.days import show_day
from namsao.base.ui.display import VIETNAM
from namsao.core.actor import Actor
from namsao.core.epcis.events import Quantity, object_event
from namsao.core.epcis.vocab import Action
from namsao.core.errors import AlreadyDone, BadValue, NotAllowedNow
from namsao.core.lot_code import lot_code
from namsao.core.units import KGM, show_number
from namsao.core.vietnamese import fold, nfc
from namsao.core.words import Words

# The same weight for the same day sent again so soon is a button pressed twice.
REPEAT = timedelta(minutes=2)


@transaction.atomic
def add_area(
    *,
    party: Party,
    place: Place,
    name: str,
    code: str,
    material_name: str,
    area_ha: Decimal,
    boundary: Mapping[str, Any] | None,
    by: Actor,
    at: datetime,
) -> GrowingArea:
    """Declare a growing area of a producer, with a GLN of its own.

    code: growing-area code (PUC), "" when it has none. material_name: what grows; a new name gets a GTIN.
    boundary: GeoJSON Polygon (see `boundary.check`) or None.
    Writes: GrowingArea, perhaps Material, key counters, one audit entry.
    Raises: BadValue for a name or code in use, a size or a boundary that cannot be; KeysExhausted and
    NotAllowedNow when there is no company prefix to take keys from.
    """
    name, code = _tidy(name), _tidy(code).upper()
    _check_free(party, name, code)
    rules.check_size(area_ha)
    area = GrowingArea.objects.create(
        party=party,
        place=place,
        material=_material(party=party, name=_tidy(material_name), by=by, at=at),
        name=name,
        name_folded=fold(name),
        code=code,
        gln=allocate_gln(party=party, by=by, at=at),
        area_ha=area_ha,
        boundary=None if boundary is None else boundaries.check(boundary),
        made_at=at,
    )
    record(by=by, at=at, verb="add_area", target=area)
    return area


@transaction.atomic
def start_season(*, area: GrowingArea, name: str, started_on: date, by: Actor, at: datetime) -> Season:
    """Open a season on an area.

    Writes: Season, one audit entry.
    Raises: NotAllowedNow while another season is open; BadValue for a name used before or a day to come.
    """
    name = _tidy(name)
    # The row is locked so that two people do not open two seasons.
    area = GrowingArea.objects.select_for_update().get(pk=area.pk)
    running = area.seasons.open().first()
    if running:
        raise NotAllowedNow(
            f"Vụ “{running}” chưa kết thúc. Hãy kết thúc vụ đó rồi mở vụ mới.",
            f"Season “{running}” is still open: end it first.",
        )
    rules.check_not_future(started_on, _today(at), "started_on")
    if area.seasons.filter(name=name).exists():
        raise BadValue(
            f"Vùng trồng này đã có vụ tên “{name}”. Hãy đặt tên khác, ví dụ thêm năm.",
            f"This area has a season named “{name}” already.",
            "name",
        )
    season = Season.objects.create(area=area, name=name, started_on=started_on)
    record(by=by, at=at, verb="start_season", target=season)
    return season


@transaction.atomic
def end_season(*, season: Season, ended_on: date, by: Actor, at: datetime) -> Season:
    """Close a season; its harvest lots stay as they are.

    Writes: the season, one audit entry.
    Raises: AlreadyDone for a closed one; BadValue for a day to come, before its start or its last harvest.
    """
    season = Season.objects.select_for_update().get(pk=season.pk)
    if not season.is_open:
        raise AlreadyDone(
            f"Vụ “{season}” đã kết thúc ngày {show_day(season.ended_on)}.",
            f"Season “{season}” has ended already.",
        )
    rules.check_not_future(ended_on, _today(at), "ended_on")
    newest = season.harvests.first()
    first_day = max(season.started_on, newest.harvested_on) if newest else season.started_on
    if ended_on < first_day:
        raise BadValue(
            f"Vụ này còn việc ghi ngày {show_day(first_day)}, nên không thể kết thúc trước ngày đó.",
            f"The season has entries of {first_day}: it cannot end before.",
            "ended_on",
        )
    season.ended_on = ended_on
    season.save(update_fields=["ended_on"])
    record(by=by, at=at, verb="end_season", target=season)
    return season


@transaction.atomic
def record_harvest(
    *,
    season: Season,
    lot: str,
    harvested_on: date,
    quantity_kg: Decimal,
    note: str,
    by: Actor,
    at: datetime,
) -> HarvestLot:
    """Record what came off an area on one day, and the event that created its lot.

    lot: its code, "" for the next free one of the day. quantity_kg: kg, above zero.
    Writes: Event, HarvestLot, one audit entry.
    Raises: BadValue for a day outside the season or to come, a weight or lot code that cannot be;
    AlreadyDone for a lot code in use, or for the same weight sent twice at once without a code.
    """
    # The row is locked so that two people do not get the same lot code.
    material = Material.objects.select_for_update().get(pk=season.area.material_id)
    rules.check_not_future(harvested_on, _today(at), "harvested_on")
    rules.check_within(
        harvested_on, season=season.name, started_on=season.started_on, ended_on=season.ended_on
    )
    rules.check_weight(quantity_kg)
    lot = lot.strip()
    if lot:
        lot = lot_code(lot)
        _check_lot_free(material, lot)
    else:
        _refuse_repeat(season, harvested_on, quantity_kg, at)
    harvest = HarvestLot(
        season=season,
        material=material,
        lot=lot or queries.next_lot(material, harvested_on),
        harvested_on=harvested_on,
        quantity_kg=quantity_kg,
        note=_tidy(note),
        made_at=at,
    )
    harvest.event = _capture(harvest=harvest, by=by, at=at)
    harvest.save()
    record(by=by, at=at, verb="record_harvest", target=harvest)
    return harvest


@transaction.atomic
def name_material(*, material: Material, names: Words, by: Actor, at: datetime) -> None:
    """The material's name in other languages, for passports. Writes: the Material, one audit entry."""
    material.names = dict(names)
    material.save(update_fields=["names"])
    record(by=by, at=at, verb="name", target=material)


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


def _material(*, party: Party, name: str, by: Actor, at: datetime) -> Material:
    known = queries.material_named(party, name)
    if known:
        return known
    gtin = allocate_gtin(party=party, by=by, at=at)
    return Material.objects.create(party=party, name=name, gtin=gtin)


def _today(at: datetime) -> date:
    return at.astimezone(VIETNAM).date()


def _tidy(text: str) -> str:
    return " ".join(nfc(text).split())


def _check_free(party: Party, name: str, code: str) -> None:
    if GrowingArea.objects.filter(party=party, name=name).exists():
        raise BadValue(
            f"Đã có vùng trồng tên “{name}”. Hãy đặt tên khác, ví dụ thêm tên xứ đồng.",
            f"There is an area named “{name}” already.",
            "name",
        )
    if code and GrowingArea.objects.filter(code=code).exists():
        raise BadValue(
            f"Mã số vùng trồng {code} đã ghi cho một vùng khác. Hãy xem lại giấy cấp mã.",
            f"Growing-area code {code} belongs to another area.",
            "code",
        )


def _check_lot_free(material: Material, lot: str) -> None:
    if HarvestLot.objects.filter(material=material, lot=lot).exists():
        raise AlreadyDone(
            f"Số lô {lot} đã ghi rồi. Hãy đặt số khác, hoặc để trống cho máy tự đặt.",
            f"Lot {lot} is recorded already.",
            "lot",
        )


def _refuse_repeat(season: Season, day: date, quantity_kg: Decimal, at: datetime) -> None:
    same = season.harvests.filter(harvested_on=day, quantity_kg=quantity_kg, made_at__gt=at - REPEAT).first()
    if same:
        raise AlreadyDone(
            f"Vừa ghi lô {same.lot} cùng ngày, cùng {show_number(quantity_kg)} kg. "
            "Nếu đây là lô khác, hãy tự đặt số lô rồi lưu lại.",
            f"Lot {same.lot} of that day and weight was recorded just now: give this one a code of its own.",
            "lot",
        )
