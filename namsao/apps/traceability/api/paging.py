"""Pages of collections: how many, from where, and the link to the next.

Tokens are signed and hold where the last page ended; those of events are made by `queries.search`.
"""

import hashlib
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode

from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from namsao.apps.traceability.api.problems import Problem
from namsao.apps.traceability.query_document import moment
from namsao.core.epcis.query import MOST_PER_PAGE, PER_PAGE

TOKEN_LASTS = timedelta(hours=1)
SALT = "namsao.traceability.collection"
MOST_DIGITS = 9


def per_page(request: HttpRequest) -> int:
    """As asked, at most the limit. Raises: Problem."""
    text = request.GET.get("perPage", "")
    if not text:
        return PER_PAGE
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS and int(text) > 0):
        raise Problem("QueryParameterException", "perPage is a whole number above zero.", parameter="perPage")
    return min(int(text), MOST_PER_PAGE)


def position(request: HttpRequest, collection: str) -> Any:
    """Where the page before ended, "" for the first. Raises: Problem."""
    token = live_token(request)
    if not token:
        return ""
    try:
        named, after = signing.loads(token, salt=SALT, max_age=TOKEN_LASTS)
    except (signing.BadSignature, ValueError, TypeError):
        named, after = None, ""
    if named != collection:
        raise bad_token()
    return after


def only(request: HttpRequest, *names: str) -> None:
    """No other parameters than these and those of paging. Raises: Problem."""
    for name in request.GET:
        if name not in {"perPage", "nextPageToken", *names}:
            raise Problem("QueryParameterException", "There is no such parameter here.", parameter=name[:200])


def live_token(request: HttpRequest) -> str:
    """The token of the request, "" for none. Raises: Problem when somebody has dropped it."""
    token = request.GET.get("nextPageToken", "")
    if token and cache.get(_dropped(token)):
        raise bad_token()
    return token


def drop(token: str) -> None:
    """The token is of no use from now on."""
    cache.set(_dropped(token), "dropped", TOKEN_LASTS.total_seconds())


def bad_token() -> Problem:
    return Problem(
        "QueryParameterException",
        "The token is not of this collection, or is older than an hour.",
        parameter="nextPageToken",
    )


def link_collection(
    response: HttpResponse, request: HttpRequest, collection: str, after: Any, at: datetime
) -> None:
    """Add the link to what follows `after`; "" on the last page."""
    if after != "":
        link(response, request, signing.dumps([collection, after], salt=SALT), at + TOKEN_LASTS)


def link(response: HttpResponse, request: HttpRequest, token: str, expires: datetime) -> None:
    """Headers of a page that is not the last."""
    asked = request.GET.copy()
    asked["nextPageToken"] = token
    asked.setdefault("perPage", str(PER_PAGE))
    pairs = [(name, value) for name, values in asked.lists() for value in values]
    url = request.build_absolute_uri(f"{_path(request)}?{urlencode(pairs)}")
    response["Link"] = f'<{url}>; rel="next"'
    response["GS1-Next-Page-Token-Expires"] = moment(expires)


def _path(request: HttpRequest) -> str:
    """The path as it has to be written: an identifier in it is one segment, slashes and all."""
    path = request.path
    for name in request.resolver_match.kwargs.values() if request.resolver_match else ():
        before, found, after = path.partition(str(name))
        path = before + quote(found, safe=":") + after
    return path


def _dropped(token: str) -> str:
    return f"dropped-page:{hashlib.sha256(token.encode(errors='replace')).hexdigest()}"
