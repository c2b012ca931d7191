"""A death between the act and its news, or in the middle of the news: it is heard after all, once in effect."""

from datetime import date
from threading import Thread

import pytest

from tests.faults.client import GONE, Client, batch_form
from tests.faults.ledger import Ledger
from tests.faults.processes import wait_until
from tests.faults.sabotage import plant

pytestmark = pytest.mark.faults

NEWS = "namsao.base.jobs.news"
# The server stops after the commit, before any receiver was called; no worker delivers in its place.
BEFORE_DELIVERY = """
module.deliver_letter = lambda letter_id: pause("stopped")
module.deliver_due = lambda **facts: 0
"""
# The receiver has done its work, and the delivery is about to be marked.
BEFORE_THE_MARK = """
save = module.Delivery.save

def stop(self, **options):
    if self.done_at:
        pause("stopped")
    save(self, **options)

module.Delivery.save = stop
"""
# The same in the worker alone: the server does not even try.
IN_THE_WORKER = BEFORE_THE_MARK + "module.deliver_letter = lambda letter_id: None\n"
# Every page is new each time it is published.
RESTLESS = """
write = module.write

def restless(drafts):
    return write(module.Draft(d.key, d.body | {"at": time.time_ns()}, d.valid_until) for d in drafts)

module.write = restless
"""


class Workshop:
    """The data folder, and what is done with it."""

    def __init__(self, family, data, world) -> None:
        self.family, self.world, self.ledger = family, world, Ledger(data)

    def make_batch(self, served, lot: str) -> int:
        client = Client(served.port).sign_in(self.world["login"], self.world["password"])
        form = batch_form(self.world, lot, date.today())
        return client.post(f"/products/{self.world['product']}/batch/", form).status

    def page(self, lot: str) -> int | None:
        return self.ledger.version_of(f"01/{self.world['gtin']}/10/{lot}")

    def pages(self) -> list[tuple[str, int]]:
        return self.ledger.rows("SELECT key, version FROM scans_published ORDER BY key")

    def last_version(self) -> int:
        return int(self.ledger.column("SELECT last FROM scans_publishedversion")[0])

    def usual_changes(self) -> int:
        """How many pages change when a batch is made and nothing goes wrong."""
        before = self.last_version()
        with self.family() as whole:
            assert self.make_batch(whole.serve(), "LO-YEN") == 302
            wait_until(lambda: self.ledger.deliveries_waiting() == 0, "the news is delivered")
        return self.last_version() - before

    def cut_short(self, sabotage) -> None:
        """Somebody makes a batch; everything is killed where it stopped."""
        with self.family(sabotage=sabotage) as broken:
            broken.serve()
            sender = Thread(target=self._make_until_gone, args=(broken,))
            sender.start()
            wait_until((sabotage / "stopped").exists, "it stops where it is told")
            broken.kill()
            sender.join(10)
        assert self.ledger.batches()[-1] == "LO-DUNG"

    def _make_until_gone(self, broken) -> None:
        try:
            self.make_batch(broken, "LO-DUNG")
        except GONE:
            return

    def work(self, sabotage=None) -> None:
        """The worker goes through at least one turn and then until nothing waits."""
        self.ledger.write("DELETE FROM jobs_run")
        with self.family(sabotage=sabotage) as family:
            family.start("worker")
            # A turn delivers first; the rows of its schedule come after.
            wait_until(lambda: self.ledger.column("SELECT job FROM jobs_run"), "the worker works")
            wait_until(lambda: self.ledger.deliveries_waiting() == 0, "nothing waits")


@pytest.fixture
def workshop(family, data, world) -> Workshop:
    return Workshop(family, data, world)


@pytest.mark.parametrize(
    "place",
    [BEFORE_DELIVERY, BEFORE_THE_MARK, IN_THE_WORKER],
    ids=["before delivery", "before the mark", "in the worker"],
)
def test_news_of_an_act_is_heard_once_in_effect_whenever_the_program_died(workshop, tmp_path, place):
    changes = workshop.usual_changes()
    before = workshop.last_version()

    workshop.cut_short(plant(tmp_path / "sabotage", NEWS, place))

    assert (workshop.page("LO-DUNG"), workshop.last_version()) == (None, before)
    assert workshop.ledger.deliveries_waiting() > 0
    workshop.work()
    assert workshop.page("LO-DUNG") is not None
    assert workshop.last_version() == before + changes
    assert workshop.ledger.faults() == []


def test_news_heard_a_second_time_changes_nothing(workshop):
    workshop.usual_changes()
    before = workshop.pages()
    workshop.ledger.write("UPDATE jobs_delivery SET done_at = NULL")

    workshop.work()

    assert workshop.pages() == before


def test_a_receiver_that_works_twice_is_caught_by_the_same_check(workshop, tmp_path):
    workshop.usual_changes()
    before = workshop.pages()
    workshop.ledger.write("UPDATE jobs_delivery SET done_at = NULL")

    workshop.work(plant(tmp_path / "sabotage", "namsao.apps.scans.publishing", RESTLESS))

    assert workshop.pages() != before


def test_a_delivery_that_was_lost_is_caught_by_the_same_check(workshop, tmp_path):
    workshop.cut_short(plant(tmp_path / "sabotage", NEWS, BEFORE_DELIVERY))
    workshop.ledger.write("DELETE FROM jobs_delivery")

    workshop.work()

    assert workshop.page("LO-DUNG") is None
    assert [each.partition(":")[0] for each in workshop.ledger.faults()] == ["a letter without a delivery"]
