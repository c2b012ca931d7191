from collections.abc import Iterator
from pathlib import Path

import pytest

from namsao.resolver.tests.published import Client, Table


@pytest.fixture
def table(tmp_path: Path) -> Iterator[Table]:
    table = Table(tmp_path / "db.sqlite3").publish_everything()
    yield table
    table.connection.close()


@pytest.fixture
def client(table: Table, tmp_path: Path) -> Client:
    return Client(table, tmp_path / "scans")
