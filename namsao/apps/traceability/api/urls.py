"""The addresses of the EPCIS interface, all 29 of GS1's openapi.json, and one for whatever else is asked.

An identifier is one segment there, but servers hand it on unescaped, so it may hold slashes here; what ends in
`/events` is tried first.
"""

from typing import NoReturn

from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path

from namsao.apps.traceability.api import capture, events, headers, paging, queries, resources, subscriptions
from namsao.apps.traceability.api.problems import no_such
from namsao.apps.traceability.api.resource import CAPTURE, QUERY, resource


def drop_token(request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG001  # a view takes a request
    """The token is of no use any more."""
    paging.drop(token)
    return HttpResponse(status=204)


def nothing(request: HttpRequest, rest: str) -> NoReturn:  # noqa: ARG001  # a view takes a request
    raise no_such()


app_name = "epcis"
urlpatterns = [
    path("", resource(GET=resources.top), name="top"),
    path(
        "capture",
        resource(GET=capture.jobs, POST=capture.capture, scope=CAPTURE, announces=headers.CAPTURE_DISCOVERY),
        name="capture",
    ),
    path("capture/<uuid:capture_id>", resource(GET=capture.job, scope=CAPTURE), name="job"),
    path("events", resource(GET=events.find, POST=events.add, scopes={"POST": CAPTURE}), name="events"),
    path("events/<path:event_id>", resource(GET=events.one), name="event"),
    *(
        entry
        for name in resources.KINDS
        for entry in (
            path(name, resource(GET=resources.listing(name)), name=name),
            path(
                f"{name}/<path:value>/events",
                resource(GET=resources.member_events(name)),
                name=f"{name}_events",
            ),
            path(f"{name}/<path:value>", resource(GET=resources.member(name)), name=f"{name}_member"),
        )
    ),
    path("queries", resource(GET=queries.listing, POST=queries.create), name="queries"),
    path(
        "queries/<str:name>",
        resource(GET=queries.one, DELETE=queries.delete, announces=queries.announced),
        name="query",
    ),
    path(
        "queries/<str:name>/events",
        resource(GET=queries.events, announces=queries.announced),
        name="query_events",
    ),
    path(
        "queries/<str:name>/subscriptions",
        resource(GET=subscriptions.listing, POST=subscriptions.create, announces=queries.announced),
        name="subscriptions",
    ),
    path(
        "queries/<str:name>/subscriptions/<uuid:subscription_id>",
        resource(GET=subscriptions.one, DELETE=subscriptions.delete, announces=subscriptions.announced),
        name="subscription",
    ),
    path(
        "nextPageToken/<path:token>", resource(DELETE=drop_token, scopes={"DELETE": QUERY}), name="page_token"
    ),
    # A line break is no character to "path".
    re_path(
        r"^(?P<rest>[\s\S]+)$",
        resource(GET=nothing, POST=nothing, PUT=nothing, DELETE=nothing, PATCH=nothing, announces=nothing),
        name="nothing",
    ),
]
