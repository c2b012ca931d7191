"""The first page a visitor sees, and the home page of everyone who works here."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from namsao.apps.evidence.queries import waiting as evidence_waiting
from namsao.apps.farms.queries import open_seasons
from namsao.apps.farms.queries import waiting as farms_waiting
from namsao.apps.labels.queries import waiting as labels_waiting
from namsao.apps.products.queries import waiting as products_waiting
from namsao.apps.rating.queries import after, council, decisions, desk, dossiers
from namsao.apps.scans.queries import waiting as scans_waiting
from namsao.base.access.gate import actor_of, public, signed_in
from namsao.base.ui.display import language
from namsao.base.work.queries import reminders
from namsao.core.gs1 import describe
from namsao.core.gs1.errors import Invalid

NO_DATE = date.max
MOST_REMINDERS = 5
STAR = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="5" fill="#136457"/>'
    '<path fill="#f2cf72" d="M12 4l2.4 5.2 5.6.6-4.2 3.8 1.2 5.6-5-2.9-5 2.9 1.2-5.6L4 9.8l5.6-.6z"/></svg>'
)


@public
def front(request: HttpRequest) -> HttpResponse:
    """Check a code, or sign in. A code typed here leads to its page at the door."""
    if "code" in request.GET:
        return check(request, request.GET["code"].strip())
    if request.user.is_authenticated:
        return redirect("home")
    return render(request, "project/front.html")


@public
def favicon(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # a view takes a request
    """The star, also for pages of the door, which name no icon."""
    return HttpResponse(
        STAR, content_type="image/svg+xml", headers={"Cache-Control": "public, max-age=86400"}
    )


def check(request: HttpRequest, code: str) -> HttpResponse:
    try:
        path = describe(code)["canonical"].removeprefix("https://id.gs1.org")
    except Invalid as invalid:
        error = invalid.what_vi if language() == "vi" else invalid.what
        return render(request, "project/front.html", {"code": code, "error": error}, status=422)
    # The door answers this address on the same host in the default set-up.
    return redirect(path)


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """What waits for this person, oldest deadline first."""
    actor = actor_of(request)
    found = [
        *products_waiting(actor),
        *scans_waiting(actor),
        *labels_waiting(actor),
        *farms_waiting(actor),
        *evidence_waiting(actor),
        *(each for of in (dossiers, desk, council, decisions, after) for each in of.waiting(actor)),
    ]
    work = sorted((row(each) for each in found), key=lambda each: each["due"] or NO_DATE)
    told = list(reminders(actor)[: MOST_REMINDERS + 1])
    context = {
        "work": work,
        "reminders": told[:MOST_REMINDERS],
        "has_more_reminders": len(told) > MOST_REMINDERS,
        "today": timezone.localdate(),
        "postings": postings(request),
        "seasons": open_seasons(actor),
    }
    return render(request, "project/home.html", context)


def row(found: dict[str, Any]) -> dict[str, Any]:
    """A waiting row with its address and a deadline, if any."""
    arguments = [found["pk"]] if found.get("pk") is not None else []
    url = found.get("url") or reverse(found["url_name"], args=arguments) + found.get("query", "")
    return {"label": found["label"], "hint": found.get("hint", ""), "due": found.get("due"), "url": url}


def postings(request: HttpRequest) -> list[str]:
    held = request.user.posting_rows.filter(until=None).select_related("place", "party")
    return [f"{each.get_role_display()} · {each.party or each.place}" for each in held] or [
        str(_("Chưa có vai trò nào. Hãy liên hệ cán bộ đã mở tài khoản cho bạn."))
    ]
