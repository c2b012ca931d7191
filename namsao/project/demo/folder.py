"""The demo's data folder: never somebody's real data, never two demos at once."""

import fcntl
import os
import shutil
from pathlib import Path

CARDS = "demo-cards.json"
BUILDING = "demo-is-being-built"
# All that a demo leaves in its folder; with anything else in it, the folder is not emptied.
OURS = {
    BUILDING,
    CARDS,
    "demo-cards.part",
    "published-root",
    *(f"namsao.sqlite3{end}" for end in ("", "-journal", "-shm", "-wal")),
    *("cache", "files", "mail", "scans", "secrets"),
}


class Unusable(Exception):
    """A folder the demo cannot have; the message says why and what to do."""


class NotOurs(Unusable):
    """The folder holds something that the demo did not make."""


class InUse(Unusable):
    """Another demo builds or serves the folder."""


class Folder:
    """States: absent or empty, being built (a build was cut short), built, or not ours."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._claim = -1

    @property
    def is_built(self) -> bool:
        return (self.path / CARDS).exists() and not (self.path / BUILDING).exists()

    @property
    def is_marked(self) -> bool:
        """Whether a demo was built here, or begun."""
        return (self.path / CARDS).exists() or (self.path / BUILDING).exists()

    def prepare(self, *, fresh: bool) -> None:
        """Make the folder and keep other demos off it; empty it when asked, or when a build was cut short.

        Raises: Unusable, before anything in it was touched.
        """
        self._open()
        if self._entries() and not self.is_marked:
            raise NotOurs(
                f"{self.path} có dữ liệu không phải của bản minh hoạ, nên không đụng tới. "
                "Hãy chọn thư mục khác bằng --data."
            )
        if fresh or not self.is_built:
            self._empty()

    def begin(self) -> None:
        (self.path / BUILDING).touch()

    def finish(self) -> None:
        (self.path / BUILDING).unlink()

    def _entries(self) -> list[Path]:
        return sorted(self.path.iterdir())

    def _open(self) -> None:
        """Hold a lock on the folder for as long as this process lives."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            self._claim = os.open(self.path, os.O_RDONLY | os.O_DIRECTORY)
            fcntl.flock(self._claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise InUse(
                f"Một bản minh hoạ khác đang chạy trong {self.path}. "
                "Hãy tắt nó, hoặc chọn thư mục khác bằng --data."
            ) from error
        except OSError as error:
            raise Unusable(
                f"Không dùng được thư mục {self.path}: {error.strerror}. Hãy chọn thư mục khác bằng --data."
            ) from error

    def _empty(self) -> None:
        entries = self._entries()
        if strange := [entry.name for entry in entries if entry.name not in OURS]:
            raise NotOurs(
                f"Trong {self.path} có {', '.join(strange)} không phải của bản minh hoạ, nên không xoá gì. "
                "Hãy chuyển đi chỗ khác, hoặc chọn thư mục khác bằng --data."
            )
        # First, so that a folder half emptied is still known as ours.
        self.begin()
        for entry in entries:
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            elif entry.name != BUILDING:
                entry.unlink()
