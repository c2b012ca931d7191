"""/queries: queries with a name, and the events they find."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from namsao.apps.traceability.actions.stored_query import drop_query, store_query
from namsao.apps.traceability.api import body, headers, paging
from namsao.apps.traceability.api.answers import json_answer, page_answer, page_of
from namsao.apps.traceability.api.owner import known_owner, owner
from namsao.apps.traceability.api.problems import Problem, no_such
from namsao.apps.traceability.models import StoredQuery
from namsao.apps.traceability.queries import standing
from namsao.base.access.gate import actor_of
from namsao.core.epcis.names import as_list

WRONG = "QueryValidationException"
# Parameters that ask for a WebSocket: the standard lets a server do without. Source: REST binding, /queries/{}/events.
STREAMING = frozenset(
    {
        "stream",
        "second",
        "minute",
        "hour",
        "dayOfMonth",
        "month",
        "dayOfWeek",
        "reportIfEmpty",
        "initialRecordTime",
    }
)


def listing(request: HttpRequest) -> HttpResponse:
    """The queries of the party one acts for, by name."""
    paging.only(request)
    headers.wanted(request)
    size, after = paging.per_page(request), paging.position(request, "queries")
    found = list(
        standing.queries_of(known_owner(request)).filter(name__gt=after).order_by("name")[: size + 1]
    )
    response = json_answer(request, [told(query) for query in found[:size]])
    last = found[size - 1].name if len(found) > size else ""
    paging.link_collection(response, request, "queries", last, timezone.now())
    return response


def create(request: HttpRequest) -> HttpResponse:
    """Keep a query; 201 with its address."""
    headers.check_sent_versions(request)
    given = body.json_object(request, WRONG)
    if strange := sorted(given.keys() - {"name", "query", "@context"}):
        raise Problem(WRONG, f"There is no such member here: {strange[0][:200]!r}.")
    name, query = given.get("name"), given.get("query")
    if not isinstance(name, str) or not isinstance(query, Mapping):
        raise Problem(WRONG, 'A query is {"name": …, "query": {…}}.')
    made = store_query(
        name=name,
        body=query,
        context=[*as_list(given.get("@context")), *_declared(request)],
        owner=owner(request),
        by=actor_of(request),
        at=timezone.now(),
    )
    return HttpResponse(status=201, headers={"Location": address(request, made)})


def one(request: HttpRequest, name: str) -> HttpResponse:
    headers.wanted(request)
    paging.only(request)
    return json_answer(request, told(named(request, name)))


def delete(request: HttpRequest, name: str) -> HttpResponse:
    """The query goes, and the subscriptions with it."""
    drop_query(query=named(request, name), by=actor_of(request), at=timezone.now())
    return HttpResponse(status=204)


def events(request: HttpRequest, name: str) -> HttpResponse:
    """The events the query finds now, one page."""
    query = named(request, name)
    if request.headers.get("Upgrade", "").lower() == "websocket" or STREAMING & set(request.GET):
        raise Problem(
            "ImplementationException", "No WebSocket here; subscribe a webhook instead.", status=501
        )
    paging.only(request)
    asked = replace(
        standing.meaning(query),
        per_page=paging.per_page(request),
        next_page_token=request.GET.get("nextPageToken", ""),
    )
    return page_answer(request, page_of(request, asked), query.name)


def named(request: HttpRequest, name: str) -> StoredQuery:
    """Raises: Problem when the party has no query of that name."""
    query = standing.queries_of(known_owner(request)).filter(name=name).first() if "\0" not in name else None
    if query is None:
        raise no_such("NoSuchNameException")
    return query


def announced(request: HttpRequest, name: str) -> Mapping[str, str]:
    """What OPTIONS tells of a query that is there."""
    named(request, name)
    return headers.DISCOVERY


def address(request: HttpRequest, query: StoredQuery, below: str = "") -> str:
    """Where a query is, or something below it."""
    return request.build_absolute_uri(f"/epcis/queries/{quote(query.name, safe='')}{below}")


def told(query: StoredQuery) -> dict[str, Any]:
    context = {"@context": query.context} if query.context else {}
    return context | {"name": query.name, "query": query.body}


def _declared(request: HttpRequest) -> list[dict[str, str]]:
    """Prefixes of the header GS1-Extensions, kept with the query: they are in no later request."""
    declared = dict(headers.prefixes(request))
    return [declared] if declared else []
