"""Documents of many events: all or nothing, the same thing once, and what follows from events agrees with them."""

from datetime import timedelta

import pytest
from django.db import connection

from namsao.apps.traceability.actions import capture_one, declare_error, rebuild
from namsao.apps.traceability.models import (
    CaptureJob,
    Custody,
    Edge,
    Epc,
    Event,
    EventKey,
    ItemRange,
    ItemState,
    Mention,
)
from namsao.apps.traceability.store.agreement import differences
from namsao.base.accounts.tests.cast import NOW
from namsao.core.epcis import CONTEXT
from namsao.core.errors import AlreadyDone

from .documents import CASE, GTIN, LOT, OTHER_CASE, an_object, item, packed, send

pytestmark = pytest.mark.django_db

ID = "urn:uuid:6b1ad8a5-6f0e-4a9b-9c56-0f3f6f7f0001"
FOLLOWING = (Mention, EventKey, Edge, ItemRange, ItemState, Custody)


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in (Event, *FOLLOWING)}


def test_a_document_is_stored_whole_and_its_job_says_so(cast):
    job = send(cast, an_object(item(1), item(2)), packed(item(1), item(2)))

    assert (job.running, job.success, job.errors, job.stored, job.known) == (False, True, [], 2, 0)
    assert [each.type for each in Event.objects.order_by("id")] == ["ObjectEvent", "AggregationEvent"]
    assert differences() == {}


def test_an_event_without_an_id_gets_its_hash_as_one(cast):
    send(cast, an_object(item(1)))

    event = Event.objects.get()
    assert event.event_id == f"ni:///sha-256;{event.hash}?ver=CBV2.0"
    assert "eventID" not in event.document()


def test_sent_again_nothing_is_stored_twice(cast):
    events = (an_object(item(1)), an_object(item(2), eventID=ID))
    send(cast, *events)
    before = counts()

    job = send(cast, *events, at=NOW + timedelta(days=1))

    assert (job.success, job.stored, job.known) == (True, 0, 2)
    assert counts() == before


def test_another_content_under_the_same_id_takes_the_whole_document_back(cast):
    send(cast, an_object(item(1), eventID=ID))
    before = counts()

    job = send(cast, an_object(item(2)), an_object(item(3), eventID=ID))

    assert (job.success, job.stored) == (False, 0)
    [problem] = job.errors
    assert (problem["type"], problem["status"]) == ("epcisException:ResourceAlreadyExistsException", 409)
    assert problem["detail"] == f"/epcisBody/eventList/1/eventID: {ID}"
    assert counts() == before
    assert CaptureJob.objects.count() == 2


def test_or_only_that_event_when_the_rest_may_proceed(cast):
    send(cast, an_object(item(1), eventID=ID))

    job = send(cast, an_object(item(2)), an_object(item(3), eventID=ID), behaviour="proceed")

    assert (job.success, job.stored, len(job.errors)) == (False, 1, 1)
    assert Event.objects.count() == 2


def test_two_owners_may_use_the_same_id(cast):
    send(cast, an_object(item(1), eventID=ID))

    job = send(cast, an_object(item(2), eventID=ID), owner=cast.other_htx)

    assert (job.success, job.stored) == (True, 1)


def test_one_event_sent_twice_is_there_once_and_another_with_its_id_is_refused(cast):
    def one(epc: str) -> Event:
        event = an_object(epc, eventID=ID)
        return capture_one(event=event, context=[CONTEXT], owner=cast.htx, by=cast.hoa, at=NOW)

    assert one(item(1)) == one(item(1))
    with pytest.raises(AlreadyDone):
        one(item(2))


def test_nothing_follows_any_more_from_an_event_that_was_an_error(cast):
    send(
        cast,
        an_object(
            item(1), bizStep="commissioning", bizLocation={"id": "https://id.gs1.org/414/9521100000017"}
        ),
    )
    send(cast, packed(item(1)))
    wrong = Event.objects.get(type="AggregationEvent")

    declare_error(event=wrong, why="nhầm thùng", by=cast.hoa, at=NOW)

    assert not ItemRange.objects.filter(kind="container").exists()
    assert ItemState.objects.get(epc__uri=item(1)).event == Event.objects.get(type="ObjectEvent")
    assert not ItemState.objects.filter(epc__uri=CASE).exists()
    assert differences() == {}


def test_a_declaration_that_comes_before_its_event_counts_too(cast):
    event = packed(item(1)) | {"eventID": ID}
    declared = event | {
        "errorDeclaration": {"declarationTime": "2026-11-22T00:00:00Z", "reason": "did_not_occur"}
    }
    send(cast, declared)

    send(cast, event)

    assert Event.objects.filter(event_id=ID).count() == 2
    assert not ItemRange.objects.exists()
    assert differences() == {}


def test_the_newest_event_tells_the_state_whatever_came_last(cast):
    late = an_object(item(1), action="OBSERVE", at="2026-11-22T00:00:00Z", disposition="in_transit")
    send(cast, late)

    send(cast, an_object(item(1), disposition="active"))

    assert ItemState.objects.get().disposition == "in_transit"
    assert differences() == {}


def test_serials_that_follow_each_other_are_one_range_of_their_lot(cast):
    epcs = [item(number) for number in (1, 2, 3, 5)]

    send(cast, an_object(*epcs, ilmd={"cbvmda:lotNumber": "L1"}))

    found = ItemRange.objects.order_by("first").values_list("holder__uri", "prefix", "width", "first", "last")
    assert list(found) == [(LOT, "S", 4, 1, 3), (LOT, "S", 4, 5, 5)]
    assert ItemRange.objects.first().gtin.uri == f"https://id.gs1.org/01/{GTIN}"


def test_what_follows_can_be_made_again(cast):
    send(cast, an_object(item(1), item(2), ilmd={"cbvmda:lotNumber": "L1"}), packed(item(1), item(2)))
    send(cast, packed(item(1), parent=OTHER_CASE, at="2026-11-23T00:00:00Z"), owner=cast.other_htx)
    before = counts()

    assert rebuild(by=cast.lan, at=NOW) == 3

    assert counts() == before
    assert differences() == {}


@pytest.mark.parametrize("model", FOLLOWING, ids=lambda model: model.__name__)
def test_a_row_too_few_is_seen(cast, model):
    """The positive control of the check."""
    trade = {"bizTransactionList": [{"type": "po", "bizTransaction": "urn:example:po:1"}]}
    made = {
        "type": "TransformationEvent",
        "eventTime": "2026-11-20T00:00:00Z",
        "eventTimeZoneOffset": "+07:00",
        "inputQuantityList": [{"epcClass": LOT, "quantity": 2}],
        "outputEPCList": [item(9)],
    }
    send(cast, an_object(item(1), ilmd={"cbvmda:lotNumber": "L1"}, **trade), made)
    assert differences() == {}

    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {model._meta.db_table}")

    assert list(differences()) == [model._meta.verbose_name]


def test_a_lot_number_that_gs1_cannot_write_is_kept_and_makes_no_lot(cast):
    event = an_object(item(1), ilmd={"cbvmda:lotNumber": "Lô 44"})

    job = send(cast, event)

    assert (job.success, job.stored) == (True, 1)
    assert Epc.objects.get(uri=item(1)).lot is None
    assert differences() == {}
