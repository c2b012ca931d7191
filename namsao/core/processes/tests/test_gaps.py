"""What a trace lacks, told by example on a batch of noodles."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namsao.core.finding import Finding, Severity, State
from namsao.core.processes.gaps import gap_findings
from namsao.core.processes.matching import match
from namsao.core.processes.reading import read
from namsao.core.processes.seen import Seen
from namsao.core.processes.template import EventKind

from .build import NAMES, a_pack, a_stage, named, noodles, on, plain, template, usual, without

NOODLES = template("mien-dong")
SOURCE = NOODLES.spoken_source


def codes(findings: list[Finding]) -> list[str]:
    return [finding.code for finding in findings]


def test_a_batch_that_shows_everything_asked_has_no_gaps():
    assert gap_findings(NOODLES, noodles()) == []


def test_a_missing_stage_is_named_with_what_to_do():
    assert gap_findings(NOODLES, without(noodles(), "drying")) == [
        Finding(
            code="process.missing_stage",
            state=State.MISSING,
            severity=Severity.ADVISORY,
            what="Chưa thấy công đoạn “Phơi sợi”",
            what_en="The stage “Dry the strands” is not shown",
            why="Làm miến dong thường phải qua công đoạn này, mà hồ sơ lô chưa ghi.",
            remedy="Ghi công đoạn này cho lô, kèm ngày làm; nếu cơ sở không làm, hãy sửa quy trình của sản phẩm.",
            source=SOURCE,
            verify=True,
        )
    ]


def test_an_empty_trace_lacks_every_required_stage_once_in_order():
    found = gap_findings(NOODLES, [])

    assert [finding.what for finding in found] == [
        f"Chưa thấy công đoạn “{stage.name['vi']}”" for stage in NOODLES.stages if stage.required
    ]


def test_what_lies_ahead_of_a_lot_is_not_missed():
    so_far = [one for one in noodles() if one.done_on <= on(14)]

    assert gap_findings(NOODLES, so_far, through="settling") == []
    assert codes(gap_findings(NOODLES, so_far, through="draining")) == ["process.missing_stage"]
    with pytest.raises(KeyError):
        gap_findings(NOODLES, so_far, through="distilling")


def test_one_of_two_ways_is_enough():
    tea = template("tra-hoa-vang")
    seen = [
        plain("creating_class_instance", 10, EventKind.OBJECT),
        named("steaming", 11, water_source="well"),
        named("freeze_drying", 12, hours=24),
        plain("packing", 15),
        plain("commissioning", 15, EventKind.TRANSFORMATION),
    ]

    assert gap_findings(tea, seen) == []
    assert codes(gap_findings(tea, without(seen, "freeze_drying"))) == ["process.missing_stage"]


def test_a_later_stage_dated_before_an_earlier_one_is_out_of_order():
    seen = [replace(one, done_on=on(15)) if one.stage == "cutting" else one for one in noodles()]

    assert gap_findings(NOODLES, seen) == [
        Finding(
            code="process.order",
            state=State.FAILED,
            severity=Severity.ADVISORY,
            what="“Cắt sợi” ghi ngày 15/11/2026, trước “Tráng bằng hơi, phơi se, xếp ủ qua đêm” ngày 17/11/2026",
            what_en=(
                "“Cut into strands” is dated 2026-11-15, before “Steam into sheets, half dry, stack to rest "
                "overnight” on 2026-11-17"
            ),
            why="Thường phải tráng bằng hơi, phơi se, xếp ủ qua đêm rồi mới tới cắt sợi.",
            remedy="Kiểm lại ngày của hai công đoạn và sửa ngày ghi nhầm.",
            source=SOURCE,
            verify=True,
        )
    ]


def test_a_stage_without_a_fixed_place_may_come_at_any_time():
    early_labels = Seen(on(1), biz_step="encoding", kind=EventKind.OBSERVE)

    assert gap_findings(NOODLES, [early_labels, *noodles()]) == []


def test_a_stage_that_lacks_what_it_asks_for_is_told_once():
    seen = [replace(one, fields={"additives": " "}) if one.stage == "spreading" else one for one in noodles()]

    assert gap_findings(NOODLES, seen) == [
        Finding(
            code="process.missing_data",
            state=State.MISSING,
            severity=Severity.ADVISORY,
            what="“Tráng bằng hơi, phơi se, xếp ủ qua đêm” chưa ghi: Phụ gia đã dùng, Bột khác pha thêm",
            what_en=(
                "“Steam into sheets, half dry, stack to rest overnight” lacks: Additives used, Other starch mixed in"
            ),
            why="Quy trình của loại sản phẩm này hỏi những điều đó.",
            remedy="Mở công đoạn và ghi thêm.",
            source=SOURCE,
            verify=True,
        )
    ]


def test_zero_is_an_answer_and_each_record_of_a_stage_must_give_one():
    field = {"code": "n", "name": {"vi": "Số", "en": "Number"}, "kind": "number", "required": True}
    made = read(a_pack(a_stage("a", fields=[field])))

    assert gap_findings(made, [named("a", 1, n=0)]) == []
    assert codes(gap_findings(made, [named("a", 1, n=0), named("a", 2)])) == ["process.missing_data"]


def test_stages_too_close_or_too_far_apart_are_a_warning():
    made = read(a_pack(a_stage("a"), a_stage("b", days=usual(2, 4, verify=True))))

    def found(*days: int) -> list[Finding]:
        return gap_findings(made, [named("a", days[0]), *(named("b", day) for day in days[1:])])

    assert found(1, 3) == found(1, 5) == found(1, 5, 20) == []
    assert found(1, 2) == [
        Finding(
            code="process.too_soon",
            state=State.WARNING,
            severity=Severity.ADVISORY,
            what="“B” hơi sớm: 1 ngày sau “A”",
            what_en="“B (en)” came rather soon: 1 days after “A (en)”",
            why="Thường ít nhất 2 ngày.",
            remedy="Kiểm lại ngày đã ghi; nếu đúng thì không phải sửa gì.",
            source="processes/banh@3: sổ cân của xưởng",
            verify=True,
        )
    ]
    [late] = found(1, 6)
    assert (late.code, late.what, late.why) == (
        "process.too_late",
        "“B” hơi muộn: 5 ngày sau “A”",
        "Thường nhiều nhất 4 ngày.",
    )


def test_days_of_the_stages_between_are_allowed_too_and_one_without_an_end_allows_all():
    short = a_stage("b", required=False, days=usual(0, 3))
    endless = a_stage("b", required=False, days={"min": 0, "source": "x", "verify": True})
    anytime = a_stage("b", required=False, anytime=True, days=usual(0, 3))
    last = a_stage("c", days=usual(1, 4))

    def found(between: dict, day: int) -> list[str]:
        made = read(a_pack(a_stage("a"), between, last))
        return codes(gap_findings(made, [named("a", 1), named("c", day)]))

    assert found(short, 8) == found(endless, 30) == []
    assert found(anytime, 8) == ["process.too_late"]
    assert found(short, 9) == ["process.too_late"]


# Whatever the trace


@st.composite
def traces(draw):
    made = template(draw(st.sampled_from(NAMES)))
    stages = draw(st.lists(st.sampled_from(made.stages), max_size=20))
    return made, [
        Seen(
            on(1) + timedelta(days=draw(st.integers(0, 400))),
            stage=draw(st.sampled_from([stage.code, "", "elsewhere"])),
            biz_step=stage.biz_step,
            kind=draw(st.sampled_from([stage.event, None, *EventKind])),
        )
        for stage in stages
    ]


@given(traces(), st.randoms())
def test_the_order_of_the_records_does_not_matter(trace, random):
    made, seen = trace
    days = [on(1) + timedelta(days=day) for day in range(len(seen))]
    seen = [replace(one, done_on=day) for one, day in zip(seen, days, strict=True)]
    shuffled = random.sample(seen, len(seen))

    assert gap_findings(made, shuffled) == gap_findings(made, seen)


@given(traces())
def test_no_record_is_used_twice_and_none_is_invented(trace):
    made, seen = trace

    matched = match(made, seen)

    used = [id(one) for group in matched.found.values() for one in group]
    used += [id(one) for group in matched.unclear for one in group.seen]
    assert len(set(used)) == len(used)
    assert set(used) <= {id(one) for one in seen}
    assert [code for code in matched.found if code not in made] == []


@given(traces())
def test_a_stage_is_missing_only_when_no_record_names_it(trace):
    made, seen = trace
    shown = {one.stage for one in seen}

    found = gap_findings(made, seen)

    missing = {finding.what for finding in found if finding.code == "process.missing_stage"}
    assert missing.isdisjoint(
        f"Chưa thấy công đoạn “{stage.name['vi']}”" for stage in made.stages if stage.code in shown
    )
    assert [finding for finding in found if finding.is_blocking] == []
