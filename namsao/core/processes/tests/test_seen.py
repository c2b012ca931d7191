"""What an event tells a template."""

from datetime import date

import pytest

from namsao.core.processes.seen import Seen, seen_in
from namsao.core.processes.template import EventKind, kind_of


def test_an_event_tells_its_day_on_the_spot_its_stage_and_the_data_asked_for():
    event = {
        "type": "ObjectEvent",
        "action": "ADD",
        "eventTime": "2026-11-10T18:30:00.000Z",
        "eventTimeZoneOffset": "+07:00",
        "bizStep": "https://ref.gs1.org/cbv/BizStep-creating_class_instance",
        "namsao:stage": "fishing",
        "namsao:step": {"vi": "Đánh bắt"},
        "namsao:vessel": "QN-90123-TS",
        "ilmd": {"namsao:gear": "trawl", "cbvmda:lotNumber": "L1"},
    }

    assert seen_in(event) == Seen(
        date(2026, 11, 11),
        stage="fishing",
        biz_step="creating_class_instance",
        kind=EventKind.OBJECT,
        fields={"vessel": "QN-90123-TS", "gear": "trawl"},
    )


def test_an_event_that_says_little_is_still_seen():
    event = {"type": "AggregationEvent", "eventTime": "2026-11-10T01:00:00Z", "eventTimeZoneOffset": "-02:00"}

    assert seen_in(event) == Seen(date(2026, 11, 9), kind=EventKind.AGGREGATION)


@pytest.mark.parametrize("fault", [{"eventTime": "hôm qua"}, {"eventTimeZoneOffset": "Hà Nội"}])
def test_a_time_that_cannot_be_read_is_refused(fault):
    event = {"type": "ObjectEvent", "eventTime": "2026-11-10T01:00:00Z", "eventTimeZoneOffset": "+07:00"}

    with pytest.raises(ValueError, match=r"Hà Nội|hôm qua"):
        seen_in(event | fault)


def test_every_kind_of_event_is_one_of_ours_or_moves_no_goods():
    assert {
        (kind, action): kind_of(kind, action)
        for kind in (
            "ObjectEvent",
            "TransformationEvent",
            "AggregationEvent",
            "AssociationEvent",
            "TransactionEvent",
        )
        for action in ("ADD", "OBSERVE", "DELETE")
    } == {
        ("ObjectEvent", "ADD"): EventKind.OBJECT,
        ("ObjectEvent", "OBSERVE"): EventKind.OBSERVE,
        ("ObjectEvent", "DELETE"): EventKind.OBJECT,
        **{
            ("TransformationEvent", action): EventKind.TRANSFORMATION
            for action in ("ADD", "OBSERVE", "DELETE")
        },
        **{("AggregationEvent", action): EventKind.AGGREGATION for action in ("ADD", "OBSERVE", "DELETE")},
        **{("AssociationEvent", action): EventKind.AGGREGATION for action in ("ADD", "OBSERVE", "DELETE")},
        **{("TransactionEvent", action): None for action in ("ADD", "OBSERVE", "DELETE")},
    }
