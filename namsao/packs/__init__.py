"""Packs: dated, sourced, versioned data that changes by decree or exists only for the demo."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

SCHEMA = "schema.json"


@cache
def load(kind: str, name: str) -> dict[str, Any]:
    """The pack `name` of `kind`, read once; the same dict every time, so read it and do not write.

    kind: a folder here, such as "places". name: a pack's file name without ".json".
    Raises: LookupError when there is no such pack.
    """
    if name not in names(kind):
        raise LookupError(f"no pack {kind}/{name}; there are {', '.join(names(kind)) or 'none'}")
    return _read(kind, f"{name}.json")


@cache
def names(kind: str) -> tuple[str, ...]:
    """Names of the packs of `kind` in alphabetical order; empty when there is no such kind."""
    folder = files(__name__).joinpath(kind)
    if not kind.isidentifier() or not folder.is_dir():
        return ()
    found = (entry.name for entry in folder.iterdir())
    return tuple(sorted(n.removesuffix(".json") for n in found if n.endswith(".json") and n != SCHEMA))


@cache
def schema(kind: str) -> dict[str, Any]:
    """JSON Schema (2020-12) of every pack of `kind`.

    Raises: FileNotFoundError when there is no such kind.
    """
    return _read(kind, SCHEMA)


def _read(kind: str, filename: str) -> dict[str, Any]:
    text = files(__name__).joinpath(kind, filename).read_text(encoding="utf-8")
    content: dict[str, Any] = json.loads(text)
    return content
