"""The addresses of the EPCIS interface: what a key needs there, and which of them one writes to.

They are entered with a key or a session and answer 401 without; rows are the policy's, as everywhere.
"""

from typing import NamedTuple

KINDS = ("eventTypes", "epcs", "bizSteps", "bizLocations", "readPoints", "dispositions")
CAPTURE, QUERY = "epcis.capture", "epcis.query"


class Entry(NamedTuple):
    """arguments: of the address. get, post: the scope a key needs, "" where the method is not offered."""

    arguments: dict[str, str]
    get: str = QUERY
    post: str = ""


_QUERY = {"name": "khong-co"}
_ID = "00000000-0000-4000-8000-000000000001"
API: dict[str, Entry] = {
    "epcis:top": Entry({}),
    "epcis:capture": Entry({}, CAPTURE, CAPTURE),
    "epcis:job": Entry({"capture_id": _ID}, CAPTURE),
    "epcis:events": Entry({}, QUERY, CAPTURE),
    "epcis:event": Entry({"event_id": "urn:uuid:khong-co"}),
    **{f"epcis:{kind}": Entry({}) for kind in KINDS},
    **{f"epcis:{kind}_member": Entry({"value": "x"}) for kind in KINDS},
    **{f"epcis:{kind}_events": Entry({"value": "x"}) for kind in KINDS},
    "epcis:queries": Entry({}, QUERY, QUERY),
    "epcis:query": Entry(_QUERY),
    "epcis:query_events": Entry(_QUERY),
    "epcis:subscriptions": Entry(_QUERY, QUERY, QUERY),
    "epcis:subscription": Entry(_QUERY | {"subscription_id": _ID}),
    "epcis:page_token": Entry({"token": "x"}, ""),
    "epcis:nothing": Entry({"rest": "x"}, QUERY, QUERY),
}
