"""What identifiers are called: a port that the apps up the road fill, for this one knows no products.

An app declares what it can name when it starts (`AppConfig.ready`): `name_with(lots_by_name)`.
"""

from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple, TypeAlias


class Name(NamedTuple):
    """text: what people call it. url: its page in the workbench, "". party: id of whose it is, None when unknown.

    note: one more line, such as how many packs and of which day. page: what the public sees behind its code, "".
    """

    text: str
    url: str = ""
    party: int | None = None
    note: str = ""
    page: str = ""


Namer: TypeAlias = Callable[[Collection[str]], Mapping[str, Name]]
"""Canonical identifiers -> names of those it knows; one question to the database for all, or a few."""

_namers: dict[str, Namer] = {}


def name_with(namer: Namer) -> Namer:
    """Ask this one too, from now on; the one that declares first is asked first."""
    _namers.setdefault(f"{namer.__module__}.{namer.__qualname__}", namer)
    return namer


def names_of(uris: Collection[str]) -> dict[str, Name]:
    """Names of those of the identifiers that somebody can name."""
    found: dict[str, Name] = {}
    left = set(uris)
    for namer in _namers.values():
        if not left:
            break
        named = {uri: name for uri, name in namer(left).items() if uri in left}
        found |= named
        left -= named.keys()
    return found
