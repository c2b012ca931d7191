"""EPCIS events and the identifiers they mention."""

from namsao.apps.traceability.models.event import Event, EventQuerySet, Mention

__all__ = ["Event", "EventQuerySet", "Mention"]
