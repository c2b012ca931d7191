"""Decisions that hold for every pack of a batch: the next serial of it is answered without deciding anew.

A crowd at a fair scans packs of a few batches. Between two publications, for readers who ask in the same words,
all that differs is the serial; so the first "registered" page of a batch is remembered with what it rests on.
"""

from typing import NamedTuple

from namsao.core.resolver.answer import Composed
from namsao.core.resolver.ask import Code, Request
from namsao.core.resolver.decide import Serials, Shown

MOST = 4096
SERIAL_MARK = "/21/"


class Decided(NamedTuple):
    """A page shown, composed, and the generation of published entries it was decided under."""

    shown: Shown
    page: Composed
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
        self._decided[_name(request)] = Decided(shown, page, generation)

    def recall(self, request: Request, serials: Serials, generation: int, now: float) -> Decided | None:
        """The decision for this request with its own serial in it, while all it rests on still holds."""
        if request.query or request.method not in ("GET", "HEAD"):
            return None
        known = self._decided.get(_name(request))
        if known is None or known.generation != generation:
            return None
        serial = request.path.rpartition(SERIAL_MARK)[2]
        entry, old = known.shown.entry, known.shown.code
        if entry.has_lapsed(now) or not serial.isupper() or not entry.has_issued(serials(serial)):
            return None
        path = f"{old.path.rpartition(SERIAL_MARK)[0]}{SERIAL_MARK}{serial}"
        code = Code(old.levels, old.lot_levels, serial, path)
        shown = Shown(code, entry, known.shown.verdict, known.shown.language, lapsed=False)
        return Decided(shown, known.page, generation)


def _name(request: Request) -> tuple[str, str, str, str]:
    head = request.path.rpartition(SERIAL_MARK)[0]
    return head, request.accept, request.accept_language, request.accept_encoding
