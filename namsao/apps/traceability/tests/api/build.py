"""Requests to the EPCIS interface, and events to send."""

import json
from typing import Any

from django.test import Client

from namsao.base.access.visitor import INSTALLER
from namsao.base.accounts.actions import make_key
from namsao.base.accounts.tests.cast import NOW

CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"
GTIN = "09521100000017"
SERIAL = f"https://id.gs1.org/01/{GTIN}/21/A1"
LOT = f"https://id.gs1.org/01/{GTIN}/10/L1"
GLN = "https://id.gs1.org/414/9521100000017"


def an_event(number: int = 1, **changes: Any) -> dict[str, Any]:
    """An event that only its number tells from others; a change to None leaves a field out."""
    event = {
        "type": "ObjectEvent",
        "eventID": f"urn:uuid:00000000-0000-4000-8000-{number:012d}",
        "eventTime": f"2026-11-20T08:{number // 60 % 60:02d}:{number % 60:02d}.000+07:00",
        "eventTimeZoneOffset": "+07:00",
        "action": "OBSERVE",
        "bizStep": "shipping",
        "disposition": "in_transit",
        "epcList": [f"https://id.gs1.org/01/{GTIN}/21/A{number}"],
        "readPoint": {"id": GLN},
    }
    return {name: value for name, value in (event | changes).items() if value is not None}


def a_document(*events: dict[str, Any], context: Any = None, **changes: Any) -> dict[str, Any]:
    return {
        "@context": [CONTEXT] if context is None else context,
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": "2026-11-20T09:00:00Z",
        "epcisBody": {"eventList": list(events)},
    } | changes


class Api:
    """A partner with a key (or without), asking under /epcis/."""

    def __init__(self, secret: str | None = None, client: Client | None = None) -> None:
        self.client = client or Client()
        self.headers = {"Authorization": f"Bearer {secret}"} if secret else {}

    def ask(
        self, method: str, path: str, body: Any = None, *, kind: str = "application/json", **headers: str
    ):
        """headers: with underscores, as GS1_EPC_Format; body: text or bytes as they are, else JSON."""
        content = body if isinstance(body, bytes | str) else ("" if body is None else json.dumps(body))
        sent = self.headers | {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.generic(method, f"/epcis/{path}", content, kind, headers=sent, CONTENT_TYPE=kind)

    def get(self, path: str, **headers: str):
        return self.ask("GET", path, **headers)

    def post(self, path: str, body: Any, **headers: str):
        return self.ask("POST", path, body, **headers)

    def capture(self, *events: dict[str, Any], **headers: str):
        """Capture a document of the events, which must succeed; gives the job."""
        answer = self.post("capture", a_document(*events), **headers)
        assert answer.status_code == 202, answer.content
        return self.get(answer["Location"].partition("/epcis/")[2]).json()

    def events(self, query: str = "", **headers: str) -> list[dict[str, Any]]:
        answer = self.get(f"events{query}", **headers)
        assert answer.status_code == 200, answer.content
        return answer.json()["epcisBody"]["queryResults"]["resultsBody"]["eventList"]


def an_api(party=None, scopes=("epcis.capture", "epcis.query")) -> Api:
    """A partner with a key of the party, or of the programme."""
    _key, secret = make_key(name="Kho", scopes=scopes, party=party, by=INSTALLER, at=NOW)
    return Api(secret)


def without(event: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in event.items() if name not in names}


def numbers(events):
    return [int(event["eventID"][-12:]) for event in events]


def next_of(answer):
    """What follows /epcis/ in the link to the next page."""
    return answer["Link"].split("/epcis/", 1)[1].split(">")[0]


def pages(api, path):
    """All events behind a path, and how many pages they took."""
    found, count = [], 0
    while path:
        answer = api.get(path)
        assert answer.status_code == 200, answer.content
        found += answer.json()["epcisBody"]["queryResults"]["resultsBody"]["eventList"]
        path, count = next_of(answer) if "Link" in answer else "", count + 1
    return found, count


def subscribe(api, dest, query=None, **body):
    """A subscription to all that is shipped; gives its path."""
    asked = {"EQ_bizStep": ["shipping"]} if query is None else query
    api.post("queries", {"name": "mine", "query": asked})
    given = {"dest": dest, "stream": True} | body
    answer = api.post("queries/mine/subscriptions", {k: v for k, v in given.items() if v is not None})
    assert answer.status_code == 201, answer.content
    return answer["Location"].partition("/epcis/")[2]
