"""Published rows from SQLite: notices a commit of another connection within 50 ms."""

import sqlite3 as python_sqlite
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from threading import Event
from types import ModuleType
from urllib.parse import quote

from namsao.resolver.source import Row

INTERVAL_S = 0.05
ROWS = (
    "SELECT key, version, valid_until, gone, body FROM scans_published "
    "WHERE version > ? ORDER BY version LIMIT 500"
)


class UnsafeSQLiteError(RuntimeError):
    """A SQLite that may corrupt a database in WAL mode."""


def driver() -> ModuleType:
    """The SQLite bundled with `pysqlite3` where there is one, else Python's own."""
    try:
        return import_module("pysqlite3")
    except ImportError:
        return python_sqlite


def check(version: tuple[int, int, int]) -> None:
    """Refuse a SQLite without the fix of the WAL-reset bug. Raises: UnsafeSQLiteError.

    Source: sqlite.org, "The WAL-reset bug": fixed in 3.51.3, and in 3.44.6 and 3.50.7 of their branches.
    """
    if version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45):
        return
    found = ".".join(map(str, version))
    raise UnsafeSQLiteError(
        f"SQLite {found} có thể làm hỏng cơ sở dữ liệu. Hãy cài pysqlite3 hoặc SQLite từ 3.51.3 trở lên. "
        f"SQLite {found} may corrupt the database: install pysqlite3, or SQLite 3.51.3 or newer."
    )


class SQLiteSource:
    """A database file. Raises: UnsafeSQLiteError at once, not when it is too late."""

    def __init__(self, path: Path) -> None:
        self._driver = driver()
        check(self._driver.sqlite_version_info)
        self._path = path

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        return (self._driver.Error,)

    def connect(self) -> "SQLiteFeed":
        address = f"file:{quote(str(self._path))}?mode=ro"
        connection: python_sqlite.Connection = self._driver.connect(
            address, uri=True, isolation_level=None, timeout=5, check_same_thread=False
        )
        return SQLiteFeed(connection)


class SQLiteFeed:
    def __init__(self, connection: python_sqlite.Connection) -> None:
        self._connection = connection
        self._seen: int | None = None

    def moved(self) -> bool:
        before, self._seen = self._seen, self._number("PRAGMA data_version")
        return before != self._seen

    def newest(self) -> int:
        return self._number("SELECT coalesce(max(version), 0) FROM scans_published")

    def rows(self, after: int) -> Iterator[Row]:
        while found := self._connection.execute(ROWS, (after,)).fetchall():
            for key, version, valid_until, gone, body in found:
                yield Row(key, version, valid_until, bool(gone), bytes(body))
                after = version

    def wait(self, stop: Event) -> None:
        stop.wait(INTERVAL_S)

    def close(self) -> None:
        self._connection.close()

    def _number(self, query: str) -> int:
        return int(self._connection.execute(query).fetchone()[0])
