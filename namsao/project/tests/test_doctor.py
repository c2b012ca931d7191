"""What stops the server."""

import pytest
from django.db import connection

from namsao.base.audit import locks
from namsao.project import doctor


@pytest.mark.django_db
def test_the_server_does_not_start_without_the_locks_of_decided_rows():
    assert [each.is_blocking for each in doctor.locks(connection)] == [False]

    locks.remove(connection)

    assert [each.is_blocking for each in doctor.locks(connection)] == [True]
