"""1,000 kg of tubers do not become 1,000 kg of noodles. Worked by hand from what is publicly known."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namsao.core.finding import Finding, Severity, State
from namsao.core.processes.reading import read
from namsao.core.processes.yields import expected_kg, yield_findings

from .build import FLAGSHIPS, a_pack, a_stage, template, usual, words

KG = st.decimals(0, 100_000, places=3)


def kg(text: str) -> Decimal:
    return Decimal(text)


def verdict(name: str, given: str, got: str, stage: str | None = None) -> list[tuple[str, State]]:
    return [
        (finding.code, finding.state) for finding in yield_findings(template(name), kg(given), kg(got), stage)
    ]


def test_1000_kg_of_tubers_do_not_become_1000_kg_of_noodles():
    # 13 % x 85 % = 11.05 % to 18 % x 95 % = 17.1 %
    assert yield_findings(template("mien-dong"), kg("1000"), kg("1000")) == [
        Finding(
            code="process.yield_over",
            state=State.FAILED,
            severity=Severity.ADVISORY,
            what="1.000\u00a0kg củ dong riềng khó ra được 1.000\u00a0kg miến khô",
            what_en="1000 kg of canna tubers hardly give 1000 kg of dry noodles",
            why="Thường được 110,5–171\u00a0kg (tỷ lệ 11,05–17,1\u00a0%).",
            remedy="Kiểm lại số cân, khai đủ nguyên liệu đã dùng, hoặc giải thích vì sao được nhiều hơn thường lệ.",
            source="processes/mien-dong@1: kiến thức chung, cần xác minh",
            verify=True,
        )
    ]


@pytest.mark.parametrize(
    ("name", "given", "least", "most"),
    [
        ("mien-dong", "1000", "110.5", "171"),
        ("tra-hoa-vang", "60", "9", "10.8"),  # about 6 kg of fresh flowers give 1 kg
        ("dau-so", "1000", "30", "66"),  # 20 % x 15 % to 30 % x 22 %
    ],
)
def test_the_flagships_give_what_is_publicly_known_and_no_gram_more(name, given, least, most):
    assert expected_kg(template(name), kg(given)) == (kg(least), kg(most))
    assert verdict(name, given, least) == []
    assert verdict(name, given, most) == []
    assert verdict(name, given, str(kg(most) + kg("0.001"))) == [("process.yield_over", State.WARNING)]
    assert verdict(name, given, str(kg(least) - kg("0.001"))) == [("process.yield_under", State.WARNING)]


@pytest.mark.parametrize(
    ("name", "stage", "given", "fine", "too_much"),
    [
        ("mien-dong", "draining", "1600", "256", "288.1"),
        ("mien-dong", "drying", "256", "230", "243.3"),
        ("tra-hoa-vang", "drying", "74", "12.2", "13.4"),
        ("tra-hoa-vang", "freeze_drying", "74", "12.2", "13.4"),
        ("dau-so", "drying", "1600", "400", "480.1"),
        ("dau-so", "pressing", "400", "70", "88.1"),
    ],
)
def test_each_step_has_its_own_usual_yield(name, stage, given, fine, too_much):
    assert verdict(name, given, fine, stage) == []
    assert verdict(name, given, too_much, stage) == [("process.yield_over", State.WARNING)]


def test_a_range_nobody_confirmed_only_warns_until_twice_the_most():
    # 1,000 kg give 171 kg at most by what is usual
    assert verdict("mien-dong", "1000", "342") == [("process.yield_over", State.WARNING)]
    assert verdict("mien-dong", "1000", "342.001") == [("process.yield_over", State.FAILED)]


def test_a_confirmed_range_fails_at_once():
    weighed = usual(0.5, 0.6) | {"from": words("bột"), "to": words("bánh")}
    bakery = read(a_pack(a_stage("baking", **{"yield": weighed})))

    [finding] = yield_findings(bakery, kg("100"), kg("60.5"))

    assert (finding.state, finding.verify, finding.severity) == (State.FAILED, False, Severity.ADVISORY)


def test_too_little_is_worth_a_note_in_both_languages():
    assert yield_findings(template("mien-dong"), kg("1000"), kg("50.5")) == [
        Finding(
            code="process.yield_under",
            state=State.WARNING,
            severity=Severity.NOTE,
            what="1.000\u00a0kg củ dong riềng mới ra 50,5\u00a0kg miến khô",
            what_en="1000 kg of canna tubers gave only 50.5 kg of dry noodles",
            why="Thường được 110,5–171\u00a0kg (tỷ lệ 11,05–17,1\u00a0%).",
            remedy="Nếu còn bán thành phẩm chờ làm, đã bán bớt hoặc hao hụt, hãy ghi lại phần đó.",
            source="processes/mien-dong@1: kiến thức chung, cần xác minh",
            verify=True,
        )
    ]


def test_a_tolerance_widens_both_ends_by_so_many_percent():
    noodles = template("mien-dong")

    def codes(got: str) -> list[str]:
        found = yield_findings(noodles, kg("1000"), kg(got), tolerance_percent=kg("10"))
        return [finding.code for finding in found]

    assert codes("188.1") == codes("99.45") == []
    assert codes("188.101") == ["process.yield_over"]
    assert codes("99.449") == ["process.yield_under"]


def test_a_stage_or_a_template_without_a_yield_has_nothing_to_say():
    assert verdict("mien-dong", "10", "1000", "cutting") == []
    assert verdict("thu-cong-my-nghe", "10", "1000") == []
    assert expected_kg(template("thu-cong-my-nghe"), kg("10")) is None


def test_negative_figures_and_unknown_stages_are_refused():
    for bad in [(kg("-1"), kg("1"), kg("0")), (kg("1"), kg("-1"), kg("0")), (kg("1"), kg("1"), kg("-1"))]:
        with pytest.raises(ValueError, match="negative"):
            yield_findings(template("dau-so"), bad[0], bad[1], tolerance_percent=bad[2])
    with pytest.raises(KeyError):
        yield_findings(template("dau-so"), kg("1"), kg("1"), "distilling")


@given(name=st.sampled_from(FLAGSHIPS), given_kg=KG, share=st.decimals(0, 1, places=3))
def test_whatever_lies_in_the_usual_range_is_never_reported(name, given_kg, share):
    low, high = expected_kg(template(name), given_kg)

    assert yield_findings(template(name), given_kg, low + (high - low) * share) == []


@given(name=st.sampled_from(FLAGSHIPS), given_kg=KG, got=KG, more=KG)
def test_more_output_is_never_judged_milder_than_less(name, given_kg, got, more):
    def weight(output: Decimal) -> int:
        found = yield_findings(template(name), given_kg, output)
        return {(): 0, (State.WARNING,): 1, (State.FAILED,): 2}[
            tuple(finding.state for finding in found if finding.code == "process.yield_over")
        ]

    assert weight(got + more) >= weight(got)
