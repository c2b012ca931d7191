"""EPCIS 2.0 and CBV 2.0: events built from values, checked against our own tables."""

from namsao.core.epcis.events import (
    CONTEXT,
    SCHEMA_VERSION,
    Event,
    Quantity,
    aggregation_event,
    document,
    object_event,
    standalone,
    transformation_event,
    utc,
)
from namsao.core.epcis.validate import check
from namsao.core.epcis.vocab import BIZ_STEPS, DISPOSITIONS, Action, EventType

__all__ = [
    "BIZ_STEPS",
    "CONTEXT",
    "DISPOSITIONS",
    "SCHEMA_VERSION",
    "Action",
    "Event",
    "EventType",
    "Quantity",
    "aggregation_event",
    "check",
    "document",
    "object_event",
    "standalone",
    "transformation_event",
    "utc",
]
