"""Every kind of file there is, in the order people choose from."""

from collections.abc import Mapping
from types import MappingProxyType

from namsao.apps.traceability.exports.adapter import Adapter
from namsao.apps.traceability.exports.events import EpcisJson, EpcisXml, EventsTable
from namsao.apps.traceability.exports.portals import Ministry, NationalPortal, OcopTable

ADAPTERS: Mapping[str, Adapter] = MappingProxyType(
    {
        each.code: each
        for each in (NationalPortal(), Ministry(), OcopTable(), EpcisJson(), EpcisXml(), EventsTable())
    }
)
