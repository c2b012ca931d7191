"""From a request to the question it asks: which code, which link, which language.

Source: GS1 Digital Link URI Syntax; GS1-Conformant Resolver 1.2, request processing.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias
from urllib.parse import quote, urlsplit

from namsao.core.gs1.errors import Invalid
from namsao.core.gs1.uri import parse_path

# Source: GS1 Digital Link URI Syntax, primary identification keys that this resolver supports.
PRIMARY_KEYS = (
    "00", "01", "253", "255", "401", "402", "414", "417",
    "8003", "8004", "8006", "8010", "8013", "8017", "8018",
)  # fmt: skip
VOCABULARY = "https://ref.gs1.org/voc/"
LINKSET = "linkset"
WELL_KNOWN = "/.well-known/gs1resolver"
IMAGES = "/-/image/"
# Serials are checked against codes issued; these two qualifiers never have an entry of their own.
SERIAL, THIRD_PARTY_SERIAL, LOT = "21", "235", "10"

_PLAIN_SERIAL = re.compile(r"[A-Za-z0-9_-]{1,20}")
_SAME_VOCABULARY = re.compile(r"https?://(?:ref\.|www\.)?gs1\.org/voc/")
_MOST_REMEMBERED = 10_000


class Request(NamedTuple):
    """What the door reads of an HTTP request. path: percent-encoded, from the root of the host."""

    method: str
    path: str
    query: str = ""
    accept: str = ""
    accept_language: str = ""
    accept_encoding: str = ""
    if_none_match: str = ""


class Level(NamedTuple):
    """One level of a code. key: in the published table. path: canonical Digital Link path."""

    key: str
    path: str


class Code(NamedTuple):
    """A scanned code. levels: most granular first, without serial; the first `lot_levels` name the lot."""

    levels: tuple[Level, ...]
    lot_levels: int
    serial: str
    path: str


class CodeAsked(NamedTuple):
    """A question about a code. link_type: "" for the default, LINKSET, or a full IRI. language: of ?lang."""

    code: Code
    link_type: str
    language: str
    request: Request


class ImageAsked(NamedTuple):
    key: str


class DescriptionAsked(NamedTuple):
    pass


class PreflightAsked(NamedTuple):
    pass


class MethodRefused(NamedTuple):
    pass


class Malformed(NamedTuple):
    """A path or query that is no Digital Link; why, in English and Vietnamese."""

    what: str
    what_vi: str
    path: str


Question: TypeAlias = CodeAsked | ImageAsked | DescriptionAsked | PreflightAsked | MethodRefused | Malformed


class Reader:
    """Reads requests under one resolver root, and remembers the codes it parsed, without their serials."""

    def __init__(self, root_url: str) -> None:
        """root_url: such as "https://x.vn/id"; its path is the stem before every code."""
        self._stem = urlsplit(root_url).path.rstrip("/")
        self._codes: dict[str, Code] = {}
        self._serialised: dict[str, Code] = {}

    def ask(self, request: Request) -> Question | None:
        """The question, or None when the address is not the door's."""
        if not request.query and request.method in ("GET", "HEAD"):
            code = self._remembered(request.path)
            if code is not None:
                return CodeAsked(code, _default_link(request.accept), "", request)
        path = self._inside(request.path)
        if path is None:
            return None
        if request.method == "OPTIONS":
            return PreflightAsked()
        if request.method not in ("GET", "HEAD"):
            return MethodRefused()
        if path == WELL_KNOWN:
            return DescriptionAsked()
        if path.startswith(IMAGES):
            return ImageAsked(path[1:])
        return self._code(request, path)

    def _remembered(self, path: str) -> Code | None:
        code = self._codes.get(path)
        if code is not None:
            return code
        head, _, serial = path.rpartition("/21/")
        template = self._serialised.get(head)
        if template is None or not _PLAIN_SERIAL.fullmatch(serial):
            return None
        return Code(template.levels, template.lot_levels, serial, f"{template.path}/21/{serial}")

    def _inside(self, path: str) -> str | None:
        """The path below the root when it is the door's. The stem may be upper case: QR codes often are."""
        if path == WELL_KNOWN:
            return path
        size = len(self._stem)
        if path[:size].lower() != self._stem.lower() or path[size : size + 1] != "/":
            return None
        path = path[size:]
        ours = path.split("/", 2)[1] in PRIMARY_KEYS or path.startswith(IMAGES) or path == WELL_KNOWN
        return path if ours else None

    def _code(self, request: Request, path: str) -> Question:
        try:
            link = parse_path(path, request.query)
        except Invalid as error:
            return Malformed(error.what, error.what_vi, path)
        if link.root:
            # The parser finds the last key and takes the rest for a stem; our stem is already cut off.
            return Malformed("Two keys in one path.", "Đường dẫn có hai mã GS1.", path)
        code = code_of([(link.key, link.value), *link.qualifiers])
        self._remember(request.path, code)
        asked = dict(reversed(link.extra))
        link_type = asked.get("linkType", "")
        return CodeAsked(
            code,
            full_link_type(link_type) if link_type else _default_link(request.accept),
            asked.get("lang", "").lower(),
            request,
        )

    def _remember(self, path: str, code: Code) -> None:
        head, _, serial = path.rpartition("/21/")
        if not code.serial:
            _keep(self._codes, path, code)
        elif (
            serial == code.serial and code.path.endswith(f"/21/{serial}") and _PLAIN_SERIAL.fullmatch(serial)
        ):
            _keep(self._serialised, head, code._replace(serial="", path=code.path[: -len(serial) - 4]))


def code_of(ais: Sequence[tuple[str, str]]) -> Code:
    """The code with its levels, from the (AI, value) pairs of a path, primary key first.

    A lot is published under its GTIN, so with a consumer variant in between it is looked up both ways.
    """
    key, *qualifiers = ais
    kept = [pair for pair in qualifiers if pair[0] not in (SERIAL, THIRD_PARTY_SERIAL)]
    chains = [kept[:size] for size in range(len(kept), 0, -1)]
    if len(kept) > 1 and kept[-1][0] == LOT:
        chains.insert(1, kept[-1:])
    chains.append([])
    return Code(
        levels=tuple(level([key, *chain]) for chain in chains),
        lot_levels=sum(any(ai == LOT for ai, _ in chain) for chain in chains),
        serial=dict(qualifiers).get(SERIAL, ""),
        path=level(ais).path,
    )


def level(ais: Sequence[tuple[str, str]]) -> Level:
    """Key and canonical path of (AI, value) pairs."""
    return Level(
        key="/".join(f"{ai}/{value}" for ai, value in ais),
        path="".join(f"/{ai}/{quote(value, safe='')}" for ai, value in ais),
    )


def full_link_type(text: str) -> str:
    """LINKSET, or the link type as a full IRI: "pip", "gs1:pip" and the older namespaces are the same one."""
    if text in (LINKSET, "all"):
        return LINKSET
    if ":" not in text:
        return VOCABULARY + text
    return _SAME_VOCABULARY.sub(
        VOCABULARY, text.replace("gs1:", VOCABULARY, 1) if text[:4] == "gs1:" else text
    )


@lru_cache(maxsize=1024)
def weights(header: str) -> Mapping[str, float]:
    """Names of an Accept or Accept-Encoding header, in lower case -> weight 0 to 1; unreadable ones weigh 0.

    Source: RFC 9110 sections 12.4.2, 12.5.1 and 12.5.3.
    """
    found = {}
    for part in header[:1000].lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        weight = next((text[2:] for text in parameters if text.startswith("q=")), "1")
        found[name] = float(weight) if re.fullmatch(r"0(\.[0-9]{0,3})?|1(\.0{0,3})?", weight) else 0.0
    return found


@lru_cache(maxsize=1024)
def accepts_gzip(header: str) -> bool:
    found = weights(header)
    return found.get("gzip", found.get("*", 0.0)) > 0


def _default_link(accept: str) -> str:
    """LINKSET for a client that would rather have JSON than a page."""
    if "json" not in accept:
        return ""
    found = weights(accept)
    json = max(found.get("application/linkset+json", 0.0), found.get("application/json", 0.0))
    return LINKSET if json > found.get("text/html", 0.0) else ""


def _keep(memory: dict[str, Code], path: str, code: Code) -> None:
    if len(memory) >= _MOST_REMEMBERED:
        memory.clear()
    memory[path] = code
