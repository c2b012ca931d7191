"""From a question and the published entries to an outcome: which page, which link, which verdict."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar, TypeAlias

from namsao.core.resolver import linkset
from namsao.core.resolver.ask import LINKSET, LOT, Code, CodeAsked, Request, weights
from namsao.core.resolver.entry import Entry, Target
from namsao.core.resolver.linkset import Anchored
from namsao.core.words import NATIVE, accept_language

Entries: TypeAlias = Callable[[str], Entry | None]
"""Published key -> its entry."""
Serials: TypeAlias = Callable[[str], tuple[int, int] | None]
"""Serial -> (batch, counter), or None when the secret did not make it."""

# What no date takes away.
STANDING_WARNINGS = frozenset({"recalled", "withdrawn"})


@dataclass(slots=True)
class Shown:
    """The page of an entry, in one language, with a verdict. lapsed: its dated blocks no longer hold."""

    kind: ClassVar[str] = "page"
    code: Code
    entry: Entry
    verdict: str
    language: str
    lapsed: bool


@dataclass(slots=True)
class Redirected:
    kind: ClassVar[str] = "link"
    code: Code
    entry: Entry
    verdict: str
    language: str
    location: str


@dataclass(slots=True)
class Choices:
    """Several links that the request cannot tell apart."""

    kind: ClassVar[str] = "link"
    code: Code
    entry: Entry
    verdict: str
    language: str
    anchored: Anchored
    links: Sequence[Target]


@dataclass(slots=True)
class Listed:
    """Every link of every level, as a linkset."""

    kind: ClassVar[str] = "linkset"
    code: Code
    entry: Entry
    verdict: str
    language: str
    found: Sequence[Anchored]


@dataclass(slots=True)
class Missing:
    """No link of the type asked for."""

    kind: ClassVar[str] = "link"
    code: Code
    entry: Entry
    verdict: str
    language: str


@dataclass(slots=True)
class Unknown:
    """A well-formed code that nobody published anything about."""

    kind: ClassVar[str] = "page"
    code: Code


Outcome: TypeAlias = Shown | Redirected | Choices | Listed | Missing | Unknown


def decide(asked: CodeAsked, entries: Entries, serials: Serials, root: str, now: float) -> Outcome:
    """What to answer. root: resolver root without trailing slash. now: epoch seconds."""
    code = asked.code
    found = []
    for key, path in code.levels:
        entry = entries(key)
        if entry is not None:
            own = root + path
            found.append(Anchored(own, entry, own))
    if not found:
        return Unknown(code)
    reading = serials(code.serial) if code.serial else None
    if reading is not None:
        if not code.serial.isupper():
            code = code._replace(serial=code.serial.upper())  # one serial, one spelling in the log
            asked = asked._replace(code=code)
        if not code.lot_levels:
            found = batch_of(code, found, reading, entries, root) + found
    verdict = judge(code, found, reading)
    if asked.link_type == LINKSET:
        return Listed(code, found[0].entry, _or_lapsed(verdict, found[0].entry, now), "", found)
    if asked.link_type and asked.link_type != linkset.DEFAULT:
        return _follow_type(asked, found, _or_lapsed(verdict, found[0].entry, now), root)
    return _follow_default(asked, found, verdict, root, now)


def batch_of(
    code: Code, found: Sequence[Anchored], reading: tuple[int, int], entries: Entries, root: str
) -> list[Anchored]:
    """The entry of the batch a serial belongs to, anchored at the scanned code; nothing when there is none.

    A label carries GTIN and serial only, to keep its QR code small: the lot follows from the serial.
    """
    product = found[-1].entry
    lot = product.batches.get(reading[0])
    entry = entries(f"{product.key}/{LOT}/{lot}") if lot is not None else None
    if lot is None or entry is None:
        return []
    return [Anchored(root + code.path, entry, f"{found[-1].own}/{LOT}/{lot}")]


def judge(code: Code, found: Sequence[Anchored], reading: tuple[int, int] | None) -> str:
    """The verdict without regard to dates: "recalled", "withdrawn", "unissued" or "registered".

    A recall or a withdrawal at any level counts, a recall first: it says what to do with the goods. An unknown lot,
    or a serial its batch did not issue, is "unissued".
    """
    for _, entry, _ in found:
        if entry.recalled:
            return "recalled"
    for _, entry, _ in found:
        if entry.withdrawn:
            return "withdrawn"
    if not code.lot_levels:
        issued = not code.serial or any(entry.has_issued(reading) for _, entry, _ in found)
        return "registered" if issued else "unissued"
    nearest = found[0].entry
    for key, _ in code.levels[: code.lot_levels]:
        if key == nearest.key:
            return "registered" if not code.serial or nearest.has_issued(reading) else "unissued"
    return "unissued"


@lru_cache(maxsize=4096)
def language_of(asked: str, header: str, offered: tuple[str, ...]) -> str:
    """The language to answer in: ?lang, then Accept-Language; Vietnamese without, English when none fits."""
    if asked in offered:
        return asked
    return accept_language(header, offered, NATIVE if NATIVE in offered else offered[0])


def best(links: Sequence[Target], language: str, request: Request) -> Sequence[Target]:
    """The links that suit the request best: by language, then by media type; one, or several alike."""
    offered = tuple(dict.fromkeys(tag.lower() for link in links for tag in link.hreflang))
    if offered:
        chosen = language_of(language, request.accept_language, offered)
        links = [link for link in links if chosen in map(str.lower, link.hreflang)]
    accepted = weights(request.accept)
    top = max(accepted.get(link.type, 0.0) for link in links)
    if top > 0:
        return [link for link in links if accepted.get(link.type, 0.0) == top]
    return [link for link in links if link.type == "text/html"] or links


def pass_on(href: str, query: str, root: str) -> str:
    """The target with the query of the scan.

    To this resolver itself the link type is not passed on: it would lead round in a circle.
    Source: GS1-Conformant Resolver 1.2: key=value pairs are passed on by default.
    """
    if href.startswith(root + "/"):
        query = "&".join(pair for pair in query.split("&") if pair.partition("=")[0] != "linkType")
    if not query:
        return href
    address, mark, fragment = href.partition("#")
    return f"{address}{'&' if '?' in address else '?'}{query}{mark}{fragment}"


def _follow_type(asked: CodeAsked, found: Sequence[Anchored], verdict: str, root: str) -> Outcome:
    """The link of the type asked for, from the most granular level that has one."""
    code, request = asked.code, asked.request
    for anchored in found:
        links = [link for link in linkset.targets(anchored) if link.rel == asked.link_type]
        if not links:
            continue
        fitting = best(links, asked.language, request)
        if len({link.href for link in fitting}) > 1:
            return Choices(code, anchored.entry, verdict, "", anchored, fitting)
        location = pass_on(fitting[0].href, request.query, root)
        return Redirected(code, anchored.entry, verdict, "", location)
    return Missing(code, found[0].entry, verdict, "")


def _follow_default(
    asked: CodeAsked, found: Sequence[Anchored], verdict: str, root: str, now: float
) -> Outcome:
    """The page or link of the most granular level that has one."""
    code, request = asked.code, asked.request
    for anchored in found:
        entry = anchored.entry
        if entry.languages and not entry.redirect and not asked.link_type:
            language = language_of(asked.language, request.accept_language, entry.languages)
            return Shown(code, entry, _or_lapsed(verdict, entry, now), language, entry.has_lapsed(now))
        href = linkset.default_href(anchored)
        if href:
            location = pass_on(href, request.query, root)
            return Redirected(code, entry, _or_lapsed(verdict, entry, now), "", location)
    return Missing(code, found[0].entry, _or_lapsed(verdict, found[0].entry, now), "")


def _or_lapsed(verdict: str, entry: Entry, now: float) -> str:
    return "lapsed" if verdict not in STANDING_WARNINGS and entry.has_lapsed(now) else verdict
