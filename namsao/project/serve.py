"""Start the servers, and keep them running: `namsao serve`, `resolver`, `worker`."""

import errno
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress

from namsao.project import leash

log = logging.getLogger(__name__)

# A child that dies is started again, after a pause that doubles up to a minute.
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.5, 60.0
GRACE_S = 8.0
# Note: the C library keeps freed megabytes for good once it has seen large pieces, so a few uploads at
# once would hold a gigabyte; with a fixed threshold they go back at once. Source: mallopt(3).
MEMORY = {"MALLOC_MMAP_THRESHOLD_": str(1 << 20)}
# What ends the program: the service manager, the keyboard, a terminal that was closed.
ENDINGS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


def serve(*, host: str, port: int, workers: int, ready: Callable[[], None] | None = None) -> int:
    """Portal and door in one server, and the worker beside it. Returns when told to end.

    ready: called once, when the server answers on its health address.
    """
    from namsao.project import doctor  # noqa: PLC0415  # needs Django's settings

    if refuse([*doctor.refusals(), *port_refusals(host, port)]):
        return 2
    web = granian("namsao.project.wsgi:application", host, port, workers)
    work = [sys.executable, "-m", "namsao", "worker"]
    return Supervisor([web, work]).run(lambda: announce(port, ready))


def resolver(*, host: str, port: int, workers: int) -> int:
    """The door alone, without Django. Raises: BadSetting."""
    if refuse([*door_refusals(), *port_refusals(host, port)]):
        return 2
    target = granian("namsao.resolver.app:from_environment", host, port, workers)
    return Supervisor([[*target, "--factory"]]).run()


def work() -> int:
    """The worker's loop, until told to end."""
    import django  # noqa: PLC0415  # only this command runs Django in this process

    django.setup()
    from namsao.base.jobs.worker import loop  # noqa: PLC0415  # apps must be loaded
    from namsao.project import doctor  # noqa: PLC0415  # as above

    # A database that is away is waited for, but one must not write to it with a SQLite that spoils it.
    if refuse(doctor.sentences(doctor.engine())):
        return 2
    stop = threading.Event()
    stop_when_told(stop)
    loop(stop)
    return 0


def stop_when_told(stop: threading.Event) -> None:
    """Set `stop` on a signal to end; one that the starter had ignored (nohup) stays ignored."""
    for number in ENDINGS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, lambda *_: stop.set())


def refuse(sentences: Iterable[str]) -> bool:
    """Say why the program does not start; whether there was anything to say."""
    said = list(sentences)
    for sentence in said:
        print(f"namsao: {sentence}", file=sys.stderr)
    return bool(said)


def port_refusals(host: str, port: int) -> list[str]:
    """Why nobody may listen there; empty when one may.

    Note: the server itself shares a port with whoever else listens on it, without a word.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return [
                    f"Cổng {port} đang có chương trình khác dùng. Hãy tắt nó, hoặc thêm --port với số khác."
                ]
            return [f"Không mở được cổng {port} trên {host}: {error.strerror or error}. Hãy chọn cổng khác."]
        except OverflowError:
            return [f"Không có cổng {port}. Hãy chọn một số từ 1 đến 65535."]
    return []


def door_refusals() -> list[str]:
    """Why the door may not stand alone here. Raises: BadSetting."""
    from namsao.project import environment, secrets  # noqa: PLC0415  # neither needs Django
    from namsao.resolver.sqlite import UnsafeSQLiteError, check, driver  # noqa: PLC0415  # nor this

    given = environment.read()
    database = environment.database(given.database_url)
    found = []
    if str(database["ENGINE"]).endswith("sqlite3"):
        try:
            check(driver().sqlite_version_info)
        except UnsafeSQLiteError as error:
            found.append(str(error))
    if "serials.key" in secrets.missing(given.data):
        place = secrets.folder(given.data) / "serials.key"
        found.append(
            f"Chưa có {place}: mọi tem sẽ bị báo là chưa phát hành. "
            "Chạy `namsao init`, hoặc chép thư mục secrets từ máy chủ chính sang."
        )
    return found


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
    """Runs commands as children, restarts what dies, stops all on a signal, or when it dies itself."""

    def __init__(self, commands: list[list[str]]) -> None:
        self.commands = commands
        self.stop = threading.Event()

    def run(self, started: Callable[[], None] | None = None) -> int:
        stop_when_told(self.stop)
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
            child = subprocess.Popen(  # noqa: S603  # our own commands
                leash.tied(command), env=MEMORY | os.environ, start_new_session=True
            )
            while child.poll() is None and not self.stop.wait(0.1):
                pass
            if self.stop.is_set():
                end(child)
                return
            sweep(child)
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
    with suppress(subprocess.TimeoutExpired):
        child.wait(GRACE_S)
    sweep(child)


def sweep(child: "subprocess.Popen[bytes]") -> None:
    """Kill a child and what it left behind: its own children would go on listening on the port."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
