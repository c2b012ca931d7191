"""The scan log: append-only segment files, one writer each, read by a shipper in another process.

A line is in the file before the door replies, so `kill -9` loses nothing acknowledged. The writer holds
a lock (flock) on its segment for as long as it lives: a segment without a lock is closed, whether its
writer rotated, stopped or died. A segment gets its name only once it is locked, so no reader ever takes
a new one for a closed one. Power loss is another matter: nothing here waits for the disk.
"""

import fcntl
import os
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from threading import Lock
from typing import NamedTuple

SUFFIX, DRAFT = ".scans", ".new"
MAX_BYTES = 4 * 1024 * 1024
MAX_AGE_S = 3600.0
READ_BYTES = 1024 * 1024


class ScanLog:
    """Writes lines to this process's segment; one per process, shared by its threads."""

    def __init__(
        self,
        folder: Path,
        *,
        max_bytes: int = MAX_BYTES,
        max_age_s: float = MAX_AGE_S,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._folder = folder
        self._max_bytes = max_bytes
        self._max_age_s = max_age_s
        self._clock = clock
        self._sequence = count()
        self._lock = Lock()
        self._file = -1
        self._size = 0
        self._opened_at = 0.0

    def append(self, line: bytes) -> None:
        """Write one whole line, line feed included. Raises: OSError when it is not in the file."""
        with self._lock:
            if self._file < 0 or self._is_full():
                self._rotate()
            written = os.write(self._file, line)
            if written != len(line):
                # A full disk takes half a line: cut it off, or it would spoil the next one.
                os.ftruncate(self._file, self._size)
                raise OSError(f"only {written} of {len(line)} bytes of a scan fit on the disk")
            self._size += written

    def close(self) -> None:
        with self._lock:
            if self._file >= 0:
                os.close(self._file)
            self._file = -1

    def _is_full(self) -> bool:
        return self._size >= self._max_bytes or self._clock() - self._opened_at >= self._max_age_s

    def _rotate(self) -> None:
        try:
            file = self._open()
        except OSError:
            if self._file < 0:
                raise
            return  # the old segment still takes lines
        if self._file >= 0:
            os.close(self._file)
        self._file, self._size, self._opened_at = file, 0, self._clock()

    def _open(self) -> int:
        """A new segment, locked before it gets its name."""
        self._folder.mkdir(parents=True, exist_ok=True)
        while True:
            name = f"{int(self._clock() * 1000):013d}-{os.getpid()}-{next(self._sequence):06d}"
            try:
                return _new_segment(self._folder / name)
            except FileExistsError:
                continue  # another log of this process, or a process of another machine with the same number


class Segment(NamedTuple):
    """One segment file. is_closed: nobody will ever write to it again."""

    name: str
    path: Path
    size: int
    is_closed: bool


class Lines(NamedTuple):
    """Complete lines with their line feeds, and the offset in bytes where reading goes on."""

    lines: list[bytes]
    offset: int


def segments(folder: Path) -> list[Segment]:
    """The segments in the folder, oldest first."""
    found = [_segment(path) for path in sorted(folder.glob(f"*{SUFFIX}"))]
    return [segment for segment in found if segment is not None]


def read_lines(path: Path, offset: int, limit: int = READ_BYTES) -> Lines:
    """The complete lines from `offset` on, about `limit` bytes of them.

    What follows the last line feed is left: a line being written, or one torn by a power failure.
    """
    with path.open("rb") as file:
        file.seek(offset)
        block = file.read(limit)
        if block and b"\n" not in block:
            block += file.readline()
    end = block.rfind(b"\n") + 1
    return Lines(block[:end].splitlines(keepends=True), offset + end)


def remove_shipped(segment: Segment, offset: int) -> bool:
    """Delete the segment when it is closed and all its complete lines end at `offset`; whether it was."""
    now = _segment(segment.path)
    if now is None or not now.is_closed or read_lines(segment.path, offset).lines:
        return False
    segment.path.unlink()
    segment.path.with_suffix(DRAFT).unlink(missing_ok=True)  # of a writer killed while naming it
    return True


def _new_segment(stem: Path) -> int:
    draft, path = stem.with_suffix(DRAFT), stem.with_suffix(SUFFIX)
    file = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o640)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.hardlink_to(draft)  # unlike a rename, never over another segment
    except OSError:
        os.close(file)
        raise
    finally:
        draft.unlink()
    return file


def _segment(path: Path) -> Segment | None:
    """The segment at `path`, or None when another shipper has just removed it."""
    try:
        file = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        # The lock first: a size read before it could miss the last lines of a segment closed meanwhile.
        is_closed = _is_unlocked(file)
        return Segment(path.name, path, os.fstat(file).st_size, is_closed)
    finally:
        os.close(file)


def _is_unlocked(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
