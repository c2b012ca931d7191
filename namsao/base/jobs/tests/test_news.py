"""News: heard after commit, not after a rollback, again after a failure, once when it worked."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from namsao.base.jobs import news as news_module
from namsao.base.jobs.models import Delivery, Letter, Run
from namsao.base.jobs.news import News, deliver, deliver_due

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


class Crash(BaseException):
    """The process dies: nothing catches it."""


@pytest.fixture
def harvested(monkeypatch):
    """News of this test alone."""
    monkeypatch.setattr(news_module, "_all", {})
    return News("harvested")


@pytest.fixture
def heard(harvested):
    """What the receiver heard; it leaves a row too, so that a rollback shows."""
    calls = []

    @harvested.hear
    def write_down(*, at, batch):
        Run.objects.create(job=f"heard {batch} {len(calls)}", at=at)
        calls.append((at, batch))

    return calls


def rows_written():
    return Run.objects.filter(job__startswith="heard").count()


def test_news_is_heard_after_commit(harvested, heard, django_capture_on_commit_callbacks, db):
    with django_capture_on_commit_callbacks(execute=True):
        harvested.send(at=NOW, batch=7)
        assert heard == []

    assert heard == [(NOW, 7)]
    assert list(Delivery.objects.values_list("done_at", "attempts", "error")) == [(NOW, 0, "")]


@pytest.mark.django_db(transaction=True)
def test_news_of_an_act_that_was_rolled_back_is_never_heard(harvested, heard):
    def act():
        harvested.send(at=NOW, batch=7)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        transaction.atomic(act)()

    deliver_due(at=NOW + timedelta(days=1))

    assert heard == []
    assert (Letter.objects.count(), Delivery.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_news_is_heard_at_once_after_a_real_commit(harvested, heard):
    with transaction.atomic():
        harvested.send(at=NOW, batch=7)
        assert heard == []

    assert heard == [(NOW, 7)]


def test_each_receiver_gets_its_own_delivery_and_one_that_fails_does_not_stop_the_other(
    harvested, heard, django_capture_on_commit_callbacks, db
):
    @harvested.hear
    def fall(*, at, batch):
        raise ValueError("hỏng")

    with django_capture_on_commit_callbacks(execute=True):
        harvested.send(at=NOW, batch=7)

    assert heard == [(NOW, 7)]
    states = {d.receiver.rpartition(".")[2]: (d.done_at, d.attempts, d.error) for d in Delivery.objects.all()}
    assert states == {"write_down": (NOW, 0, ""), "fall": (None, 1, "ValueError: hỏng")}


def test_a_receiver_that_failed_is_asked_again_when_its_time_has_come(harvested, db, time_machine):
    time_machine.move_to(NOW, tick=False)
    tries = []

    @harvested.hear
    def fall_twice(*, at, batch):
        tries.append(batch)
        if len(tries) < 3:
            raise ValueError("hỏng")

    harvested.send(at=NOW, batch=7)
    waits = []
    for _ in range(3):
        assert deliver_due(at=datetime.now(UTC)) == 1
        assert deliver_due(at=datetime.now(UTC)) == 0
        next_at = Delivery.objects.get().next_at
        waits.append((next_at - datetime.now(UTC)).total_seconds())
        time_machine.move_to(next_at, tick=False)

    assert tries == [7, 7, 7]
    assert waits[:2] == [2, 4]
    assert Delivery.objects.get().done_at is not None


def test_the_wait_between_tries_never_exceeds_six_hours(harvested, db, time_machine):
    time_machine.move_to(NOW, tick=False)

    @harvested.hear
    def fall(*, at, batch):
        raise ValueError("hỏng")

    harvested.send(at=NOW, batch=7)
    Delivery.objects.update(attempts=40)
    deliver_due(at=NOW)

    assert Delivery.objects.get().next_at == NOW + timedelta(hours=6)


def test_what_was_heard_is_not_heard_again(harvested, heard, db):
    harvested.send(at=NOW, batch=7)
    delivery = Delivery.objects.get()

    answers = [deliver(delivery.pk, at=NOW) for _ in range(3)]

    assert answers == [True, True, True]
    assert heard == [(NOW, 7)]
    assert deliver_due(at=NOW + timedelta(days=1)) == 0


def test_a_crash_between_receiver_and_mark_undoes_both_and_the_news_is_heard_again(
    harvested, heard, db, monkeypatch
):
    harvested.send(at=NOW, batch=7)
    delivery = Delivery.objects.get()

    def die(*args, **kwargs):
        raise Crash

    with monkeypatch.context() as patched:
        patched.setattr(Delivery, "save", die)
        with pytest.raises(Crash):
            deliver(delivery.pk, at=NOW)
    assert (len(heard), rows_written()) == (1, 0)

    deliver_due(at=NOW)

    assert (len(heard), rows_written()) == (2, 1)
    assert Delivery.objects.get().done_at == NOW


def test_a_receiver_that_fails_leaves_nothing_half_written(harvested, db):
    @harvested.hear
    def write_and_fall(*, at, batch):
        Run.objects.create(job="heard half", at=at)
        raise ValueError("hỏng")

    harvested.send(at=NOW, batch=7)
    deliver_due(at=NOW)

    assert rows_written() == 0


def test_news_that_nobody_hears_is_kept_as_a_letter(harvested, db):
    harvested.send(at=NOW, batch=7)

    assert list(Letter.objects.values_list("name", "payload", "at")) == [("harvested", {"batch": 7}, NOW)]
    assert Delivery.objects.count() == 0


def test_a_receiver_that_is_gone_keeps_its_letter_waiting(harvested, heard, db):
    harvested.send(at=NOW, batch=7)
    harvested.receivers.clear()

    assert deliver(Delivery.objects.get().pk) is False
    assert Delivery.objects.get().error.startswith("KeyError")


def test_a_name_of_news_is_declared_once(harvested):
    with pytest.raises(ValueError, match="declared twice"):
        News("harvested")


def test_due_deliveries_are_taken_in_order_and_in_portions(harvested, heard, db):
    for batch in range(5):
        harvested.send(at=NOW, batch=batch)

    assert deliver_due(at=NOW, limit=3) == 3
    assert [batch for _, batch in heard] == [0, 1, 2]
