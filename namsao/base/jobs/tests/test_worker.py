"""The loop: it works while there is work, outlives faults, and stops when told."""

import threading

import pytest

from namsao.base.jobs import schedule, worker


@pytest.fixture(autouse=True)
def _nothing_else_to_do(monkeypatch):
    monkeypatch.setattr(schedule, "_jobs", {})
    monkeypatch.setattr(worker, "_chores", [])


def test_the_loop_works_without_a_rest_while_there_is_work_and_stops_when_told(db):
    stop, left = threading.Event(), [3, 2, 1]

    @worker.chore
    def eat():
        if not left:
            stop.set()
            return 0
        return left.pop()

    worker.loop(stop, pause_s=60)

    assert left == []


def test_a_loop_told_to_stop_beforehand_does_nothing(db):
    stop, calls = threading.Event(), []
    stop.set()
    worker.chore(lambda: calls.append(1) or 0)

    worker.loop(stop)

    assert calls == []


def test_a_rest_ends_at_once_when_told_to_stop(db):
    stop = threading.Event()
    worker.chore(lambda: 0)
    threading.Timer(0.05, stop.set).start()

    worker.loop(stop, pause_s=60)

    assert stop.is_set()


def test_a_chore_that_fails_does_not_end_the_loop_or_the_other_chores(db):
    stop, calls = threading.Event(), []

    @worker.chore
    def fall():
        raise ValueError("hỏng")

    @worker.chore
    def work():
        calls.append(1)
        if len(calls) == 2:
            stop.set()
        return 1

    worker.loop(stop, pause_s=0)

    assert len(calls) == 2


def test_a_turn_says_how_much_was_done(db):
    worker.chore(lambda: 2)
    worker.chore(lambda: 3)

    assert worker.turn() == 5
