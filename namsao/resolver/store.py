"""What the door knows, in memory: published entries as they came, and the pages composed from them."""

import logging
from collections import OrderedDict
from contextlib import closing
from threading import Event, Lock, Thread

from namsao.core.resolver.answer import Composed, compose
from namsao.core.resolver.decide import Shown
from namsao.core.resolver.entry import (
    FURNITURE_KEY,
    Entry,
    Furniture,
    read_entry,
    read_furniture,
    read_image,
)
from namsao.core.resolver.furniture import PLAIN
from namsao.resolver.source import Feed, Row, Source

log = logging.getLogger(__name__)

FIRST_RETRY_S, LAST_RETRY_S = 0.2, 5.0
PAGE_BYTES = 64 * 1024 * 1024


class Held:
    """A published row, and its facts once somebody asked."""

    __slots__ = ("body", "entry", "key", "valid_until", "version")

    def __init__(self, row: Row) -> None:
        self.key = row.key
        self.version = row.version
        self.valid_until = row.valid_until
        self.body = row.body
        self.entry: Entry | None = None

    def facts(self) -> Entry:
        if self.entry is None:
            self.entry = read_entry(self.key, self.version, self.valid_until, self.body)
        return self.entry


class Store:
    """Entries by key. Reads never wait for the database; a thread brings in what is newly published."""

    def __init__(self, source: Source, page_bytes: int = PAGE_BYTES) -> None:
        self._source = source
        self._held: dict[str, Held] = {}
        self._last = 0
        self.generation = 0  # moves with every change of what is published
        self._pages = Pages(page_bytes)
        self._stop = Event()
        self._thread: Thread | None = None
        self.furniture: Furniture = PLAIN

    def __len__(self) -> int:
        """How many keys are published."""
        return len(self._held)

    def entry(self, key: str) -> Entry | None:
        held = self._held.get(key)
        if held is None:
            return None
        return held.entry or self._first_read(held)

    def image(self, key: str) -> tuple[str, bytes] | None:
        """Media type and bytes of a published image."""
        held = self._held.get(key)
        try:
            return None if held is None else read_image(held.body)
        except ValueError:
            log.exception("published image %s is not readable", key)
            return None

    def page(self, shown: Shown, *, packed: bool) -> Composed:
        """The composed page: one for each entry, language, verdict and encoding, whatever the serial."""
        furniture, entry = self.furniture, shown.entry
        name = (entry.version, furniture.version, shown.language, shown.verdict, shown.lapsed, packed)
        page = self._pages.get(name)
        if page is None:
            page = compose(shown, entry.pages()[shown.language], furniture, packed=packed)
            self._pages.keep(name, page)
        return page

    def start(self) -> None:
        """Load what is published and go on watching; a database that is away is waited for, not an error."""
        try:
            with closing(self._source.connect()) as feed:
                self.load(feed)
        except self._source.errors as error:
            log.warning("published entries are not readable yet: %s", error)
        self._thread = Thread(target=self._watch, name="published-entries", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        if self._thread is not None:
            self._thread.join(timeout=10)

    def load(self, feed: Feed) -> None:
        """Bring in the rows newer than the last one known; everything, when the table was set back."""
        held, last = self._held, self._last
        if feed.newest() < last:
            log.warning("the published entries were set back: reading all of them again")
            held, last = {}, 0
            self._pages = Pages(self._pages.limit)
        for row in feed.rows(last):
            if row.key == FURNITURE_KEY:
                self.furniture = _furniture(row)
            elif row.gone:
                held.pop(row.key, None)
            else:
                held[row.key] = Held(row)
            last = row.version
        self._held, self._last = held, last
        self.generation += 1

    def _watch(self) -> None:
        pause = FIRST_RETRY_S
        while not self._stop.is_set():
            try:
                with closing(self._source.connect()) as feed:
                    while not self._stop.is_set():
                        if feed.moved():
                            self.load(feed)
                        pause = FIRST_RETRY_S
                        feed.wait(self._stop)
            except self._source.errors as error:
                log.warning("published entries cannot be read, serving those known: %s", error)
                self._stop.wait(pause)
                pause = min(pause * 2, LAST_RETRY_S)

    def _first_read(self, held: Held) -> Entry | None:
        try:
            return held.facts()
        except ValueError:
            # One bad row must not take the door down; the publisher hears of it here.
            log.exception("published entry %s is not readable", held.key)
            self._held.pop(held.key, None)
            return None


class Pages:
    """Composed pages, the oldest thrown out above `limit` bytes.

    Age, not use, decides: a look-up then needs no lock and no bookkeeping, and a page thrown out too soon
    costs one composition.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._pages: OrderedDict[object, Composed] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, name: object) -> Composed | None:
        return self._pages.get(name)

    def keep(self, name: object, page: Composed) -> None:
        with self._lock:
            if name in self._pages:
                return
            self._pages[name] = page
            self._bytes += page.page.size
            while self._bytes > self.limit and len(self._pages) > 1:
                _, old = self._pages.popitem(last=False)
                self._bytes -= old.page.size


def _furniture(row: Row) -> Furniture:
    if row.gone:
        return PLAIN
    try:
        return read_furniture(row.version, row.body)
    except ValueError:
        log.exception("the published furniture is not readable")
        return PLAIN
