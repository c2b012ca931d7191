"""Lists; cards on a phone."""

from namsao.apps.traceability.tables.events import EventTable

__all__ = ["EventTable"]
