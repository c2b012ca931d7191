"""`grow` plants a small tree of files, for the controls that prove a check can fail."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

Grow = Callable[[Mapping[str, str]], Path]


@pytest.fixture
def grow(tmp_path: Path) -> Grow:
    def plant(contents: Mapping[str, str]) -> Path:
        for path, text in contents.items():
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return tmp_path

    return plant
