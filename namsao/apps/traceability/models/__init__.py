"""EPCIS events, the identifiers they mention, what they amount to, files brought in, and recalls."""

from namsao.apps.traceability.models.epc import Custody, Epc
from namsao.apps.traceability.models.event import Context, Event, EventQuerySet
from namsao.apps.traceability.models.graph import Edge, ItemRange, ItemState
from namsao.apps.traceability.models.imports import ColumnMapping, Import, ImportFile
from namsao.apps.traceability.models.job import CaptureJob
from namsao.apps.traceability.models.mention import EventKey, Mention
from namsao.apps.traceability.models.recall import (
    Recall,
    RecallLine,
    RecallQuerySet,
    RecallReturn,
    RecallStock,
)
from namsao.apps.traceability.models.stored_query import StoredQuery
from namsao.apps.traceability.models.subscription import Subscription

__all__ = [
    "CaptureJob",
    "ColumnMapping",
    "Context",
    "Custody",
    "Edge",
    "Epc",
    "Event",
    "EventKey",
    "EventQuerySet",
    "Import",
    "ImportFile",
    "ItemRange",
    "ItemState",
    "Mention",
    "Recall",
    "RecallLine",
    "RecallQuerySet",
    "RecallReturn",
    "RecallStock",
    "StoredQuery",
    "Subscription",
]
