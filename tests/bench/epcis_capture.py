"""Events captured per second through HTTP, and how many plain SQL stores of the same bodies in the same run."""

import http.client
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from tests.bench.epcis_documents import AT_ONCE, documents
from tests.faults.processes import answers, free_port, wait_until

DOCUMENTS, ROUNDS = 12, 3


def main() -> None:
    namsao(
        "init",
        "--name",
        "Bench",
        "--login",
        "bench@example.vn",
        "--password-stdin",
        words="doi-vang-mien-sao\n",
    )
    key = namsao(
        "key", "create", "--name", "bench", "--scope", "epcis.capture", "--scope", "epcis.query"
    ).strip()
    rates: dict[str, list[float]] = {"ours": [], "limit": []}
    with serving() as port:
        for number in range(ROUNDS + 1):
            sent = list(documents(number * DOCUMENTS * AT_ONCE, DOCUMENTS * AT_ONCE))
            bodies = [json.dumps(each).encode() for each in sent]
            ours, limit = posted(port, key, bodies), stored(sent, number)
            if number:  # the first warms up
                rates["ours"].append(ours)
                rates["limit"].append(limit)
            print(f"round {number}: {ours:.0f} events/s, plain SQL {limit:.0f}", file=sys.stderr)
    found = {name: statistics.median(each) for name, each in rates.items()}
    row = {
        "name": "epcis-capture",
        "unit": f"events per second, documents of {AT_ONCE}",
        **{name: round(value) for name, value in found.items()},
        "ratio_to_limit": round(found["ours"] / found["limit"], 3),
    }
    print(json.dumps([row]))


def namsao(*arguments: str, words: str = "") -> str:
    command = [sys.executable, "-m", "namsao", *arguments]
    done = subprocess.run(command, input=words, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout


@contextmanager
def serving() -> Iterator[int]:
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "namsao", "serve", "--port", str(port)],
        env=os.environ | {"NAMSAO_SITE_URL": f"http://localhost:{port}"},
        start_new_session=True,
    )
    try:
        wait_until(lambda: answers(port) == 200, "the server answers")  # OK
        yield port
    finally:
        server.terminate()
        server.wait(20)


def posted(port: int, key: str, bodies: Sequence[bytes]) -> float:
    """Events per second of documents sent one after the other; every one must be captured whole."""
    connection = http.client.HTTPConnection("localhost", port, timeout=120)
    headers = {
        "Authorization": f"Bearer {key}",
        "Content-Type": "application/ld+json",
        "GS1-EPCIS-Version": "2.0",
        "GS1-CBV-Version": "2.0",
    }
    begun = time.perf_counter()
    for body in bodies:
        connection.request("POST", "/epcis/capture", body, headers)
        answer = connection.getresponse()
        said = answer.read()
        if answer.status != 202:  # accepted
            raise RuntimeError(f"{answer.status}: {said[:500]!r}")
    return len(bodies) * AT_ONCE / (time.perf_counter() - begun)


def stored(sent: Sequence[Any], number: int) -> float:
    """Events per second of executemany into an event table and an index of its identifiers."""
    import django

    django.setup()
    from django.db import connection, transaction

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS plain_event (id bigint primary key, at text, body text)")
        cursor.execute(
            "CREATE TABLE IF NOT EXISTS plain_epc "
            "(epc varchar(80), at text, event bigint, primary key (epc, at, event))"
        )
        begun = time.perf_counter()
        for place, document in enumerate(sent):
            events = document["epcisBody"]["eventList"]
            first = (number * len(sent) + place) * AT_ONCE
            rows = [
                (first + each, event["eventTime"], json.dumps(event)) for each, event in enumerate(events)
            ]
            epcs = [
                (epc, event["eventTime"], first + each)
                for each, event in enumerate(events)
                for epc in event["epcList"]
            ]
            with transaction.atomic():
                cursor.executemany("INSERT INTO plain_event VALUES (%s, %s, %s)", rows)
                cursor.executemany("INSERT INTO plain_epc VALUES (%s, %s, %s)", epcs)
        return len(sent) * AT_ONCE / (time.perf_counter() - begun)


if __name__ == "__main__":
    main()
