"""Real processes in a clean environment, and an end to all of them, whatever became of their parents."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from urllib.error import HTTPError
from urllib.request import urlopen
from uuid import uuid4

REPOSITORY = Path(__file__).parents[2]
MARK = "FAULT_RUN"  # in the environment of every process of a family


def wait_until(is_true: Callable[[], object], what: str, seconds: float = 60.0) -> None:
    """Ask again and again. Raises: AssertionError with `what` when it never became true."""
    limit = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < limit, f"not within {seconds} s: {what}"
        time.sleep(0.02)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Family:
    """Processes on one data folder: those started here, and all their descendants, orphans too.

    sabotage: a folder whose `sitecustomize` breaks something in every process (see `sabotage`).
    logs: where what they say is kept, beside the data folder when not given.
    """

    def __init__(
        self, data: Path, *, sabotage: Path | None = None, logs: Path | None = None, **settings: str
    ) -> None:
        self.data = data
        self.run = uuid4().hex
        self.logs = (logs or data.parent) / f"logs-{self.run[:8]}"
        self.logs.mkdir()
        self.children: list[subprocess.Popen[bytes]] = []
        path = [str(sabotage)] if sabotage else []
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.logs),
            "LANG": "C.UTF-8",
            "PYTHONPATH": os.pathsep.join([*path, str(REPOSITORY)]),
            MARK: self.run,
            **settings,
        }

    def __enter__(self) -> "Family":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    def start(self, *arguments: str, **settings: str) -> "subprocess.Popen[bytes]":
        """`python -m namsao …` in a session of its own; what it says goes to `said()`."""
        with (self.logs / f"{len(self.children)}.txt").open("wb") as log:
            child = subprocess.Popen(
                [sys.executable, "-m", "namsao", *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=self.environment | settings,
                cwd=self.logs,
                start_new_session=True,
            )
        self.children.append(child)
        return child

    def run_once(self, *arguments: str, words: str = "", seconds: float = 60, **settings: str) -> "Ended":
        """Run a command to its end. words: its standard input."""
        done = subprocess.run(
            [sys.executable, "-m", "namsao", *arguments],
            input=words,
            capture_output=True,
            text=True,
            env=self.environment | settings,
            cwd=self.logs,
            start_new_session=True,
            timeout=seconds,
            check=False,
        )
        return Ended(done.returncode, done.stdout + done.stderr)

    def said(self, number: int = -1) -> str:
        """What the child of that number has said so far."""
        logs = sorted(self.logs.glob("*.txt"), key=lambda log: int(log.stem))
        return logs[number].read_text(errors="replace")

    def living(self, *words: str) -> dict[int, str]:
        """Process id → command line of every living process of the family whose command has all the words."""
        found = {pid: command for pid in _pids() if (command := _command_in(pid, self.run))}
        return {pid: command for pid, command in found.items() if all(word in command for word in words)}

    def kill(self, *words: str) -> None:
        """SIGKILL to all, or to those whose command line has the words: parents first, so none is restarted."""
        while found := self.living(*words):
            for pid in sorted(found):
                _signal(pid, signal.SIGKILL)
            if words:
                break
            time.sleep(0.02)
        for child in self.children:
            if not words:
                child.wait(10)


class Ended:
    """How a command ended: its status and all it said."""

    def __init__(self, status: int, said: str) -> None:
        self.status, self.said = status, said

    def __repr__(self) -> str:
        return f"status {self.status}, said:\n{self.said}"


def memory_mb(pid: int, field: str = "VmHWM") -> float:
    """The most resident memory a process ever had (VmHWM), or has now (VmRSS), MB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{field}:")) / 1024


def answers(port: int, path: str = "/-/health") -> int:
    """The HTTP status of an address on this machine, 0 when nothing answers."""
    try:
        with urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return int(answer.status)
    except HTTPError as error:
        return error.code
    except OSError:
        return 0


def _pids() -> list[int]:
    return sorted(int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdecimal())


def _command_in(pid: int, run: str) -> str:
    """The command line of a living process that carries the mark of the run, else ""."""
    try:
        folder = Path(f"/proc/{pid}")
        if f"{MARK}={run}".encode() not in folder.joinpath("environ").read_bytes().split(b"\0"):
            return ""
        if folder.joinpath("stat").read_text().rpartition(")")[2].split()[0] == "Z":
            return ""
        return folder.joinpath("cmdline").read_bytes().replace(b"\0", b" ").decode()
    except (OSError, ValueError):
        return ""


def _signal(pid: int, number: int) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return
