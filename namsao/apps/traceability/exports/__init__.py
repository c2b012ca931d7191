"""Files for portals and partners: each kind an adapter, all in one registry."""

from namsao.apps.traceability.exports.adapter import Adapter, Preview, TooMuch
from namsao.apps.traceability.exports.registry import ADAPTERS

__all__ = ["ADAPTERS", "Adapter", "Preview", "TooMuch"]
