"""The EPCIS repository through HTTP and at a million events, on both databases, beside plain SQL doing the same.

capture: documents of 500 events posted to `namsao serve` (validation, hashing, graph and all), against executemany
into tables of the same shape in the same file. match: the 30 newest events of one item. back, forward: the graph.
BENCH_EVENTS sets how many events there are for the reading (1,000,000).
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

EVENTS = int(os.environ.get("BENCH_EVENTS", "1000000"))
DATABASES = tuple(os.environ.get("BENCH_DATABASES", "sqlite postgresql").split())


def run() -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for name in DATABASES:
        for part in ("epcis_capture", "epcis_read"):
            with tempfile.TemporaryDirectory(prefix="namsao-bench-") as folder, database(name) as url:
                print(f"{name}: {part}", file=sys.stderr)
                rows += [row | {"database": name} for row in part_of(part, settings_of(Path(folder), url))]
    return rows


def part_of(part: str, environment: dict[str, str]) -> list[dict[str, object]]:
    """One part in a process of its own, as settings are read once a process. Its last line is JSON."""
    import json

    command = [sys.executable, "-m", f"tests.bench.{part}"]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    found: list[dict[str, object]] = json.loads(done.stdout.splitlines()[-1])
    return found


@contextmanager
def database(name: str) -> Iterator[str]:
    if name == "sqlite":
        yield ""
        return
    from tests.postgres import Cluster

    with Cluster() as url:
        yield url


def settings_of(folder: Path, url: str) -> dict[str, str]:
    from namsao.project import secrets

    secrets.make(folder)
    kept = {k: v for k, v in os.environ.items() if not k.startswith("NAMSAO_")}
    return (
        kept
        | {
            "NAMSAO_DATA": str(folder),
            "NAMSAO_DEMO": "1",
            "NAMSAO_GS1_PREFIX": "952110",
            "BENCH_EVENTS": str(EVENTS),
            "DJANGO_SETTINGS_MODULE": "namsao.project.settings",
        }
        | ({"NAMSAO_DATABASE_URL": url} if url else {})
    )
