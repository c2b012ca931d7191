"""Everything, as CI runs it: SQLite, PostgreSQL, faults, browser. A missing tool is a failure.

Usage: python -m tests.all [--rest] [pytest arguments]; --rest leaves out what `bin/test` has run by itself.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence

from tests.postgres import Cluster, MissingTool

PYTEST = [sys.executable, "-m", "pytest"]
NO_BROWSER = "not browser and not postgres"
REST = "--rest"
# Tests that open no database are run once, with SQLite.
NO_DATABASE = ["--ignore=tests/house", "--ignore=namsao/core"]


def main(arguments: Sequence[str]) -> int:
    if not shutil.which("chromium"):
        print("tests: Chromium is missing; on Debian: apt-get install chromium", file=sys.stderr)
        return 2
    try:
        with Cluster() as url:
            return run_all(arguments, url)
    except MissingTool as error:
        print(f"tests: {error}", file=sys.stderr)
        return 2


def run_all(arguments: Sequence[str], postgres_url: str) -> int:
    first = ("SQLite, with faults", [*PYTEST, "-n", "2", "-m", NO_BROWSER], {})
    if REST in arguments:
        arguments = [each for each in arguments if each != REST]
        first = ("Faults", [*PYTEST, "-n", "2", "-m", "faults"], {})
    runs = [
        first,
        (
            "PostgreSQL",
            [*PYTEST, "-n", "3", "-m", "not browser and not faults", *NO_DATABASE],
            {"NAMSAO_TEST_POSTGRES_URL": postgres_url},
        ),
        ("Browser", [*PYTEST, "-m", "browser"], {}),
    ]
    failed = []
    for title, command, extra in runs:
        print(f"== {title}", flush=True)
        done = subprocess.run([*command, *arguments], env=os.environ | extra, check=False)  # our own
        # 5: nothing was selected, which a person's own -k may cause; without arguments it is a failure.
        if done.returncode not in ({0, 5} if arguments else {0}):
            failed.append(title)
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
