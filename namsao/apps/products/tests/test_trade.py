"""Goods leave, arrive, and come back; a slip that was a mistake is taken back."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from namsao.apps.farms.models import HarvestLot
from namsao.apps.farms.tests.build import a_harvest
from namsao.apps.products.actions import confirm, take_back, unpack, void_slip
from namsao.apps.products.models import Despatch, LogisticUnit, MaterialLot, Slip, Step
from namsao.apps.products.queries import (
    differences_of,
    harvests_left,
    lines_shown,
    packs_left,
    receiver_named,
    waiting,
)
from namsao.apps.products.trade import Receiver
from namsao.apps.traceability.models import Event
from namsao.apps.traceability.store.agreement import differences
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.base.keys.models import GivenGln
from namsao.core.errors import AlreadyDone, BadValue, MassBalanceBroken, NotAllowedNow

from .build import a_batch, a_facility
from .packing import (
    DAY_BEFORE,
    a_delivery,
    a_despatch,
    a_landing,
    a_pallet,
    lines_of,
    other_facility,
    some_cases,
)
from .test_stages import do

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)


def count(cast, despatch, counts, **facts):
    given = {"facility": other_facility(cast), "done_on": TODAY, "by": cast.other_hoa, "at": LATER} | facts
    return confirm(despatch=despatch, counts=counts, **given)


def back(cast, despatch, counts, **facts):
    given = {"done_on": TODAY, "by": cast.hoa, "at": LATER} | facts
    return take_back(despatch=despatch, counts=counts, **given)


def undo(cast, slip, by=None):
    return void_slip(slip=slip, why="ghi nhầm", by=by or cast.hoa, at=LATER)


def test_a_despatch_gets_the_next_number_of_the_day_and_is_written_once(cast):
    batch, form = a_batch(cast), uuid4()

    first, again = (a_despatch(cast, packs={batch: 5}, client_id=form) for _ in range(2))
    second = a_despatch(cast, packs={batch: 5})

    assert (first.number, second.number) == ("PX261124-1", "PX261124-2")
    assert again == first
    assert packs_left(batch) == 90


@pytest.mark.parametrize(
    ("facts", "field", "error"),
    [
        ({"receiver": Receiver()}, "buyer", BadValue),
        ({"receiver": Receiver(buyer="Chợ", gln="123")}, "gln", BadValue),
        ({"number": "PX 1"}, "number", BadValue),
        ({"done_on": DAY_BEFORE}, "done_on", BadValue),
        ({"packs": {}}, "units", BadValue),
    ],
)
def test_a_despatch_that_cannot_be_is_refused_at_its_field(cast, facts, field, error):
    batch = a_batch(cast)

    with pytest.raises(error) as refused:
        a_despatch(cast, **{"packs": {batch: 5}} | facts)

    assert refused.value.field == field
    assert not Despatch.objects.exists()


def test_more_packs_than_there_are_do_not_leave(cast):
    batch = a_batch(cast)
    some_cases(cast, batch)

    with pytest.raises(MassBalanceBroken) as refused:
        a_despatch(cast, packs={batch: 41})

    assert refused.value.sentence == "Lô ML2611A chỉ còn 40 gói rời, không đủ 41 gói."


def test_a_number_is_used_once(cast):
    batch = a_batch(cast)
    a_despatch(cast, packs={batch: 1}, number="A1")

    with pytest.raises(AlreadyDone) as refused:
        a_despatch(cast, packs={batch: 2}, number="A1")

    assert refused.value.field == "number"


def test_tubers_sent_away_are_no_longer_there_for_batches(cast):
    harvest = a_harvest(cast)
    facility = a_facility(cast)

    a_despatch(cast, harvests={harvest: Decimal(400)}, facility=facility)
    with pytest.raises(MassBalanceBroken):
        a_batch(cast, uses={harvest: Decimal(21)}, quantity=1)

    assert [lot.left_kg for lot in harvests_left(cast.htx)] == [Decimal(20)]


def test_a_receiver_is_known_by_whole_name_or_gln_and_others_stay_outside(cast):
    theirs = other_facility(cast)

    assert receiver_named("htx tra hoa vang") == Receiver(party=cast.other_htx, facility=theirs)
    assert receiver_named("", theirs.gln) == Receiver(party=cast.other_htx, facility=theirs)
    assert receiver_named("HTX Trà") == Receiver(buyer="HTX Trà")


def test_what_did_not_come_is_said_line_by_line(cast):
    batch = a_batch(cast)
    despatch = a_despatch(cast, units=some_cases(cast, batch)[:1], packs={batch: 10})
    assert [row["url_name"] for row in waiting(cast.other_hoa)] == ["products:confirm"]
    lines = lines_of(despatch)

    count(cast, despatch, {lines["batch"]: 8, lines["unit"]: 0})

    unit = lines["unit"].unit
    unit.refresh_from_db()
    assert [(finding.code, finding.what) for finding in differences_of(lines_shown(despatch))] == [
        ("receipt.short", "Miến dong Bình Liêu, lô ML2611A: nhận 8, thiếu 2 so với phiếu"),
        ("receipt.missing", f"{unit}: không tới, phiếu ghi 1"),
    ]
    assert (unit.holder, unit.away) == (cast.htx, despatch)
    assert waiting(cast.other_hoa) == []


def test_a_delivery_is_confirmed_once_and_only_by_its_receiver(cast):
    despatch = a_despatch(cast, packs={a_batch(cast): 10})
    (line,) = despatch.lines.all()

    with pytest.raises(NotAllowedNow):
        count(cast, despatch, {line: 10}, facility=despatch.facility, by=cast.hoa)
    form = uuid4()
    first = count(cast, despatch, {line: 10}, client_id=form)
    with pytest.raises(AlreadyDone):
        count(cast, despatch, {line: 9})

    assert count(cast, despatch, {line: 10}, client_id=form) == first


def test_a_returned_case_is_at_hand_again_and_goes_back_once(cast):
    cases = some_cases(cast)
    despatch = a_despatch(cast, units=cases[:1], receiver=Receiver(buyer="Siêu thị Hạ Long"))
    (line,) = despatch.lines.all()

    slip = back(cast, despatch, {line: 1})
    with pytest.raises(BadValue):
        back(cast, despatch, {line: 1}, done_on=TODAY)

    assert cases[0] in LogisticUnit.objects.at_hand()
    event = slip.events.get()
    assert (event.biz_step, event.disposition) == ("receiving", "returned")
    own = GivenGln.objects.get(party=cast.htx, names_party=True).gln
    assert event.document()["destinationList"][0] == {
        "type": "possessing_party",
        "destination": f"https://id.gs1.org/417/{own}",
    }
    assert "sourceList" not in event.document()


def test_what_a_party_of_the_register_sends_back_names_it_as_the_source(cast):
    despatch = a_despatch(cast, packs={a_batch(cast): 10})
    (line,) = despatch.lines.all()

    event = back(cast, despatch, {line: 4}).events.get().document()

    theirs = GivenGln.objects.get(party=cast.other_htx, names_party=True).gln
    root = "https://id.gs1.org"
    assert event["sourceList"] == [
        {"type": "possessing_party", "source": f"{root}/417/{theirs}"},
        {"type": "location", "source": f"{root}/414/{other_facility(cast).gln}"},
    ]
    assert event["quantityList"] == [{"epcClass": line.batch.uri, "quantity": 4}]


def test_a_case_its_receiver_opened_does_not_come_back_whole_and_its_packs_stay_gone(cast):
    batch = a_batch(cast)
    despatch = a_despatch(cast, units=some_cases(cast, batch)[:1])
    (line,) = despatch.lines.all()
    count(cast, despatch, {line: 1})
    case = LogisticUnit.objects.get(pk=line.unit_id)
    unpack(unit=case, facility=other_facility(cast), done_on=TODAY, by=cast.other_hoa, at=LATER)

    with pytest.raises(NotAllowedNow):
        back(cast, despatch, {line: 1})

    assert packs_left(batch) == 40


def everything(cast):
    """One slip of each kind that stands alone, the latest last; each with who wrote it."""
    batch = a_batch(cast)
    stage = do(cast, batch)
    cases = some_cases(cast, batch)
    pallet = a_pallet(cast, cases[:2])
    opened = unpack(unit=cases[2], facility=batch.facility, done_on=TODAY, by=cast.hoa, at=NOW)
    bought, landed = a_delivery(cast), a_landing(cast)
    harvest = a_harvest(cast, batch.inputs.get().harvest.season, quantity_kg=Decimal(50))
    despatch = a_despatch(cast, units=[pallet], packs={batch: 5}, harvests={harvest: Decimal(10)})
    received = count(cast, despatch, {line: line.quantity for line in despatch.lines.all()})
    returned = back(cast, despatch, {lines_of(despatch)["batch"]: Decimal(2)})
    made = [stage, cases[0].slip, pallet.slip, opened, bought.slip, landed.slip, despatch.slip, received.slip]
    return batch, [
        *((slip, cast.hoa) for slip in made[:-1]),
        (made[-1], cast.other_hoa),
        (returned, cast.hoa),
    ]


def test_slips_are_taken_back_from_the_last_to_the_first_and_nothing_of_them_stays(cast):
    batch, made = everything(cast)

    for slip, by in reversed(made):
        undo(cast, slip, by)

    assert packs_left(batch) == 100
    assert not Slip.objects.standing().exists()
    assert not LogisticUnit.objects.standing().exists()
    assert not MaterialLot.objects.standing().exists()
    assert list(Step.objects.all()) == []
    assert HarvestLot.objects.get(quantity_kg=50).used_at is None
    events = sum(slip.events.count() for slip, _by in made)
    assert Event.objects.declarations().count() == events
    assert differences() == {}


def test_a_slip_on_which_a_later_one_rests_is_not_taken_back(cast):
    _batch, made = everything(cast)
    kinds = {slip.kind: slip for slip, _by in made}

    for kind in ("cases", "pallet", "ship"):
        with pytest.raises(NotAllowedNow):
            undo(cast, kinds[kind])

    assert Slip.objects.standing().count() == len(made)


def test_a_slip_is_taken_back_once(cast):
    slip = a_delivery(cast).slip
    undo(cast, slip)

    with pytest.raises(AlreadyDone):
        undo(cast, slip)


def test_a_lot_that_went_into_a_batch_is_not_taken_back(cast):
    lot = a_delivery(cast)
    a_batch(cast, uses={}, bought={lot: Decimal(300)})

    with pytest.raises(NotAllowedNow):
        undo(cast, lot.slip)
