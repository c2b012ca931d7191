"""Events written into the ledger."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from namsao.apps.traceability.actions import capture, declare_error
from namsao.apps.traceability.models import Event, Mention
from namsao.apps.traceability.tests.build import PLACE, TUBER, a_lot, a_making, an_event
from namsao.base.accounts.tests.cast import NOW
from namsao.base.audit.models import Entry
from namsao.core.epcis.events import CONTEXT, aggregation_event, object_event, standalone
from namsao.core.epcis.vocab import Action
from namsao.core.errors import AlreadyDone, BadValue

A, B, NOODLES = a_lot("A"), a_lot("B"), a_lot("MD1", "09521100000017")
LATER = NOW + timedelta(hours=1)
SSCC = "https://id.gs1.org/00/095211000000000017"


def mentions(event: Event) -> set[tuple[str, str, Decimal | None, str]]:
    return set(event.mentions.values_list("epc__uri", "role", "quantity", "uom"))


def test_an_event_is_kept_whole_with_the_columns_one_asks_for(cast):
    event = an_event(cast, A, ilmd={"cbvmda:lotNumber": "A"})

    assert (event.type, event.action, event.biz_step) == ("ObjectEvent", "ADD", "creating_class_instance")
    assert (event.event_time, event.offset, event.record_time) == (NOW, "+07:00", NOW)
    assert (event.read_point, event.biz_location, event.owner) == (PLACE, "", cast.htx)
    assert event.document() == {
        "@context": [CONTEXT],
        "eventID": event.event_id,
        "type": "ObjectEvent",
        "eventTime": "2026-11-24T01:00:00.000Z",
        "eventTimeZoneOffset": "+07:00",
        "action": "ADD",
        "quantityList": [{"epcClass": A, "quantity": 420, "uom": "KGM"}],
        "bizStep": "creating_class_instance",
        "disposition": "active",
        "readPoint": {"id": PLACE},
        "ilmd": {"cbvmda:lotNumber": "A"},
    }
    assert mentions(event) == {(A, "epc", Decimal(420), "KGM")}


def test_the_parts_of_a_making_are_told_apart(cast):
    assert mentions(a_making(cast, [A, B], NOODLES)) == {
        (A, "input", Decimal(100), "KGM"),
        (B, "input", Decimal(100), "KGM"),
        (NOODLES, "output", Decimal(90), "KGM"),
    }


def test_a_parent_and_its_children_are_told_apart(cast):
    packed = aggregation_event(action=Action.ADD, at=NOW, parent=SSCC, children=[f"{A}/21/1", f"{A}/21/2"])

    event = capture(event=packed, owner=cast.htx, by=cast.hoa, at=NOW)

    assert mentions(event) == {
        (SSCC, "parent", None, ""),
        (f"https://id.gs1.org/01/{TUBER}/21/1", "child", None, ""),
        (f"https://id.gs1.org/01/{TUBER}/21/2", "child", None, ""),
    }


def test_the_same_event_is_not_written_twice(cast):
    an_event(cast, A)

    with pytest.raises(AlreadyDone):
        an_event(cast, A)

    assert (Event.objects.count(), Mention.objects.count()) == (1, 1)


@pytest.mark.parametrize("fault", [{"eventTime": "hôm qua"}, {"bizStep": "cooking"}, {"quantityList": []}])
def test_a_misshapen_event_is_refused_and_nothing_of_it_is_kept(cast, fault):
    event = object_event(action=Action.OBSERVE, at=NOW, epcs=[f"{A}/21/1"]) | fault
    event.pop("epcList" if "quantityList" in fault else "", None)

    with pytest.raises(BadValue):
        capture(event=event, owner=cast.htx, by=cast.hoa, at=NOW)

    assert (Event.objects.count(), Mention.objects.count()) == (0, 0)


def test_an_event_that_came_with_its_context_keeps_it(cast):
    event = standalone(object_event(action=Action.OBSERVE, at=NOW, epcs=[A]), {"htx": "https://example.vn/"})

    assert capture(event=event, owner=cast.htx, by=cast.hoa, at=NOW).document() == event


def test_an_error_is_declared_in_a_second_row_and_the_first_stays_as_it_was(cast):
    event = an_event(cast, A)
    before = event.body

    declaration = declare_error(event=event, why="cân nhầm bao", by=cast.hoa, at=LATER)

    event.refresh_from_db()
    assert (event.body, event.error_declared_at) == (before, None)
    assert declaration.document() == event.document() | {
        "errorDeclaration": {"declarationTime": "2026-11-24T02:00:00.000Z", "reason": "incorrect_data"}
    }
    assert (declaration.event_id, declaration.event_time, declaration.owner) == (
        event.event_id,
        NOW,
        cast.htx,
    )
    assert (declaration.error_declared_at, declaration.record_time) == (LATER, LATER)
    assert mentions(declaration) == mentions(event)
    entry = Entry.objects.get()
    assert (entry.verb, entry.actor_name, entry.why, entry.target) == (
        "declare_error",
        "Hoa",
        "cân nhầm bao",
        declaration,
    )


def test_an_error_is_declared_once(cast):
    event = an_event(cast, A)
    declare_error(event=event, why="cân nhầm", by=cast.hoa, at=NOW)

    with pytest.raises(AlreadyDone):
        declare_error(event=event, why="cân nhầm", by=cast.hoa, at=LATER)
    with pytest.raises(AlreadyDone):
        an_event(cast, A)

    assert Event.objects.count() == 2


def test_the_database_itself_keeps_one_event_and_one_declaration_of_an_id(cast):
    event = an_event(cast, A)
    declare_error(event=event, why="cân nhầm", by=cast.hoa, at=NOW)

    for row in Event.objects.all():
        row.pk += 1000
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)
