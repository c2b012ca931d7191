import pytest
import time_machine


@pytest.fixture
def hoa(cast, client):
    client.force_login(cast.hoa)
    return client


@pytest.fixture
def today():
    """Noon of the day of the cast."""
    with time_machine.travel("2026-11-24T05:00:00Z", tick=False):
        yield
