"""Shapes: rules of JSON Schema with words for people, and the few ways to make one."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

Rule = Mapping[str, Any]


class Shape(NamedTuple):
    """rule: what JSON Schema asserts. vi, en: what it asks for, as in “… must be EN”."""

    rule: Rule
    vi: str
    en: str


def ref(name: str) -> Rule:
    """The rule of another shape, by its name in the table."""
    return {"$ref": f"#/$defs/{name}"}


def text(pattern: str, vi: str, en: str) -> Shape:
    """A string that fits the pattern."""
    return Shape({"type": "string", "pattern": pattern}, vi, en)


def word(table: Iterable[str], refused: str) -> Shape:
    """A short word of the table, or a URI of somebody's own that does not fit `refused`."""
    own = {**ref("uri"), "not": {"pattern": refused}}
    return Shape(
        {"anyOf": [{"enum": sorted(table)}, own]},
        "từ ngắn của CBV 2.0 hoặc URI riêng",
        "a short CBV 2.0 word or a URI of your own",
    )


def many(name: str, vi: str, en: str, **more: Any) -> Shape:
    """A list of one shape."""
    return Shape({"type": "array", "items": ref(name), **more}, vi, en)


def record(fields: Mapping[str, str], required: Iterable[str], vi: str, en: str, **more: Any) -> Shape:
    """An object with these fields: name -> shape. Which others it may have is the affair of `core.epcis.names`."""
    properties = {name: ref(shape) for name, shape in fields.items()}
    return Shape({"type": "object", "properties": properties, "required": list(required), **more}, vi, en)
