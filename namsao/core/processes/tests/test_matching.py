"""Which stage a record shows, told by example; where that is a guess, it stays a question."""

from dataclasses import replace

from namsao.core.finding import State
from namsao.core.processes.gaps import gap_findings
from namsao.core.processes.matching import match
from namsao.core.processes.reading import read
from namsao.core.processes.template import EventKind

from .build import a_pack, a_stage, named, noodles, on, plain, template

NOODLES = template("mien-dong")


def test_records_that_do_not_name_their_stage_are_matched_by_the_business_step():
    matched = match(
        NOODLES, [plain("packing", 20), plain("shipping", 25), plain("encoding", 19), plain("holding", 1)]
    )

    assert {code: [one.done_on for one in seen] for code, seen in matched.found.items()} == {
        "packing": [on(20)],
        "coding": [on(19)],
        "shipping": [on(25)],
    }
    assert matched.unclear == ()


def test_the_kind_of_event_tells_boxes_from_cases_and_a_harvest_from_a_starch_lot():
    seen = [
        plain("packing", 20),
        plain("packing", 21, EventKind.AGGREGATION),
        plain("creating_class_instance", 10, EventKind.OBJECT),
        plain("creating_class_instance", 16, EventKind.TRANSFORMATION),
    ]

    assert {code: one.done_on.day for code, [one] in match(NOODLES, seen).found.items()} == {
        "harvesting": 10,
        "draining": 16,
        "packing": 20,
        "cases": 21,
    }


def test_as_many_plain_records_as_required_stages_go_together_in_order_of_the_days():
    made = read(a_pack(a_stage("a"), a_stage("b"), a_stage("c", biz_step="packing")))

    matched = match(made, [plain("other", 3), plain("packing", 2), plain("other", 1)])

    assert {code: one.done_on.day for code, [one] in matched.found.items()} == {"a": 1, "b": 3, "c": 2}


def test_plain_records_that_could_be_several_stages_are_a_question_not_a_guess():
    bare = [replace(one, stage="") for one in noodles()]

    [finding] = gap_findings(NOODLES, bare)

    assert (finding.code, finding.state) == ("process.unclear_stage", State.UNKNOWN)
    assert finding.what == (
        "Chưa rõ đã làm công đoạn nào trong: “Rửa củ, nghiền”, “Lọc bột, để lắng nhiều lần”, “Để ráo, phơi bột”, "
        "“Tráng bằng hơi, phơi se, xếp ủ qua đêm”, “Cắt sợi”, “Phơi sợi”"
    )
    assert finding.why == "Hồ sơ có 6 việc không ghi tên công đoạn, chưa biết là việc nào."


def test_fewer_plain_records_than_required_stages_say_how_many_are_missing():
    made = read(a_pack(a_stage("a"), a_stage("b"), a_stage("c")))

    [finding] = gap_findings(made, [plain("other", 1)])

    assert (finding.code, finding.state) == ("process.unclear_stage", State.MISSING)
    assert finding.what == "Thiếu ít nhất 2 trong các công đoạn: “A”, “B”, “C”"
    assert finding.what_en == "At least 2 of these stages are not shown: “A (en)”, “B (en)”, “C (en)”"


def test_a_stage_the_template_does_not_know_counts_as_unnamed():
    made = read(a_pack(a_stage("a")))

    assert gap_findings(made, [named("from_another_version", 1)]) == []


def test_plain_records_are_not_laid_out_over_stages_that_may_be_left_out():
    made = read(a_pack(a_stage("a", required=False), a_stage("b")))

    matched = match(made, [plain("other", 1), plain("other", 2)])

    assert matched.found == {}
    assert [[stage.code for stage in group.stages] for group in matched.unclear] == [["a", "b"]]


def test_a_stage_done_another_way_is_not_looked_for_among_plain_records():
    made = read(a_pack(a_stage("a"), a_stage("a2", instead_of="a", required=False), a_stage("b")))

    found = match(made, [named("a2", 1), plain("other", 2)]).found

    assert {code: one.done_on.day for code, [one] in found.items()} == {"a2": 1, "b": 2}


def test_a_way_that_replaces_another_is_only_matched_by_name():
    made = read(a_pack(a_stage("a"), a_stage("a2", instead_of="a", biz_step="storing", required=False)))

    assert match(made, [plain("storing", 1)]).found == {}
    assert list(match(made, [named("a2", 1)]).found) == ["a2"]


def test_the_surest_record_chooses_first_and_leaves_one_stage_to_the_other():
    seen = [plain("packing", 20, None), plain("packing", 21, EventKind.AGGREGATION)]

    found = match(NOODLES, seen).found

    assert {code: one.done_on.day for code, [one] in found.items()} == {"packing": 20, "cases": 21}
