"""The server dies by SIGKILL while partners hand in documents: what was acknowledged is kept once, and all agrees."""

import json
from collections.abc import Mapping, Sequence
from http.client import HTTPConnection
from threading import Thread
from typing import Any

import pytest

from tests.faults.client import GONE
from tests.faults.ledger import Ledger
from tests.faults.processes import wait_until
from tests.faults.sabotage import plant

pytestmark = pytest.mark.faults

ROUNDS, PARTNERS, ENOUGH, AT_ONCE = 20, 2, 12, 25
SCOPES = ("--scope", "epcis.capture", "--scope", "epcis.query")


class Partner(Thread):
    """Posts documents of its own, one after the other, and notes the events of those that were accepted."""

    def __init__(self, port: int, key: str, name: str) -> None:
        super().__init__(name=name, daemon=True)
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/ld+json"}
        self.acknowledged: list[str] = []
        self.documents = 0
        self.refused: list[str] = []

    def run(self) -> None:
        try:
            for number in range(100_000):
                self.post([f"urn:example:{self.name}:{number}:{each}" for each in range(AT_ONCE)])
        except GONE:
            return

    def post(self, ids: Sequence[str]) -> None:
        self.connection.request("POST", "/epcis/capture", a_document(ids), self.headers)
        answer = self.connection.getresponse()
        said = answer.read()
        if answer.status == 202:
            self.acknowledged += ids
            self.documents += 1
        else:
            self.refused.append(f"{answer.status}: {said[:200]!r}")


def a_document(ids: Sequence[str]) -> bytes:
    """Items of one lot, made and packed: they leave edges, ranges, states behind."""
    return json.dumps(
        {
            "@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],
            "type": "EPCISDocument",
            "schemaVersion": "2.0",
            "creationDate": "2026-11-24T00:00:00Z",
            "epcisBody": {"eventList": [event(each) for each in ids]},
        }
    ).encode()


def event(event_id: str) -> dict[str, Any]:
    _urn, _example, name, number, place = event_id.split(":")
    return {
        "type": "ObjectEvent",
        "eventID": event_id,
        "eventTime": f"2026-11-20T00:00:{int(place):02}Z",
        "eventTimeZoneOffset": "+07:00",
        "epcList": [f"https://id.gs1.org/01/09521100000017/21/{name}{number}{place}"],
        "action": "ADD",
        "bizStep": "commissioning",
        "ilmd": {"cbvmda:lotNumber": f"{name}{number}"},
    }


def killed_at_work(family: Any, key: str, name: str, enough: int = ENOUGH) -> list[Partner]:
    """Partners who worked until their server was killed."""
    family.serve()
    partners = [Partner(family.port, key, f"{name}P{number}") for number in range(PARTNERS)]
    for partner in partners:
        partner.start()
    wait_until(lambda: sum(each.documents for each in partners) >= enough, "enough was accepted")
    family.kill()
    for partner in partners:
        partner.join(30)
        assert not partner.is_alive()
    assert [each.refused for each in partners] == [[]] * PARTNERS
    return partners


def a_key(family: Any) -> str:
    made = family.run_once("key", "create", "--name", "thử", *SCOPES)
    assert made.status == 0, made
    return str(made.said.strip().splitlines()[-1])


def kept(ledger: Ledger) -> list[str]:
    return ledger.column("SELECT event_id FROM traceability_event WHERE event_id LIKE 'urn:example:%'")


def test_kill_9_loses_no_event_that_was_acknowledged_and_doubles_none(family, data, world: Mapping[str, Any]):
    assert world
    ledger, key = Ledger(data), a_key(family())
    acknowledged: list[str] = []

    for number in range(ROUNDS):
        for partner in killed_at_work(family(), key, f"R{number}"):
            acknowledged += partner.acknowledged
    with family() as after:
        after.serve()
        found = kept(ledger)
        check = after.run_once("trace", "rebuild", "--check", seconds=300)

    print({"acknowledged": len(acknowledged), "kept": len(found)})
    assert set(acknowledged) - set(found) == set()
    assert len(found) == len(set(found))
    # At most the document that was on its way when the server died is there without a word.
    assert len(found) - len(acknowledged) <= ROUNDS * PARTNERS * AT_ONCE
    assert len(found) % AT_ONCE == 0
    assert check.status == 0, check
    assert not [fault for fault in ledger.faults() if "mentions nothing" in fault or "integrity" in fault]


# A capture that keeps each row at once, and stops before what follows from them.
NOT_ATOMIC = """
import contextlib
import types
module.transaction = types.SimpleNamespace(atomic=contextlib.nullcontext)
module.store.__globals__["follow"].write = lambda *facts: pause("stopped")
"""


def test_a_capture_without_a_transaction_is_caught_by_the_same_check(family, data, tmp_path):
    key = a_key(family())
    sabotage = plant(tmp_path / "sabotage", "namsao.apps.traceability.actions.jobs", NOT_ATOMIC)
    with family(sabotage=sabotage) as broken:
        broken.serve()
        Partner(broken.port, key, "C").start()
        wait_until((sabotage / "stopped").exists, "it stops half-way")
    with family() as after:
        check = after.run_once("trace", "rebuild", "--check", seconds=300)

    assert kept(Ledger(data))
    assert check.status == 1, check
