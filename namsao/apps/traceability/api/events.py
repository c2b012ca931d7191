"""/events: find events, fetch one, bring one in."""

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from namsao.apps.traceability.actions import capture_one
from namsao.apps.traceability.api import body, headers
from namsao.apps.traceability.api.answers import events_answer, json_answer, page_answer, page_of
from namsao.apps.traceability.api.owner import owner
from namsao.apps.traceability.api.problems import Problem, no_such
from namsao.apps.traceability.models import Event
from namsao.apps.traceability.queries.search import events_named
from namsao.apps.traceability.query_document import moment
from namsao.base.access.gate import actor_of
from namsao.core.epcis.query import Query, read_params

HASH = "ni:///"


def find(request: HttpRequest) -> HttpResponse:
    """The events that fit the parameters, one page."""
    return page_answer(request, page_of(request, asked(request)))


def asked(request: HttpRequest) -> Query:
    """The query in the address. Raises: BadQuery, naming the parameter."""
    return read_params(dict(request.GET.lists()), headers.prefixes(request))


def add(request: HttpRequest) -> HttpResponse:
    """Take one event in; the same once more is answered like the first time."""
    document = body.document(request)
    if len(document.events) != 1:
        raise Problem(
            "ValidationException", f"One event at a time here, not {len(document.events)}; see /capture."
        )
    event = capture_one(
        event=document.events[0],
        context=document.context,
        owner=owner(request),
        by=actor_of(request),
        at=timezone.now(),
    )
    response = json_answer(request, told(event), status=201)
    response["Location"] = request.build_absolute_uri(f"/epcis/events/{quote(event.event_id, safe='')}")
    return response


def told(event: Event) -> dict[str, object]:
    """The event as it is stored, with its context, eventID and recordTime."""
    known = {"eventID": event.event_id, "recordTime": moment(event.record_time)}
    return known | event.document() | {"recordTime": known["recordTime"]}


def one(request: HttpRequest, event_id: str) -> HttpResponse:
    """The event with that id, and the declaration that it was an error when there is one."""
    wanted = whole_id(request, event_id)
    found = events_named(actor_of(request), wanted) if "\0" not in wanted else []
    if not found:
        raise no_such()
    return events_answer(request, found)


def whole_id(request: HttpRequest, event_id: str) -> str:
    """The id as it was meant: some leave its "?" unescaped, and some servers make one slash of several."""
    if event_id.startswith("ni:/"):
        event_id = HASH + event_id.removeprefix("ni:").lstrip("/")
        version = request.GET.get("ver", "")
        if version and "?" not in event_id:
            return f"{event_id}?ver={version}"
    return event_id
