"""Published rows from PostgreSQL: asks every 200 ms, or at once after NOTIFY on the table's channel."""

from collections.abc import Iterator
from threading import Event
from typing import LiteralString

import psycopg

from namsao.resolver.source import Row

INTERVAL_S = 0.2
ROWS: LiteralString = (
    "SELECT key, version, valid_until, gone, body FROM scans_published "
    "WHERE version > %s ORDER BY version LIMIT 500"
)


class PostgresSource:
    """A database address as libpq reads it."""

    errors: tuple[type[Exception], ...] = (psycopg.Error,)

    def __init__(self, url: str) -> None:
        self._url = url

    def connect(self) -> "PostgresFeed":
        # A server that vanished without a word must not hold the watcher for TCP's own patience.
        connection = psycopg.connect(
            self._url,
            autocommit=True,
            prepare_threshold=None,
            connect_timeout=5,
            keepalives_idle=5,
            tcp_user_timeout=5000,
        )
        connection.execute("LISTEN scans_published")
        return PostgresFeed(connection)


class PostgresFeed:
    def __init__(self, connection: psycopg.Connection) -> None:
        self._connection = connection
        self._seen: int | None = None

    def moved(self) -> bool:
        before, self._seen = self._seen, self.newest()
        return before != self._seen

    def newest(self) -> int:
        row = self._connection.execute("SELECT coalesce(max(version), 0) FROM scans_published").fetchone()
        return int(row[0]) if row else 0

    def rows(self, after: int) -> Iterator[Row]:
        while found := self._connection.execute(ROWS, (after,)).fetchall():
            for key, version, valid_until, gone, body in found:
                yield Row(key, version, valid_until, gone, body)
                after = version

    def wait(self, stop: Event) -> None:
        if not stop.is_set():
            for _ in self._connection.notifies(timeout=INTERVAL_S, stop_after=1):
                return

    def close(self) -> None:
        self._connection.close()
