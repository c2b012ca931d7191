import pytest
import time_machine

from namsao.base.accounts.tests.cast import NOW


@pytest.fixture
def on_the_day():
    """The clock runs from the moment of the cast."""
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def noon():
    """Noon of the day of the cast."""
    with time_machine.travel("2026-11-24T05:00:00Z", tick=False):
        yield


@pytest.fixture
def hoa(cast, as_):
    return as_(cast.hoa)


@pytest.fixture
def as_(client, time_machine):
    """The client signed in as somebody, at the moment of the cast."""
    time_machine.move_to(NOW, tick=False)

    def signed_in(user):
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def heard(django_capture_on_commit_callbacks):
    """Does something and has its news delivered."""

    def act(work):
        with django_capture_on_commit_callbacks(execute=True):
            return work()

    return act
