"""What lets the diary work without network: its service worker, and who is signed in with which token."""

import hashlib
import json
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.urls import reverse

from namsao.base.access.gate import public, signed_in

WORKER = "farms/diary/worker.js"
# What the page needs to open without network; fonts and icons join when they are first used.
FILES = (
    "ui/css/tokens.css",
    "ui/css/base.css",
    "ui/css/public.css",
    "ui/css/components.css",
    "ui/css/pages.css",
    "ui/css/fonts.css",
    "ui/star.svg",
    "farms/diary/diary.css",
    "farms/diary/page.js",
    "farms/diary/rows.js",
    "farms/diary/store.js",
    "farms/diary/send.js",
    "farms/diary/photo.js",
)


@public
def worker(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # Django's signature
    """The service worker, preceded by the version of what it keeps: any change makes phones fetch anew.

    It lies under the diary, so that it never touches other pages. It holds nothing of anybody.
    """
    head = {"VERSION": version(), "FILES": [static(name) for name in FILES], "PAGE": reverse("farms:diary")}
    lines = [f"const {name} = {json.dumps(value)};" for name, value in head.items()]
    headers = {"Service-Worker-Allowed": reverse("farms:diary"), "Cache-Control": "no-cache"}
    body = "\n".join([*lines, _text(WORKER)])
    return HttpResponse(body, content_type="text/javascript; charset=utf-8", headers=headers)


@signed_in
def session(request: HttpRequest) -> JsonResponse:
    """Who is signed in, and a token to send with; asked right before the outbox is emptied."""
    told = {"user": request.user.pk, "token": get_token(request)}
    return JsonResponse(told, headers={"Cache-Control": "private, no-store"})


@lru_cache(maxsize=1)
def version() -> str:
    """A name for the content of every file the worker keeps, and of the worker."""
    everything = "\0".join(_text(name) for name in (WORKER, *FILES))
    return hashlib.sha256(everything.encode()).hexdigest()[:16]


def _text(name: str) -> str:
    path = finders.find(name)
    if path is None:
        raise LookupError(f"no static file {name!r}")
    return Path(path).read_text("utf-8")
