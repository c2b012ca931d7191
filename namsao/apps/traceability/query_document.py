"""The document that answers a query: events that came in many documents, with one context for all of them.

Source: EPCIS 2.0, sections 10.3 and 12.6 (EPCISQueryDocument).
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from namsao.apps.traceability.queries.search import Row
from namsao.core.epcis.document import Document
from namsao.core.epcis.events import CONTEXT, Event
from namsao.core.epcis.forms import to_json_document, with_cbv_format, with_epc_format
from namsao.core.epcis.names import as_list

SIMPLE_QUERY = "SimpleEventQuery"
TRANSLATED = frozenset({"Always_EPC_URN", "Always_GS1_Digital_Link"})
# The addresses under which GS1 has published one and the same context.
GS1_CONTEXTS = frozenset({CONTEXT, "https://gs1.github.io/EPCIS/epcis-context.jsonld"})


def moment(at: datetime) -> str:
    """As the REST binding writes moments: UTC, to the millisecond."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


def query_document(
    rows: Sequence[Row],
    *,
    at: datetime,
    query_name: str = SIMPLE_QUERY,
    subscription_id: str = "",
    epc_format: str = "",
    cbv_format: str = "",
    company_prefixes: Iterable[str] = (),
) -> Document:
    """Events as they were captured, each with its recordTime and eventID.

    An event keeps a context of its own where a prefix of it means something else in the others.
    epc_format, cbv_format: as in the headers GS1-EPC-Format and GS1-CBV-XML-Format; "" leaves things as they are.
    """
    context, own = merged([row.context for row in rows])
    events = [_event(row, has_own, context) for row, has_own in zip(rows, own, strict=True)]
    if epc_format in TRANSLATED:
        known = list(company_prefixes)
        events = [with_epc_format(event, epc_format, known) for event in events]
    if cbv_format in {"Always_Web_URI", "Always_URN"}:
        events = [with_cbv_format(event, cbv_format) for event in events]
    outer = {"queryName": query_name} | ({"subscriptionID": subscription_id} if subscription_id else {})
    return Document("EPCISQueryDocument", "json", context, events, moment(at), {}, outer)


def as_json(document: Document) -> str:
    """The JSON-LD of a query document."""
    return json.dumps(to_json_document(document), ensure_ascii=False, separators=(",", ":"))


def merged(contexts: Sequence[Sequence[Any]]) -> tuple[list[Any], list[bool]]:
    """One context for all, and of each whether it needs its own beside it.

    Contexts that are all alike stay as they are. Otherwise prefixes are gathered as long as they agree.
    """
    if not contexts:
        return [CONTEXT], []
    if all(each == contexts[0] for each in contexts):
        return list(contexts[0]) or [CONTEXT], [False] * len(contexts)
    addresses, words = [CONTEXT], dict[str, Any]()
    return _gather(contexts, addresses, words), [not _is_within(each, addresses, words) for each in contexts]


def _gather(contexts: Sequence[Sequence[Any]], addresses: list[str], words: dict[str, Any]) -> list[Any]:
    """Fills `addresses` and `words` with what agrees, and gives both as a context."""
    for context in contexts:
        told = _words(context)
        others = [each for each in context if isinstance(each, str) and each not in GS1_CONTEXTS]
        # A context of somebody else's may mean anything by any word: its events keep it to themselves.
        if not others and all(words.get(name, value) == value for name, value in told.items()):
            words.update(told)
    return [*addresses, words] if words else list(addresses)


def _is_within(context: Sequence[Any], addresses: Sequence[str], words: Mapping[str, Any]) -> bool:
    strange = (each for each in context if isinstance(each, str) and each not in {*GS1_CONTEXTS, *addresses})
    told = _words(context)
    return not any(strange) and all(words.get(name) == value for name, value in told.items())


def _words(context: Sequence[Any]) -> dict[str, Any]:
    """The words a context declares; of two declarations the later counts."""
    told: dict[str, Any] = {}
    for each in context:
        if isinstance(each, Mapping):
            told.update(each)
    return told


def _event(row: Row, has_own: bool, context: Sequence[Any]) -> Event:
    event: Event = json.loads(row.body)
    event.setdefault("eventID", row.event_id)
    event["recordTime"] = moment(row.record_time)
    own = as_list(event.pop("@context", None))
    if has_own:
        own = row.context if own == row.context else [*row.context, *own]
    # One that came alone has brought its context along; it is not said again where it is that of all.
    return event if own in ([], list(context)) else {"@context": own} | event
