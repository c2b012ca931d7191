"""Drafts saved while one works: a page of static/rating/autosave.js asks by a header and is answered in JSON.

Each name of the answer is a place of the page, [data-said] for what came of it.
"""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _


def is_autosave(request: HttpRequest) -> bool:
    return "X-Autosave" in request.headers


def saved(at: datetime, **shown: Any) -> JsonResponse:
    """It is kept. shown: what the page says from now on, as text or markup."""
    return JsonResponse({"said": _("Đã lưu %(at)s") % {"at": f"{timezone.localtime(at):%H:%M}"}, **shown})


def not_saved(said: str | None = None) -> JsonResponse:
    """It is not, and the button shows why. said: for a page whose button has another name."""
    return JsonResponse({"said": said or _("Chưa lưu được. Hãy bấm “Lưu” để xem vì sao.")}, status=422)
