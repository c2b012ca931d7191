import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.faults.processes import Family, answers, free_port, wait_until

# One address for the world, whatever port a server has: published pages name it.
SETTINGS = {"NAMSAO_GS1_PREFIX": "952110", "NAMSAO_SITE_URL": "http://localhost:8000"}


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The world, made once; every test takes a copy."""
    folder = tmp_path_factory.mktemp("faults")
    data = folder / "world"
    family = Family(data, NAMSAO_DATA=str(data), **SETTINGS)
    made = subprocess.run(
        [sys.executable, "-m", "tests.faults.world", str(data)],
        env=family.environment,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    return data


@pytest.fixture
def data(template: Path, tmp_path: Path) -> Path:
    """A data folder of the test's own."""
    return Path(shutil.copytree(template, tmp_path / "data"))


@pytest.fixture
def world(template: Path) -> dict[str, Any]:
    """Ids and codes in the data folder (see `world`)."""
    return dict(json.loads((template / "world.json").read_text()))


class Served(Family):
    """`namsao serve` on a data folder, up and answering."""

    def __init__(self, data: Path, **options: Any) -> None:
        super().__init__(data, **{"NAMSAO_DATA": str(data)} | SETTINGS | options)
        self.port = free_port()

    def serve(self, *arguments: str) -> "Served":
        """Start, and wait for the health address."""
        self.start("serve", "--port", str(self.port), *arguments)
        wait_until(lambda: answers(self.port) == 200, "the server answers")
        return self


@pytest.fixture
def family(data: Path) -> Iterator[Callable[..., Served]]:
    """Makes families on the data folder; whatever they left running ends with the test."""
    with ExitStack() as stack:
        yield lambda **options: stack.enter_context(Served(**{"data": data} | options))
