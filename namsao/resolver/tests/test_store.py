"""The store against a real SQLite file that another connection writes."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest

from namsao.core.resolver.ask import Code
from namsao.core.resolver.decide import Shown
from namsao.core.resolver.furniture import PLAIN
from namsao.resolver.source import UnknownDatabaseError, source
from namsao.resolver.sqlite import SQLiteSource, UnsafeSQLiteError, check
from namsao.resolver.store import Store
from namsao.resolver.tests.published import BATCH, FURNITURE, PRODUCT, Table, a_body

SOON_S = 5.0  # far more than 50 ms: the machine may be busy


@pytest.fixture
def table(tmp_path: Path) -> Iterator[Table]:
    table = Table(tmp_path / "db.sqlite3")
    yield table
    table.connection.close()


@pytest.fixture
def store(table: Table) -> Iterator[Store]:
    store = Store(SQLiteSource(table.path))
    yield store
    store.stop()


def soon(question: Callable[[], object]) -> bool:
    """Whether the question comes true before long."""
    deadline = time.monotonic() + SOON_S
    while time.monotonic() < deadline:
        if question():
            return True
        time.sleep(0.01)
    return False


def title(store: Store, key: str) -> str | None:
    entry = store.entry(key)
    return entry.title if entry else None


def test_what_was_published_before_is_there_at_once(table: Table, store: Store) -> None:
    table.publish_everything()

    store.start()

    assert title(store, PRODUCT) == "Miến dong"


def test_a_commit_on_another_connection_is_noticed(table: Table, store: Store) -> None:
    store.start()
    assert title(store, PRODUCT) is None

    table.publish(PRODUCT, a_body("Mới"))

    assert soon(lambda: title(store, PRODUCT) == "Mới")


def test_a_new_version_replaces_the_old_one_and_only_that_one(table: Table, store: Store) -> None:
    table.publish_everything()
    store.start()
    untouched = store.entry(BATCH)

    table.publish(PRODUCT, a_body("Sửa"), valid_until=99)

    assert soon(lambda: title(store, PRODUCT) == "Sửa")
    changed = store.entry(PRODUCT)
    assert changed is not None
    assert (changed.version, changed.valid_until) == (table.version, 99)
    assert store.entry(BATCH) is untouched


def test_an_entry_that_is_gone_is_forgotten_and_may_come_back(table: Table, store: Store) -> None:
    table.publish_everything()
    store.start()

    table.publish(BATCH, {}, gone=True)
    assert soon(lambda: store.entry(BATCH) is None)
    assert title(store, PRODUCT) == "Miến dong"

    table.publish(BATCH, a_body("Trở lại"))
    assert soon(lambda: title(store, BATCH) == "Trở lại")


def test_nothing_half_committed_is_ever_seen(table: Table, store: Store) -> None:
    store.start()

    table.connection.execute("BEGIN IMMEDIATE")
    table.publish(PRODUCT, a_body("nháp"))
    time.sleep(0.3)
    during = title(store, PRODUCT)
    table.connection.execute("ROLLBACK")
    table.publish(BATCH, a_body("thật"))

    assert during is None
    assert soon(lambda: title(store, BATCH) == "thật")
    assert title(store, PRODUCT) is None


def test_a_table_set_back_to_an_earlier_state_is_read_anew(table: Table, store: Store) -> None:
    table.publish_everything()
    store.start()

    table.connection.execute("BEGIN IMMEDIATE")
    table.connection.execute("DELETE FROM scans_published")
    table.version = 0
    table.publish(PRODUCT, a_body("bản lưu"))
    table.connection.execute("COMMIT")

    assert soon(lambda: title(store, PRODUCT) == "bản lưu")
    assert store.entry(BATCH) is None


def test_furniture_comes_and_goes_with_its_row(table: Table, store: Store) -> None:
    store.start()
    assert store.furniture is PLAIN

    table.publish("-/furniture", FURNITURE)
    assert soon(lambda: store.furniture.csp == "default-src 'self'")

    table.publish("-/furniture", {}, gone=True)
    assert soon(lambda: store.furniture is PLAIN)


def test_a_database_that_is_not_there_yet_is_waited_for(tmp_path: Path) -> None:
    store = Store(SQLiteSource(tmp_path / "late.sqlite3"))
    store.start()
    assert store.entry(PRODUCT) is None

    table = Table(tmp_path / "late.sqlite3").publish_everything()

    assert soon(lambda: title(store, PRODUCT) == "Miến dong")
    store.stop()
    table.connection.close()


def test_the_last_known_is_served_while_the_table_is_away(table: Table, store: Store) -> None:
    table.publish_everything()
    store.start()

    table.connection.execute("ALTER TABLE scans_published RENAME TO elsewhere")
    time.sleep(0.3)
    during = title(store, PRODUCT)
    table.connection.execute("ALTER TABLE elsewhere RENAME TO scans_published")
    table.publish(PRODUCT, a_body("Lại có"))

    assert during == "Miến dong"
    assert soon(lambda: title(store, PRODUCT) == "Lại có")


def test_the_store_only_reads(table: Table) -> None:
    source = SQLiteSource(table.path)
    feed = source.connect()

    with pytest.raises(source.errors, match="readonly"):
        feed._connection.execute("DELETE FROM scans_published")
    feed.close()


def test_composed_pages_are_kept_within_their_bytes(table: Table) -> None:
    for number in range(20):
        table.publish(f"01/{number}", a_body("x" * 1000))
    store = Store(SQLiteSource(table.path), page_bytes=10_000)
    feed = SQLiteSource(table.path).connect()
    store.load(feed)
    feed.close()

    for number in range(20):
        entry = store.entry(f"01/{number}")
        assert entry is not None
        store.page(Shown(Code((), 0, "", ""), entry, "registered", "vi", lapsed=False), packed=False)

    assert 0 < len(store._pages._pages) < 20
    assert store._pages._bytes == sum(page.page.size for page in store._pages._pages.values()) <= 10_000


def test_threads_may_ask_while_rows_come_in(table: Table, store: Store) -> None:
    table.publish_everything()
    store.start()
    wrong: list[object] = []

    def read() -> None:
        end = time.monotonic() + 1.0
        while time.monotonic() < end:
            entry = store.entry(PRODUCT)
            if entry is None:
                wrong.append("gone")
                continue
            shown = Shown(Code((), 0, "", ""), entry, "registered", "vi", lapsed=False)
            text = store.page(shown, packed=False).page.fill(b"C").decode()
            if entry.title not in text:
                wrong.append((entry.title, text))

    readers = [Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for number in range(50):
        table.publish(PRODUCT, a_body(f"Bản {number:03d}"))
        time.sleep(0.01)
    for reader in readers:
        reader.join()

    assert wrong == []
    assert soon(lambda: title(store, PRODUCT) == "Bản 049")


@pytest.mark.parametrize("version", [(3, 51, 3), (3, 53, 0), (4, 0, 0), (3, 50, 7), (3, 50, 9), (3, 44, 6)])
def test_a_sound_sqlite_is_accepted(version: tuple[int, int, int]) -> None:
    check(version)


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 44, 5), (3, 45, 0), (3, 50, 6), (3, 51, 0), (3, 51, 2)])
def test_an_unsafe_sqlite_is_refused_with_the_remedy(version: tuple[int, int, int]) -> None:
    with pytest.raises(UnsafeSQLiteError, match=r"Hãy cài pysqlite3 .* install pysqlite3"):
        check(version)


def test_an_address_names_its_database(table: Table, tmp_path: Path) -> None:
    for address in (f"sqlite://{table.path}", f"sqlite:///{table.path}"):
        feed = source(address).connect()
        assert feed.newest() == 0
        feed.close()
    with pytest.raises(UnknownDatabaseError, match="mysql"):
        source("mysql://x/y")
