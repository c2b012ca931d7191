"""Where published rows come from: one table, in SQLite or PostgreSQL, read only."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from threading import Event
from typing import NamedTuple, Protocol, cast
from urllib.parse import unquote, urlsplit


class Row(NamedTuple):
    """A published row. version: increases in the order of commits. valid_until: epoch seconds or None."""

    key: str
    version: int
    valid_until: int | None
    gone: bool
    body: bytes


class Feed(Protocol):
    """One open connection, used by one thread at a time."""

    def moved(self) -> bool:
        """Whether anything may have been published since the last call; True on the first."""

    def newest(self) -> int:
        """The highest version in the table, 0 for an empty one."""

    def rows(self, after: int) -> Iterator[Row]:
        """Rows with a version above `after`, oldest first."""

    def wait(self, stop: Event) -> None:
        """Pause until it is worth asking again, or until `stop`."""

    def close(self) -> None: ...


class Source(Protocol):
    """Opens feeds. errors: what a feed raises when the database is away."""

    @property
    def errors(self) -> tuple[type[Exception], ...]: ...

    def connect(self) -> Feed: ...


class UnknownDatabaseError(ValueError):
    """An address that names neither SQLite nor PostgreSQL."""


def source(url: str) -> Source:
    """The source for "sqlite:///absolute/path" or "postgresql://…".

    Raises: UnknownDatabaseError, UnsafeSQLiteError.
    The driver is imported here, so a door on SQLite does not load PostgreSQL's.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        path = Path(unquote("/" + parts.path.lstrip("/")))
        return cast("Source", import_module("namsao.resolver.sqlite").SQLiteSource(path))
    if parts.scheme in ("postgres", "postgresql"):
        return cast("Source", import_module("namsao.resolver.postgres").PostgresSource(url))
    raise UnknownDatabaseError(
        f"a database address starts with sqlite:/// or postgresql://, not {parts.scheme!r}"
    )
