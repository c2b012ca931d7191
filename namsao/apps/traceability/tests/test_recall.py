"""The verbs of a recall, what they refuse, and what they leave behind."""

import json
from uuid import uuid4

import pytest

from namsao.apps.traceability.actions import (
    add_goods,
    close_recall,
    drop_recall,
    propose_recall,
    put_back,
    take_out,
    void_return,
)
from namsao.apps.traceability.models import Event, ItemState, Recall, RecallStock
from namsao.apps.traceability.queries.recall import counts, stocks_of, waiting
from namsao.apps.traceability.queries.recall_story import steps
from namsao.base.audit.models import Entry
from namsao.base.work.models import Notice
from namsao.core.epcis.document import event_faults
from namsao.core.errors import AlreadyDone, BadValue, NotAllowedNow

from .recall_build import (
    BATCH,
    LATER,
    NOODLE,
    NOW,
    ROOT,
    TEXTS,
    a_lot,
    a_making,
    a_recall,
    a_return,
    an_event,
    goods,
    launched,
    sent,
)

pytestmark = pytest.mark.django_db


def verbs() -> list[str]:
    return [each.verb for each in Entry.objects.filter(verb__startswith="recall.").order_by("pk")]


def left(recall: Recall) -> list[tuple[str, int]]:
    return [(each.uom, each.outstanding) for each in counts(stocks_of(recall))]


def test_a_recall_from_the_same_lot_is_opened_once_and_again_after_it_is_over(cast):
    goods(cast)
    first = a_recall(cast)
    with pytest.raises(AlreadyDone, match=first.code):
        a_recall(cast)
    drop_recall(recall=first, why="mẫu lẫn", by=cast.lan, at=NOW)
    second = a_recall(cast, follows=first)
    assert (second.follows, Recall.objects.count()) == (first, 2)
    assert verbs() == ["recall.open", "recall.drop", "recall.open"]


def test_a_recall_that_runs_is_not_taken_up_again(cast):
    goods(cast)
    an_event(cast, a_lot("TH02"))
    running = launched(cast)
    with pytest.raises(NotAllowedNow, match="chưa khép"):
        a_recall(cast, root=a_lot("TH02"), follows=running)


def test_nothing_is_recalled_from_a_code_no_event_mentions(cast):
    with pytest.raises(BadValue, match="chưa ghi nhận được hàng nào") as refused:
        a_recall(cast, root=a_lot("TH99"))
    assert (refused.value.field, Recall.objects.count()) == ("code", 0)


def test_a_line_is_taken_out_with_a_reason_and_put_back(cast):
    goods(cast)
    recall = a_recall(cast)
    line = recall.lines.get(epc__uri=BATCH)
    with pytest.raises(BadValue, match="Ghi vì sao"):
        take_out(recall=recall, lines=[line], why=" ", by=cast.lan, at=NOW)
    take_out(recall=recall, lines=[line], why="làm trước ngày lấy mẫu", by=cast.lan, at=NOW)
    line.refresh_from_db()
    assert (line.is_out, line.out_why) == (True, "làm trước ngày lấy mẫu")
    assert BATCH not in {each.line.epc.uri for each in stocks_of(recall)}
    with pytest.raises(BadValue, match="Chọn ít nhất một dòng"):
        take_out(recall=recall, lines=[line], why="nữa", by=cast.lan, at=NOW)
    put_back(recall=recall, lines=[line], by=cast.lan, at=NOW)
    assert recall.lines.filter(out_at=None).count() == 2
    assert verbs()[1:] == ["recall.take_out", "recall.put_back"]


def test_goods_are_added_with_what_came_of_them(cast):
    goods(cast)
    other, made = a_lot("TH02"), a_lot("ML02", NOODLE)
    an_event(cast, other)
    a_making(cast, [other], made)
    recall = a_recall(cast)
    add_goods(recall=recall, uri=other, by=cast.lan, at=NOW)
    assert set(recall.lines.filter(is_added=True).values_list("epc__uri", flat=True)) == {other, made}
    with pytest.raises(AlreadyDone, match="đã có trong phạm vi"):
        add_goods(recall=recall, uri=made, by=cast.lan, at=NOW)
    with pytest.raises(BadValue, match="Chưa có việc nào"):
        add_goods(recall=recall, uri=a_lot("TH99"), by=cast.lan, at=NOW)


def test_an_empty_scope_is_neither_proposed_nor_launched(cast):
    goods(cast)
    recall = a_recall(cast)
    take_out(recall=recall, lines=recall.lines.all(), why="không liên quan", by=cast.lan, at=NOW)
    with pytest.raises(NotAllowedNow, match="Phạm vi trống"):
        propose_recall(recall=recall, by=cast.hoa, at=NOW)
    with pytest.raises(NotAllowedNow, match="Phạm vi trống"):
        launched(cast, recall)
    assert Event.objects.filter(disposition="recalled").count() == 0


def test_a_recall_is_launched_once_and_its_scope_stands_then(cast):
    goods(cast)
    recall = launched(cast)
    with pytest.raises(AlreadyDone, match="đang triệu hồi"):
        launched(cast, recall)
    with pytest.raises(NotAllowedNow, match="không sửa được nữa"):
        take_out(recall=recall, lines=recall.lines.all(), why="muộn", by=cast.lan, at=LATER)
    with pytest.raises(NotAllowedNow):
        drop_recall(recall=recall, why="thôi", by=cast.lan, at=LATER)
    assert verbs() == ["recall.open", "recall.launch"]


@pytest.mark.parametrize("part", ["what", "why", "advice"])
def test_the_public_is_told_what_why_what_to_do_and_whom_to_call(cast, part):
    goods(cast)
    recall = a_recall(cast)
    with pytest.raises(BadValue) as refused:
        launched(cast, recall, texts=TEXTS | {part: {"en": "only English"}})
    assert refused.value.field == f"{part}_vi"
    with pytest.raises(BadValue) as refused:
        launched(cast, recall, contact=" ")
    assert refused.value.field == "contact"


def test_the_ledger_says_that_goods_are_recalled_and_where_they_lie(cast):
    an_event(cast, ROOT, biz_location="https://id.gs1.org/414/9521100000017")
    recall = launched(cast)
    state = ItemState.objects.get(epc__uri=ROOT)
    assert (state.disposition, state.persistent) == ("recalled", ["recalled"])
    assert state.biz_location == "https://id.gs1.org/414/9521100000017"
    assert (state.event.owner, event_faults(json.loads(state.event.body))) == (recall.party, [])


def test_goods_of_which_nobody_knows_how_many_are_recalled_all_the_same(cast):
    an_event(cast, ROOT, kg=100)
    a_making(cast, [ROOT], BATCH)  # all of the tubers
    launched(cast)
    event = Event.objects.get(disposition="recalled")
    said = {each["epcClass"]: each.get("quantity") for each in json.loads(event.body)["quantityList"]}
    assert (said, event_faults(json.loads(event.body))) == ({ROOT: None, BATCH: 90}, [])


def test_a_producer_proposes_and_the_province_finds_it_waiting(cast, django_capture_on_commit_callbacks):
    goods(cast)
    recall = a_recall(cast, by=cast.hoa)
    with django_capture_on_commit_callbacks(execute=True):
        propose_recall(recall=recall, by=cast.hoa, at=NOW)
    assert [notice.user for notice in Notice.objects.all()] == [cast.lan]
    assert [row["label"] for row in waiting(cast.lan)] == [f"Phát lệnh triệu hồi {recall.root_label}?"]
    with django_capture_on_commit_callbacks(execute=True):
        launched(cast, recall)
    assert Notice.objects.get(user=cast.lan).done_at is not None
    assert (waiting(cast.lan), [row["pk"] for row in waiting(cast.hoa)]) == ([], [recall.pk])
    assert waiting(cast.other_hoa) == []


def test_every_holder_and_its_commune_hear_of_it_once(cast, django_capture_on_commit_callbacks):
    goods(cast)
    sent(cast, BATCH, to=cast.other_htx, kg=40)
    with django_capture_on_commit_callbacks(execute=True):
        recall = launched(cast)
    told = {notice.user: notice.body for notice in Notice.objects.all()}
    assert set(told) == {cast.hoa, cast.tuan, cast.other_hoa, cast.other_tuan}
    assert "còn 40\N{NO-BREAK SPACE}kg" in told[cast.other_hoa]
    assert "Lục Hồn" not in told[cast.other_hoa]
    with django_capture_on_commit_callbacks(execute=True):
        close_recall(recall=recall, outcome="lifted", why="mẫu lẫn", by=cast.lan, at=LATER)
    assert Notice.objects.filter(done_at=None).count() == 4
    assert {notice.title for notice in Notice.objects.filter(done_at=None)} == {
        f"Đã khép vụ triệu hồi {recall.root_label}"
    }


def test_what_came_back_counts_once_however_often_it_is_sent(cast):
    goods(cast)
    recall = launched(cast)
    stock = RecallStock.objects.get(line__epc__uri=BATCH)
    key = uuid4()
    first = a_return(cast, stock, client_id=key)
    assert a_return(cast, stock, client_id=key) == first
    with pytest.raises(AlreadyDone, match="số liệu khác"):
        a_return(cast, stock, client_id=key, quantity=20)
    assert left(recall) == [("KGM", 320 + 80)]
    assert Event.objects.get(recall_return=first).disposition == "returned"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"quantity": 91}, "quantity"),
        ({"quantity": 0}, "quantity"),
        ({"witness": " "}, "witness"),
        ({"kind": "eaten"}, "kind"),
        ({"kind": "destroyed", "of_returned": True}, "quantity"),
        ({"done_on": NOW.date().replace(day=23)}, "done_on"),
        ({"done_on": NOW.date().replace(day=25)}, "done_on"),
    ],
)
def test_a_return_that_cannot_be_is_refused_beside_its_field(cast, facts, field):
    goods(cast)
    launched(cast)
    with pytest.raises(BadValue) as refused:
        a_return(cast, RecallStock.objects.get(line__epc__uri=BATCH), **facts)
    assert refused.value.field == field


def test_nothing_comes_back_before_the_launch_or_after_the_end(cast):
    goods(cast)
    recall = a_recall(cast)
    stock = RecallStock.objects.get(line__epc__uri=BATCH)
    with pytest.raises(NotAllowedNow, match="đang rà phạm vi"):
        a_return(cast, stock)
    launched(cast, recall)
    close_recall(recall=recall, outcome="done", why="không tìm thấy", by=cast.lan, at=LATER)
    with pytest.raises(NotAllowedNow, match="đã khép"):
        a_return(cast, stock)


def test_a_return_written_by_mistake_is_struck_out_and_declared(cast):
    goods(cast)
    recall = launched(cast)
    row = a_return(cast, RecallStock.objects.get(line__epc__uri=BATCH))
    void_return(row=row, why="ghi nhầm lô", by=cast.hoa, at=LATER)
    assert left(recall) == [("KGM", 410)]
    assert Event.objects.declarations().get().event_id == row.event.event_id
    with pytest.raises(AlreadyDone):
        void_return(row=row, why="nữa", by=cast.hoa, at=LATER)


def test_what_came_back_and_was_destroyed_is_not_struck_out_first(cast):
    goods(cast)
    launched(cast)
    stock = RecallStock.objects.get(line__epc__uri=BATCH)
    row = a_return(cast, stock)
    a_return(cast, stock, kind="destroyed", of_returned=True)
    with pytest.raises(NotAllowedNow, match="Hãy bỏ dòng tiêu huỷ trước"):
        void_return(row=row, why="nhầm", by=cast.hoa, at=LATER)


def test_a_recall_ends_with_goods_outstanding_only_for_a_reason(cast):
    goods(cast)
    recall = launched(cast)
    with pytest.raises(NotAllowedNow, match="Còn hàng chưa thu về") as refused:
        close_recall(recall=recall, outcome="done", why="", by=cast.lan, at=LATER)
    assert refused.value.field == "why"
    for stock in RecallStock.objects.filter(line__recall=recall):
        a_return(cast, stock, kind="destroyed", quantity=stock.due)
    close_recall(recall=recall, outcome="done", why="", by=cast.lan, at=LATER)
    with pytest.raises(AlreadyDone, match="đã khép"):
        close_recall(recall=recall, outcome="done", why="", by=cast.lan, at=LATER)
    assert left(recall) == [("KGM", 0)]


def test_a_warning_is_lifted_only_for_a_reason(cast):
    goods(cast)
    with pytest.raises(BadValue, match="ghi căn cứ"):
        close_recall(recall=launched(cast), outcome="lifted", why="", by=cast.lan, at=LATER)


def test_a_drill_measures_and_leaves_the_ledger_alone(cast, django_capture_on_commit_callbacks):
    goods(cast)
    before = Event.objects.count()
    with django_capture_on_commit_callbacks(execute=True):
        drill = launched(cast, a_recall(cast, is_mock=True))
        a_return(cast, RecallStock.objects.get(line__epc__uri=BATCH), by=cast.lan)
        close_recall(recall=drill, outcome="done", why="diễn tập xong", by=cast.lan, at=LATER)
    assert (Event.objects.count(), Notice.objects.count(), waiting(cast.hoa)) == (before, 0, [])
    assert dict(steps(drill))["Từ mở đến phát lệnh"] == "1 giờ"
    assert drill.code.startswith("DT-2026-")
    a_recall(cast)  # a drill does not stand in the way of a real one
