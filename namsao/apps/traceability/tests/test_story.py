"""The story of a thing, as far as whoever asks may know it."""

from datetime import timedelta
from decimal import Decimal

import pytest

from namsao.apps.traceability.actions import declare_error
from namsao.apps.traceability.queries.asked import Asked, asked
from namsao.apps.traceability.queries.box import BACK, FORWARD
from namsao.apps.traceability.queries.story import story
from namsao.base.accounts.tests.cast import NOW
from namsao.core.epcis.vocab import Action

from .build import PLACE, TUBER, a_lot, a_making, an_event
from .documents import CASE, GTIN, an_object, item, packed, send

pytestmark = pytest.mark.django_db

HARVEST, OTHER_HARVEST = a_lot("V1", TUBER), a_lot("V2", TUBER)
BATCH = f"https://id.gs1.org/01/{GTIN}/10/L1"
ITEMS = [item(number) for number in range(1, 6)]
OTHER_BATCH = f"https://id.gs1.org/01/{GTIN}/10/L2"


@pytest.fixture
def chain(cast):
    """Two harvests became a batch of five items, all in one case; of the first another batch was made too."""
    for hour, lot in enumerate((HARVEST, OTHER_HARVEST)):
        an_event(cast, lot, at=NOW - timedelta(hours=9 - hour))
    a_making(cast, [HARVEST, OTHER_HARVEST], BATCH, at=NOW - timedelta(hours=5))
    a_making(cast, [HARVEST], OTHER_BATCH, at=NOW - timedelta(hours=4))
    send(cast, an_object(*ITEMS, ilmd={"cbvmda:lotNumber": "L1"}, at="2026-11-23T22:00:00Z"))
    send(cast, packed(*ITEMS, at="2026-11-23T23:00:00Z"))
    return cast


def things(told) -> set[str]:
    return {box.uri or box.name for box in told.boxes.values()}


def test_both_ways_from_a_batch_reach_the_place_and_the_case(chain):
    told = story(chain.hoa, BATCH)

    assert things(told) == {PLACE, HARVEST, OTHER_HARVEST, BATCH, CASE, chain.htx.name}
    assert [box.uri for box in told.roots] == [BATCH]
    assert (told.hidden_boxes, told.hidden_events, told.is_cut) == (0, 0, False)


def test_back_and_forward_take_one_side_each(chain):
    assert things(story(chain.hoa, BATCH, way=BACK)) == {PLACE, HARVEST, OTHER_HARVEST, BATCH}
    assert things(story(chain.hoa, BATCH, way=FORWARD)) == {BATCH, CASE, chain.htx.name}


def test_a_harvest_leads_to_both_batches_but_not_to_the_other_harvest(chain):
    told = story(chain.hoa, HARVEST)

    assert things(told) == {PLACE, HARVEST, BATCH, OTHER_BATCH, CASE, chain.htx.name}


def test_a_box_says_how_much_came_to_be_when_and_by_whom(chain):
    told = story(chain.hoa, HARVEST)
    boxes = {box.uri: box for box in told.boxes.values()}

    harvest, batch = boxes[HARVEST], boxes[BATCH]
    assert (harvest.quantity, harvest.uom, harvest.when, harvest.who) == (
        Decimal(420),
        "KGM",
        NOW - timedelta(hours=9),
        chain.htx.name,
    )
    assert (batch.quantity, batch.uom, batch.items) == (Decimal(90), "KGM", 5)


def test_arrows_carry_amounts(chain):
    told = story(chain.hoa, BATCH, way=BACK)

    found = {
        (told.boxes[each.source].uri, told.boxes[each.target].uri): (each.quantity, each.uom)
        for each in told.arrows
    }
    assert found == {
        (PLACE, HARVEST): (420, "KGM"),
        (PLACE, OTHER_HARVEST): (420, "KGM"),
        (HARVEST, BATCH): (100, "KGM"),
        (OTHER_HARVEST, BATCH): (100, "KGM"),
    }


def test_days_bound_what_is_followed(chain):
    told = story(chain.hoa, HARVEST, way=FORWARD, until=NOW - timedelta(hours=5))

    assert OTHER_BATCH not in things(told)
    assert told.bounds == (NOW - timedelta(hours=9), NOW - timedelta(hours=5))


def test_what_one_may_not_see_is_counted_and_not_shown(cast):
    an_event(cast, HARVEST, owner=cast.other_htx, at=NOW - timedelta(hours=1))
    a_making(cast, [HARVEST], BATCH)

    seen = story(cast.hoa, BATCH)
    everything = story(cast.lan, BATCH)

    assert PLACE not in things(seen)
    assert (seen.hidden_boxes, seen.hidden_events) == (1, 1)
    assert things(everything) >= {PLACE, HARVEST, BATCH}
    assert (everything.hidden_boxes, everything.hidden_events) == (0, 0)


def test_a_thing_one_may_not_see_has_no_story(chain):
    assert story(chain.lan, BATCH) is not None
    assert [story(person, BATCH) for person in (chain.other_hoa, chain.other_tuan, chain.binh)] == [None] * 3


def test_an_event_declared_an_error_draws_no_arrow(cast):
    an_event(cast, HARVEST)
    made = a_making(cast, [HARVEST], BATCH)
    declare_error(event=made, why="nhầm lô", by=cast.hoa, at=NOW)

    told = story(cast.hoa, HARVEST)

    assert BATCH not in things(told)


def test_many_inputs_meet_in_one_making(cast):
    lots = [a_lot(f"L{number}") for number in range(70)]
    a_making(cast, lots, BATCH)

    told = story(cast.hoa, BATCH, way=BACK)

    assert [box.name for box in told.boxes.values() if box.kind == "other"] == ["Lần chế biến"]
    assert len(told.boxes) == 72


@pytest.mark.parametrize(
    "text",
    [
        HARVEST,
        f"{TUBER}/V1",
        f"(01){TUBER}(10)V1",
        f"https://example.vn/01/{TUBER}/10/V1?17=271231",
        f"  {TUBER[1:]}/V1 ",
    ],
)
def test_a_lot_is_found_however_it_is_written(cast, text):
    an_event(cast, HARVEST)

    assert asked(cast.hoa, text) == Asked(HARVEST)


def test_thirteen_digits_may_be_a_place(cast):
    an_event(cast, HARVEST)

    assert asked(cast.hoa, PLACE.rpartition("/")[2]) == Asked(PLACE)


def test_an_item_of_a_range_is_found(chain):
    assert asked(chain.hoa, item(3)).uri == item(3)
    assert {BATCH, HARVEST, CASE} <= things(story(chain.hoa, item(3)))


def order(number: str) -> dict:
    return {
        "bizTransactionList": [{"type": "po", "bizTransaction": f"urn:epcglobal:cbv:bt:0614141:{number}"}]
    }


def test_an_order_is_found_by_its_number_by_those_who_may_read_it(cast):
    an_event(cast, HARVEST)
    send(cast, an_object(item(1), action=Action.OBSERVE.value, bizStep="shipping", **order("PO-77")))

    found = {person.name: asked(person, "PO-77").uri for person in (cast.hoa, cast.lan, cast.other_hoa)}

    whole = "urn:epcglobal:cbv:bt:0614141:PO-77"
    assert found == {"Hoa": whole, "Lan": whole, "Hoa Ba Chẽ": ""}
    assert item(1) in things(story(cast.hoa, whole))


def test_two_orders_with_one_number_are_a_choice(cast):
    send(cast, an_object(item(1), action="OBSERVE", **order("A:PO-77")))
    send(cast, an_object(item(2), action="OBSERVE", **order("B:PO-77")))

    found = asked(cast.hoa, "PO-77")

    assert (found.uri, len(found.orders)) == ("", 2)


def test_nothing_is_found_for_what_nobody_wrote(cast):
    assert asked(cast.hoa, "00000000000000") == Asked()
    assert asked(cast.hoa, "%") == Asked()
