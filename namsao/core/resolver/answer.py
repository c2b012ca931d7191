"""From an outcome to status, headers and body."""

import gzip
import json
import re
from functools import lru_cache
from html import escape
from typing import NamedTuple, TypeAlias

from namsao.core.resolver import linkset
from namsao.core.resolver.ask import Malformed, Request, accepts_gzip
from namsao.core.resolver.decide import Choices, Listed, Missing, Redirected, Shown, Unknown, language_of
from namsao.core.resolver.entry import Furniture
from namsao.core.resolver.furniture import error_page, strip
from namsao.core.resolver.page import GzippedPage, Page, PlainPage, fingerprint
from namsao.core.words import NATIVE

Headers: TypeAlias = list[tuple[str, str]]
Told: TypeAlias = Redirected | Choices | Listed | Missing | Unknown | Malformed

METHODS = "GET, HEAD, OPTIONS"
HTML, TEXT = "text/html; charset=utf-8", "text/plain; charset=utf-8"
SHORT = ("Cache-Control", "public, max-age=60")
FOREVER = ("Cache-Control", "public, max-age=31536000, immutable")
NEVER = ("Cache-Control", "no-store")
SHARED = (
    ("Access-Control-Allow-Origin", "*"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
)
VARY = ("Vary", "Accept, Accept-Language, Accept-Encoding")

VERDICT_SLOT, CODE_SLOT, REASON_SLOT = "<!--verdict-->", "<!--code-->", "<!--reason-->"
_DATED = re.compile(r"<!--dated-->.*?<!--/dated-->", re.DOTALL)
_DATED_MARK = re.compile(r"<!--/?dated-->")
_CHOICES = (
    '<!doctype html><html><head><meta charset="utf-8"><title>{name}</title></head>'
    "<body><main><h1>{name}</h1><ul>{items}</ul></main></body></html>"
)
_WORTH_PACKING = 256  # bytes; below it gzip adds more than it saves

_REASONS = {
    "unknown": ("No product is registered under this code.", "Chưa có sản phẩm nào đăng ký với mã này."),
    "missing": (
        "This code has no link of the type asked for.",
        "Mã này không có liên kết thuộc loại được hỏi.",
    ),
    "elsewhere": ("There is no such page here.", "Ở đây không có trang này."),
}


class Answer(NamedTuple):
    """A response. status: such as "200 OK"."""

    status: str
    headers: Headers
    body: bytes


class Composed(NamedTuple):
    """A page ready to take codes, and the headers all its answers share."""

    page: Page
    headers: tuple[tuple[str, str], ...]


def answer(outcome: Told, request: Request, furniture: Furniture, root: str) -> Answer:
    """The response to every outcome but a page, which the caller composes once and shows often."""
    if isinstance(outcome, Redirected):
        return _redirect(outcome, request, root)
    if isinstance(outcome, Choices):
        return _choose(outcome, request, root)
    if isinstance(outcome, Listed):
        return _list(outcome, request)
    return _refuse(outcome, furniture, request)


def compose(shown: Shown, html: str, furniture: Furniture, *, packed: bool) -> Composed:
    """The page of `shown` with its verdict in place and, when it has lapsed, without its dated blocks."""
    html = _DATED.sub("", html) if shown.lapsed else _DATED_MARK.sub("", html)
    html = html.replace(VERDICT_SLOT, strip(furniture, shown.verdict, shown.language))
    parts = [part.encode() for part in html.split(CODE_SLOT)]
    page: Page = GzippedPage(parts) if packed else PlainPage(parts)
    headers = [*SHARED, VARY, SHORT, ("Content-Type", HTML), ("Content-Language", _tag(shown.language))]
    headers.append(("ETag", page.etag))
    if csp := shown.entry.csp or furniture.csp:
        headers.append(("Content-Security-Policy", csp))
    if packed:
        headers.append(("Content-Encoding", "gzip"))
    return Composed(page, tuple(headers))


def show(shown: Shown, composed: Composed, request: Request, root: str) -> Answer:
    """The composed page with the scanned code in it, or 304 when the client has it already."""
    path = shown.code.path
    if request.if_none_match and _matches(request.if_none_match, composed.page.etag):
        return _unchanged([*composed.headers, _linkset_of(root, path)])
    whole = fill(composed, root, path, escape(path))
    return whole if request.method == "GET" else whole._replace(body=b"")


def fill(composed: Composed, root: str, path: str, markup: str) -> Answer:
    """The composed page for one code. path: of its Digital Link. markup: the same, escaped for HTML."""
    body = composed.page.fill(markup.encode())
    return Answer(
        "200 OK", [*composed.headers, _linkset_of(root, path), ("Content-Length", str(len(body)))], body
    )


def nothing_here(furniture: Furniture, request: Request) -> Answer:
    """404 for an address that is not the door's, when nobody stands behind it."""
    return _error("404 Not Found", _REASONS["elsewhere"], request.path, furniture, request)


def picture(media_type: str, content: bytes, etag: str, request: Request) -> Answer:
    """An image under its own digest: it never changes."""
    headers = [*SHARED, FOREVER, ("ETag", etag), ("Content-Type", media_type)]
    if request.if_none_match and _matches(request.if_none_match, etag):
        return _unchanged(headers)
    return _plain("200 OK", headers, content, request)


def describe(root: str, request: Request) -> Answer:
    headers = [*SHARED, VARY, SHORT, ("Content-Type", "application/json")]
    return _finish("200 OK", headers, linkset.description(root), request)


def health(entries: int, lost_scans: int, request: Request) -> Answer:
    """200 when there is something to answer with, else 503. entries: keys published."""
    status = "200 OK" if entries else "503 Service Unavailable"
    body = {"status": "up" if entries else "empty", "entries": entries, "lost_scans": lost_scans}
    headers = [*SHARED, ("Cache-Control", "no-store"), ("Content-Type", "application/json")]
    return _plain(status, headers, json.dumps(body).encode(), request)


def allow() -> Answer:
    """The answer to OPTIONS."""
    headers = [
        ("Allow", METHODS),
        *SHARED,
        ("Access-Control-Allow-Methods", METHODS),
        ("Access-Control-Allow-Headers", "*"),
        ("Access-Control-Max-Age", "86400"),
    ]
    return Answer("204 No Content", headers, b"")


def forbid() -> Answer:
    body = b"Method Not Allowed\n"
    headers = [("Allow", METHODS), *SHARED, ("Content-Type", TEXT)]
    headers.append(("Content-Length", str(len(body))))
    return Answer("405 Method Not Allowed", headers, body)


def _redirect(outcome: Redirected, request: Request, root: str) -> Answer:
    headers = [*SHARED, VARY, SHORT, ("Location", outcome.location), _linkset_of(root, outcome.code.path)]
    headers.append(("Content-Type", TEXT))
    return _plain("307 Temporary Redirect", headers, b"", request)


def _choose(outcome: Choices, request: Request, root: str) -> Answer:
    """300 with the list: as a linkset for a client that asks for JSON, else as a page."""
    headers = [*SHARED, VARY, SHORT, _linkset_of(root, outcome.code.path)]
    if "json" in request.accept:
        headers.append(("Content-Type", linkset.MEDIA_TYPE))
        return _finish(
            "300 Multiple Choices", headers, linkset.choices(outcome.anchored, outcome.links), request
        )
    items = "".join(
        f'<li><a href="{escape(link.href)}">{escape(link.title or link.href)}</a></li>'
        for link in outcome.links
    )
    name = escape(linkset.title(outcome.entry))
    html = _CHOICES.format(name=name, items=items)
    headers += [("Content-Type", HTML), ("Content-Security-Policy", "default-src 'none'")]
    return _finish("300 Multiple Choices", headers, html.encode(), request)


def _list(outcome: Listed, request: Request) -> Answer:
    headers = [*SHARED, VARY, SHORT, ("Content-Type", linkset.MEDIA_TYPE), ("Link", linkset.CONTEXT)]
    return _finish("200 OK", headers, linkset.linkset(outcome.found), request)


def _refuse(outcome: Malformed | Unknown | Missing, furniture: Furniture, request: Request) -> Answer:
    """400 for what is no code, 404 for a code or link nobody published."""
    if isinstance(outcome, Malformed):
        return _error("400 Bad Request", (outcome.what, outcome.what_vi), outcome.path, furniture, request)
    reason = _REASONS["unknown" if isinstance(outcome, Unknown) else "missing"]
    return _error("404 Not Found", reason, outcome.code.path, furniture, request)


def _error(
    status: str, reasons: tuple[str, str], code: str, furniture: Furniture, request: Request
) -> Answer:
    language = language_of("", request.accept_language, tuple(furniture.pages) or (NATIVE,))
    what, what_vi = reasons
    html = error_page(furniture, status[:3], language)
    html = html.replace(REASON_SLOT, escape(what_vi if language == NATIVE else what))
    html = html.replace(CODE_SLOT, escape(code))
    headers = [*SHARED, VARY, NEVER, ("Content-Type", HTML), ("Content-Language", _tag(language))]
    if furniture.csp:
        headers.append(("Content-Security-Policy", furniture.csp))
    return _plain(status, headers, html.encode(), request)


def _finish(status: str, headers: list[tuple[str, str]], body: bytes, request: Request) -> Answer:
    """The answer with its ETag, compressed when the client reads gzip; 304 instead of a 200 it has."""
    etag = f'"{fingerprint([body])}"'
    if len(body) > _WORTH_PACKING and accepts_gzip(request.accept_encoding):
        etag = etag[:-1] + '-gzip"'
        body = gzip.compress(body, mtime=0)
        headers = [*headers, ("Content-Encoding", "gzip")]
    headers = [*headers, ("ETag", etag)]
    if status == "200 OK" and request.if_none_match and _matches(request.if_none_match, etag):
        return _unchanged(headers)
    return _plain(status, headers, body, request)


def _plain(status: str, headers: Headers, body: bytes, request: Request) -> Answer:
    """The answer with its length; without its body for HEAD."""
    sized = [*headers, ("Content-Length", str(len(body)))]
    return Answer(status, sized, b"" if request.method == "HEAD" else body)


def _unchanged(headers: Headers) -> Answer:
    kept = [pair for pair in headers if pair[0] not in ("Content-Type", "Content-Encoding")]
    return Answer("304 Not Modified", kept, b"")


def _matches(header: str, etag: str) -> bool:
    """Whether If-None-Match names the page. Source: RFC 9110 section 13.1.2 (weak comparison)."""
    names = {name.strip().removeprefix("W/") for name in header.split(",")}
    return etag in names or "*" in names


def _linkset_of(root: str, path: str) -> tuple[str, str]:
    return "Link", f'<{root}{path}?linkType=linkset>; rel="linkset"; type="application/linkset+json"'


@lru_cache(maxsize=64)
def _tag(language: str) -> str:
    """A language tag the way BCP 47 writes it: script capitalised, region in upper case."""
    first, *rest = language.split("-")
    return "-".join([first, *(part.title() if len(part) == 4 else part.upper() for part in rest)])
