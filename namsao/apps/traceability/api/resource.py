"""One address of the interface: its methods, its gate, and how everything that goes wrong there is answered."""

import logging
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError

from namsao.apps.traceability.api import problems
from namsao.apps.traceability.api.headers import ALWAYS, DISCOVERY
from namsao.apps.traceability.api.problems import Problem
from namsao.base.access.gate import View, with_scope
from namsao.core.errors import Refused

CAPTURE, QUERY = "epcis.capture", "epcis.query"
LONGEST_URI = 8_000  # characters of path and query

log = logging.getLogger(__name__)


def resource(
    *,
    announces: Mapping[str, str] | Callable[..., Mapping[str, str]] = DISCOVERY,
    scope: str = QUERY,
    scopes: Mapping[str, str] | None = None,
    **methods: View,
) -> View:
    """A view that gives each method to its own function; OPTIONS tells which there are.

    methods: GET=…, POST=…, DELETE=…. scopes: of methods that need another than `scope`. announces: headers of the
    answer to OPTIONS, or a function of the request that gives them (or raises, when the thing is not there).
    """
    allow = ", ".join(["OPTIONS", *methods])

    def dispatch(request: HttpRequest, **names: Any) -> HttpResponse:
        if len(request.get_full_path()) > LONGEST_URI:
            raise Problem(
                "URITooLongException",
                f"At most {LONGEST_URI} characters; POST /queries takes longer queries.",
            )
        if request.method == "OPTIONS":
            told = announces(request, **names) if callable(announces) else announces
            return HttpResponse(status=204, headers=told | {"Allow": allow})
        method = methods.get("GET" if request.method == "HEAD" else request.method or "")
        if method is None:
            raise Problem(problems.PLAIN, "Method not allowed", status=405, headers={"Allow": allow})
        return method(request, **names)

    return with_versions(guarded(with_scope(scope, problem=problems.refuse, **(scopes or {}))(dispatch)))


def guarded(view: View) -> View:
    """Whatever is raised becomes a problem document."""

    @wraps(view)
    def safe(request: HttpRequest, **names: Any) -> HttpResponse:
        try:
            return view(request, **names)
        except Exception as trouble:  # noqa: BLE001  # told apart in one place; ours are logged there
            return problems.answer(request, _problem(request, trouble))

    return safe


def with_versions(view: View) -> View:
    """Every answer says what is spoken here, refusals too."""

    @wraps(view)
    def telling(request: HttpRequest, **names: Any) -> HttpResponse:
        response = view(request, **names)
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Vary", "Accept, Authorization, Cookie")
        return response

    return telling


def _problem(request: HttpRequest, trouble: Exception) -> Problem:
    if isinstance(trouble, Problem):
        return trouble
    if isinstance(trouble, Refused):
        return problems.problem_of(trouble)
    if isinstance(trouble, Http404):
        return problems.no_such()
    if isinstance(trouble, RequestDataTooBig):
        return Problem("CaptureLimitExceededException", "The body is too large.")
    if isinstance(trouble, SuspiciousOperation | MultiPartParserError):
        return Problem("ValidationException", "The request cannot be read.")
    log.exception("%s %s failed", request.method, request.path)
    if isinstance(trouble, OperationalError):
        retry = {"Retry-After": "5"}
        return Problem("ImplementationException", "The store is busy; try again.", status=503, headers=retry)
    return Problem("ImplementationException", "Nothing was stored; the fault is ours and is written down.")
