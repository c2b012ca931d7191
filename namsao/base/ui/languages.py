"""Public pages in the language the address asks for, and never stale in a cache."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag
from django.utils.translation import get_language, override

from namsao.core.words import LANGUAGES

View = Callable[..., HttpResponse]


def in_asked_language(view: View) -> View:
    """Answer in the language of `?lang=`, else in the reader's own."""

    @wraps(view)
    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        asked = request.GET.get("lang", "")
        with override(asked if asked in LANGUAGES else get_language()):
            response = view(request, **kwargs)
            response.headers["Content-Language"] = get_language() or ""
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
        return response

    return answer


def fresh(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer with its ETag, or 304: a cache asks every time, so that a revocation shows at once."""
    etag = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "no-cache"
    if response.status_code != 200:  # only what was found is worth a 304
        return response
    return get_conditional_response(request, etag=etag, response=response) or response


def language_links(request: HttpRequest) -> list[dict[str, Any]]:
    """The same page in each language: code, label, query."""
    links = []
    for code, label in LANGUAGES.items():
        asked = request.GET.copy()
        asked["lang"] = code
        links.append({"code": code, "label": label, "query": f"?{asked.urlencode()}"})
    return links


def lang_query(request: HttpRequest) -> str:
    """What keeps the asked language in a link: "?lang=en", or nothing."""
    asked = request.GET.get("lang", "")
    return f"?lang={asked}" if asked in LANGUAGES else ""
