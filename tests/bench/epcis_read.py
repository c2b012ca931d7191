"""The repository full of events: newest of one item, back from a serial, forward from a harvest to 100,000 serials."""

import json
import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import django

EVENTS = int(os.environ.get("BENCH_EVENTS", "1000000"))
ASKED, SERIALS, CASES = 200, 100_000, 200
HARVEST = "https://id.gs1.org/01/09521100000024/10/VU-2026"
BATCH = "https://id.gs1.org/01/09521100000031/10/LON"


def main() -> None:
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from namsao.base.accounts.tests.cast import the_cast

    cast = the_cast()
    fill(cast)
    a_big_batch(cast)
    analyze()
    rows = [newest(cast), back(), *forward()]
    print(json.dumps(rows))


def fill(cast: Any) -> None:
    from tests.bench.epcis_documents import AT_ONCE, documents

    begun = time.perf_counter()
    for number, document in enumerate(documents(0, EVENTS)):
        keep(cast, document)
        if number and not number % 200:
            rate = number * AT_ONCE / (time.perf_counter() - begun)
            print(f"{number * AT_ONCE} events, {rate:.0f} a second", file=sys.stderr)


def keep(cast: Any, document: dict[str, Any]) -> None:
    from django.utils import timezone

    from namsao.apps.traceability.actions import capture_document
    from namsao.core.epcis.document import read_json

    job = capture_document(document=read_json(document), owner=cast.htx, by=cast.hoa, at=timezone.now())
    if not job.success:
        raise RuntimeError(str(job.errors))


def a_big_batch(cast: Any) -> None:
    """A harvest becomes one batch of 100,000 serials in 200 cases; one serial in a hundred was thrown away."""
    from namsao.core.epcis import (
        Action,
        Quantity,
        aggregation_event,
        object_event,
        transformation_event,
    )
    from namsao.core.epcis.events import document
    from tests.bench.epcis_documents import BEGUN, PLACES

    gtin = BATCH.partition("/10/")[0]
    events = [
        object_event(
            action=Action.ADD, at=BEGUN, quantities=[Quantity(HARVEST, 9000, "KGM")], read_point=PLACES[0]
        ),
        transformation_event(
            at=BEGUN, inputs=[Quantity(HARVEST, 9000, "KGM")], outputs=[Quantity(BATCH, SERIALS)]
        ),
    ]
    for case in range(CASES):
        first = case * SERIALS // CASES
        epcs = [f"{gtin}/21/K{each:08}" for each in range(first, first + SERIALS // CASES)]
        parent = f"https://id.gs1.org/00/{sscc(case)}"
        events.append(object_event(action=Action.ADD, at=BEGUN, epcs=epcs, ilmd={"cbvmda:lotNumber": "LON"}))
        events.append(aggregation_event(action=Action.ADD, at=BEGUN, parent=parent, children=epcs[1:]))
    for each in events:
        keep(cast, document([each], BEGUN))


def sscc(number: int) -> str:
    from namsao.core.gs1.keys import check_digit

    digits = f"0952110{number:010}"
    return digits + check_digit(digits)


def analyze() -> None:
    """As PostgreSQL does by itself; SQLite has no statistics unless somebody asks for them."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def newest(cast: Any) -> dict[str, object]:
    """MATCH_epc, the newest 30, as the programme and through its policy, beside the plain index range."""
    from django.db import connection
    from django.utils import timezone

    from namsao.apps.traceability.queries.search import search
    from namsao.core.epcis.query import read_params
    from tests.bench.epcis_documents import GTIN, STEPS

    last = 2 * (EVENTS // len(STEPS)) - 2
    chance = random.Random(26)
    items = [f"https://id.gs1.org/01/{GTIN}/21/S{chance.randint(0, last):09}" for _ in range(ASKED)]

    def ours(item: str) -> None:
        page = search(cast.lan, read_params({"MATCH_epc": [item], "perPage": ["30"]}), at=timezone.now())
        if len(page.rows) != len(STEPS):
            raise RuntimeError(f"{item}: {len(page.rows)} events")

    plain = (
        "SELECT e.body FROM traceability_epc c JOIN traceability_mention m ON m.epc_id = c.id "
        "JOIN traceability_event e ON e.id = m.event_id WHERE c.uri = %s ORDER BY m.event_time DESC LIMIT 30"
    )

    def limit(item: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(plain, [item])
            if len(cursor.fetchall()) != len(STEPS):
                raise RuntimeError(item)

    return row(
        "epcis-match", f"milliseconds, newest 30 of one item among {EVENTS} events", ours, limit, items
    )


def back() -> dict[str, object]:
    from namsao.apps.traceability.queries.graph import trace_back

    gtin = BATCH.partition("/10/")[0]
    chance = random.Random(27)
    items = [f"{gtin}/21/K{chance.randrange(SERIALS):08}" for _ in range(ASKED)]

    def ours(item: str) -> None:
        found = trace_back(item)
        if HARVEST not in {each.uri for each in found.nodes.values()}:
            raise RuntimeError(f"{item} does not lead back to its harvest")

    return row("epcis-back", "milliseconds, back from one serial", ours, _edges, items)


def forward() -> list[dict[str, object]]:
    from namsao.apps.traceability.queries.graph import trace_forward

    found = trace_forward(HARVEST)
    if sum(each.run.count for each in found.items) != SERIALS or len(found.nodes) < CASES:
        raise RuntimeError("the harvest does not reach every serial")
    rows = [
        row(
            "epcis-forward",
            f"milliseconds, lots, cases and ranges reached from a harvest of {SERIALS} serials",
            lambda _each: trace_forward(HARVEST),
            _edges,
            [""] * ASKED,
        )
    ]
    begun = time.perf_counter()
    count = sum(1 for _ in trace_forward(HARVEST).serials())
    rows.append(
        {
            "name": "epcis-serials",
            "unit": f"milliseconds for {count} serials listed",
            "ours": round((time.perf_counter() - begun) * 1000, 1),
        }
    )
    return rows


def _edges(_item: str) -> None:
    """The ceiling of a trace: its few index ranges, read and thrown away."""
    from django.db import connection

    with connection.cursor() as cursor:
        for near, far in (("source_id", "target_id"), ("target_id", "source_id")):
            cursor.execute(
                f"SELECT {far} FROM traceability_edge WHERE {near} = (SELECT id FROM traceability_epc WHERE uri = %s)",
                [BATCH],
            )
            cursor.fetchall()
        cursor.execute(
            "SELECT prefix, width, first, last FROM traceability_itemrange "
            "WHERE holder_id = (SELECT id FROM traceability_epc WHERE uri = %s)",
            [BATCH],
        )
        cursor.fetchall()


def row(
    name: str, unit: str, ours: Callable[[str], None], limit: Callable[[str], None], asked: list[str]
) -> dict[str, object]:
    """Medians and the 99th percentile; the two ways take turns."""
    times: dict[str, list[float]] = {"ours": [], "limit": []}
    for item in asked:
        for key, way in (("ours", ours), ("limit", limit)):
            begun = time.perf_counter()
            way(item)
            times[key].append((time.perf_counter() - begun) * 1000)
    p99 = {key: statistics.quantiles(each, n=100)[98] for key, each in times.items()}
    return {
        "name": name,
        "unit": unit,
        "ours": round(statistics.median(times["ours"]), 2),
        "p99": round(p99["ours"], 2),
        "limit": round(statistics.median(times["limit"]), 3),
        "ratio_to_limit": round(statistics.median(times["limit"]) / statistics.median(times["ours"]), 3),
    }


if __name__ == "__main__":
    main()
