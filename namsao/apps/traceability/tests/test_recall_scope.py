"""What a recall reaches, and who holds how much of it."""

import pytest
from django.utils.translation import get_language, override

from namsao.apps.traceability.actions import declare_error
from namsao.apps.traceability.queries.naming import Name, name_with, names_of
from namsao.apps.traceability.queries.recall_scope import scope_of
from namsao.base.work.models import Notice
from namsao.core.gs1.keys import make_sscc

from .recall_build import (
    BATCH,
    LATER,
    NOODLE,
    ROOT,
    TUBER,
    a_lot,
    a_making,
    a_recall,
    an_event,
    goods,
    launched,
    numbered,
    packed,
    sent,
    stocks,
)

pytestmark = pytest.mark.django_db

CASE, PALLET = (f"https://id.gs1.org/00/{make_sscc('952110', n)}" for n in "12")
MAKER, TRADER = "HTX Miến dong Lục Hồn", "HTX Trà hoa vàng"


def reached(*uris: str) -> list[str]:
    return [node.uri for node in scope_of(uris).nodes.values()]


def test_the_scope_of_a_harvest_lot_is_all_that_came_of_it_and_no_place(cast):
    goods(cast)
    an_event(cast, a_lot("TH02"))
    assert reached(ROOT) == [ROOT, BATCH]
    assert reached(BATCH) == [BATCH]
    assert reached(a_lot("TH99")) == []


def test_a_container_stands_for_the_lots_in_it_and_in_containers_in_it(cast):
    goods(cast)
    packed(cast, BATCH, CASE)
    packed(cast, CASE, PALLET)
    assert set(reached(PALLET)) == {PALLET, BATCH, CASE}
    assert set(reached(ROOT)) == {ROOT, BATCH, CASE, PALLET}


def test_serials_come_as_ranges_of_their_lot(cast):
    goods(cast)
    numbered(cast, BATCH, [f"A{n:04}" for n in (*range(1, 51), 60)])
    line = a_recall(cast).lines.get(epc__uri=BATCH)
    assert [(run.serial(run.first), run.serial(run.last), run.count) for run in line.ranges] == [
        ("A0001", "A0050", 50),
        ("A0060", "A0060", 1),
    ]
    assert line.item_count == 51


def test_goods_are_with_who_made_them_until_they_are_sent_on(cast):
    goods(cast)
    sent(cast, BATCH, to=cast.other_htx, kg=40)
    sent(cast, BATCH, kg=20)
    assert stocks(a_recall(cast)) == [
        ("TH01", MAKER, 420, 320, 0),
        ("ML01", MAKER, 90, 30, 20),
        ("ML01", TRADER, 40, 40, 0),
    ]


def test_goods_in_a_case_on_a_pallet_go_where_the_pallet_goes(cast):
    goods(cast)
    packed(cast, BATCH, CASE, kg=30)
    packed(cast, CASE, PALLET)
    sent(cast, PALLET, to=cast.other_htx)
    assert stocks(a_recall(cast))[1:] == [("ML01", MAKER, 90, 60, 0), ("ML01", TRADER, 30, 30, 0)]


def test_an_event_that_was_an_error_moves_nothing(cast):
    goods(cast)
    mistaken = sent(cast, BATCH, to=cast.other_htx)
    declare_error(event=mistaken, why="nhầm", by=cast.hoa, at=LATER)
    assert stocks(a_recall(cast))[1:] == [("ML01", MAKER, 90, 90, 0)]


def test_goods_another_party_made_more_of_are_followed_with_their_maker(cast):
    goods(cast)
    sent(cast, ROOT, to=cast.other_htx, kg=50)
    other = a_lot("TR01", NOODLE)
    a_making(cast, [ROOT], other, owner=cast.other_htx)
    found = stocks(a_recall(cast))
    assert ("TR01", TRADER, 90, 90, 0) in found
    assert ("TH01", TRADER, 50, 0, 0) in found


def test_the_number_of_questions_does_not_grow_with_the_scope(cast, django_assert_max_num_queries):
    goods(cast)
    for n in range(12):
        a_making(cast, [ROOT], a_lot(f"ML{n + 10}", NOODLE))
    with django_assert_max_num_queries(25):
        scope = scope_of([ROOT])
    assert len(scope.nodes) == 14


def test_notices_are_vietnamese_whatever_language_the_officer_reads(cast, django_capture_on_commit_callbacks):
    @name_with
    def in_the_language_in_force(uris):
        return {uri: Name(f"tên {get_language()}") for uri in uris if uri.endswith("/10/NN01")}

    an_event(cast, a_lot("NN01"))
    with override("en"), django_capture_on_commit_callbacks(execute=True):
        launched(cast, a_recall(cast, root=a_lot("NN01")))
    assert {"tên vi" in notice.title for notice in Notice.objects.all()} == {True}


def test_names_come_from_whoever_declared_that_it_can_name(cast):
    @name_with
    def of_tests(uris):
        return {uri: Name("Miến của bài kiểm tra") for uri in uris if uri.endswith("/10/KT01")}

    assert names_of([a_lot("KT01"), a_lot("KT02", TUBER)]) == {a_lot("KT01"): Name("Miến của bài kiểm tra")}
