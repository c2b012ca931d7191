"""The door against a Django view doing the same look-up, and against a bare hello-world of the same server.

What is compared is the server's own CPU time per request (user and system, all its processes), so that the
load generator, which shares the cores, does not count. Rounds are interleaved; medians are reported.
With `wrk` installed, requests per second by the clock are measured as well.
"""

import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROUNDS = 5
REQUESTS = {"door": 10_000, "hello": 10_000, "django": 500}
WRK_SECONDS = 3
TARGETS = {
    "door": ["--factory", "namsao.resolver.app:from_environment"],
    "hello": ["tests.bench.servers:hello"],
    "django": ["--factory", "tests.bench.servers:django_application"],
}
HEADERS = "Host: localhost\r\nAccept: text/html\r\nAccept-Language: vi\r\nAccept-Encoding: gzip\r\n"


def run() -> list[dict[str, object]]:
    with tempfile.TemporaryDirectory(prefix="namsao-bench-") as folder:
        path = prepared(Path(folder))
        with (
            serving(Path(folder), "door") as door,
            serving(Path(folder), "hello") as hello,
            serving(Path(folder), "django") as django,
        ):
            servers = {"door": door, "hello": hello, "django": django}
            rates = {name: [] for name in servers}
            clocked = {name: [] for name in servers}
            for number in range(ROUNDS):
                for name, (pid, port) in servers.items():
                    rates[name].append(per_cpu_second(pid, port, path, REQUESTS[name]))
                    if shutil.which("wrk"):
                        clocked[name].append(per_second(port, path))
                print(f"round {number + 1} of {ROUNDS}", file=sys.stderr)
    rows = [row("resolver", "requests per CPU second of the server", rates)]
    if clocked["door"]:
        rows.append(row("resolver-clock", "requests per second (wrk, same cores)", clocked))
    return rows


def row(name: str, unit: str, rates: dict[str, list[float]]) -> dict[str, object]:
    ours, peer, limit = (statistics.median(rates[each]) for each in ("door", "django", "hello"))
    return {
        "name": name,
        "unit": unit,
        "ours": round(ours),
        "peer": round(peer),
        "limit": round(limit),
        "ratio_to_peer": round(ours / peer, 2),
        "ratio_to_limit": round(ours / limit, 3),
    }


def environment(data: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("NAMSAO_")}
    return kept | {
        "NAMSAO_DATA": str(data),
        "NAMSAO_DEMO": "1",
        "NAMSAO_GS1_PREFIX": "952110",
        "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
    }


def prepared(data: Path) -> str:
    command = [sys.executable, "-m", "tests.bench.prepare", str(data)]
    done = subprocess.run(command, env=environment(data), capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout.strip().splitlines()[-1]


@contextmanager
def serving(data: Path, name: str) -> Iterator[tuple[int, int]]:
    """(pid, port) of a Granian process serving the target, warm."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ["--interface", "wsgi", "--port", str(port), "--workers", "1", "--blocking-threads", "1"]
    options += ["--http", "1", "--no-ws", "--log-level", "error", *TARGETS[name]]
    server = subprocess.Popen([sys.executable, "-m", "granian", *options], env=environment(data))
    try:
        wait_for(port)
        yield server.pid, port
    finally:
        server.terminate()
        server.wait(20)


def wait_for(port: int) -> None:
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("a server of the bench did not start")


def per_cpu_second(pid: int, port: int, path: str, count: int) -> float:
    ask(port, path, max(count // 10, 20))
    before = cpu_seconds(pid)
    ask(port, path, count)
    return count / (cpu_seconds(pid) - before)


def ask(port: int, path: str, count: int) -> None:
    """`count` requests on one kept-alive connection; every answer must be a 200."""
    request = f"GET {path} HTTP/1.1\r\n{HEADERS}\r\n".encode()
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        stream = line.makefile("rb", buffering=65536)
        for _ in range(count):
            line.sendall(request)
            read_answer(stream)


def read_answer(stream) -> None:
    status = stream.readline()
    if b" 200 " not in status:
        raise SystemExit(f"not a 200: {status!r}")
    length = 0
    while (header := stream.readline()) != b"\r\n":
        if header.lower().startswith(b"content-length:"):
            length = int(header.split(b":")[1])
    stream.read(length)


def cpu_seconds(pid: int) -> float:
    """CPU time of a process and its descendants so far, to the nanosecond, thread by thread."""
    total_ns, waiting = 0, [pid]
    while waiting:
        for task in Path(f"/proc/{waiting.pop()}/task").iterdir():
            total_ns += int((task / "schedstat").read_text().split()[0])
            waiting += [int(child) for child in (task / "children").read_text().split()]
    return total_ns / 1e9


def per_second(port: int, path: str) -> float:
    headers = [part for line in HEADERS.strip().split("\r\n") for part in ("-H", line)]
    command = ["wrk", "-t1", "-c8", f"-d{WRK_SECONDS}s", *headers, f"http://127.0.0.1:{port}{path}"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)[1])
