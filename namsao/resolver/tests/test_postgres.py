"""The store against PostgreSQL, when NAMSAO_TEST_POSTGRES_URL names one; in a schema of its own."""

import json
import os
import time
import zlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

from namsao.resolver.source import source
from namsao.resolver.store import Store
from namsao.resolver.tests.published import BATCH, PRODUCT, a_body
from namsao.resolver.tests.test_store import soon, title

URL = os.environ.get("NAMSAO_TEST_POSTGRES_URL", "")

pytestmark = pytest.mark.postgres


class Schema:
    """A published table in a schema of its own; each publication is a transaction of its own."""

    def __init__(self) -> None:
        assert URL, "bin/test --all starts a PostgreSQL and sets NAMSAO_TEST_POSTGRES_URL"
        self.name = f"door_{uuid4().hex[:12]}"
        self.url = f"{URL}{'&' if '?' in URL else '?'}options={quote(f'-csearch_path={self.name}')}"
        self.version = 0
        self.owner = psycopg.connect(URL, autocommit=True)
        self.owner.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(self.name)))
        self.connection = psycopg.connect(self.url, autocommit=True)
        self.connection.execute(
            "CREATE TABLE scans_published (key varchar(120) PRIMARY KEY, version bigint NOT NULL UNIQUE, "
            "valid_until bigint NULL, gone boolean NOT NULL, body bytea NOT NULL)"
        )

    def publish(
        self, key: str, body: dict[str, Any], valid_until: int | None = None, *, gone: bool = False
    ) -> None:
        self.version += 1
        self.connection.execute(
            "INSERT INTO scans_published VALUES (%s, %s, %s, %s, %s) ON CONFLICT (key) DO UPDATE SET "
            "(version, valid_until, gone, body) = "
            "(EXCLUDED.version, EXCLUDED.valid_until, EXCLUDED.gone, EXCLUDED.body)",
            (key, self.version, valid_until, gone, zlib.compress(json.dumps(body).encode())),
        )

    def drop(self) -> None:
        self.connection.close()
        self.owner.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(self.name)))
        self.owner.close()


@pytest.fixture
def schema() -> Iterator[Schema]:
    schema = Schema()
    yield schema
    schema.drop()


@pytest.fixture
def store(schema: Schema) -> Iterator[Store]:
    store = Store(source(schema.url))
    yield store
    store.stop()


def test_rows_are_loaded_at_start_and_news_come_in(schema: Schema, store: Store) -> None:
    schema.publish(PRODUCT, a_body("Miến"), valid_until=99)
    store.start()
    at_start = store.entry(PRODUCT)

    schema.publish(BATCH, a_body("Lô"))

    assert at_start is not None
    assert (at_start.title, at_start.valid_until, at_start.pages()["vi"]) == (
        "Miến",
        99,
        a_body("Miến")["pages"]["vi"],
    )
    assert soon(lambda: title(store, BATCH) == "Lô")

    schema.publish(BATCH, {}, gone=True)
    assert soon(lambda: store.entry(BATCH) is None)


def test_more_rows_than_one_reading_holds_all_arrive(schema: Schema, store: Store) -> None:
    for number in range(1203):
        schema.publish(f"01/{number}", a_body(str(number), pages={}))

    store.start()

    assert [title(store, f"01/{number}") for number in range(1203)] == [str(number) for number in range(1203)]


def test_a_notification_is_heard_before_the_next_question_is_due(schema: Schema) -> None:
    from threading import Event

    feed = source(schema.url).connect()
    assert feed.moved()
    schema.publish(PRODUCT, a_body("Mới"))
    schema.connection.execute("NOTIFY scans_published")

    began = time.monotonic()
    feed.wait(Event())

    assert time.monotonic() - began < 0.15
    assert (feed.moved(), feed.moved()) == (True, False)
    assert [row.key for row in feed.rows(0)] == [PRODUCT]
    feed.close()


def test_the_last_known_is_served_while_the_server_throws_us_out(schema: Schema, store: Store) -> None:
    schema.publish(PRODUCT, a_body("Miến"))
    store.start()

    thrown_out = 0
    for _ in range(3):
        thrown_out += schema.owner.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            # The server is shared: other tests' databases on it name that table too.
            "WHERE datname = current_database() AND query LIKE '%%scans_published%%' "
            "AND pid NOT IN (pg_backend_pid(), %s)",
            (schema.connection.info.backend_pid,),
        ).rowcount
        assert title(store, PRODUCT) == "Miến"
        time.sleep(0.1)
    schema.publish(PRODUCT, a_body("Sau khi nối lại"))

    assert thrown_out > 0
    assert soon(lambda: title(store, PRODUCT) == "Sau khi nối lại")


def test_a_server_that_is_away_at_start_is_not_an_error(schema: Schema) -> None:
    store = Store(source("postgresql://nobody@127.0.0.1:1/none"))

    store.start()

    assert store.entry(PRODUCT) is None
    store.stop()
