"""EPCIS 2.0 and CBV 2.0: events built from values, documents read and judged by our own tables.

Note: the function `events.document`, which writes one, is not offered here: the module `document` has the name.
"""

from namsao.core.epcis.events import (
    CONTEXT,
    SCHEMA_VERSION,
    STEP,
    Event,
    Quantity,
    aggregation_event,
    error_declaration,
    object_event,
    spoken,
    standalone,
    transformation_event,
    utc,
    words_of,
)
from namsao.core.epcis.validate import check
from namsao.core.epcis.vocab import BIZ_STEPS, DISPOSITIONS, ERROR_REASONS, Action, EventType

__all__ = [
    "BIZ_STEPS",
    "CONTEXT",
    "DISPOSITIONS",
    "ERROR_REASONS",
    "SCHEMA_VERSION",
    "STEP",
    "Action",
    "Event",
    "EventType",
    "Quantity",
    "aggregation_event",
    "check",
    "error_declaration",
    "object_event",
    "spoken",
    "standalone",
    "transformation_event",
    "utc",
    "words_of",
]
