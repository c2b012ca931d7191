"""Sheets of labels against the same sheets with every code encoded for itself, and against Typst alone.

What is counted is labels per CPU second, of this process and of the Typst program it starts, for 960 labels
on A4 sheets of 24. Rounds are interleaved; medians are reported.
"""

import resource
import statistics
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime

from namsao.apps.labels import codes, sheet
from namsao.apps.labels.paper import PAPERS

ROUNDS, LABELS = 3, 960
PAPER = PAPERS["a4-24"]
AT = datetime(2026, 11, 24, 1, tzinfo=UTC)
FACTS = sheet.Facts(
    name="Miến dong Bình Liêu",
    producer="HTX Miến dong Lục Hồn",
    lot="ML2611A",
    made_on=date(2026, 11, 20),
    expires_on=date(2027, 11, 20),
    stars=5,
    illustrative=True,
)


def run() -> list[dict[str, object]]:
    serials = [f"{7_919_104_729 * n + 1_234_567_891_234_567:016}" for n in range(LABELS)]
    addresses = [codes.address("https://ocop.example.vn", "09521100000017", FACTS.lot, s) for s in serials]
    labels = [sheet.Label(*pair) for pair in zip(serials, addresses, strict=True)]
    ready = sheet.content(PAPER, sheet.a4(PAPER), FACTS, labels) | {"title": "Tem", "specimen": False}

    def ours() -> None:
        sheet.pdf(paper=PAPER, facts=FACTS, labels=labels, title="Tem", at=AT)

    def peer() -> None:
        for address in addresses:
            codes.outline(codes.symbol(address))
        sheet.printed(ready, AT)

    def limit() -> None:
        sheet.printed(ready, AT)

    return [row({"ours": ours, "peer": peer, "limit": limit})]


def row(ways: dict[str, Callable[[], None]]) -> dict[str, object]:
    rates: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(ROUNDS):
        for name, way in ways.items():
            before = cpu_seconds()
            way()
            rates[name].append(LABELS / (cpu_seconds() - before))
        print(f"round {number + 1} of {ROUNDS}", file=sys.stderr)
    found = {name: statistics.median(each) for name, each in rates.items()}
    return {
        "name": "labels",
        "unit": "labels per CPU second",
        **{name: round(rate) for name, rate in found.items()},
        "ratio_to_peer": round(found["ours"] / found["peer"], 2),
        "ratio_to_limit": round(found["ours"] / found["limit"], 3),
    }


def cpu_seconds() -> float:
    """Of this process and of those it started that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)
