"""Raw material that comes: bought with or without a code, landed from the sea, used in batches."""

from decimal import Decimal
from uuid import uuid4

import pytest

from namsao.apps.farms.tests.build import a_harvest
from namsao.apps.products.models import MaterialLot
from namsao.apps.products.queries import lots_left
from namsao.apps.traceability.models import Event
from namsao.apps.traceability.queries.graph import trace_back
from namsao.base.accounts.tests.cast import NOW
from namsao.core.epcis import check
from namsao.core.epcis.shared import SUPPLIER
from namsao.core.errors import AlreadyDone, BadValue, MassBalanceBroken
from namsao.core.processes.seen import seen_in

from .build import a_batch, a_product
from .packing import a_delivery, a_landing, other_facility

pytestmark = pytest.mark.django_db


def test_goods_without_a_code_get_one_of_ours_and_the_next_delivery_the_next_lot(cast):
    first, second = a_delivery(cast), a_delivery(cast, quantity_kg=Decimal(80))
    other = a_delivery(cast, name="Muối")

    assert (first.lot, second.lot, other.lot) == ("261124-1", "261124-2", "261124-1")
    assert first.gtin == second.gtin != other.gtin
    event = first.slip.events.get()
    assert (event.type, event.action, event.biz_step) == ("ObjectEvent", "ADD", "receiving")
    assert check(event.document()) == []


def test_who_brought_the_goods_is_for_the_owner_and_the_authorities_alone(cast):
    event = a_delivery(cast).slip.events.get()

    assert event.document()[SUPPLIER] == "Hộ ông Lý A Sáng"
    assert SUPPLIER not in event.shared
    assert event.shared
    assert event.keys.get(key="ext:urn:namsao:epcis#supplier").is_private


def test_a_scanned_harvest_lot_of_a_neighbour_tells_its_name_and_its_owner(cast):
    harvest = a_harvest(cast)

    came = a_delivery(
        cast, facility=other_facility(cast), code=harvest.key, name="", supplier="", by=cast.other_hoa
    )

    assert (came.name, came.seller, came.supplier, came.uri) == (
        "Củ dong riềng",
        cast.htx,
        "HTX Miến dong Lục Hồn",
        harvest.uri,
    )
    assert came.slip.events.get().action == "OBSERVE"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"code": "09521100000017"}, "code"),
        ({"code": "???"}, "code"),
        ({"name": ""}, "name"),
        ({"supplier": " "}, "supplier"),
        ({"quantity_kg": Decimal(0)}, "quantity_kg"),
        ({"quantity_kg": Decimal("1.0005")}, "quantity_kg"),
    ],
)
def test_a_delivery_that_says_too_little_is_refused_at_its_field(cast, facts, field):
    with pytest.raises(BadValue) as refused:
        a_delivery(cast, **facts)

    assert refused.value.field == field
    assert not MaterialLot.objects.exists()


def test_more_than_was_harvested_cannot_come(cast):
    harvest = a_harvest(cast)

    with pytest.raises(BadValue) as refused:
        a_delivery(
            cast, facility=other_facility(cast), code=harvest.key, quantity_kg=Decimal(421), by=cast.other_hoa
        )

    assert refused.value.field == "quantity_kg"


def test_a_delivery_sent_twice_is_there_once(cast):
    form = uuid4()

    assert a_delivery(cast, client_id=form) == a_delivery(cast, client_id=form)
    assert MaterialLot.objects.count() == 1


def test_a_landing_keeps_vessel_gear_area_and_day_for_the_life_of_the_lot(cast):
    lot = a_landing(cast)

    caught, unloaded = lot.slip.events.order_by("id")

    assert caught.document()["ilmd"] == {
        "cbvmda:lotNumber": "261124-1",
        "namsao:species": "Mực nang (Sepia)",
        "namsao:vessel": "QN-90123-TS",
        "namsao:gear": "lift_net",
        "namsao:catch_area": "Vịnh Bắc Bộ, FAO 61",
        "namsao:port": "Cảng cá Cái Rồng",
        "namsao:landed_on": "2026-11-24",
    }
    assert [check(event.document()) for event in (caught, unloaded)] == [[], []]
    assert [seen_in(event.document()).stage for event in (caught, unloaded)] == ["fishing", "landing"]
    assert (unloaded.biz_step, unloaded.biz_location) == ("unloading", lot.facility.uri)
    assert caught.document()["@context"][1] == {"namsao": "urn:namsao:epcis:"}


@pytest.mark.parametrize(
    ("field", "value"), [("vessel", " "), ("gear", "net"), ("port", ""), ("catch_area", "")]
)
def test_a_landing_without_its_facts_is_refused_at_the_field(cast, field, value):
    with pytest.raises(BadValue) as refused:
        a_landing(cast, **{field: value})

    assert refused.value.field == field


def test_a_lot_code_is_given_once(cast):
    a_landing(cast, lot="M1")

    with pytest.raises(AlreadyDone) as refused:
        a_landing(cast, lot="M1", quantity_kg=Decimal(1))

    assert refused.value.field == "lot"


def test_bought_and_landed_lots_become_packs_and_never_more_than_came(cast):
    lot, product = a_landing(cast), a_product(cast, name="Chả mực Hạ Long", set_number=8)

    batch = a_batch(cast, product, {}, bought={lot: Decimal(100)}, quantity=150)
    with pytest.raises(MassBalanceBroken):
        a_batch(cast, product, {}, bought={lot: Decimal(21)}, quantity=10, lot="M2")

    assert [left.left_kg for left in lots_left(cast.htx)] == [Decimal(20)]
    assert lot.uri in {node.uri for node in trace_back(batch.uri).nodes.values()}
    assert Event.objects.get(batch=batch).document()["inputQuantityList"] == [
        {"epcClass": lot.uri, "quantity": 100, "uom": "KGM"}
    ]


def test_packs_of_bought_lots_weigh_no_more_than_they(cast):
    lot = a_delivery(cast)

    with pytest.raises(MassBalanceBroken) as refused:
        a_batch(cast, uses={}, bought={lot: Decimal(10)}, quantity=21, at=NOW)

    assert refused.value.field == "quantity"
