"""Raw material that comes to a facility: bought, or landed from the sea."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from namsao.apps.farms.models import HarvestLot
from namsao.apps.products import rules, slips
from namsao.apps.products.facts import Catch
from namsao.apps.products.models import Facility, Landing, MaterialLot, Slip
from namsao.apps.products.trade import from_party
from namsao.apps.traceability.queries import link_of, moment_of
from namsao.base.keys.actions import allocate_gtin
from namsao.core.actor import Actor
from namsao.core.epcis import Action, Quantity, object_event
from namsao.core.epcis.shared import SUPPLIER
from namsao.core.errors import AlreadyDone, BadValue
from namsao.core.gs1.errors import Invalid
from namsao.core.gs1.link import canonical, of
from namsao.core.lot_code import lot_code
from namsao.core.processes.seen import STAGE
from namsao.core.units import KGM, show_quantity


@transaction.atomic
def receive(
    *,
    facility: Facility,
    name: str,
    quantity_kg: Decimal,
    came_on: date,
    code: str = "",
    supplier: str = "",
    note_no: str = "",
    client_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> MaterialLot:
    """Record raw material that somebody brought, without a despatch in this register.

    code: what stands on the goods: GTIN and lot in any way of writing; "" when they carry none, then the lot gets one
    of ours. name: may be "" for a lot the register knows. Sent twice, it is there once.
    Writes: Slip, MaterialLot, one EPCIS ObjectEvent, one audit entry.
    Raises: BadValue naming the field; slips.OtherContent.
    """
    facts = {
        "name": name,
        "kg": quantity_kg,
        "on": came_on,
        "code": code,
        "supplier": supplier,
        "no": note_no,
    }
    sent = slips.sent_as(Slip.Kind.RECEIVE, facility.party, client_id, facility=facility, **facts)
    if known := slips.lock(sent, by):
        return known.lots.get()
    rules.check_weight(quantity_kg)
    rules.check_done_on(done_on=came_on, since=date.min, today=rules.day_of(at), field="came_on")
    lot = MaterialLot(
        party=facility.party,
        facility=facility,
        quantity_kg=quantity_kg,
        came_on=came_on,
        supplier=rules.tidy(supplier),
        note_no=rules.tidy(note_no),
        name=rules.tidy(name),
    )
    _name(lot, code, by, at)
    _save(lot, sent, by, at)
    slips.tell(lot.slip, _received(lot, by, at), by, at)
    return lot


@transaction.atomic
def land(
    *,
    facility: Facility,
    name: str,
    quantity_kg: Decimal,
    catch: Catch,
    lot: str = "",
    client_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> MaterialLot:
    """Record wild-caught seafood that came ashore: a lot with its vessel, gear, fishing area and landing day.

    lot: its code, "" for the next free one. Sent twice, it is there once.
    Writes: Slip, MaterialLot, Landing, two EPCIS ObjectEvents (the catch, the landing), one audit entry.
    Raises: BadValue naming the field; AlreadyDone for a lot code in use; slips.OtherContent.
    """
    facts = {"name": name, "kg": quantity_kg, "lot": lot, **vars(catch)}
    sent = slips.sent_as(Slip.Kind.LAND, facility.party, client_id, facility=facility, **facts)
    if known := slips.lock(sent, by):
        return known.lots.get()
    rules.check_weight(quantity_kg)
    rules.check_done_on(done_on=catch.landed_on, since=date.min, today=rules.day_of(at), field="landed_on")
    landing = _landing(catch)
    made = MaterialLot(
        party=facility.party,
        facility=facility,
        name=rules.tidy(name),
        quantity_kg=quantity_kg,
        came_on=catch.landed_on,
        lot=lot_code(lot) if lot.strip() else "",
        supplier=landing.vessel,
    )
    _give_code(made, by, at)
    _save(made, sent, by, at)
    landing.lot = made
    landing.save(force_insert=True)
    for event in _landed(made, landing, at):
        slips.tell(made.slip, event, by, at)
    return made


def _name(lot: MaterialLot, code: str, by: Actor, at: datetime) -> None:
    """The code on the goods, else one of ours; and who brought them."""
    is_ours = not _read_code(lot, code)
    if not lot.supplier:
        raise BadValue("Hãy ghi hộ hoặc cơ sở giao hàng.", "Say who brought the goods.", "supplier")
    if is_ours:
        _give_code(lot, by, at)


def _read_code(lot: MaterialLot, code: str) -> bool:
    """Fill in what the code on the goods says; False when there is none."""
    if not code.strip():
        return False
    try:
        link = link_of(code)
    except Invalid as invalid:
        raise BadValue(invalid.sentence, invalid.sentence_en, "code") from invalid
    number = link.get("10")
    if link.key != "01" or not number:
        raise BadValue(
            "Mã này không có số lô. Hãy quét mã trên bao hàng, hoặc để trống để phần mềm đặt số lô.",
            "The code names no lot: scan that of the goods, or leave it empty.",
            "code",
        )
    lot.gtin, lot.lot = link.value, number
    lot.uri = canonical(of([("01", link.value), ("10", number)]))
    _fill_in(lot)
    return True


def _fill_in(lot: MaterialLot) -> None:
    """A harvest lot of the register tells its name and whose it is, and cannot bring more than was harvested."""
    harvests = HarvestLot.objects.not_voided().select_related("season__area__party", "material")
    harvest = harvests.filter(material__gtin=lot.gtin, lot=lot.lot).first()
    if harvest is None:
        return
    lot.name = lot.name or harvest.material.name
    owner = harvest.season.area.party
    if owner.pk == lot.party.pk:
        raise BadValue(
            "Đây là lô thu hoạch của chính chủ thể. Khi làm lô sản xuất, chọn thẳng lô này, không cần nhận.",
            "This is a harvest lot of the party's own: take it when you make a batch.",
            "code",
        )
    lot.seller, lot.supplier = owner, lot.supplier or owner.name
    if lot.quantity_kg > harvest.quantity_kg:
        most = show_quantity(harvest.quantity_kg, KGM)
        raise BadValue(
            f"Lô {harvest.lot} chỉ thu được {most}. Hãy xem lại số cân.",
            f"Only {harvest.quantity_kg} kg of lot {harvest.lot} were harvested.",
            "quantity_kg",
        )


def _give_code(lot: MaterialLot, by: Actor, at: datetime) -> None:
    """A GTIN for the material, the same every time, and a lot of the day that nobody has used."""
    if not lot.name:
        raise BadValue("Hãy ghi tên nguyên liệu.", "Say what it is.", "name")
    coined = MaterialLot.objects.filter(party=lot.party, own_code=True)
    before = coined.filter(name=lot.name).first()
    lot.own_code = True
    lot.gtin = before.gtin if before else allocate_gtin(party=lot.party, by=by, at=at)
    taken = set(coined.filter(gtin=lot.gtin).values_list("lot", flat=True))
    if lot.lot in taken:
        raise AlreadyDone(
            f"Số lô {lot.lot} đã ghi rồi. Hãy đặt số khác, hoặc để trống cho máy tự đặt.",
            f"Lot {lot.lot} is recorded already.",
            "lot",
        )
    day = f"{lot.came_on:%y%m%d}"
    lot.lot = lot.lot or next(code for n in range(1, len(taken) + 2) if (code := f"{day}-{n}") not in taken)
    lot.uri = canonical(of([("01", lot.gtin), ("10", lot.lot)]))


def _save(lot: MaterialLot, sent: slips.Sent, by: Actor, at: datetime) -> None:
    if not lot.name:
        raise BadValue("Hãy ghi tên nguyên liệu.", "Say what it is.", "name")
    much = show_quantity(lot.quantity_kg, KGM)
    what = f"{much} {lot.name}, lô {lot.lot}, của {lot.supplier}"
    lot.slip = slips.write(sent, facility=lot.facility, what=what, done_on=lot.came_on, by=by, at=at)
    lot.save(force_insert=True)


def _received(lot: MaterialLot, by: Actor, at: datetime) -> dict[str, Any]:
    """A lot with a code of ours comes to be here; one of others is only seen. Source: CBV 2.0, receiving."""
    event = object_event(
        action=Action.ADD if lot.own_code else Action.OBSERVE,
        at=moment_of(lot.came_on, at),
        quantities=[Quantity(lot.uri, lot.quantity_kg, KGM.code)],
        biz_step="receiving",
        disposition="in_progress",
        read_point=lot.facility.uri,
        biz_location=lot.facility.uri,
        ilmd={"cbvmda:lotNumber": lot.lot} if lot.own_code else None,
    )
    source = from_party(lot.seller, by, at) if lot.seller else {}
    return event | {STAGE: "receiving", SUPPLIER: lot.supplier} | source


def _landing(catch: Catch) -> Landing:
    """The row, not saved. Raises: BadValue at what is missing."""
    made = Landing(
        vessel=rules.tidy(catch.vessel).upper(),
        gear=catch.gear,
        catch_area=rules.tidy(catch.catch_area),
        port=rules.tidy(catch.port),
        landed_on=catch.landed_on,
        catch_statement=rules.tidy(catch.catch_statement),
    )
    asked = {
        "vessel": "Hãy ghi số đăng ký tàu.",
        "catch_area": "Hãy ghi vùng khai thác.",
        "port": "Hãy ghi cảng hoặc bến cá.",
    }
    for field, sentence in asked.items():
        if not getattr(made, field):
            raise BadValue(sentence, f"The {field} is missing.", field)
    if made.gear not in Landing.Gear.values:
        raise BadValue("Hãy chọn ngư cụ trong danh sách.", f"{made.gear!r} is not a gear we know.", "gear")
    return made


def _landed(lot: MaterialLot, landing: Landing, at: datetime) -> Iterable[dict[str, Any]]:
    """The lot comes to be at sea, with its lifelong facts, and is unloaded ashore.

    Source: CBV 2.0, creating_class_instance and unloading; the facts are those of the process template of the pack
    processes/hai-san-khai-thac. The day of the catch is not known, so the landing stands for it.
    """
    moment, amounts = moment_of(landing.landed_on, at), [Quantity(lot.uri, lot.quantity_kg, KGM.code)]
    yield object_event(
        action=Action.ADD,
        at=moment,
        quantities=amounts,
        biz_step="creating_class_instance",
        disposition="active",
        ilmd={"cbvmda:lotNumber": lot.lot, "namsao:species": lot.name} | _facts(landing),
    ) | {STAGE: "fishing"}
    yield (
        object_event(
            action=Action.OBSERVE,
            at=moment,
            quantities=amounts,
            biz_step="unloading",
            disposition="in_progress",
            read_point=lot.facility.uri,
            biz_location=lot.facility.uri,
        )
        | {STAGE: "landing"}
        | {name: value for name, value in _facts(landing).items() if name in _ASHORE}
    )


_ASHORE = ("namsao:port", "namsao:landed_on", "namsao:catch_statement")


def _facts(landing: Landing) -> dict[str, str]:
    names = ("vessel", "gear", "catch_area", "port", "landed_on", "catch_statement")
    said = {name: getattr(landing, name) for name in names}
    return {f"namsao:{name}": str(value) for name, value in said.items() if value}
