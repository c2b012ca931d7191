"""The schedule: due by the clock of Vietnam, once a tick, one fault alone."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from namsao.base.jobs import schedule
from namsao.base.jobs.models import Run
from namsao.base.jobs.schedule import Job, all_jobs, is_due, job, run_due

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def vn(hour, minute=0, day=24):
    return datetime(2026, 11, day, hour, minute, tzinfo=VIETNAM)


@pytest.fixture(autouse=True)
def _no_jobs(monkeypatch):
    monkeypatch.setattr(schedule, "_jobs", {})


def nightly():
    return Job("nightly", "0 2 * * *", print)


@pytest.mark.parametrize(
    ("last", "now", "due"),
    [
        (None, vn(12), True),
        (vn(2), vn(23, 59), False),
        (vn(2), vn(1, 59, day=25), False),
        (vn(2), vn(2, 0, day=25), True),
        (vn(1, 59), vn(2), True),
        (vn(2, 0, day=20), vn(3), True),
    ],
)
def test_a_nightly_job_is_due_at_two_in_the_morning_of_vietnam(last, now, due):
    assert is_due(nightly(), last, now) is due


@pytest.mark.parametrize("now", [vn(1, 59, day=25), vn(2, 0, day=25)])
def test_the_zone_in_which_the_last_run_is_given_makes_no_difference(now):
    last = vn(2)

    assert is_due(nightly(), last.astimezone(UTC), now) is is_due(nightly(), last, now.astimezone(UTC))


def test_a_job_runs_once_a_tick_and_again_at_the_next(db):
    runs = []
    job("*/5 * * * *")(runs.append)

    ran = [run_due(vn(9, minute)) for minute in (0, 1, 4, 5, 6, 11)]

    assert ran == [1, 0, 0, 1, 0, 1]
    assert runs == [vn(9, 0), vn(9, 5), vn(9, 11)]


def test_ticks_missed_while_the_server_was_off_are_made_up_by_one_run(db):
    runs = []
    job("0 * * * *")(runs.append)
    run_due(vn(0))

    run_due(vn(9, 30))

    assert len(runs) == 2


def test_the_fault_of_one_job_is_kept_and_does_not_stop_the_others(db):
    runs = []

    @job("* * * * *")
    def fall(now):
        raise ValueError("hỏng")

    @job("* * * * *")
    def work(now):
        runs.append(now)

    assert run_due(vn(9)) == 2
    assert runs == [vn(9)]
    assert dict(Run.objects.values_list("job", "error")) == {
        f"{__name__}.{fall.__qualname__}": "ValueError: hỏng",
        f"{__name__}.{work.__qualname__}": "",
    }


def test_an_error_goes_away_when_the_job_works_again(db):
    troubles = [ValueError("hỏng")]

    @job("* * * * *")
    def mend(now):
        if troubles:
            raise troubles.pop()

    run_due(vn(9))
    run_due(vn(9) + timedelta(minutes=1))

    assert list(Run.objects.values_list("at", "error")) == [(vn(9, 1), "")]


def test_jobs_are_known_by_where_they_live():
    @job("* * * * *")
    def work(now):
        pass

    assert [(each.name, each.cron) for each in all_jobs()] == [
        (f"{__name__}.{work.__qualname__}", "* * * * *")
    ]
