"""Start the servers, and keep them running: `namsao serve`, `resolver`, `worker`."""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable

log = logging.getLogger(__name__)

# A child that dies is started again, after a pause that doubles up to a minute.
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.5, 60.0
GRACE_S = 10.0


def serve(*, host: str, port: int, workers: int, ready: Callable[[], None] | None = None) -> int:
    """Portal and door in one server, and the worker beside it. Returns on SIGTERM or SIGINT.

    ready: called once, when the server answers on its health address.
    """
    from namsao.project import doctor  # noqa: PLC0415  # needs Django's settings

    if refusals := doctor.refusals():
        for sentence in refusals:
            print(f"namsao: {sentence}", file=sys.stderr)
        return 2
    web = granian("namsao.project.wsgi:application", host, port, workers)
    work = [sys.executable, "-m", "namsao", "worker"]
    return Supervisor([web, work]).run(lambda: announce(port, ready))


def resolver(*, host: str, port: int, workers: int) -> int:
    """The door alone, without Django."""
    target = granian("namsao.resolver.app:from_environment", host, port, workers)
    return Supervisor([[*target, "--factory"]]).run()


def work() -> int:
    """The worker's loop, until SIGTERM or SIGINT."""
    import django  # noqa: PLC0415  # only this command runs Django in this process

    django.setup()
    from namsao.base.jobs.worker import loop  # noqa: PLC0415  # apps must be loaded

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    loop(stop)
    return 0


def granian(target: str, host: str, port: int, workers: int) -> list[str]:
    """The server's command line: HTTP/1.1, WSGI, no access log (an address is personal data)."""
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(workers), "--blocking-threads", "4", "--http", "1", "--no-ws",
        "--log-level", "warning", "--no-access-log", "--respawn-failed-workers", target,
    ]  # fmt: skip


def announce(port: int, ready: Callable[[], None] | None) -> None:
    """Wait until the health address answers, then say so."""
    from urllib.request import urlopen  # noqa: PLC0415  # only at start

    if ready is None:
        return
    for _ in range(600):
        try:
            with urlopen(f"http://127.0.0.1:{port}/-/health", timeout=2) as answer:  # our own port
                if answer.status == 200:
                    ready()
                    return
        except OSError:
            time.sleep(0.1)


class Supervisor:
    """Runs commands as children, restarts what dies, stops all on a signal."""

    def __init__(self, commands: list[list[str]]) -> None:
        self.commands = commands
        self.stop = threading.Event()

    def run(self, started: Callable[[], None] | None = None) -> int:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stop.set())
        keepers = [threading.Thread(target=self.keep, args=(command,)) for command in self.commands]
        for keeper in keepers:
            keeper.start()
        if started:
            threading.Thread(target=started, daemon=True).start()
        # Note: a plain wait() would not wake for signals while it blocks on some systems.
        while not self.stop.wait(0.5):
            pass
        for keeper in keepers:
            keeper.join()
        return 0

    def keep(self, command: list[str]) -> None:
        """Run one command again and again until stopped."""
        pause = FIRST_PAUSE_S
        while not self.stop.is_set():
            began = time.monotonic()
            child = subprocess.Popen(command, env=os.environ, start_new_session=True)  # noqa: S603  # our own
            while child.poll() is None and not self.stop.wait(0.1):
                pass
            if self.stop.is_set():
                end(child)
                return
            pause = (
                FIRST_PAUSE_S
                if time.monotonic() - began > LONGEST_PAUSE_S
                else min(pause * 2, LONGEST_PAUSE_S)
            )
            log.error("%s ended with %s; starting it again in %.1f s", command[2], child.returncode, pause)
            self.stop.wait(pause)


def end(child: "subprocess.Popen[bytes]") -> None:
    """Ask a child to stop; insist after a grace period."""
    child.terminate()
    try:
        child.wait(GRACE_S)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
