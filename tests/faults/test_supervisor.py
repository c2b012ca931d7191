"""`namsao serve` starts again what dies, ends with all its children, and refuses a port that is taken."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable

import pytest

from tests.faults.processes import answers, free_port, wait_until
from tests.faults.sabotage import plant

pytestmark = pytest.mark.faults

WEB, WORKER = "granian", "namsao worker"


def kill(pids: Iterable[int]) -> None:
    for pid in pids:
        os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize("which", [min, max], ids=["the web server", "its only process"])
def test_a_killed_web_server_is_started_again_and_leaves_nothing_on_the_port(family, which):
    with family() as served:
        served.serve()
        before = set(served.living(WEB))
        kill([which(before)])

        wait_until(lambda: len(set(served.living(WEB)) - before) >= 1, "a new process")
        wait_until(lambda: answers(served.port) == 200, "it answers")
        wait_until(lambda: len(served.living(WEB)) == 2, "the server and its one process, no more")


def test_a_supervisor_that_leaves_the_old_process_on_the_port_is_caught_by_the_same_check(family, tmp_path):
    untidy = plant(tmp_path / "sabotage", "namsao.project.serve", "module.sweep = lambda child: child.wait()")
    with family(sabotage=untidy) as served:
        served.serve()
        before = set(served.living(WEB))
        kill([min(before)])

        wait_until(lambda: len(served.living(WEB)) == 3, "the new server beside what is left of the old one")


def test_a_killed_worker_is_started_again(family):
    with family() as served:
        served.serve()
        wait_until(lambda: len(served.living(WORKER)) == 1, "the worker is there")
        before = set(served.living(WORKER))
        kill(before)

        wait_until(lambda: set(served.living(WORKER)) - before, "a new worker")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP], ids=lambda n: n.name)
def test_a_signal_to_end_ends_everything_within_ten_seconds(family, number):
    with family() as served:
        served.serve()
        # Somebody in the middle of a form must not hold it up.
        with socket.create_connection(("127.0.0.1", served.port)) as slow:
            slow.sendall(b"POST /account/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\nx")
            began = time.monotonic()
            served.children[0].send_signal(number)
            status = served.children[0].wait(10)
            took = time.monotonic() - began

        assert (status, served.living()) == (0, {})
        assert took < 10


def test_a_closed_terminal_does_not_end_a_server_started_to_outlive_it(family):
    with family() as served:
        command = f"trap '' HUP; exec {sys.executable} -m namsao serve --port {served.port}"
        child = subprocess.Popen(["sh", "-c", command], env=served.environment, start_new_session=True)
        wait_until(lambda: answers(served.port) == 200, "the server answers")

        child.send_signal(signal.SIGHUP)
        time.sleep(1.0)

        assert (child.poll(), answers(served.port)) == (None, 200)
        child.terminate()
        assert child.wait(10) == 0


def test_a_child_that_does_not_listen_is_killed_within_ten_seconds(family, tmp_path):
    deaf = plant(tmp_path / "sabotage", "namsao.base.jobs.worker", "module.loop = lambda stop: pause('deaf')")
    with family(sabotage=deaf) as served:
        served.serve()
        wait_until((deaf / "deaf").exists, "the worker does not listen")

        began = time.monotonic()
        served.children[0].terminate()
        status = served.children[0].wait(10)

        assert (status, served.living()) == (0, {})
        assert 5 < time.monotonic() - began < 10


def test_no_server_outlives_a_supervisor_that_was_killed(family):
    with family() as served:
        served.serve()
        wait_until(lambda: len(served.living(WORKER)) == 1, "the worker is there")
        kill([served.children[0].pid])

        wait_until(lambda: served.living() == {}, "all are gone", seconds=10)


def test_a_supervisor_that_leaves_orphans_is_caught_by_the_same_check(family, tmp_path):
    loose = plant(tmp_path / "sabotage", "namsao.project.leash", "module.tied = list")
    with family(sabotage=loose) as served:
        served.serve()
        kill([served.children[0].pid])
        served.children[0].wait(10)

        time.sleep(1.0)
        assert len(served.living(WEB)) == 2


@pytest.mark.parametrize("command", ["serve", "resolver", "demo"])
def test_a_port_in_use_is_refused_at_once_in_words(family, tmp_path, command):
    where = ["--data", str(tmp_path / "demo")] if command == "demo" else []
    with family() as served, family() as second:
        served.serve()

        ended = second.run_once(command, "--port", str(served.port), *where)

        assert ended.status == 2
        assert ended.said.splitlines() == [
            f"namsao: Cổng {served.port} đang có chương trình khác dùng. "
            "Hãy tắt nó, hoặc thêm --port với số khác."
        ]
        assert not (tmp_path / "demo").exists()


def test_a_server_that_shares_a_port_is_caught_by_the_same_check(family, tmp_path):
    sharing = "module.port_refusals = lambda host, port: []"
    sabotage = plant(tmp_path / "sabotage", "namsao.project.serve", sharing)
    with family() as served, family(sabotage=sabotage) as second:
        served.serve()
        second.start("serve", "--port", str(served.port))

        # Two servers answer on one port, and nobody is told.
        wait_until(lambda: len(second.living(WEB)) == 2, "the second server runs")
        assert second.children[0].poll() is None


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--port", "70000"], "Không có cổng 70000"),
        (["--host", "192.0.2.1"], "Không mở được cổng"),
        (["--host", "khong-co.invalid"], "Không mở được cổng"),
    ],
)
def test_an_address_nobody_can_listen_on_is_refused_in_words(family, arguments, words):
    with family() as served:
        ended = served.run_once("serve", *["--port", str(free_port()), *arguments])

        assert (ended.status, words in ended.said, "Traceback" in ended.said) == (2, True, False)
