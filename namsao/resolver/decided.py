"""Decisions that hold for every pack of a batch: the next serial of it is answered without deciding anew.

A crowd at a fair scans packs of a few batches. Between two publications, for readers who ask in the same words,
all that differs is the serial; so the first "registered" page of a batch is remembered with what it rests on.
"""

from collections.abc import Mapping
from html import escape
from typing import Any, NamedTuple

from namsao.core.resolver.answer import Composed
from namsao.core.resolver.ask import Request
from namsao.core.resolver.decide import Serials, Shown
from namsao.core.resolver.entry import Entry

MOST = 4096
SERIAL_MARK = "/21/"


class Decided(NamedTuple):
    """A "registered" page, composed, and what it rests on.

    head: path up to and with "/21/". markup: the same, escaped for HTML. generation: of the published entries.
    """

    entry: Entry
    page: Composed
    language: str
    head: str
    markup: str
    generation: int


class Memory:
    """What was decided, by path without serial and by the words of the reader."""

    def __init__(self) -> None:
        self._decided: dict[tuple[str, str, str, str], Decided] = {}

    def keep(self, request: Request, shown: Shown, page: Composed, generation: int) -> None:
        """Remember a decision that will hold for other serials of the same batch; ignore any other."""
        code = shown.code
        if shown.verdict != "registered" or shown.lapsed or not code.serial or request.query:
            return
        if len(self._decided) >= MOST:
            self._decided.clear()
        asked = request.path.rpartition(SERIAL_MARK)[0]
        name = (asked, request.accept, request.accept_language, request.accept_encoding)
        head = code.path.rpartition(SERIAL_MARK)[0] + SERIAL_MARK
        self._decided[name] = Decided(shown.entry, page, shown.language, head, escape(head), generation)

    def recall(
        self, environ: Mapping[str, Any], serials: Serials, generation: int, now: float
    ) -> tuple[Decided, str] | None:
        """The decision for this GET and its serial, while all it rests on still holds; else None."""
        get = environ.get
        asked, mark, serial = (get("SCRIPT_NAME", "") + get("PATH_INFO", "")).rpartition(SERIAL_MARK)
        if not mark or get("QUERY_STRING") or "HTTP_IF_NONE_MATCH" in environ:
            return None
        words = get("HTTP_ACCEPT", ""), get("HTTP_ACCEPT_LANGUAGE", ""), get("HTTP_ACCEPT_ENCODING", "")
        known = self._decided.get((asked, *words))
        if known is None or known.generation != generation or environ["REQUEST_METHOD"] != "GET":
            return None
        entry = known.entry
        # Note: a serial that reads consists of letters and digits, so it needs no escaping anywhere.
        if entry.has_lapsed(now) or not entry.has_issued(serials(serial)) or not serial.isupper():
            return None
        return known, serial
