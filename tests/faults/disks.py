"""A disk that can be filled and freed: a small file system of its own, or a limit on how long files may grow."""

import errno
import os
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.processes import Family

CHUNK = 1 << 16


class SmallDisk:
    """A tmpfs mounted at a folder; needs root."""

    def __init__(self, folder: Path, size_mb: int = 24) -> None:
        self.folder = folder
        self.ballast = folder / "ballast"
        folder.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", f"size={size_mb}m", "namsao-faults", str(folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"root, but no tmpfs can be mounted on {folder}: {done.stderr.strip()}"

    def fill(self, family: Family) -> None:
        with self.ballast.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(CHUNK))
            except OSError as error:
                assert error.errno == errno.ENOSPC

    def free(self, family: Family) -> None:
        self.ballast.unlink()

    def remove(self) -> None:
        subprocess.run(["umount", "--lazy", str(self.folder)], check=True)


class ShortFiles:
    """Where nobody may mount: no file of the family may grow over the limit, as if the disk were full."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()

    def fill(self, family: Family) -> None:
        self._limit(family, 1)

    def free(self, family: Family) -> None:
        self._limit(family, resource.RLIM_INFINITY)

    def remove(self) -> None:
        return

    def _limit(self, family: Family, size: int) -> None:
        for pid in family.living():
            _soft, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, hard))


DISKS = [ShortFiles, SmallDisk] if os.geteuid() == 0 else [ShortFiles]


@contextmanager
def mounted(kind: type, folder: Path) -> Iterator[SmallDisk | ShortFiles]:
    disk = kind(folder)
    try:
        yield disk
    finally:
        disk.remove()
