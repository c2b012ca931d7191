"""The demo's data folder: never somebody's real data."""

import shutil
from pathlib import Path

CARDS = "demo-cards.json"
BUILDING = "demo-is-being-built"


class NotOurs(Exception):
    """The folder holds something that the demo did not make."""


class Folder:
    """States: absent or empty, being built (a build was cut short), built, or not ours."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def is_built(self) -> bool:
        return (self.path / CARDS).exists() and not (self.path / BUILDING).exists()

    @property
    def is_ours(self) -> bool:
        if not self.path.exists() or not any(self.path.iterdir()):
            return True
        return (self.path / CARDS).exists() or (self.path / BUILDING).exists()

    def prepare(self, *, fresh: bool) -> None:
        """Make the folder; empty it when asked, or when an earlier build was cut short. Raises: NotOurs."""
        if not self.is_ours:
            raise NotOurs(
                f"{self.path} có dữ liệu không phải của bản minh hoạ, nên không đụng tới. "
                "Hãy chọn thư mục khác bằng --data."
            )
        if self.path.exists() and (fresh or not self.is_built):
            self._empty()
        self.path.mkdir(parents=True, exist_ok=True)

    def begin(self) -> None:
        (self.path / BUILDING).touch()

    def finish(self) -> None:
        (self.path / BUILDING).unlink()

    def _empty(self) -> None:
        for entry in self.path.iterdir():
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()
