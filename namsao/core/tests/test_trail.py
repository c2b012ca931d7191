"""The road of a lot: recalls, expiry, order, origin."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namsao.core import trail
from namsao.core.finding import Severity, State
from namsao.core.trail import Use

DAY = datetime.fromisoformat("2026-11-24T08:00:00+07:00")
SOLD = "Bán lẻ"


def use(days: int) -> Use:
    return Use(DAY + timedelta(days=days), SOLD)


def test_the_first_use_after_a_recall_is_named():
    (finding,) = trail.recall_findings("ML1", DAY, [use(5), use(2), use(-1)])

    assert finding.what == "ML1: bán lẻ ngày 26/11/2026, sau khi lô này bị triệu hồi"
    assert finding.why == "Triệu hồi từ 24/11/2026; sau đó còn 2 việc dùng hoặc chuyển hàng đi."
    assert (finding.state, finding.severity) == (State.FAILED, Severity.BLOCKING)


def test_a_recall_of_what_it_was_made_of_is_advice_that_names_that_lot():
    (finding,) = trail.recall_findings("ML1", DAY, [use(2)], of="V1")

    assert finding.severity is Severity.ADVISORY
    assert "sau khi lô V1 mà nó làm từ bị triệu hồi" in finding.what


def test_uses_before_a_recall_or_at_its_moment_are_nothing_against_it():
    assert trail.recall_findings("ML1", DAY, [use(-1), use(0)]) == []


def test_the_last_day_is_still_good():
    assert trail.expiry_findings("ML1", date(2026, 11, 26), [use(2)]) == []
    assert [each.code for each in trail.expiry_findings("ML1", date(2026, 11, 25), [use(2)])] == [
        "trail.expired"
    ]


def test_a_use_before_the_lot_was_made_is_found():
    assert trail.order_findings("ML1", DAY, [use(0), use(1)]) == []
    assert [each.code for each in trail.order_findings("ML1", DAY, [use(1), use(-1)])] == [
        "trail.used_before_made"
    ]


def test_many_lots_without_origin_are_one_finding():
    assert trail.origin_findings([]) == []
    (finding,) = trail.origin_findings([f"L{number}" for number in range(7)])

    assert finding.what == "Chưa rõ gốc của L0, L1, L2, L3, L4, +2"


def test_what_is_unseen_is_unknown_and_only_a_note():
    assert trail.unseen_findings(0) == []
    (finding,) = trail.unseen_findings(3)

    assert (finding.state, finding.severity) == (State.UNKNOWN, Severity.NOTE)


@pytest.mark.parametrize(
    ("biz_step", "disposition", "is_input", "expected"),
    [
        ("shipping", "in_transit", False, True),
        ("retail_selling", "retail_sold", False, True),
        ("shipping", "returned", False, False),
        ("holding", "recalled", False, False),
        ("storing", "", False, False),
        ("commissioning", "active", True, True),
        ("destroying", "destroyed", True, False),
    ],
)
def test_goods_that_go_on_are_used_and_goods_that_come_back_are_not(
    biz_step, disposition, is_input, expected
):
    found = trail.is_use(biz_step=biz_step, disposition=disposition, is_input=is_input)

    assert found is expected


def test_a_recall_goes_on_to_all_that_was_made_of_the_lot():
    found = trail.recalled_since({1: DAY}, [(1, 2), (2, 3), (4, 3), (4, 5)])

    assert found == {1: (DAY, 1), 2: (DAY, 1), 3: (DAY, 1)}


def test_of_several_recalls_a_lots_own_counts_else_the_first():
    later = DAY + timedelta(days=1)

    found = trail.recalled_since({1: later, 2: DAY}, [(1, 3), (2, 3), (1, 2)])

    assert found == {1: (later, 1), 2: (DAY, 2), 3: (DAY, 2)}


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=20))
def test_rings_end(pairs):
    found = trail.recalled_since({0: DAY}, pairs)

    assert 0 in found
    assert {at for at, _of in found.values()} == {DAY}
