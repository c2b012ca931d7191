"""A small published table in a real SQLite file, and a client for the door that stands on it."""

import base64
import gzip
import io
import json
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple
from wsgiref.validate import validator

from namsao.core.serials import Serials
from namsao.resolver.app import Door
from namsao.resolver.log import ScanLog, read_lines, segments
from namsao.resolver.sqlite import SQLiteSource, driver
from namsao.resolver.store import Store

ROOT = "https://id.x.vn"
GTIN, GLN = "08931234567897", "8931234567897"
PRODUCT, BATCH = f"01/{GTIN}", f"01/{GTIN}/10/A1"
NOW = 1_764_000_000.5
KEY = bytes(range(32))
SERIALS = Serials(KEY)
GOOD, LATE = SERIALS.write(7, 4), SERIALS.write(7, 5)
VOC = "https://ref.gs1.org/voc/"
PAGE = (
    "<!doctype html><title>{title}</title><!--verdict-->"
    "<!--dated--><b>5 sao</b><!--/dated--><p><!--code--></p>"
)
LANGUAGES = ("vi", "en", "zh-hans")


def pages(title: str) -> dict[str, str]:
    return {language: PAGE.format(title=f"{title} {language}") for language in LANGUAGES}


def a_body(title: str, **fields: Any) -> dict[str, Any]:
    return {
        "title": title,
        "links": [],
        "redirect": None,
        "pages": pages(title),
        "csp": "default-src 'none'",
    } | fields


FURNITURE = {
    "verdicts": {
        language: {
            name: f"<i>{name} {language}</i>" for name in ("registered", "unissued", "lapsed", "withdrawn")
        }
        for language in LANGUAGES
    },
    "pages": {
        language: {status: f"{status} {language}: <!--reason--> (<!--code-->)" for status in ("400", "404")}
        for language in LANGUAGES
    },
    "csp": "default-src 'self'",
}
PICTURE = {"media_type": "image/webp", "base64": base64.b64encode(b"RIFF....WEBP").decode()}
EVERYTHING = {
    PRODUCT: a_body("Miến dong", batches={"7": "A1"}),
    BATCH: a_body("Miến dong lô A1", serial_batch=7, issued=5),
    f"414/{GLN}": a_body("Kho"),
    "01/08931234567804": a_body("Chè", redirect="https://che.vn/trang?a=1", pages={}),
    "-/image/ab12.webp": PICTURE,
    "-/furniture": FURNITURE,
}


class Table:
    """The published table, written over a connection of its own, as the portal does."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.version = 0
        self.connection = driver().connect(path, isolation_level=None)
        self.connection.execute("PRAGMA journal_mode=WAL")
        self.connection.execute(
            "CREATE TABLE scans_published (key TEXT PRIMARY KEY, version BIGINT NOT NULL UNIQUE, "
            "valid_until BIGINT NULL, gone BOOLEAN NOT NULL, body BLOB NOT NULL)"
        )

    def publish(
        self, key: str, body: Mapping[str, Any], valid_until: int | None = None, *, gone: bool = False
    ) -> None:
        self.version += 1
        packed = zlib.compress(json.dumps(body).encode())
        self.connection.execute(
            "INSERT OR REPLACE INTO scans_published VALUES (?, ?, ?, ?, ?)",
            (key, self.version, valid_until, gone, packed),
        )

    def publish_everything(self) -> "Table":
        for key, body in EVERYTHING.items():
            self.publish(key, body)
        return self


class Said(NamedTuple):
    """What the client got. text: the body, unpacked and decoded."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        packed = self.headers.get("Content-Encoding") == "gzip"
        return (gzip.decompress(self.body) if packed else self.body).decode()


class Client:
    """A door over a table and a log folder; asks as a browser in Vietnam without Accept-Language does."""

    def __init__(self, table: Table, scans: Path, *, now: float = NOW, root: str = ROOT) -> None:
        self.now = now
        self.store = Store(SQLiteSource(table.path))
        self.scans = scans
        self.door = Door(self.store, ScanLog(scans), SERIALS, root, lambda: self.now)
        self.load()

    def load(self) -> None:
        feed = SQLiteSource(self.store._source._path).connect()  # type: ignore[attr-defined]  # the file it was given
        self.store.load(feed)
        feed.close()

    def ask(self, target: str, method: str = "GET", **headers: str) -> Said:
        return ask(self.door, target, method, **headers)

    def logged(self) -> list[str]:
        lines = [read_lines(segment.path, 0).lines for segment in segments(self.scans)]
        return [line.decode().rstrip("\n").replace("\t", " ") for found in lines for line in found]


def ask(app: Any, target: str, method: str = "GET", **headers: str) -> Said:
    """One request through the WSGI validator, which checks both sides of the agreement."""
    path, _, query = target.partition("?")
    environ = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "id.x.vn",
        "SERVER_PORT": "443",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "https",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    } | {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    said: list[Any] = []

    def start_response(status: str, given: list[tuple[str, str]], exc_info: object = None) -> Any:
        said[:] = [status, given]
        return lambda _: None

    answer = validator(app)(environ, start_response)
    body = b"".join(answer)
    answer.close()  # type: ignore[attr-defined]  # the validator's iterator has it
    status, given = said
    assert len(dict(given)) == len(given), f"a header twice: {given}"
    return Said(int(status.split()[0]), dict(given), body)
