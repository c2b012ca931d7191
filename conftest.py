"""What every Django test may use."""

import pytest


@pytest.fixture
def cast(db):
    """Everybody of the cast, in the database."""
    from namsao.base.accounts.tests.cast import the_cast

    return the_cast()


@pytest.fixture(autouse=True)
def _folders(settings, tmp_path):
    """Files and scans of a test go to its own folder."""
    settings.FILES_ROOT = tmp_path / "files"
    settings.SCANS_ROOT = tmp_path / "scans"


@pytest.fixture(autouse=True)
def _locks_off_before_a_flush(request):
    """A test with transactions of its own ends in emptying the tables, which the locks would refuse.

    Django sends post_migrate after it, and that puts them in again.
    """
    marker = request.node.get_closest_marker("django_db")
    flushes = "transactional_db" in request.fixturenames or (marker and marker.kwargs.get("transaction"))
    if flushes:
        request.getfixturevalue("transactional_db")
    yield
    if flushes:
        from django.db import connection

        from namsao.base.audit import locks

        locks.remove(connection)
