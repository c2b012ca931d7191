"""GS1 Digital Link URIs: what one says, the canonical form, and building.

`namsao.core.gs1.uri` reads them. Source: GS1 Digital Link Standard: URI Syntax, 1.4 and later.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from types import MappingProxyType
from urllib.parse import quote

from namsao.core.gs1.ais import Ai, identifier, table, validate
from namsao.core.gs1.errors import BadLink, quoted

ID_GS1_ORG = "https://id.gs1.org"


@dataclass(frozen=True, slots=True)
class PathRule:
    """Which qualifiers may follow a key in the path.

    runs: each a mapping of qualifier -> its place in the standard's order; one run per path, never mixed.
    requires: groups of qualifiers, one of which must be there; empty when the key may stand alone.
    """

    runs: tuple[Mapping[str, int], ...]
    qualifiers: frozenset[str]
    requires: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Link:
    """What a Digital Link URI says. Made by `of`, `uri.parse` or `epc.parse`, which validate.

    key: the identifier of the key in the path. ais: the key, its qualifiers in the standard's order, then
    the attributes of the query. root: scheme, host, port and stem; the stem alone when read from a path.
    extra: decoded query pairs that are no identifiers, such as ("linkType", "gs1:pip"), in their order.
    """

    key: str
    ais: tuple[Ai, ...]
    root: str = ID_GS1_ORG
    extra: tuple[tuple[str, str], ...] = ()

    @property
    def value(self) -> str:
        """The value of the key."""
        return self.ais[0][1]

    @property
    def qualifiers(self) -> tuple[Ai, ...]:
        """The identifiers that follow the key in the path."""
        allowed = path_rules()[self.key].qualifiers
        return tuple(pair for pair in self.ais[1:] if pair[0] in allowed)

    @property
    def attributes(self) -> tuple[Ai, ...]:
        """The identifiers of the query."""
        allowed = path_rules()[self.key].qualifiers
        return tuple(pair for pair in self.ais[1:] if pair[0] not in allowed)

    def get(self, ai: str) -> str | None:
        """The value of an identifier, None when the link does not carry it."""
        return next((value for own, value in self.ais if own == ai), None)


@cache
def path_rules() -> Mapping[str, PathRule]:
    """Key of a Digital Link path -> which qualifiers may follow it."""
    return MappingProxyType(
        {
            ai: PathRule(
                runs=tuple({q: place for place, q in enumerate(run)} for run in known.qualifiers),
                qualifiers=frozenset(q for run in known.qualifiers for q in run),
                requires=known.requires,
            )
            for ai, known in table().items()
            if known.qualifiers is not None
        }
    )


def of(ais: Iterable[Ai], root: str = ID_GS1_ORG, extra: Iterable[tuple[str, str]] = ()) -> Link:
    """The link that carries these identifiers, in whatever order they come.

    Of several possible keys the lowest that leaves a lawful place to all the others is taken.
    Raises: BadLink when there is no key or an identifier has no place; BadAi for a bad value.
    """
    pairs = tuple(ais)
    for ai, value in pairs:
        validate(ai, value)
    if len(dict(pairs)) < len(pairs):
        raise duplicate(next(ai for ai, _ in pairs if [own for own, _ in pairs].count(ai) > 1))
    refusal: BadLink | None = None
    for key in sorted(path_rules().keys() & dict(pairs).keys()):
        try:
            return Link(key, _arranged(key, pairs), root, tuple(extra))
        except BadLink as reason:
            refusal = refusal or reason
    raise refusal or BadLink(
        "no_key",
        "There is no GS1 key among these identifiers: a Digital Link starts from one, such as (01) GTIN.",
        "Không có mã GS1 nào để làm gốc: liên kết GS1 phải bắt đầu từ một mã như (01) GTIN.",
    )


def build(link: Link, root: str | None = None) -> str:
    """The URI of a link, under its own root or the one given, such as "https://id.gs1.org"."""
    query = [f"{ai}={_encoded(value)}" for ai, value in link.attributes]
    query += [f"{quote(name, safe='-._~:')}={quote(value, safe='-._~:')}" for name, value in link.extra]
    return (link.root if root is None else root) + _path(link) + ("?" + "&".join(query) if query else "")


def canonical(link: Link) -> str:
    """The one URI of these identifiers: on id.gs1.org, attributes in ascending order, nothing else.

    Two links that say the same in different words have the same canonical form.
    """
    query = "&".join(f"{ai}={_encoded(value)}" for ai, value in sorted(link.attributes))
    return ID_GS1_ORG + _path(link) + (f"?{query}" if query else "")


def identity(link: Link) -> str:
    """The canonical URI of the thing itself: key and qualifiers, without what the query says about it."""
    return ID_GS1_ORG + _path(link)


def check_order(key: str, qualifiers: Iterable[str]) -> None:
    """Accept the qualifiers of a key in this order. Raises: BadLink naming the right order."""
    rule, given = path_rules()[key], tuple(qualifiers)
    if not any(_is_ascending(run, given) for run in rule.runs) and given:
        orders, own = " | ".join("/".join(run) for run in rule.runs) or "—", quoted("/".join(given))
        raise BadLink(
            "qualifier_order",
            f"After ({key}), the path takes {orders} in this order, not {own}.",
            f"Sau ({key}), đường dẫn nhận {orders} theo đúng thứ tự này, không phải {own}.",
        )
    if rule.requires and not any(set(group) <= set(given) for group in rule.requires):
        wanted = "/".join(rule.requires[0])
        raise BadLink(
            "missing_qualifier",
            f"In the path, ({key}) must be followed by ({wanted}).",
            f"Trong đường dẫn, sau ({key}) phải có ({wanted}).",
        )


def check_attribute(key: str, ai: str) -> None:
    """Accept an identifier in the query of a link of this key. Raises: BadLink with the reason."""
    if ai == key or ai in path_rules()[key].qualifiers:
        raise BadLink(
            "belongs_in_path",
            f"AI ({ai}) belongs in the path after ({key}), not in the query.",
            f"AI ({ai}) phải nằm trong đường dẫn cùng ({key}), không nằm sau dấu hỏi.",
        )
    known = identifier(ai)
    if not known.attribute:
        raise BadLink(
            "not_an_attribute",
            f"AI ({ai}) {known.title} must not stand in the query of a Digital Link.",
            f"AI ({ai}) {known.title} không được đặt sau dấu hỏi của liên kết GS1.",
        )


def duplicate(ai: str) -> BadLink:
    """The refusal of an identifier that appears twice."""
    return BadLink(
        "duplicate_ai",
        f"AI ({ai}) appears more than once.",
        f"AI ({ai}) xuất hiện nhiều lần.",
    )


def _arranged(key: str, pairs: tuple[Ai, ...]) -> tuple[Ai, ...]:
    rule, values = path_rules()[key], dict(pairs)
    places = {q: place for run in rule.runs for q, place in run.items()}
    qualifiers = sorted(rule.qualifiers & values.keys(), key=lambda q: places[q])
    check_order(key, qualifiers)
    attributes = [ai for ai, _ in pairs if ai != key and ai not in rule.qualifiers]
    for ai in attributes:
        check_attribute(key, ai)
    return tuple((ai, values[ai]) for ai in (key, *qualifiers, *attributes))


def _is_ascending(run: Mapping[str, int], given: tuple[str, ...]) -> bool:
    places = [run.get(ai, -1) for ai in given]
    return -1 not in places and all(a < b for a, b in pairwise(places))


def _path(link: Link) -> str:
    return "".join(f"/{ai}/{_encoded(value)}" for ai, value in ((link.key, link.value), *link.qualifiers))


_UNRESERVED = re.compile(r"[A-Za-z0-9._-]+")


def _encoded(value: str) -> str:
    return value if _UNRESERVED.fullmatch(value) else quote(value, safe="")
