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
