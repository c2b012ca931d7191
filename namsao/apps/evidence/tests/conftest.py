import pytest

from namsao.base.accounts.tests.cast import NOW


@pytest.fixture
def hoa(cast, client, time_machine):
    """The client signed in as Hoa, at the moment of the cast."""
    time_machine.move_to(NOW, tick=False)
    client.force_login(cast.hoa)
    return client
