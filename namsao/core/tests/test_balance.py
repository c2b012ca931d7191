"""Balances with a tolerance: what leaves a lot came into it, and a field bears no more than it can."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namsao.core.balance import (
    Amount,
    Balance,
    balance,
    batch_findings,
    harvest_findings,
    lot_findings,
    season_findings,
)
from namsao.core.finding import Finding, Severity, State
from namsao.core.processes.reading import read
from namsao.core.processes.template import Template

PACKS = Path(__file__).parents[2] / "packs" / "processes"
KG = st.decimals(0, 10_000, places=3)
SIDE = st.lists(KG.map(Amount), max_size=6)


def template(name: str) -> Template:
    return read(json.loads((PACKS / f"{name}.json").read_text(encoding="utf-8")))


def kg(text: str) -> Amount:
    return Amount(Decimal(text))


def packs(count: int, net_kg: str | None = "0.5") -> Amount:
    return Amount(Decimal(count), "EA", Decimal(net_kg) if net_kg else None)


def percent(text: str) -> Decimal:
    return Decimal(text)


def test_kilograms_grams_and_packs_of_a_known_weight_are_summed_in_kilograms():
    sums = balance([kg("230"), Amount(Decimal(500), "GRM")], [packs(450)], [kg("1.25")])

    assert sums == Balance("KGM", Decimal("230.5"), Decimal("225.0"), Decimal("1.25"))
    assert sums.left == Decimal("4.25")


def test_items_of_unknown_weight_are_counted_when_all_are_of_one_unit():
    assert balance([packs(100, None)], [packs(60, None)], [packs(3, None)]) == Balance(
        "EA", Decimal(100), Decimal(60), Decimal(3)
    )
    assert balance([kg("100")], [packs(60, None)]) is None
    assert balance([], []) == Balance("KGM", Decimal(0), Decimal(0), Decimal(0))


def test_more_out_of_a_lot_than_in_stops_the_way():
    found = lot_findings(
        "DR2611-01", [kg("900")], [kg("600"), kg("350")], [kg("10")], tolerance_percent=percent("2")
    )

    assert found == [
        Finding(
            code="balance.over",
            state=State.FAILED,
            severity=Severity.BLOCKING,
            what="DR2611-01: ra 960\u00a0kg, vào 900\u00a0kg",
            what_en="DR2611-01: 960 kg out, 900 kg in",
            why="Ra nhiều hơn vào 60\u00a0kg, quá mức cho phép 2\u00a0%.",
            remedy="Tìm lần ghi thiếu ở đầu vào hoặc ghi trùng ở đầu ra, rồi ghi lại cho đúng.",
            source="Cân đối khối lượng",
        )
    ]


def test_the_tolerance_is_a_share_of_what_came_in_to_the_gram():
    def is_over(out: str, tolerance: str) -> bool:
        return bool(lot_findings("lô", [kg("900")], [kg(out)], tolerance_percent=percent(tolerance)))

    assert [is_over("918", "2"), is_over("918.001", "2")] == [False, True]
    assert [is_over("900", "0"), is_over("900.001", "0")] == [False, True]


def test_items_are_told_as_items():
    [finding] = lot_findings("L1", [packs(10, None)], [packs(11, None)], tolerance_percent=percent("0"))

    assert (finding.what, finding.what_en) == (
        "L1: ra 11\u00a0cái, vào 10\u00a0cái",
        "L1: 11 items out, 10 items in",
    )


def test_what_cannot_be_compared_is_a_question():
    found = lot_findings("L1", [kg("10")], [packs(5, None)], tolerance_percent=percent("0"))

    assert [(one.code, one.state, one.what) for one in found] == [
        ("balance.unweighed", State.UNKNOWN, "L1: chưa cân đối được, có thứ chưa rõ nặng bao nhiêu")
    ]


def test_a_batch_of_the_flagships_gives_what_its_input_usually_gives():
    # 450 packs of 500 g of 1,600 kg of tubers, 240 boxes of 50 g of 74 kg, 150 half litres of 1,600 kg of fruit
    cases = {
        "mien-dong": ([kg("900"), kg("700")], [packs(450)]),
        "tra-hoa-vang": ([kg("34"), kg("16"), kg("24")], [packs(240, "0.05")]),
        "dau-so": ([kg("900"), kg("700")], [packs(150, "0.458")]),
    }

    assert {
        name: batch_findings(template(name), *sides, tolerance_percent=percent("0"))
        for name, sides in cases.items()
    } == {name: [] for name in cases}


def test_2000_packs_of_500_g_do_not_come_of_1000_kg_of_tubers():
    made = template("mien-dong")

    def verdict(count: int, tolerance: str, stage: str | None = None) -> list[tuple[str, State]]:
        found = batch_findings(
            made, [kg("1000")], [packs(count)], stage=stage, tolerance_percent=percent(tolerance)
        )
        return [(one.code, one.state) for one in found]

    assert verdict(2000, "5") == [("process.yield_over", State.FAILED)]
    assert verdict(350, "0") == [("process.yield_over", State.WARNING)]  # 175 kg of 171
    assert verdict(350, "5") == []  # of 179.55
    assert verdict(1800, "0", "drying") == []  # 900 of 1,000 kg of starch
    assert [
        one.code
        for one in batch_findings(made, [kg("1000")], [packs(9, None)], tolerance_percent=percent("0"))
    ] == ["balance.unweighed"]


def test_where_no_yield_is_known_nothing_is_asked_of_a_batch():
    craft = template("thu-cong-my-nghe")

    assert batch_findings(craft, [kg("10")], [packs(9, None)], tolerance_percent=percent("0")) == []


def test_a_hectare_bears_no_more_than_it_can():
    def found(area: str, harvested: str) -> list[Finding]:
        return harvest_findings(
            template("tra-hoa-vang"), Decimal(area), [kg(harvested)], tolerance_percent=percent("10")
        )

    # 500 kg a hectare at most, and 10 % of tolerance
    assert found("2.2", "74") == found("2.2", "1210") == []
    assert found("2.2", "1210.5") == [
        Finding(
            code="balance.harvest_over",
            state=State.WARNING,
            severity=Severity.ADVISORY,
            what="Thu hoạch 1.210,5\u00a0kg trên 2,2\u00a0ha",
            what_en="1210.5 kg harvested from 2.2 ha",
            why="Nhiều nhất thường được 1.100\u00a0kg (500\u00a0kg mỗi ha).",
            remedy="Kiểm lại diện tích và số cân; có nông sản mua ngoài thì tách thành lô riêng.",
            source=(
                "processes/tra-hoa-vang@1: báo chí: khoảng 250 kg hoa tươi mỗi ha; hai đầu khoảng là ước lượng, "
                "cần xác minh"
            ),
            verify=True,
        )
    ]


def test_the_known_harvest_of_2020_is_plausible():
    found = harvest_findings(
        template("mien-dong"), Decimal(63), [kg("2500000")], tolerance_percent=percent("0")
    )

    assert found == []


def test_where_crops_differ_too_much_nothing_is_said_of_the_harvest():
    found = harvest_findings(
        template("nong-san-tuoi"), Decimal(1), [kg("900000")], tolerance_percent=percent("0")
    )

    assert found == []


def test_a_season_is_weighed_at_both_ends():
    found = season_findings(
        template("mien-dong"),
        "Dong riềng 2026",
        Decimal("0.01"),
        [kg("900")],
        [kg("901")],
        tolerance_percent=percent("0"),
    )

    assert [(one.code, one.what) for one in found] == [
        ("balance.harvest_over", "Thu hoạch 900\u00a0kg trên 0,01\u00a0ha"),
        ("balance.over", "Dong riềng 2026: ra 901\u00a0kg, vào 900\u00a0kg"),
    ]


def test_negative_figures_are_refused():
    with pytest.raises(ValueError, match="amount"):
        balance([kg("-1")], [])
    with pytest.raises(ValueError, match="amount"):
        balance([packs(1, "-0.5")], [])
    with pytest.raises(ValueError, match="tolerance"):
        lot_findings("lô", [], [], tolerance_percent=percent("-1"))
    with pytest.raises(ValueError, match="area"):
        harvest_findings(template("mien-dong"), Decimal(0), [], tolerance_percent=percent("0"))


@given(came_in=SIDE, went_out=SIDE, lost=SIDE, tolerance=st.decimals(0, 50, places=1))
def test_a_lot_is_over_exactly_when_more_left_than_came_in_and_the_tolerance(
    came_in, went_out, lost, tolerance
):
    found = lot_findings("lô", came_in, went_out, lost, tolerance_percent=tolerance)

    grams_in = sum(int(one.value * 1000) for one in came_in)
    grams_out = sum(int(one.value * 1000) for one in (*went_out, *lost))
    assert bool(found) == (grams_out * 1000 > grams_in * (1000 + int(tolerance * 10)))


@given(came_in=SIDE, went_out=SIDE, lost=SIDE)
def test_what_is_left_is_the_same_however_the_sides_are_split(came_in, went_out, lost):
    whole = balance(came_in, went_out, lost)
    merged = balance(came_in, [*went_out, *lost])

    assert whole.left == merged.left
    assert whole.left == whole.came_in - whole.went_out - whole.lost
