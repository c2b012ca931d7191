"""The server dies by SIGKILL while people record harvests and batches: what they were told is kept, is kept."""

from collections.abc import Mapping
from datetime import date
from threading import Thread
from typing import Any

import pytest

from tests.faults.client import GONE, Client, batch_form, errors_on, harvest_form
from tests.faults.ledger import Ledger
from tests.faults.processes import wait_until
from tests.faults.sabotage import SAYS_YES, plant

pytestmark = pytest.mark.faults

ROUNDS, CLIENTS, ENOUGH = 4, 3, 90


class Producer(Thread):
    """Posts lots of its own, one after the other, and notes which of them were answered with a redirect."""

    def __init__(self, port: int, world: Mapping[str, Any], name: str, *, makes_batches: bool) -> None:
        super().__init__(name=name, daemon=True)
        self.client = Client(port).sign_in(world["login"], world["password"])
        self.world, self.makes_batches = world, makes_batches
        self.acknowledged: list[str] = []
        self.refused: list[str] = []

    def run(self) -> None:
        try:
            for number in range(100_000):
                self.post(f"{self.name}-{number}")
        except GONE:
            return

    def post(self, lot: str) -> None:
        today = date.today()
        if self.makes_batches:
            page = self.client.post(
                f"/products/{self.world['product']}/batch/", batch_form(self.world, lot, today)
            )
        else:
            page = self.client.post(
                f"/farms/seasons/{self.world['season']}/harvest/", harvest_form(lot, today)
            )
        if page.status == 302:
            self.acknowledged.append(lot)
        else:
            self.refused.append(f"{lot}: {page.status} {errors_on(page)}")


def killed_at_work(family: Any, world: Mapping[str, Any], name: str, enough: int = ENOUGH) -> list[Producer]:
    """Producers who worked until their server and worker were killed."""
    family.serve()
    producers = [
        Producer(family.port, world, f"{name}{number}", makes_batches=number == 0)
        for number in range(CLIENTS)
    ]
    for producer in producers:
        producer.start()
    wait_until(lambda: sum(len(each.acknowledged) for each in producers) >= enough, "enough was recorded")
    family.kill()
    for producer in producers:
        producer.join(30)
        assert not producer.is_alive()
    assert [each.refused for each in producers] == [[]] * CLIENTS
    return producers


def test_kill_9_loses_no_harvest_or_batch_that_was_acknowledged(family, data, world):
    ledger, acknowledged = Ledger(data), {"harvests": ["DAU"], "batches": ["ML1"]}

    for number in range(ROUNDS):
        for producer in killed_at_work(family(), world, f"R{number}"):
            acknowledged["batches" if producer.makes_batches else "harvests"] += producer.acknowledged
    with family() as after:
        after.serve()
        kept = {"harvests": ledger.harvests(), "batches": ledger.batches()}

    print({kind: len(lots) for kind, lots in acknowledged.items()})
    assert {kind: sorted(set(lots) - set(kept[kind])) for kind, lots in acknowledged.items()} == {
        "harvests": [],
        "batches": [],
    }
    assert ledger.faults() == []
    # At most the one that was on its way when the server died is there without a word: one a client and round.
    unheard = sum(len(kept[kind]) - len(lots) for kind, lots in acknowledged.items())
    assert 0 <= unheard <= ROUNDS * CLIENTS


# The verb without its transaction: each row is kept at once, and it stops before the last.
NOT_ATOMIC = """
whole = module.record_harvest.__wrapped__
module.record_harvest = whole
whole.__globals__["record"] = lambda **facts: pause("stopped")
"""


def test_a_verb_without_a_transaction_is_caught_by_the_same_check(family, data, world, tmp_path):
    sabotage = plant(tmp_path / "sabotage", "namsao.apps.farms.actions", NOT_ATOMIC)
    with family(sabotage=sabotage) as broken:
        broken.serve()
        producer = Producer(broken.port, world, "C", makes_batches=False)
        producer.start()
        wait_until((sabotage / "stopped").exists, "it stops half-way")

    assert Ledger(data).faults() == ["a harvest without its audit entry: ['C-0'] (1)"]
    assert producer.acknowledged == []


def test_a_program_that_acknowledges_before_it_keeps_is_caught_by_the_same_check(
    family, data, world, tmp_path
):
    sabotage = plant(tmp_path / "sabotage", "namsao.apps.farms.actions", SAYS_YES)
    acknowledged = []
    for producer in killed_at_work(family(sabotage=sabotage), world, "Y", enough=10):
        acknowledged += producer.acknowledged

    assert set(acknowledged) - {*Ledger(data).harvests(), *Ledger(data).batches()}
