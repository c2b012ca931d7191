"""What the programme publishes about a code, and the furniture of the door's pages.

Bodies are zlib-compressed UTF-8 JSON. The facts of an entry are small and kept; its pages are large and
read again only when one is composed.
"""

import base64
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

VERDICTS = ("registered", "unissued", "lapsed", "withdrawn", "recalled")
FURNITURE_KEY = "-/furniture"


class Target(NamedTuple):
    """One link of an entry. rel: link type as a full IRI. type: media type or "". hreflang: language tags."""

    rel: str
    href: str
    title: str
    type: str
    hreflang: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """The facts published under one key.

    key: such as "01/08931234567892/10/A1", values raw. valid_until: epoch seconds or None.
    languages: those that have a page. issued: serial counters 0..issued-1 of `serial_batch` were issued.
    recalled: its goods are being called back. batches: serial batch -> lot, on the entry of a GTIN.
    """

    key: str
    version: int
    valid_until: int | None
    title: str
    links: tuple[Target, ...]
    redirect: str | None
    languages: tuple[str, ...]
    csp: str
    serial_batch: int | None
    issued: int
    withdrawn: bool
    recalled: bool
    batches: Mapping[int, str]
    body: bytes = field(repr=False)

    def pages(self) -> Mapping[str, str]:
        """Language -> page with slots, read anew each time."""
        pages: Mapping[str, str] = _fields(self.body).get("pages") or {}
        return pages

    def has_lapsed(self, now: float) -> bool:
        """Whether the last moment of validity is past. now: epoch seconds."""
        return self.valid_until is not None and now > self.valid_until

    def has_issued(self, reading: tuple[int, int] | None) -> bool:
        """Whether this batch issued the serial that reads as (batch, counter)."""
        return reading is not None and reading[0] == self.serial_batch and 0 <= reading[1] < self.issued


@dataclass(frozen=True, slots=True)
class Furniture:
    """Verdict strips and error pages, as HTML.

    verdicts: language -> verdict -> strip. pages: language -> "400" or "404" -> page.
    """

    version: int
    verdicts: Mapping[str, Mapping[str, str]]
    pages: Mapping[str, Mapping[str, str]]
    csp: str


def read_entry(key: str, version: int, valid_until: int | None, body: bytes) -> Entry:
    """The facts of a published entry. Raises: ValueError for a body that is not one."""
    fields = _fields(body)
    try:
        return Entry(
            key=key,
            version=version,
            valid_until=valid_until,
            title=str(fields.get("title") or ""),
            links=tuple(_target(link) for link in fields.get("links") or ()),
            redirect=fields.get("redirect") or None,
            languages=tuple(fields.get("pages") or ()),
            csp=str(fields.get("csp") or ""),
            serial_batch=fields.get("serial_batch"),
            issued=int(fields.get("issued") or 0),
            withdrawn=bool(fields.get("withdrawn")),
            recalled=bool(fields.get("recalled")),
            batches={int(batch): lot for batch, lot in (fields.get("batches") or {}).items()},
            body=body,
        )
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"not an entry: {key}: {error!r}") from error


def read_image(body: bytes) -> tuple[str, bytes]:
    """Media type and bytes of a published image. Raises: ValueError for a body that is not one."""
    fields = _fields(body)
    try:
        return str(fields["media_type"]), base64.b64decode(fields["base64"], validate=True)
    except (KeyError, TypeError) as error:
        raise ValueError(f"not an image: {error!r}") from error


def read_furniture(version: int, body: bytes) -> Furniture:
    """The published furniture. Raises: ValueError for a body that is not one."""
    fields = _fields(body)
    try:
        return Furniture(version, fields["verdicts"], fields["pages"], str(fields.get("csp") or ""))
    except KeyError as error:
        raise ValueError(f"not furniture: {error!r}") from error


def _target(link: Mapping[str, Any]) -> Target:
    return Target(
        rel=link["rel"],
        href=link["href"],
        title=link.get("title") or "",
        type=link.get("type") or "",
        hreflang=tuple(link.get("hreflang") or ()),
    )


def _fields(body: bytes) -> dict[str, Any]:
    try:
        fields = json.loads(zlib.decompress(body))
    except zlib.error as error:
        raise ValueError(f"not a compressed body: {error}") from error
    if not isinstance(fields, dict):
        raise ValueError("a body is a JSON object")
    return fields
