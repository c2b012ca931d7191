"""The JSON Schema of EPCIS 2.0, made from our own tables of shapes and compiled once.

An event has one schema a kind, so that the kind is told apart first and every fault has its own place.
Names of fields that are nobody's in these tables are judged by `core.epcis.names`, what must stand together by
`core.epcis.content`.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import jsonschema_rs

from namsao.core.epcis.formats import FORMATS
from namsao.core.epcis.schema.documents import DOCUMENTS, PARTS
from namsao.core.epcis.schema.events import EVENTS, EXTENDED
from namsao.core.epcis.schema.records import RECORDS
from namsao.core.epcis.schema.shape import Shape
from namsao.core.epcis.schema.values import VALUES

__all__ = ["DOCUMENTS", "EVENTS", "EXTENDED", "SHAPES", "Shape", "fields_of", "validator"]

SHAPES: Mapping[str, Shape] = MappingProxyType({**VALUES, **RECORDS, **PARTS})
"""Name of a shape inside a document or an event -> the shape."""


def fields_of(shape: Shape) -> frozenset[str]:
    """The names of the fields the standard gives an object."""
    return frozenset(shape.rule["properties"])


@cache
def validator(kind: str) -> jsonschema_rs.Validator:
    """The validator of a kind of document or event, formats asserted; of an extended event for any other."""
    shape = DOCUMENTS.get(kind) or EVENTS.get(kind) or EXTENDED
    definitions = {name: each.rule for name, each in SHAPES.items()}
    return jsonschema_rs.Draft202012Validator(
        {**shape.rule, "$defs": definitions}, validate_formats=True, formats=dict(FORMATS)
    )
