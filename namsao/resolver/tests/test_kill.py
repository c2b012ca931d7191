"""`kill -9` loses nothing acknowledged; a log that buffers does, and this test would notice."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from namsao.core.resolver.scan import Scan
from namsao.resolver.log import read_lines, remove_shipped, segments
from namsao.resolver.tests.published import KEY, PRODUCT, SERIALS, Table

ROUNDS = 3
ENOUGH = 400

# Scans as fast as it can and says on standard output which serial it has answered.
CHILD = """
import os, sys
from namsao.resolver.app import from_environment

door = from_environment()
{sabotage}
count = 0
for serial in sys.stdin.read().split():
    said = []
    path = "/{product}/21/" + serial
    environ = {{"REQUEST_METHOD": "GET", "PATH_INFO": path, "HTTP_ACCEPT_ENCODING": "gzip"}}
    door(environ, lambda status, headers: said.append(status))
    assert said == ["200 OK"], said
    os.write(1, serial.encode() + b"\\n")
"""
# A log that collects lines in memory, acknowledges, and writes when it has many.
SABOTAGE = """
waiting = []
def append(line, write=door._log.append):
    waiting.append(line)
    if len(waiting) == 64:
        write(b"".join(waiting))
        waiting.clear()
door._log.append = append
"""


def killed(data: Path, sabotage: str) -> tuple[list[str], list[str]]:
    """Serials acknowledged and serials logged by a door killed in the middle of its work."""
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD.format(sabotage=sabotage, product=PRODUCT)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={
            **os.environ,
            "NAMSAO_DATA": str(data),
            "NAMSAO_DATABASE_URL": f"sqlite://{data}/namsao.sqlite3",
        },
    )
    assert child.stdin is not None
    assert child.stdout is not None
    # Without end of file the child would wait; more serials than it can get through before the signal.
    child.stdin.write(" ".join(SERIALS.write(7, n) for n in range(20_000)).encode())
    child.stdin.close()
    acknowledged = [child.stdout.readline() for _ in range(ENOUGH)]
    child.send_signal(signal.SIGKILL)
    acknowledged += child.stdout.read().splitlines(keepends=True)
    assert child.wait() == -signal.SIGKILL
    child.stdout.close()
    lines = [line for segment in segments(data / "scans") for line in read_lines(segment.path, 0).lines]
    heard = [line.decode().strip() for line in acknowledged if re.fullmatch(rb"[A-Z2-9]{16}\n", line)]
    return heard, [Scan.from_line(line).serial for line in lines]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "serials.key").write_bytes(KEY)
    Table(tmp_path / "namsao.sqlite3").publish_everything().connection.close()
    return tmp_path


@pytest.mark.parametrize("number", range(ROUNDS))
def test_kill_9_loses_no_scan_that_was_answered(data: Path, number: int) -> None:
    acknowledged, logged = killed(data, sabotage="")

    assert len(acknowledged) >= ENOUGH
    # At most the one scan that was logged and not yet answered is more.
    assert logged[: len(acknowledged)] == acknowledged
    assert len(logged) - len(acknowledged) in (0, 1)


def test_a_log_that_buffers_is_caught_by_the_same_comparison(data: Path) -> None:
    lost = 0
    for _ in range(ROUNDS):
        acknowledged, logged = killed(data, SABOTAGE)
        lost += len(set(acknowledged) - set(logged))
        for segment in segments(data / "scans"):
            segment.path.unlink()

    assert lost > 0


def test_the_segment_of_a_dead_process_is_closed_and_can_be_removed_after_shipping(data: Path) -> None:
    killed(data, sabotage="")

    [segment] = segments(data / "scans")

    assert segment.is_closed
    assert remove_shipped(segment, read_lines(segment.path, 0, segment.size).offset)
    assert segments(data / "scans") == []
