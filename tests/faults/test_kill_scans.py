"""The door and the worker die by SIGKILL under load: every scan that was answered is counted exactly once."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from http.client import HTTPConnection
from threading import Lock, Thread
from typing import Any

import pytest

from tests.faults.client import GONE
from tests.faults.ledger import Ledger
from tests.faults.processes import answers, wait_until
from tests.faults.sabotage import plant

pytestmark = pytest.mark.faults

ROUNDS, PHONES, ENOUGH = 3, 4, 800


class Crowd:
    """Phones that scan one label after the other, each label once, and note which were answered."""

    def __init__(self, world: Mapping[str, Any]) -> None:
        self.page = world["page"]
        self.labels: Iterator[str] = iter(world["serials"])
        self.lock = Lock()
        self.answered: list[str] = []
        self.cut_off = 0

    def scan_until_gone(self, port: int) -> list[Thread]:
        phones = [Thread(target=self._scan, args=(port,)) for _ in range(PHONES)]
        for phone in phones:
            phone.start()
        return phones

    def scan(self, port: int, count: int) -> None:
        """Scan some labels, all answered."""
        connection = HTTPConnection("127.0.0.1", port, timeout=10)
        for _ in range(count):
            self._scan_one(connection)
        connection.close()

    def _scan(self, port: int) -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            while True:
                self._scan_one(connection)
        except GONE:
            with self.lock:
                self.cut_off += 1
        finally:
            connection.close()

    def _scan_one(self, connection: HTTPConnection) -> None:
        with self.lock:
            label = next(self.labels)
        connection.request("GET", f"{self.page}/21/{label}")
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200
        with self.lock:
            self.answered.append(label)


def miscounted(ledger: Ledger, answered: Iterable[str]) -> dict[str, int]:
    """Serial → how often it is in the store, for those answered that are not there exactly once."""
    stored = Counter(ledger.column("SELECT serial FROM scans_scan"))
    return {label: stored[label] for label in answered if stored[label] != 1}


def taken_over(family, ledger: Ledger, data) -> None:
    """The worker, whole again, takes over all that is left."""
    with family() as clean:
        clean.start("worker")
        wait_until(lambda: not list((data / "scans").glob("*.scans")), "every segment is taken over")


def test_kill_9_of_the_door_and_of_the_worker_loses_no_scan_and_counts_none_twice(family, data, world):
    crowd, ledger = Crowd(world), Ledger(data)
    with family() as served:
        served.serve()
        for number in range(ROUNDS):
            # A second one beside that of the server: they must not stand in each other's way.
            served.start("worker")
            done = len(crowd.answered)
            phones = crowd.scan_until_gone(served.port)
            for part in (1, 2):
                wait_until(lambda p=part, d=done: len(crowd.answered) > d + p * ENOUGH // 2, "people scan")
                served.kill("namsao worker")
            served.kill("granian")
            for phone in phones:
                phone.join(20)
            wait_until(lambda: answers(served.port) == 200, f"the door is back after kill {number}")
        crowd.scan(served.port, 50)

    taken_over(family, ledger, data)

    stored = int(ledger.column("SELECT count(*) FROM scans_scan")[0])
    print(f"answered {len(crowd.answered)}, stored {stored}")
    assert miscounted(ledger, crowd.answered) == {}
    # At most the scan that each phone waited for when the door died is there without an answer.
    assert 0 <= stored - len(crowd.answered) <= crowd.cut_off
    assert ledger.faults() == []


# The rows are written, and the offset is about to be.
BEFORE_THE_OFFSET = """
save = module.Segment.save

def stop(self, **options):
    if self.offset and "update_fields" in options:
        pause("stopped")
    save(self, **options)

module.Segment.save = stop
"""
# All is committed, and the segment is about to be removed.
BEFORE_THE_REMOVAL = """
remove = module.segments.remove_shipped

def stop(segment, offset):
    if offset:
        pause("stopped")
    return remove(segment, offset)

module.segments.remove_shipped = stop
"""
# Rows and offset each in a transaction of their own, and nothing in a row by which its copy is known.
COUNTS_TWICE = (
    BEFORE_THE_OFFSET
    + """
row = module._row
module._row = lambda progress, offset, line: row(progress, time.time_ns(), line)
module._take_over_lines = module._take_over_lines.__wrapped__
"""
)
# The offset first, the rows afterwards.
COUNTS_NEVER = """
def forgetful(progress, lines):
    progress.offset += sum(map(len, lines))
    progress.save(update_fields=["offset"])
    pause("stopped")

module._take_over_lines = forgetful
"""


def after_a_death_in_the_worker(family, data, world, sabotage) -> dict[str, int]:
    """What is miscounted after the worker was killed where it stopped, and started again whole."""
    crowd, ledger = Crowd(world), Ledger(data)
    with family(sabotage=sabotage) as broken:
        broken.serve()
        crowd.scan(broken.port, 60)
        wait_until((sabotage / "stopped").exists, "the worker stops where it is told")
        crowd.scan(broken.port, 40)
        broken.kill()
    taken_over(family, ledger, data)
    return miscounted(ledger, crowd.answered)


@pytest.mark.parametrize(
    "place", [BEFORE_THE_OFFSET, BEFORE_THE_REMOVAL], ids=["before the offset", "before the removal"]
)
def test_a_worker_killed_in_the_middle_of_taking_over_repeats_nothing(family, data, world, tmp_path, place):
    sabotage = plant(tmp_path / "sabotage", "namsao.apps.scans.actions", place)

    assert after_a_death_in_the_worker(family, data, world, sabotage) == {}


@pytest.mark.parametrize(
    ("variant", "count"), [(COUNTS_TWICE, 2), (COUNTS_NEVER, 0)], ids=["counts twice", "counts never"]
)
def test_a_worker_that_counts_wrong_is_caught_by_the_same_check(
    family, data, world, tmp_path, variant, count
):
    sabotage = plant(tmp_path / "sabotage", "namsao.apps.scans.actions", variant)

    wrong = after_a_death_in_the_worker(family, data, world, sabotage)

    assert set(wrong.values()) == {count}
