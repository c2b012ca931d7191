from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namsao.core.errors import MassBalanceBroken
from namsao.core.finding import Finding, Severity, State
from namsao.core.mass_balance import check, check_yield, remaining, require, require_yield

KG = st.decimals(0, 10_000, places=3)


def kg(text: str) -> Decimal:
    return Decimal(text)


def test_what_is_left_is_the_harvest_less_every_batch():
    left = remaining(
        {"H1": kg("100"), "H2": kg("50.5")}, [{"H1": kg("30")}, {"H1": kg("20"), "H2": kg("0.5")}]
    )

    assert left == {"H1": kg("50"), "H2": kg("50")}


def test_old_records_that_take_too_much_show_below_zero():
    assert remaining({"H1": kg("10")}, [{"H1": kg("12"), "H9": kg("1")}]) == {"H1": kg("-2"), "H9": kg("-1")}


def test_a_batch_may_use_the_last_gram():
    assert check({"H1": kg("10.000")}, {"H1": kg("10")}) == []
    require({"H1": kg("10.000")}, {"H1": kg("10")})


def test_a_lot_that_is_short_says_what_is_left_and_what_was_asked():
    found = check({7: kg("1250.5"), 8: kg("1")}, {7: kg("1000"), 8: kg("5")}, {7: "TH-2026-07"})

    assert found == [
        Finding(
            code="mass_balance.over",
            state=State.FAILED,
            severity=Severity.BLOCKING,
            what="Lô TH-2026-07 chỉ còn 1.000\u00a0kg, không đủ 1.250,5\u00a0kg",
            what_en="Lot TH-2026-07 has 1000 kg left, not 1250.5 kg",
            why="Thiếu 250,5\u00a0kg.",
            remedy="Lấy ít hơn, thêm lô khác, hoặc sửa lại khối lượng thu hoạch nếu ghi nhầm.",
            source="Cân đối khối lượng lô",
        )
    ]


def test_every_lot_that_does_not_add_up_is_found():
    uses = {"H1": kg("2"), "H2": kg("0"), "H3": kg("1"), "H4": kg("-3"), "H5": kg("1")}

    found = check(uses, {"H1": kg("1"), "H2": kg("9"), "H4": kg("9"), "H5": kg("-2")})

    assert [(finding.code, finding.state) for finding in found] == [
        ("mass_balance.over", State.FAILED),
        ("mass_balance.nothing", State.FAILED),
        ("mass_balance.unknown_lot", State.MISSING),
        ("mass_balance.nothing", State.FAILED),
        ("mass_balance.over", State.FAILED),
    ]


def test_a_broken_balance_is_refused_in_one_sentence_naming_each_lot():
    with pytest.raises(MassBalanceBroken) as refusal:
        require({"H1": kg("2"), "H3": kg("1")}, {"H1": kg("1.5")})

    assert refusal.value.sentence == (
        "Lô H1 chỉ còn 1,5\u00a0kg, không đủ 2\u00a0kg; Chưa có lô H3, không lấy được 1\u00a0kg."
    )
    assert refusal.value.sentence_en == (
        "Lot H1 has 1.5 kg left, not 2 kg; There is no lot H3 to take 1 kg from."
    )
    assert [finding.code for finding in refusal.value.findings] == [
        "mass_balance.over",
        "mass_balance.unknown_lot",
    ]


def test_the_output_may_weigh_as_much_as_the_inputs_but_no_more():
    inputs = [kg("100"), kg("20.5")]

    assert check_yield(inputs, kg("120.5")) == []
    require_yield(inputs, kg("120.5"))
    with pytest.raises(MassBalanceBroken) as refusal:
        require_yield(inputs, kg("120.501"))
    assert refusal.value.sentence == (
        "Thành phẩm 120,501\u00a0kg nặng hơn nguyên liệu đưa vào 120,5\u00a0kg."
    )


@given(st.dictionaries(st.integers(1, 5), KG, min_size=1), st.lists(st.dictionaries(st.integers(1, 5), KG)))
def test_what_check_lets_through_never_leaves_a_lot_below_zero(harvested, batches):
    taken = []
    for uses in batches:
        if not check(uses, remaining(harvested, taken)):
            taken.append(uses)

    assert all(left >= 0 for left in remaining(harvested, taken).values())
