"""Reminder ladders, day by day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from namsao.core.ladder import due_step

END = date(2027, 3, 31)
STEPS = (240, 180, 150, 120, 60, 30)


def days_before(days: int) -> date:
    return END - timedelta(days=days)


def told_over(days: list[int]) -> list[tuple[int, int]]:
    """(days left, step told) of a ladder asked on these days, each answer remembered."""
    told: list[tuple[int, int]] = []
    for left in days:
        step = due_step(days_before(left), END, [step for _left, step in told], STEPS)
        if step is not None:
            told.append((left, step))
    return told


def test_nothing_is_told_before_the_first_step():
    assert due_step(days_before(241), END, (), STEPS) is None


def test_asked_every_day_each_step_is_told_once_on_its_own_day():
    assert told_over(list(range(400, -60, -1))) == [(step, step) for step in STEPS]


def test_a_machine_that_was_off_tells_the_smallest_reached_step_and_no_burst():
    assert told_over([230, 100, 99, 98, 60]) == [(230, 240), (100, 120), (60, 60)]


def test_a_thing_that_appears_late_starts_in_the_middle():
    assert told_over([45, 44, 30]) == [(45, 60), (30, 30)]


def test_after_the_day_the_last_step_is_told_once():
    assert told_over([-5, -6]) == [(-5, 30)]


def test_a_step_after_the_day_waits_for_it():
    steps = (0, -7)
    assert [due_step(days_before(left), END, (), steps) for left in (1, 0, -6, -7)] == [None, 0, 0, -7]


def test_no_steps_tell_nothing():
    assert due_step(END, END, (), ()) is None


@given(st.lists(st.integers(-60, 400), unique=True))
def test_however_seldom_it_is_asked_steps_only_come_closer_and_never_twice(days: list[int]):
    steps = [step for _left, step in told_over(sorted(days, reverse=True))]
    assert steps == sorted(set(steps), reverse=True)


@given(st.integers(-60, 400), st.permutations(STEPS))
def test_the_order_of_the_steps_does_not_matter(left: int, steps: list[int]):
    assert due_step(days_before(left), END, (), steps) == due_step(days_before(left), END, (), STEPS)
