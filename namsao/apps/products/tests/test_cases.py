"""Packs into cases, cases onto pallets, out again: counted, once, and by those who have them."""

from datetime import timedelta
from uuid import uuid4

import pytest

from namsao.apps.products.actions import pack_cases, stack, unpack, void_batch
from namsao.apps.products.models import LogisticUnit, Slip, UnitContent
from namsao.apps.products.queries import found_by, label_number, packs_left
from namsao.apps.products.slips import OtherContent
from namsao.apps.traceability.models import Edge, Event
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.base.audit.models import Entry
from namsao.core.errors import BadValue, MassBalanceBroken, NotAllowedNow
from namsao.core.gs1.keys import has_valid_check_digit
from namsao.core.serials import Serials

from .build import a_batch
from .packing import DAY_BEFORE, a_despatch, a_pallet, labelled, other_facility, some_cases

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)


def open_it(cast, unit, **facts):
    given = {"facility": unit.facility, "done_on": TODAY, "by": cast.hoa, "at": LATER}
    return unpack(unit=unit, **given | facts)


def test_cases_get_ssccs_of_their_own_and_leave_the_rest_loose(cast):
    batch = a_batch(cast)

    cases = some_cases(cast, batch)

    assert [case.sscc for case in cases] == ["095211000000000017", "095211000000000024", "095211000000000031"]
    assert all(has_valid_check_digit(case.sscc) for case in cases)
    assert packs_left(batch) == 40
    assert Slip.objects.get().what == "3 thùng × 20 gói Miến dong Bình Liêu, lô ML2611A"
    assert list(Entry.objects.filter(verb="slip.cases").values_list("target_id", flat=True)) == [
        str(Slip.objects.get().pk)
    ]


def test_the_form_sent_twice_packs_once_and_with_other_numbers_is_refused(cast):
    batch, form = a_batch(cast), uuid4()
    first = some_cases(cast, batch, client_id=form)

    again = some_cases(cast, batch, client_id=form, at=LATER)
    with pytest.raises(OtherContent):
        some_cases(cast, batch, client_id=form, cases=4)

    assert again == first
    assert LogisticUnit.objects.count() == 3


def test_no_more_packs_go_into_cases_than_there_are(cast):
    batch = a_batch(cast)

    with pytest.raises(MassBalanceBroken) as refused:
        some_cases(cast, batch, cases=6)

    assert (refused.value.sentence, refused.value.field) == (
        "Lô ML2611A chỉ còn 100 gói rời, không đủ 120 gói.",
        "cases",
    )
    assert not LogisticUnit.objects.exists()


def test_labels_go_into_the_cases_one_after_the_other(cast):
    batch = labelled(cast, a_batch(cast))

    some_cases(cast, batch, first=11)

    ranges = UnitContent.objects.order_by("pk").values_list("first", "last")
    assert list(ranges) == [(11, 30), (31, 50), (51, 70)]


@pytest.mark.parametrize(
    ("first", "last", "field", "said"),
    [
        (1, 50, "last", "Tem từ 1 đến 50 là 50 tem, nhưng xếp 60 gói."),
        (41, 100, "first", "Tem 41–60 đã nằm trong thùng khác."),
        (61, None, "last", "Lô mới cấp 100 tem, chưa có tem số 120."),
    ],
)
def test_a_range_of_labels_that_cannot_be_is_refused(cast, first, last, field, said):
    batch = labelled(cast, a_batch(cast, quantity=200))
    some_cases(cast, batch, first=1)

    with pytest.raises(BadValue) as refused:
        some_cases(cast, batch, first=first, last=last)

    assert (refused.value.field, refused.value.sentence) == (field, said)


def test_a_scanned_pack_leads_to_its_case_and_to_the_number_of_its_label(cast, settings):
    batch = labelled(cast, a_batch(cast))
    cases = some_cases(cast, batch, first=1)
    key = Serials(settings.SERIALS_KEY)
    in_the_second, loose = (key.write(batch.number, number - 1) for number in (25, 90))
    code = f"https://id.gs1.org/01/{batch.product.gtin}/21/"

    assert label_number(batch, code + in_the_second) == 25
    assert found_by(cast.htx, code + in_the_second) == cases[1]
    assert found_by(cast.htx, loose) == batch
    assert found_by(cast.other_htx, in_the_second) is None
    assert found_by(cast.htx, f"(00){cases[0].sscc}") == cases[0]
    assert found_by(cast.htx, "ml2611a") == batch


def test_packs_cannot_be_put_into_cases_before_they_were_made(cast):
    with pytest.raises(BadValue) as refused:
        some_cases(cast, done_on=DAY_BEFORE)

    assert refused.value.field == "done_on"


def test_a_case_stands_on_one_pallet_only(cast):
    cases = some_cases(cast)
    a_pallet(cast, cases[:2])

    with pytest.raises(NotAllowedNow):
        a_pallet(cast, cases[1:])

    assert LogisticUnit.objects.filter(kind="pallet").count() == 1
    assert list(LogisticUnit.objects.at_hand().values_list("pk", flat=True)) == [
        LogisticUnit.objects.get(kind="pallet").pk,
        cases[2].pk,
    ]


def test_a_case_of_others_is_not_stacked(cast):
    cases = some_cases(cast)
    theirs = other_facility(cast)

    with pytest.raises(NotAllowedNow):
        stack(facility=theirs, units=cases, done_on=TODAY, by=cast.other_hoa, at=NOW)


def test_an_opened_case_gives_its_packs_and_labels_back(cast):
    batch = labelled(cast, a_batch(cast))
    cases = some_cases(cast, batch, first=1)

    open_it(cast, cases[0])
    some_cases(cast, batch, cases=1, first=1)

    assert packs_left(batch) == 40
    assert Event.objects.order_by("-id")[1].biz_step == "unpacking"
    assert Edge.objects.filter(is_taken_out=True).count() == 1


def test_a_pallet_taken_apart_leaves_its_cases_at_hand_and_is_not_opened_twice(cast):
    cases = some_cases(cast)
    pallet = a_pallet(cast, cases)

    open_it(cast, pallet)
    with pytest.raises(NotAllowedNow):
        open_it(cast, pallet)

    assert set(LogisticUnit.objects.at_hand()) == set(cases)


def test_what_left_is_not_opened_by_its_sender(cast):
    cases = some_cases(cast)
    a_despatch(cast, units=cases[:1])

    with pytest.raises(NotAllowedNow):
        open_it(cast, cases[0])


def test_a_batch_with_cases_stays(cast):
    batch = a_batch(cast)
    some_cases(cast, batch)

    with pytest.raises(NotAllowedNow) as refused:
        void_batch(batch=batch, why="nhầm", by=cast.hoa, at=LATER)

    assert "xếp thùng" in refused.value.sentence


def test_a_voided_batch_is_not_packed(cast):
    batch = a_batch(cast)
    void_batch(batch=batch, why="nhầm", by=cast.hoa, at=NOW)

    with pytest.raises(NotAllowedNow):
        pack_cases(batch=batch, cases=1, each=1, done_on=TODAY, by=cast.hoa, at=LATER)
