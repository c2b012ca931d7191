"""The demo as a newcomer starts it: one command, a folder of its own, stopped by SIGTERM."""

import json
import os
import queue
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread
from typing import Any, TextIO

ROOT = Path(__file__).resolve().parents[2]
LONGEST_START_S, LONGEST_STOP_S = 180, 15


class Demo:
    """A running `namsao demo`. url: its root. cards: what `demo-cards.json` holds."""

    def __init__(self, data: Path) -> None:
        self.data, self.port = data, free_port()
        self.url = f"http://localhost:{self.port}"
        self.said: list[str] = []
        command = [sys.executable, "-m", "namsao", "demo", "--port", str(self.port), "--data", str(data)]
        self._child = subprocess.Popen(
            command,
            cwd=ROOT,
            env=clean_environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        Thread(target=self._listen, args=(self._child.stdout,), daemon=True).start()

    def wait_until_ready(self) -> None:
        """Return at the line `ready …`. Raises: AssertionError with everything it said so far."""
        until = time.monotonic() + LONGEST_START_S
        while f"ready {self.url}" not in self.said:
            try:
                line = self._lines.get(timeout=max(until - time.monotonic(), 0.01))
            except queue.Empty:
                line = None
            if line is None:
                self.kill()
                raise AssertionError("the demo did not start; it said:\n" + "\n".join(self.said))
            self.said.append(line)

    def heard(self) -> list[str]:
        """What the servers have printed since last asked: their tracebacks."""
        lines = []
        while not self._lines.empty():
            lines.append(self._lines.get() or "")
        return lines

    @property
    def cards(self) -> dict[str, Any]:
        return dict(json.loads((self.data / "demo-cards.json").read_text("utf-8")))

    def card(self, role: str) -> dict[str, str]:
        return next(each for each in self.cards["people"] if each["role"] == role)

    def stop(self) -> None:
        """End it as an operator does. Raises: AssertionError when it, or a part of it, goes on."""
        self._child.send_signal(signal.SIGTERM)
        try:
            status = self._child.wait(LONGEST_STOP_S)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"the demo ran on {LONGEST_STOP_S} s after SIGTERM") from None
        assert status == 0, f"the demo ended with status {status}"
        assert not self._parts(), f"processes left behind: {self._parts()}"

    def kill(self) -> None:
        for part in [self._child.pid, *self._parts()]:
            os.kill(part, signal.SIGKILL)

    def _parts(self) -> list[int]:
        """Processes that work on the demo's folder: those whose environment names it."""
        mark = f"NAMSAO_DATA={self.data}\0".encode()
        found = []
        for each in Path("/proc").glob("[0-9]*"):
            try:
                if mark in (each / "environ").read_bytes():
                    found.append(int(each.name))
            except OSError:  # gone meanwhile, or somebody else's
                continue
        return found

    def _listen(self, stdout: TextIO) -> None:
        for line in stdout:
            self._lines.put(line.rstrip("\n"))
        self._lines.put(None)


def clean_environment() -> dict[str, str]:
    """What a newcomer's shell holds: nothing of ours."""
    ours = ("NAMSAO_", "DJANGO_", "PYTEST_", "COVERAGE_")
    return {name: text for name, text in os.environ.items() if not name.startswith(ours)}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
