"""Packs: dated, sourced, versioned data that changes by decree or exists only for the demo.

A pack that was published does not change. Its next version is a file beside it, `name.v2.json`, with the same id; what
was decided under the old one pins it as "kind/name@1" and stays recomputable.
"""

import json
import re
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

SCHEMA = "schema.json"
PUBLISHED = "published.json"  # of a kind whose files are sealed: name -> version -> sha256

_REFERENCE = re.compile(r"([a-z]+)/([a-z0-9-]+)@([1-9][0-9]{0,3})")


@cache
def load(kind: str, name: str) -> dict[str, Any]:
    """The pack `name` of `kind`, read once; the same dict every time, so read it and do not write.

    kind: a folder here, such as "places". name: a pack's file name without ".json"; without ".v2" the first version.
    Raises: LookupError when there is no such pack.
    """
    if name not in names(kind):
        raise LookupError(f"no pack {kind}/{name}; there are {', '.join(names(kind)) or 'none'}")
    return _read(kind, f"{name}.json")


@cache
def names(kind: str) -> tuple[str, ...]:
    """File names of the packs of `kind` in alphabetical order; empty when there is no such kind."""
    folder = files(__name__).joinpath(kind)
    if not kind.isidentifier() or not folder.is_dir():
        return ()
    found = (entry.name for entry in folder.iterdir())
    packs = (name for name in found if name.endswith(".json") and name not in {SCHEMA, PUBLISHED})
    return tuple(sorted(name.removesuffix(".json") for name in packs))


@cache
def versions(kind: str, name: str) -> tuple[int, ...]:
    """Versions there are of a pack, rising; empty when there is no such pack. name: without ".v2"."""
    found = (file.partition(".v") for file in names(kind))
    return tuple(sorted(int(version or 1) for stem, _, version in found if stem == name))


def reference(pack: dict[str, Any]) -> str:
    """What a row keeps to name exactly this version of a pack, such as "criteria/set-07@1"."""
    return f"{pack['id']}@{pack['version']}"


def pinned(text: str) -> dict[str, Any]:
    """The very pack that `reference` named.

    Raises: LookupError when the text is no reference or there is no such version.
    """
    match = _REFERENCE.fullmatch(text)
    if not match:
        raise LookupError(f"not a reference to a pack, such as criteria/set-07@1: {text!r}")
    kind, name, version = match.groups()
    return load(kind, name if version == "1" else f"{name}.v{version}")


def in_force(kind: str, name: str, on: date) -> dict[str, Any]:
    """The newest version of a pack that holds on a day.

    Raises: LookupError when there is none, or none yet.
    """
    for version in reversed(versions(kind, name)):
        pack = pinned(f"{kind}/{name}@{version}")
        if date.fromisoformat(pack["valid_from"]) <= on:
            return pack
    raise LookupError(f"no version of the pack {kind}/{name} holds on {on:%Y-%m-%d}")


@cache
def schema(kind: str) -> dict[str, Any]:
    """JSON Schema (2020-12) of every pack of `kind`.

    Raises: FileNotFoundError when there is no such kind.
    """
    return _read(kind, SCHEMA)


@cache
def published(kind: str) -> dict[str, Any]:
    """The seals of a kind: under "sha256", name -> version -> sha256 of its file.

    Raises: FileNotFoundError when files of this kind are not sealed.
    """
    return _read(kind, PUBLISHED)


def _read(kind: str, filename: str) -> dict[str, Any]:
    text = files(__name__).joinpath(kind, filename).read_text(encoding="utf-8")
    content: dict[str, Any] = json.loads(text)
    return content
