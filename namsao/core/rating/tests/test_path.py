"""The path to a star: optimal against brute force, and what it says."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from namsao.core.rating.path import path
from namsao.core.rating.tally import tally
from namsao.core.rating.tests.build import NUMBERS, best, by_points, sheets, small_sets, the_set

LOWEST = {1: 0, 2: 30, 3: 50, 4: 70, 5: 90}


def brute_force(criteria_set, sheet, stars, effort, locked):
    """(cost, added points, ((place on the sheet, level), …)) of the best of all plans; None when there is none."""
    choices = [
        [(None, level_of(one, sheet)), *(() if one.code in locked else rises(one, sheet))]
        for one in criteria_set.criteria
    ]
    before = sum(level_of(one, sheet)[0] for one in criteria_set.criteria)
    gates = [
        (place, option.level)
        for place, one in enumerate(criteria_set.criteria)
        for option in one.options
        if any(star <= stars for star in option.stars)
    ]
    found = []
    for plan in product(*choices):
        total = sum(level[0] for _, level in plan)
        if total >= LOWEST[stars] and all(plan[place][1] >= level for place, level in gates):
            steps = tuple((place, level) for place, (option, level) in enumerate(plan) if option)
            cost = sum(effort.get(criteria_set.criteria[place].code, 1) for place, _ in steps)
            found.append((cost, total - before, steps))
    return min(found, default=None)


def level_of(criterion, sheet):
    now = criterion.option(sheet.get(criterion.code, 0))
    return (now.points, now.seq) if now else (0, 0)


def rises(criterion, sheet):
    now = criterion.option(sheet.get(criterion.code, 0))
    return [
        (option, (option.points, option.seq))
        for option in criterion.options
        if (option.points, option.seq) > level_of(criterion, sheet)
        and not (now and now.variant != option.variant)
    ]


def key_of(criteria_set, found):
    place = {one.code: number for number, one in enumerate(criteria_set.criteria)}
    steps = sorted((place[step.code], (step.to_points, step.to_seq)) for step in found.steps)
    return (found.cost, found.points_after - found.points_before, tuple(steps)) if found.possible else None


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_on_small_sets_no_plan_is_better(data):
    small = data.draw(small_sets())
    sheet = data.draw(
        st.fixed_dictionaries({one.code: st.integers(0, len(one.options)) for one in small.criteria})
    )
    codes = [one.code for one in small.criteria]
    effort = data.draw(st.dictionaries(st.sampled_from(codes), st.integers(1, 4)))
    locked = data.draw(st.sets(st.sampled_from(codes), max_size=2))
    stars = data.draw(st.integers(1, 5))

    found = path(small, sheet, stars, effort, locked)

    assert key_of(small, found) == brute_force(small, sheet, stars, effort, locked)
    assert found.possible is not bool(found.blocked)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_on_real_sets_with_a_few_open_criteria_no_plan_is_better(data):
    real = the_set(data.draw(st.sampled_from([7, 12, 23, 26])))
    sheet = data.draw(sheets(real))
    open_codes = set(
        data.draw(st.lists(st.sampled_from([one.code for one in real.criteria]), max_size=4, unique=True))
    )
    locked = {one.code for one in real.criteria} - open_codes
    stars = data.draw(st.integers(2, 5))

    found = path(real, sheet, stars, locked=locked)

    assert key_of(real, found) == brute_force(real, sheet, stars, {}, locked)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(NUMBERS), st.integers(1, 5), st.data())
def test_the_path_taken_reaches_the_star_and_lowers_nothing(number, stars, data):
    real = the_set(number)
    sheet = data.draw(sheets(real))

    found = path(real, sheet, stars)

    after = tally(real, sheet | {step.code: step.to_seq for step in found.steps})
    assert found.possible
    assert after.stars >= stars
    assert after.points == found.points_after
    assert found.cost == len(found.steps)
    assert all(step.to_points > step.from_points for step in found.steps)
    assert (found.steps == ()) is (tally(real, sheet).stars >= stars)


def test_a_gate_is_taken_further_when_that_saves_another_step():
    # 86 points: 11 = 0, 4.3 = 0, 7 = 1, 1.2 = 0, all gates held but 7 (four stars ask 3, five ask 5).
    sheet = best(the_set(7)) | by_points(the_set(7), "11=0 4.3=0 7=1 1.2=0")

    found = path(the_set(7), sheet, 5)

    # 7 must rise to 5 (+4), which also gives the 90 points: one step, no other.
    assert [(step.code, step.from_points, step.to_points) for step in found.steps] == [("7", 1, 5)]
    assert (found.cost, found.points_before, found.points_after) == (1, 86, 90)
    # For four stars the gate alone asks for 3 only, and 86 points lie in the band: no more is asked.
    assert [(step.code, step.to_points) for step in path(the_set(7), sheet, 4).steps] == [("7", 3)]


def test_least_cost_goes_before_fewest_points_and_fewest_points_break_a_tie():
    # 89 points: 5.3 = 3 may rise to 5 (+2), 1.7 = 0 to 1 (+1); 4.3 = 0 and 11 = 0 stay.
    sheet = best(the_set(7)) | by_points(the_set(7), "5.3=3 1.7=0 4.3=0 11=0")

    dear = path(the_set(7), sheet, 5, effort={"1.7": 2}, locked={"4.3", "11"})
    even = path(the_set(7), sheet, 5, locked={"4.3", "11"})

    assert ([step.code for step in dear.steps], dear.cost, dear.points_after) == (["5.3"], 1, 91)
    assert ([step.code for step in even.steps], even.cost, even.points_after) == (["1.7"], 1, 90)


def test_steps_for_gates_come_first_and_every_step_says_why():
    sheet = best(the_set(7)) | by_points(the_set(7), "1.2=0 4.3=0 4.2=0 5.2=0 9=1")  # 84 points

    found = path(the_set(7), sheet, 5)

    assert [(step.code, step.why.code) for step in found.steps] == [
        ("9", "rating.path.gate.9"),
        ("1.2", "rating.path.points.1.2"),
    ]
    assert found.steps[0].why.what == (
        "9 Đảm bảo chất lượng sản phẩm: từ 1 lên 5 điểm, điều kiện bắt buộc của hạng 4 sao"
    )
    assert found.steps[1].why.what == (
        "1.2 Vùng nguyên liệu được cấp chứng nhận chất lượng: từ 0 lên 2 điểm, thêm 2 điểm cho hạng 5 sao"
    )
    assert all(step.why.remedy.startswith("Cần đạt: ") for step in found.steps)
    assert all(step.why.what_en and step.why.source for step in found.steps)


def test_steps_for_points_come_by_what_they_give():
    sheet = best(the_set(7)) | by_points(
        the_set(7), "1.2=0 1.7=0 2.4=0 3.2=0 4.2=0 4.3=0 10=1 11=0"
    )  # 83 points, no gate missed

    found = path(the_set(7), sheet, 5)

    assert [(step.code, step.to_points - step.from_points) for step in found.steps] == [
        ("4.3", 5),
        ("1.2", 2),
    ]


def test_an_option_of_equal_points_is_no_step_even_for_nothing():
    sheet = best(the_set(7)) | {"3.1": 1}

    assert path(the_set(7), sheet, 5, effort={"3.1": 0}).steps == ()


def test_effort_turns_the_path_to_cheaper_criteria():
    sheet = best(the_set(7)) | by_points(the_set(7), "4.3=0 5.2=0 1.2=0 4.2=0")  # 88 points, no gate missed

    assert [step.code for step in path(the_set(7), sheet, 5).steps] == ["1.2"]
    dear = path(the_set(7), sheet, 5, effort={"1.2": 5, "4.2": 3, "4.3": 2})
    assert ([step.code for step in dear.steps], dear.cost) == (["5.2"], 1)
    free = path(the_set(7), sheet, 5, effort={"4.3": 0})
    assert ([(step.code, step.to_points) for step in free.steps], free.cost) == ([("4.3", 2)], 0)


def test_a_locked_gate_or_too_few_points_say_what_blocks():
    blocked = path(the_set(7), best(the_set(7)) | {"3.5": 0}, 3, locked={"3.5"})
    every = {one.code for one in the_set(26).criteria}
    short = path(the_set(26), by_points(the_set(26), "3.5=2 3.4=3 2.1=1"), 4, locked=every - {"2.1", "1.1"})

    assert (blocked.possible, blocked.steps, [finding.code for finding in blocked.blocked]) == (
        False,
        (),
        ["rating.path.locked.3.5"],
    )
    assert blocked.blocked[0].what == ("3.5 Sở hữu trí tuệ không đổi được, mà hạng 3 sao cần ít nhất 1 điểm")
    assert [finding.what for finding in short.blocked] == [
        "Nâng hết các tiêu chí còn đổi được cũng chỉ đạt 13 điểm, hạng 4 sao cần 70"
    ]


def test_a_community_stays_in_its_case_when_it_rises():
    case_2 = best(the_set(26)) | {"8": 3, "9": 3, "15": 3, "1.1": 1, "1.2": 1}

    found = path(the_set(26), case_2, 5, locked={"1.1", "1.2"})

    raised = {step.code: (step.from_seq, step.to_seq) for step in found.steps}
    assert set(raised) <= {"8", "9", "15"}
    assert set(raised.values()) == {(3, 4)}


def test_impossible_questions_are_loud():
    with pytest.raises(ValueError, match="no such star"):
        path(the_set(7), {}, 6)
    with pytest.raises(ValueError, match="below 0"):
        path(the_set(7), {}, 3, effort={"7": -1})
    with pytest.raises(KeyError):
        path(the_set(7), {}, 3, effort={"99": 1})
    with pytest.raises(KeyError):
        path(the_set(7), {}, 3, locked={"99"})
    with pytest.raises(KeyError):
        path(the_set(7), {"7": 9}, 3)
