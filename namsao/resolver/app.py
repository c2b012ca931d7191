"""The door itself: a WSGI callable that answers scans, alone or in front of another application."""

import logging
import os
import re
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote

from namsao.core.resolver import answer as answers
from namsao.core.resolver.answer import Answer
from namsao.core.resolver.ask import (
    CodeAsked,
    DescriptionAsked,
    ImageAsked,
    Malformed,
    PreflightAsked,
    Question,
    Reader,
    Request,
    accepts_gzip,
)
from namsao.core.resolver.decide import Outcome, Shown, Unknown, decide
from namsao.core.resolver.scan import Scan
from namsao.core.serials import Serials
from namsao.resolver.decided import Memory
from namsao.resolver.log import ScanLog
from namsao.resolver.source import source
from namsao.resolver.store import Store

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

log = logging.getLogger(__name__)

HEALTH = "/-/health"
_TO_QUOTE = re.compile(r"[^A-Za-z0-9/_.~-]")


class ReadsSerials(Protocol):
    def read(self, serial: str) -> tuple[int, int] | None: ...


class Door:
    """Answers scans from a store, and writes each to the log before it replies.

    serials: None when the programme's serial secret is not there; every serial is then "unissued".
    root_url: root of scan addresses. clock: epoch seconds. lost_scans: scans answered but not logged.
    """

    def __init__(
        self,
        store: Store,
        log: ScanLog,
        serials: ReadsSerials | None,
        root_url: str,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._store = store
        self._log = log
        self._serials = serials.read if serials else _unread
        self._root = root_url.rstrip("/")
        self._reader = Reader(self._root)
        self._clock = clock
        self._memory = Memory()
        self._lost_lock = Lock()
        self.lost_scans = 0

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer alone: an address that is not the door's gets the 404 page, and health is the door's own."""
        answer = self.again(environ) or self._alone(request_of(environ))
        start_response(answer.status, answer.headers)
        return [answer.body]

    def _alone(self, request: Request) -> Answer:
        if request.path == HEALTH:
            return answers.health(len(self._store), self.lost_scans, request)
        return self.reply(request) or answers.nothing_here(self._store.furniture, request)

    def again(self, environ: "WSGIEnvironment") -> Answer | None:
        """The answer for another pack of a batch that was decided before, or None: then `reply` decides."""
        now = self._clock()
        found = self._memory.recall(environ, self._serials, self._store.generation, now)
        if found is None:
            return None
        known, serial = found
        self._write(Scan(int(now * 1000), known.entry.key, serial, known.language, "registered", "page"))
        return answers.fill(known.page, self._root, known.head + serial, known.markup + serial)

    def reply(self, request: Request) -> Answer | None:
        """The answer, or None when the address is not the door's."""
        question = self._reader.ask(request)
        if isinstance(question, CodeAsked):
            return self._code(question, self._clock(), self._store.generation)
        return None if question is None else self._other(question, request)

    def _code(self, asked: CodeAsked, now: float, generation: int) -> Answer:
        store, request = self._store, asked.request
        outcome = decide(asked, store.entry, self._serials, self._root, now)
        if request.method == "GET":
            self._note(outcome, now)
        if isinstance(outcome, Shown):
            page = store.page(outcome, packed=accepts_gzip(request.accept_encoding))
            self._memory.keep(request, outcome, page, generation)
            return answers.show(outcome, page, request, self._root)
        return answers.answer(outcome, request, store.furniture, self._root)

    def _other(self, question: Question, request: Request) -> Answer:
        if isinstance(question, Malformed):
            return answers.answer(question, request, self._store.furniture, self._root)
        if isinstance(question, DescriptionAsked):
            return answers.describe(self._root, request)
        if isinstance(question, ImageAsked):
            return self._image(question.key, request)
        return answers.allow() if isinstance(question, PreflightAsked) else answers.forbid()

    def _image(self, key: str, request: Request) -> Answer:
        image = self._store.image(key)
        if image is None:
            return answers.nothing_here(self._store.furniture, request)
        media_type, content = image
        return answers.picture(media_type, content, f'"{key.rpartition("/")[2]}"', request)

    def _note(self, outcome: Outcome, now: float) -> None:
        at_ms, code = int(now * 1000), outcome.code
        if isinstance(outcome, Unknown):
            scan = Scan(at_ms, code.levels[0].key, code.serial, "", "unknown", outcome.kind)
        else:
            scan = Scan(
                at_ms, outcome.entry.key, code.serial, outcome.language, outcome.verdict, outcome.kind
            )
        self._write(scan)

    def _write(self, scan: Scan) -> None:
        """Log the scan; a full disk costs the line, never the answer."""
        try:
            self._log.append(scan.to_line())
        except OSError as error:
            with self._lost_lock:
                self.lost_scans += 1
                lost = self.lost_scans
            if lost & (lost - 1) == 0:  # at 1, 2, 4, 8 …: a full disk must not be filled with messages
                log.error("scans answered but not logged: %d so far: %s", lost, error)


def before(door: Door, app: "WSGIApplication") -> "WSGIApplication":
    """The door in front of an application, which gets every address that is not the door's."""

    def both(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        answer = door.again(environ) or door.reply(request_of(environ))
        if answer is None:
            return app(environ, start_response)
        start_response(answer.status, answer.headers)
        return [answer.body]

    return both


def request_of(environ: "WSGIEnvironment") -> Request:
    """The request of a WSGI environment. Note: WSGI has decoded the path, so %2F and / look alike."""
    path = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
    if _TO_QUOTE.search(path):
        path = quote(path, safe="/", encoding="latin-1")
    get = environ.get
    return Request(
        environ["REQUEST_METHOD"],
        path,
        get("QUERY_STRING", ""),
        get("HTTP_ACCEPT", ""),
        get("HTTP_ACCEPT_LANGUAGE", ""),
        get("HTTP_ACCEPT_ENCODING", ""),
        get("HTTP_IF_NONE_MATCH", ""),
    )


def from_environment() -> Door:
    """The door of this process, loaded and watching; a WSGI factory.

    Reads NAMSAO_DATA (folder, default "var"), NAMSAO_DATABASE_URL (default SQLite in DATA) and
    NAMSAO_RESOLVER_URL (root of scan addresses; default NAMSAO_SITE_URL, then http://localhost:8000).
    """
    data = Path(os.environ.get("NAMSAO_DATA", "var")).resolve()
    site = os.environ.get("NAMSAO_SITE_URL", "http://localhost:8000")
    store = Store(
        source(os.environ.get("NAMSAO_DATABASE_URL", f"sqlite://{quote(str(data / 'namsao.sqlite3'))}"))
    )
    door = Door(store, ScanLog(scan_folder(data)), serials(data), os.environ.get("NAMSAO_RESOLVER_URL", site))
    store.start()
    return door


def scan_folder(data: Path) -> Path:
    """Where the scan log lies in the data folder."""
    return data / "scans"


def serials(data: Path) -> Serials | None:
    """The reader of the programme's serials, or None without its secret."""
    path = data / "secrets" / "serials.key"
    try:
        return Serials(path.read_bytes())
    except FileNotFoundError:
        log.warning("no serial secret in %s: every serial will be shown as never issued", path)
        return None


def _unread(serial: str) -> None:  # noqa: ARG001 - the shape of Serials.read
    return None
