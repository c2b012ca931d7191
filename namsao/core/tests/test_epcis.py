import json
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namsao.core.epcis.events import (
    CONTEXT,
    Quantity,
    aggregation_event,
    document,
    object_event,
    standalone,
    transformation_event,
)
from namsao.core.epcis.validate import check
from namsao.core.epcis.vocab import BIZ_STEPS, DISPOSITIONS, Action
from namsao.core.finding import Finding, Severity, State

AT = datetime(2026, 11, 24, 10, 15, tzinfo=timezone(timedelta(hours=7)))
HARVEST = "https://id.gs1.org/01/08938505970011/10/TH-2026-07"
BATCH = "https://id.gs1.org/01/08938505970028/10/ML2611A"
ITEM = "https://id.gs1.org/01/08938505970028/21/7KXQ2M4R9TBCDFGH"
PALLET = "https://id.gs1.org/00/089385059700000011"
FARM = "https://id.gs1.org/414/8938505970004"


def a_harvest(**changes) -> dict:
    event = object_event(
        action=Action.ADD,
        at=AT,
        quantities=[Quantity(HARVEST, Decimal("1250.500"), "KGM")],
        biz_step="creating_class_instance",
        disposition="active",
        read_point=FARM,
        biz_location=FARM,
        ilmd={"cbvmda:lotNumber": "TH-2026-07", "cbvmda:harvestEndDate": "2026-11-24"},
        event_id="urn:uuid:0f3a4a52-2f0c-4d0e-9b53-6e616d73616f",
    )
    return {name: value for name, value in (event | changes).items() if value is not None}


def a_batch(**changes) -> dict:
    event = transformation_event(
        at=AT,
        inputs=[Quantity(HARVEST, Decimal(1000), "KGM")],
        outputs=[Quantity(BATCH, 500)],
        biz_step="commissioning",
        disposition="active",
    )
    return {name: value for name, value in (event | changes).items() if value is not None}


def a_pallet(**changes) -> dict:
    event = aggregation_event(
        action=Action.ADD,
        at=AT,
        parent=PALLET,
        children=[ITEM],
        child_quantities=[Quantity(BATCH, 40)],
        biz_step="packing",
    )
    return {name: value for name, value in (event | changes).items() if value is not None}


def test_a_harvest_is_an_object_event():
    assert a_harvest() == {
        "eventID": "urn:uuid:0f3a4a52-2f0c-4d0e-9b53-6e616d73616f",
        "type": "ObjectEvent",
        "eventTime": "2026-11-24T03:15:00.000Z",
        "eventTimeZoneOffset": "+07:00",
        "action": "ADD",
        "quantityList": [{"epcClass": HARVEST, "quantity": 1250.5, "uom": "KGM"}],
        "bizStep": "creating_class_instance",
        "disposition": "active",
        "readPoint": {"id": FARM},
        "bizLocation": {"id": FARM},
        "ilmd": {"cbvmda:lotNumber": "TH-2026-07", "cbvmda:harvestEndDate": "2026-11-24"},
    }


def test_a_batch_is_a_transformation_event():
    event = a_batch()

    assert event == {
        "eventID": event["eventID"],
        "type": "TransformationEvent",
        "eventTime": "2026-11-24T03:15:00.000Z",
        "eventTimeZoneOffset": "+07:00",
        "inputQuantityList": [{"epcClass": HARVEST, "quantity": 1000, "uom": "KGM"}],
        "outputQuantityList": [{"epcClass": BATCH, "quantity": 500}],
        "bizStep": "commissioning",
        "disposition": "active",
    }


def test_a_pallet_is_an_aggregation_event():
    event = a_pallet()

    assert event == {
        "eventID": event["eventID"],
        "type": "AggregationEvent",
        "eventTime": "2026-11-24T03:15:00.000Z",
        "eventTimeZoneOffset": "+07:00",
        "parentID": PALLET,
        "childEPCs": [ITEM],
        "childQuantityList": [{"epcClass": BATCH, "quantity": 40}],
        "action": "ADD",
        "bizStep": "packing",
    }


def test_the_same_event_always_has_the_same_id_and_another_event_another():
    assert a_batch()["eventID"] == a_batch()["eventID"]
    assert a_batch()["eventID"].startswith("urn:uuid:")
    later = transformation_event(at=AT + timedelta(seconds=1), inputs=[Quantity(HARVEST, 1)])
    assert later["eventID"] != transformation_event(at=AT, inputs=[Quantity(HARVEST, 1)])["eventID"]


def test_a_document_wraps_bare_events_in_one_context():
    events = [a_harvest(), a_batch()]

    assert document(events, datetime(2026, 11, 24, 4, tzinfo=UTC)) == {
        "@context": [CONTEXT],
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": "2026-11-24T04:00:00.000Z",
        "epcisBody": {"eventList": events},
    }


def test_an_event_alone_carries_the_context_and_the_prefixes_it_needs():
    prefixes = {"namsao": "https://example.org/voc/"}

    event = standalone(a_harvest(), prefixes)

    assert event == {"@context": [CONTEXT, prefixes], **a_harvest()}
    assert check(event) == []


def test_a_moment_without_a_zone_is_our_bug():
    with pytest.raises(ValueError, match="time zone"):
        object_event(action=Action.OBSERVE, at=AT.replace(tzinfo=None), epcs=[ITEM])


def test_facts_for_life_are_given_at_birth_only():
    with pytest.raises(ValueError, match="ADD only"):
        object_event(action=Action.OBSERVE, at=AT, epcs=[ITEM], ilmd={"cbvmda:lotNumber": "L1"})


amounts = st.integers(1, 10**9) | st.decimals("0.001", 10**6, places=3)
quantities = st.lists(
    st.builds(Quantity, st.sampled_from([HARVEST, BATCH]), amounts, st.just("KGM")), min_size=1
)


@given(
    quantities,
    st.sampled_from(sorted(BIZ_STEPS)),
    st.sampled_from(sorted(DISPOSITIONS)),
    st.datetimes(datetime(1900, 1, 2), datetime(2999, 1, 1), timezones=st.just(UTC)),
)
def test_whatever_is_built_passes_its_own_check_and_survives_json(goods, step, disposition, at):
    words = {"biz_step": step, "disposition": disposition, "at": at}
    events = [
        object_event(action=Action.ADD, quantities=goods, **words),
        transformation_event(inputs=goods, outputs=goods, **words),
        aggregation_event(action=Action.DELETE, parent=PALLET, child_quantities=goods, **words),
    ]

    assert [check(event) for event in events] == [[], [], []]
    assert json.loads(json.dumps(events)) == events


@pytest.mark.parametrize(
    ("event", "codes"),
    [
        ({}, ["type", "eventID"]),
        (a_harvest(type="QuantityEvent"), ["type"]),
        (a_harvest(type=["ObjectEvent"]), ["type"]),
        (a_harvest(eventID=None), ["eventID"]),
        (a_harvest(eventID="event 7"), ["eventID"]),
        (a_harvest(eventTime="24/11/2026"), ["eventTime"]),
        (a_harvest(eventTime="2026-11-24T03:15:00.000"), ["eventTime"]),
        (a_harvest(eventTime="2026-13-24T03:15:00.000Z"), ["eventTime"]),
        (a_harvest(eventTimeZoneOffset="7"), ["eventTimeZoneOffset"]),
        (a_harvest(eventTimeZoneOffset="+15:00"), ["eventTimeZoneOffset"]),
        (a_harvest(action="add", ilmd=None), ["action"]),
        (a_harvest(action=None, ilmd=None), ["action"]),
        (a_harvest(bizStep="harvesting"), ["bizStep"]),
        (a_harvest(bizStep="https://example.org/voc/harvesting"), []),
        (a_harvest(bizStep="https://ref.gs1.org/cbv/BizStep-shipping"), []),
        (a_harvest(bizStep="urn:epcglobal:cbv:bizstep:shipping"), ["bizStep"]),
        (a_harvest(disposition="sold"), ["disposition"]),
        (a_harvest(readPoint=FARM), ["readPoint"]),
        (a_harvest(bizLocation={"id": "vườn nhà Hoa"}), ["bizLocation"]),
        (a_harvest(quantityList=None), ["epcList"]),
        (a_harvest(epcList=[ITEM]), []),
        (a_harvest(epcList=[ITEM, ITEM]), ["epcList"]),
        (a_harvest(epcList=["08938505970028"]), ["epcList"]),
        (a_harvest(epcList=ITEM), ["epcList"]),
        (a_harvest(action="OBSERVE"), ["ilmd"]),
        (a_harvest(ilmd={"lotNumber": "L1"}), ["ilmd"]),
        (a_harvest(weather="mưa"), ["weather"]),
        (a_harvest(parentID=PALLET), ["parentID"]),
        (a_harvest(**{"example:weather": "mưa"}), ["example:weather"]),
        (a_harvest(**{"example:weather": "mưa", "@context": {"example": "https://example.org/"}}), []),
        (a_batch(inputQuantityList=None), ["inputQuantityList"]),
        (a_batch(outputQuantityList=None), ["outputQuantityList"]),
        (a_batch(outputQuantityList=None, transformationID="urn:uuid:1"), []),
        (a_batch(action="ADD"), ["action"]),
        (a_pallet(parentID=None), ["parentID"]),
        (a_pallet(parentID=None, action="OBSERVE"), []),
        (a_pallet(childEPCs=None, childQuantityList=None), ["childEPCs"]),
        (a_pallet(childEPCs=None, childQuantityList=None, action="DELETE"), []),
    ],
)
def test_a_wrong_shape_is_found_at_its_field(event, codes):
    assert [finding.code for finding in check(event)] == [f"epcis.{code}" for code in codes]


@pytest.mark.parametrize(
    "element",
    [
        {"epcClass": HARVEST},
        {"epcClass": HARVEST, "quantity": 0},
        {"epcClass": HARVEST, "quantity": -1},
        {"epcClass": HARVEST, "quantity": -0.5},
        {"epcClass": HARVEST, "quantity": "5"},
        {"epcClass": HARVEST, "quantity": True},
        {"epcClass": HARVEST, "quantity": float("nan")},
        {"epcClass": HARVEST, "quantity": 5, "uom": "kg"},
        {"epcClass": HARVEST, "quantity": 5, "unit": "KGM"},
        {"epcClass": "H1", "quantity": 5},
        {"quantity": 5},
        "5 kg",
    ],
)
def test_a_wrong_quantity_is_found(element):
    assert [finding.code for finding in check(a_harvest(quantityList=[element]))] == ["epcis.quantityList"]


def test_a_finding_says_in_two_languages_what_is_wanted():
    assert check(a_harvest(bizStep="harvesting")) == [
        Finding(
            code="epcis.bizStep",
            state=State.FAILED,
            severity=Severity.BLOCKING,
            what="bizStep phải là từ ngắn của CBV 2.0 hoặc URI riêng; đang ghi “harvesting”.",
            what_en="bizStep must be a short CBV 2.0 word or a URI of your own, not “harvesting”.",
            source="GS1 EPCIS 2.0, mục 7.4",
        )
    ]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@given(st.sampled_from([a_harvest(), a_batch(), a_pallet()]), st.data())
def test_any_json_in_any_field_is_answered_with_findings_not_a_crash(event, data):
    field = data.draw(st.sampled_from([*event, "epcList", "transformationID"]))

    found = check(event | {field: data.draw(json_values)})

    assert all(isinstance(finding, Finding) for finding in found)
