"""The links of a code as an RFC 9264 linkset, the way GS1-Conformant Resolver 1.2 asks for it."""

import json
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from urllib.parse import quote, unquote

from namsao.core.resolver.ask import PRIMARY_KEYS, VOCABULARY
from namsao.core.resolver.entry import Entry, Target

MEDIA_TYPE = "application/linkset+json"
DEFAULT = VOCABULARY + "defaultLink"
# What a page at the scanned address counts as: a product page, unless the publisher has another one.
PAGE_TYPES = (VOCABULARY + "pip", VOCABULARY + "traceability")
CONTEXT = (
    "<https://ref.gs1.org/standards/resolver/linkset-context>; "
    'rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"'
)
# Source: linkset schema of GS1-Conformant Resolver 1.2, hreflang.
_HREFLANG = re.compile(r"[A-Za-z]{2}(?:-[A-Za-z]{2})?")


class Anchored(NamedTuple):
    """An entry, the absolute address its links belong to here, and its own.

    They differ when a serial led to a batch: the links of the batch then belong to the scanned address.
    own: percent-encoded or not.
    """

    anchor: str
    entry: Entry
    own: str


def default_href(anchored: Anchored) -> str:
    """Where a plain scan ends: a link elsewhere, the page at the address itself, the first link, or ""."""
    entry = anchored.entry
    if entry.redirect:
        return uri(entry.redirect)
    if entry.languages:
        return anchored.anchor
    return uri(entry.links[0].href) if entry.links else ""


def targets(anchored: Anchored) -> tuple[Target, ...]:
    """The links under descriptive types; the default is always among them.

    Source: GS1-Conformant Resolver 1.2: the default link shall also have a descriptive type.
    """
    entry = anchored.entry
    given = tuple(_given(link, anchored) for link in entry.links if link.rel != DEFAULT)
    default = default_href(anchored)
    if not default or any(link.href == default for link in given):
        return given
    taken = {link.rel for link in given}
    rel = next((rel for rel in PAGE_TYPES if rel not in taken), PAGE_TYPES[0])
    if default == anchored.anchor:
        return (Target(rel, default, title(entry), "text/html", entry.languages), *given)
    return (Target(rel, default, title(entry), "", ()), *given)


def linkset(found: Iterable[Anchored]) -> bytes:
    """The JSON of all levels found, most granular first."""
    document = {"linkset": [_context(anchored) for anchored in found]}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def choices(anchored: Anchored, links: Sequence[Target]) -> bytes:
    """The JSON of links between which the resolver cannot choose."""
    item = {"anchor": anchored.anchor, "itemDescription": title(anchored.entry), **_by_type(links)}
    return json.dumps({"linkset": [item]}, ensure_ascii=False, separators=(",", ":")).encode()


def description(root_url: str) -> bytes:
    """The resolver description file. Source: its schema, GS1-Conformant Resolver 1.2."""
    document = {
        "name": "namsao",
        "resolverRoot": root_url,
        "supportedPrimaryKeys": list(PRIMARY_KEYS),
        "supportedLinkType": [{"namespace": VOCABULARY, "prefix": "gs1:"}],
        "linkTypeDefaultCanBeLinkset": False,
    }
    return json.dumps(document, separators=(",", ":")).encode()


def title(entry: Entry) -> str:
    return entry.title or entry.key


def uri(href: str) -> str:
    """An address fit for a header: letters outside ASCII percent-encoded, the rest untouched."""
    return quote(href, safe="%/:?#[]@!$&'()*+,;=~")


def _given(link: Target, anchored: Anchored) -> Target:
    """A published link; one into the entry's own page leads into the same page at the scanned address."""
    address, mark, part = uri(link.href).partition("#")
    is_own = unquote(address) == unquote(anchored.own)
    return link._replace(href=(anchored.anchor if is_own else address) + mark + part)


def _context(anchored: Anchored) -> dict[str, object]:
    item: dict[str, object] = {"anchor": anchored.anchor, "itemDescription": title(anchored.entry)}
    item |= _by_type(targets(anchored))
    default = default_href(anchored)
    if default:
        item[DEFAULT] = [{"href": default, "title": title(anchored.entry)}]
    return item


def _by_type(links: Iterable[Target]) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = {}
    for link in links:
        found.setdefault(link.rel, []).append(_link(link))
    return found


def _link(link: Target) -> dict[str, object]:
    item: dict[str, object] = {"href": link.href, "title": link.title or link.href}
    if link.type:
        item["type"] = link.type
    if link.hreflang:
        item["hreflang"] = list(dict.fromkeys(map(_hreflang, link.hreflang)))
    return item


def _hreflang(tag: str) -> str:
    """The tag, or its language alone where the schema has no room for a script or variant."""
    return tag if _HREFLANG.fullmatch(tag) else tag[:2]
