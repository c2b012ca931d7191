"""The collections of what events are about, each with its own events; and the list of them all."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any
from xml.sax.saxutils import escape

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from namsao.apps.traceability.api import headers, paging
from namsao.apps.traceability.api.answers import (
    JSON_KINDS,
    XML_KINDS,
    json_answer,
    kind_of,
    page_answer,
    page_of,
)
from namsao.apps.traceability.api.events import asked
from namsao.apps.traceability.api.problems import no_such
from namsao.apps.traceability.queries.resources import resources
from namsao.apps.traceability.queries.search import search
from namsao.base.access.gate import actor_of
from namsao.base.keys.queries import company_prefixes
from namsao.core.epcis.canonical import parts_of
from namsao.core.epcis.events import CONTEXT
from namsao.core.epcis.forms import with_epc_format
from namsao.core.epcis.query import BadQuery, Condition, Query, read_query
from namsao.core.epcis.vocab import BIZ_STEPS, DISPOSITIONS, EventType

TOP_LEVEL = (
    "events",
    "eventTypes",
    "epcs",
    "bizSteps",
    "bizLocations",
    "readPoints",
    "dispositions",
    "capture",
    "queries",
)


@dataclass(frozen=True)
class Kind:
    """A collection. parameter: of the query that finds the events of a member. standard: members always there."""

    name: str
    parameter: Callable[[str], str]
    standard: Collection[str] = ()


def _parameter_of_epc(epc: str) -> str:
    """Things of a class are counted in lists of quantities, single things are named."""
    parts = parts_of(epc)
    is_class = parts.key in {"01", "8006", "8010"} and parts.serial is None
    return "MATCH_anyEPCClass" if is_class else "MATCH_anyEPC"


KINDS = {
    kind.name: kind
    for kind in (
        Kind("eventTypes", lambda _: "eventType", frozenset(map(str, EventType))),
        Kind("epcs", _parameter_of_epc),
        Kind("bizSteps", lambda _: "EQ_bizStep", frozenset(BIZ_STEPS)),
        Kind("bizLocations", lambda _: "EQ_bizLocation"),
        Kind("readPoints", lambda _: "EQ_readPoint"),
        Kind("dispositions", lambda _: "EQ_disposition", frozenset(DISPOSITIONS)),
    )
}


def top(request: HttpRequest) -> HttpResponse:
    """What there is, in JSON or XML."""
    headers.wanted(request)
    if kind_of(request, *JSON_KINDS, *XML_KINDS) in JSON_KINDS:
        return collection(request, TOP_LEVEL)
    members = "".join(f"<member>{escape(name)}</member>" for name in TOP_LEVEL)
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<Collection>{members}</Collection>'
    return HttpResponse(text, content_type=kind_of(request, *XML_KINDS))


def listing(name: str) -> Callable[..., HttpResponse]:
    """The view of a collection: its members by name, one page."""

    def members(request: HttpRequest) -> HttpResponse:
        paging.only(request)
        if name == "eventTypes":
            return collection(request, sorted(KINDS[name].standard))
        size, after = paging.per_page(request), paging.position(request, name)
        found, following = resources(actor_of(request), name, after, size)
        response = collection(request, _written(found, headers.wanted(request).epc_format))
        paging.link_collection(response, request, name, following, timezone.now())
        return response

    return members


def member(name: str) -> Callable[..., HttpResponse]:
    """The view of one member: that it has events."""

    def found(request: HttpRequest, value: str) -> HttpResponse:
        headers.wanted(request)
        _must_exist(request, KINDS[name], value)
        return collection(request, ("events",))

    return found


def member_events(name: str) -> Callable[..., HttpResponse]:
    """The view of the events of a member; the parameters of /events narrow them."""

    def found(request: HttpRequest, value: str) -> HttpResponse:
        query = asked(request)
        page = page_of(
            request, replace(query, conditions=(*query.conditions, *_conditions(KINDS[name], value)))
        )
        if not page.rows:
            _must_exist(request, KINDS[name], value)
        return page_answer(request, page)

    return found


def collection(request: HttpRequest, members: Collection[Any]) -> HttpResponse:
    return json_answer(request, {"@context": CONTEXT, "type": "Collection", "member": list(members)})


def _written(found: Sequence[str], epc_format: str) -> Sequence[str]:
    """Identifiers in the form asked for; words stay what they are."""
    if epc_format != "Always_EPC_URN":  # they are kept as Digital Links
        return found
    urns: Sequence[str] = with_epc_format({"epcList": list(found)}, epc_format, company_prefixes())["epcList"]
    return urns


def _conditions(kind: Kind, value: str) -> tuple[Condition, ...]:
    """What finds its events. Raises: Problem when nothing can be called so."""
    try:
        return read_query({kind.parameter(value): [value]}).conditions
    except BadQuery as refused:
        raise no_such() from refused


def _must_exist(request: HttpRequest, kind: Kind, value: str) -> None:
    """Raises: Problem when it is no word of the standard, and no event the actor may see is about it."""
    if value in kind.standard:
        return
    query = Query(conditions=_conditions(kind, value), per_page=1)
    if not search(actor_of(request), query, at=timezone.now()).rows:
        raise no_such()
