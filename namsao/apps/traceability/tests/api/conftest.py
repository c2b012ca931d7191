"""The partners of every test of the interface."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.core.cache import cache

from namsao.apps.traceability.tests.api.build import Api, an_api
from namsao.apps.traceability.tests.api.listener import listening

START = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)  # eight in the morning in Vietnam


@pytest.fixture(autouse=True)
def _no_tries_yet():
    """Limits on wrong keys and dropped tokens live in the cache."""
    cache.clear()


@pytest.fixture
def htx(cast) -> Api:
    """A system of Hoa's cooperative."""
    return an_api(cast.htx)


@pytest.fixture
def programme(cast) -> Api:
    """A system of the programme itself."""
    return an_api()


@pytest.fixture
def stranger(cast) -> Api:
    """A system of a cooperative that has nothing to do with it."""
    return an_api(cast.other_htx)


@pytest.fixture
def clock():
    """Stands still at eight in the morning, until it is moved."""
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def there(settings):
    """A subscriber on this machine, who may be called."""
    settings.CALLBACKS_TO_PRIVATE = True
    with listening() as listener:
        yield listener
