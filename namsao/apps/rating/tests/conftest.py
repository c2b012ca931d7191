import pytest

from namsao.base.accounts.tests.cast import NOW


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
