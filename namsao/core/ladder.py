"""Reminder ladders: which step of "240, 180, … 30 days before" is to be told on a day."""

from collections.abc import Collection, Sequence
from datetime import date


def due_step(day: date, target_day: date, already: Collection[int], steps: Sequence[int]) -> int | None:
    """The step to tell on `day`: the smallest one reached, or None when it, or a smaller one, was told.

    steps: days before `target_day`, in any order; 0 is the day itself, a negative one lies after it. Steps
    that were missed are passed over, so that a machine that was off never tells several at once. After
    `target_day` the last step is still told when it never was: say what is true on `day`, not "30 days left".
    already: steps told for this very `target_day`; another target day is another ladder.
    """
    left = (target_day - day).days
    reached = [step for step in steps if left <= step]
    if not reached or any(told <= min(reached) for told in already):
        return None
    return min(reached)
