"""What one event says of things and does to the graph."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namsao.core.epcis.facts import lot_of, place, things
from namsao.core.epcis.links import MOST_PAIRS, Held, Link, Run, held, links, runs, split_serial

GTIN = "https://id.gs1.org/01/09521100000017"
LOT, OTHER = f"{GTIN}/10/L1", f"{GTIN}/10/L2"
SSCC = "https://id.gs1.org/00/095211000000000017"
PLACE = "https://id.gs1.org/414/9521100000017"


def an_event(kind: str = "ObjectEvent", **fields: Any) -> dict[str, Any]:
    return {"type": kind, "eventTime": "2026-11-24T00:00:00Z", "eventTimeZoneOffset": "+07:00"} | fields


def drawn(event: dict[str, Any]) -> list[Link]:
    return links(event, "urn:example:event", things(event))


def kept(event: dict[str, Any]) -> list[Held]:
    return held(event, things(event))


def test_things_come_with_their_part_and_amount():
    event = an_event(
        "TransformationEvent",
        inputQuantityList=[{"epcClass": LOT, "quantity": 2.5, "uom": "KGM"}, {"epcClass": OTHER}],
        outputEPCList=["urn:epc:id:sgtin:9521100000.001.S1"],
    )

    assert [(each.role, each.uri, each.quantity, each.uom, each.is_class) for each in things(event)] == [
        ("input", LOT, Decimal("2.5"), "KGM", True),
        ("input", OTHER, None, "", True),
        ("output", f"{GTIN}/21/S1", None, "", False),
    ]


@pytest.mark.parametrize(
    ("event", "lot"),
    [
        (an_event(epcList=[f"{LOT}/21/S1"], action="OBSERVE"), LOT),
        (an_event(epcList=[f"{GTIN}/21/S1"], action="ADD", ilmd={"cbvmda:lotNumber": "L1"}), LOT),
        (
            an_event(epcList=[f"{GTIN}/21/S1"], action="ADD", ilmd={"cbvmda:lotNumber": "a/b"}),
            f"{GTIN}/10/a%2Fb",
        ),
        (an_event(epcList=[f"{GTIN}/21/S1"], action="OBSERVE"), None),
        (an_event(epcList=[SSCC], action="ADD", ilmd={"cbvmda:lotNumber": "L1"}), None),
    ],
)
def test_the_lot_of_an_item_is_in_its_code_or_in_what_it_was_born_with(event, lot):
    assert lot_of(things(event)[0], event) == lot


def test_places_are_canonical_and_none_is_empty():
    event = an_event(readPoint={"id": "urn:epc:id:sgln:952110.000001.0"})

    assert (place(event, "readPoint"), place(event, "bizLocation")) == (PLACE, "")


def test_every_input_leads_to_every_output_with_its_amount():
    event = an_event(
        "TransformationEvent",
        inputQuantityList=[{"epcClass": LOT, "quantity": 10, "uom": "KGM"}],
        outputQuantityList=[{"epcClass": OTHER, "quantity": 8}],
    )

    assert drawn(event) == [Link(LOT, OTHER, "transformation", Decimal(10), "KGM", Decimal(8), "")]


def test_the_same_lot_twice_is_one_edge_with_the_sum():
    event = an_event(
        "TransformationEvent",
        inputQuantityList=[{"epcClass": LOT, "quantity": 10}, {"epcClass": LOT, "quantity": 5}],
        outputQuantityList=[{"epcClass": OTHER, "quantity": 8}],
    )

    assert [each.quantity_in for each in drawn(event)] == [Decimal(15)]


def test_a_long_process_and_a_big_one_go_through_a_node_of_their_own():
    part = an_event("TransformationEvent", inputEPCList=[SSCC], transformationID="urn:example:cook")
    big = an_event(
        "TransformationEvent",
        inputEPCList=[f"{GTIN}/21/A{number}" for number in range(MOST_PAIRS)],
        outputEPCList=[f"{GTIN}/21/B{number}" for number in range(2)],
    )

    assert drawn(part) == [Link(SSCC, "urn:example:cook", "transformation", Decimal(1))]
    assert len(drawn(big)) == MOST_PAIRS + 2
    assert {each.target for each in drawn(big)[:MOST_PAIRS]} == {"urn:example:event"}


def test_what_begins_at_a_place_is_linked_with_it_and_what_is_only_seen_is_not():
    begun = an_event(action="ADD", quantityList=[{"epcClass": LOT, "quantity": 3}], readPoint={"id": PLACE})

    assert drawn(begun) == [Link(PLACE, LOT, "origin", quantity_out=Decimal(3))]
    assert drawn(begun | {"action": "OBSERVE"}) == []


def test_cases_go_into_pallets_by_edges_and_items_by_runs():
    event = an_event(
        "AggregationEvent", parentID=SSCC, childEPCs=[f"{GTIN}/21/S1", f"{GTIN}/21/S2", LOT], action="ADD"
    )

    assert kept(event) == [Held("container", SSCC, (Run(GTIN, "S", 1, 1, 2),))]
    assert [(each.source, each.target) for each in drawn(event)] == [(LOT, SSCC)]
    out = event | {"action": "DELETE"}
    assert [each.is_taken_out for each in (*kept(out), *drawn(out))] == [True, True]
    assert (kept(event | {"action": "OBSERVE"}), drawn(event | {"action": "OBSERVE"})) == ([], [])


def test_an_error_declaration_draws_nothing():
    event = an_event(action="ADD", epcList=[f"{LOT}/21/S1"], readPoint={"id": PLACE}, errorDeclaration={})

    assert (drawn(event), kept(event)) == ([], [])


@pytest.mark.parametrize(
    ("serial", "parts"),
    [("AB0012", ("AB", 4, 12)), ("7", ("", 1, 7)), ("X-1Y", ("X-1Y", 0, 0)), ("0" * 20, ("00", 18, 0))],
)
def test_a_serial_is_a_prefix_and_a_number(serial, parts):
    assert split_serial(serial) == parts


@given(st.sets(st.from_regex(r"[A-C]?[0-9]{1,4}|[A-C]{1,3}", fullmatch=True), max_size=40))
def test_runs_hold_exactly_the_serials_they_were_made_of(serials: set[str]):
    found = runs((GTIN, serial) for serial in serials)

    assert sorted(serial for run in found for serial in run.serials()) == sorted(serials)
    assert sum(run.count for run in found) == len(serials)
    assert len(found) == len({(run.prefix, run.width, run.first) for run in found})


def test_serials_that_follow_each_other_are_one_run():
    assert runs((GTIN, f"S{number:04}") for number in (3, 1, 2, 5)) == (
        Run(GTIN, "S", 4, 1, 3),
        Run(GTIN, "S", 4, 5, 5),
    )
