"""Back and forward over lots, items, containers and places."""

import pytest

from namsao.apps.traceability.queries.graph import trace_back, trace_forward

from .build import PLACE, TUBER, a_lot, a_making, an_event
from .documents import CASE, GTIN, OTHER_CASE, an_object, item, packed, send

pytestmark = pytest.mark.django_db

HARVEST = a_lot("V1", TUBER)
BATCH = f"https://id.gs1.org/01/{GTIN}/10/L1"


@pytest.fixture
def chain(cast):
    """A harvest became a batch of eight items, five in one case and three in another."""
    an_event(cast, HARVEST)
    a_making(cast, [HARVEST], BATCH)
    send(cast, an_object(*map(item, range(1, 9)), ilmd={"cbvmda:lotNumber": "L1"}))
    send(cast, packed(*map(item, range(1, 6))), packed(*map(item, range(6, 9)), parent=OTHER_CASE))
    return cast


def uris(trace) -> set[str]:
    return {each.uri for each in trace.nodes.values()}


def test_from_a_harvest_forward_to_batch_cases_and_items(chain):
    found = trace_forward(HARVEST)

    assert uris(found) == {HARVEST, BATCH, CASE, OTHER_CASE}
    assert [serial for _lot, serial in found.serials()] == [f"S{number:04}" for number in range(1, 9)]
    arrows = {
        (found.nodes[each.source].uri, found.nodes[each.target].uri): (each.quantity, each.uom)
        for each in found.arrows
    }
    assert arrows == {(HARVEST, BATCH): (100, "KGM"), (BATCH, CASE): (5, ""), (BATCH, OTHER_CASE): (3, "")}


@pytest.mark.parametrize(
    "text",
    [
        item(4),
        "urn:epc:id:sgtin:9521100000.001.S0004",
        f"https://store.example/01/{GTIN}/21/S0004?17=271231",
    ],
)
def test_from_one_item_back_to_the_place_it_grew(chain, text):
    found = trace_back(text)

    assert {BATCH, HARVEST, PLACE} <= uris(found)
    assert {each.kind for each in found.nodes.values()} >= {"lot", "place"}


def test_from_a_case_back_to_the_lot_of_its_items(chain):
    assert {CASE, BATCH, HARVEST} <= uris(trace_back(CASE))


def test_what_was_taken_out_of_a_case_leaves_no_way(chain):
    send(
        chain, packed(*map(item, range(6, 9)), parent=OTHER_CASE, action="DELETE", at="2026-11-23T00:00:00Z")
    )

    assert OTHER_CASE not in uris(trace_forward(HARVEST))


def test_from_a_place_forward_to_all_that_grew_there(chain):
    assert {HARVEST, BATCH, CASE} <= uris(trace_forward(PLACE))


def test_from_a_product_to_all_its_lots(chain):
    assert {BATCH, HARVEST} <= uris(trace_back(f"https://id.gs1.org/01/{GTIN}"))


def test_from_an_order_to_the_goods_shipped_under_it(chain):
    order = {"bizTransactionList": [{"type": "po", "bizTransaction": "urn:example:po:77"}]}
    send(chain, an_object(CASE, action="OBSERVE", bizStep="shipping", at="2026-11-22T00:00:00Z", **order))

    assert {CASE, BATCH, HARVEST} <= uris(trace_back("urn:example:po:77"))


def test_time_bounds_leave_out_what_came_later(chain):
    from namsao.base.accounts.tests.cast import NOW

    assert uris(trace_forward(HARVEST, until=NOW.replace(year=2020))) == {HARVEST}


def test_an_unknown_identifier_finds_nothing(chain):
    assert trace_back("https://id.gs1.org/01/09521100000031/10/KHONG").nodes == {}


def test_a_trace_costs_as_many_questions_for_many_cases_as_for_few(chain, django_assert_max_num_queries):
    parents = [f"https://id.gs1.org/00/{number}" for number in SSCCS]
    send(
        chain,
        *[
            packed(item(number + 1), parent=parent, at="2026-11-24T00:00:00Z")
            for number, parent in enumerate(parents)
        ],
    )

    with django_assert_max_num_queries(20):
        trace_forward(HARVEST)


def _ssccs() -> list[str]:
    from namsao.core.gs1.keys import check_digit

    return [f"0952110000001{number:04}" + check_digit(f"0952110000001{number:04}") for number in range(8)]


SSCCS = _ssccs()
