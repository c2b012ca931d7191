"""Which SQLite Django gets.

SQLite 3.7.0 to 3.51.2 can lose or corrupt committed rows when two connections
write and checkpoint a WAL at the same moment. The fix is in 3.51.3 and was
carried back to 3.44.6 and 3.50.7 only.
Source: sqlite.org, "The WAL-reset bug"; docs/decisions/0003.
"""

import importlib
import sys

Version = tuple[int, int, int]


def is_sound(version: Version) -> bool:
    """Whether a SQLite of this version has the WAL-reset fix."""
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)


def install() -> None:
    """Put the SQLite bundled in `pysqlite3` in the place of Python's own, where there is one.

    Must run before Django imports its database backend.
    """
    try:
        bundled = importlib.import_module("pysqlite3")
    except ImportError:
        return
    sys.modules["sqlite3"] = bundled
    sys.modules["sqlite3.dbapi2"] = importlib.import_module("pysqlite3.dbapi2")


def version() -> Version:
    """The version of the SQLite library in use."""
    return tuple(importlib.import_module("sqlite3").sqlite_version_info)
