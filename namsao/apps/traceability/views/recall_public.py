"""Recalls for everybody: a list, one recall, open data. No account, no script, nothing personal."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from namsao.apps.traceability.models import Recall
from namsao.apps.traceability.queries import recall as queries
from namsao.apps.traceability.recall_open_data import goods_of, recalls_document
from namsao.base.access.gate import public
from namsao.base.ui.languages import fresh, in_asked_language, lang_query, language_links

MOST_SHOWN = 200


@public
@in_asked_language
def recalls(request: HttpRequest) -> HttpResponse:
    """Launched recalls, newest first: those that run, then those that ended."""
    found = list(queries.newest_public()[:MOST_SHOWN])
    goods = goods_of(found)
    context = {
        "running": [(each, goods[each.pk]) for each in found if each.is_running],
        "ended": [(each, goods[each.pk]) for each in found if not each.is_running],
        **_shared(request),
    }
    return fresh(request, render(request, "traceability/public/recalls.html", context))


@public
@in_asked_language
def recall(request: HttpRequest, pk: int) -> HttpResponse:
    """One recall: what, why, what to do, whom to call, the lots."""
    case = queries.newest_public().filter(pk=pk).first()
    if case is None:
        raise Http404
    context = {
        "case": case,
        "texts": case.public_texts,
        "goods": goods_of([case])[case.pk],
        "is_lifted": case.outcome == Recall.Outcome.LIFTED,
        **_shared(request),
    }
    return fresh(request, render(request, "traceability/public/recall.html", context))


@public
def recalls_json(request: HttpRequest) -> HttpResponse:
    """The same for programs, with its columns explained."""
    found = list(queries.newest_public()[:MOST_SHOWN])
    response = JsonResponse(recalls_document(found), json_dumps_params={"ensure_ascii": False, "indent": 1})
    response.headers["Access-Control-Allow-Origin"] = "*"
    return fresh(request, response)


def _shared(request: HttpRequest) -> dict[str, Any]:
    return {
        "links": language_links(request),
        "lang_query": lang_query(request),
        "report_url": settings.SITE_URL + reverse("recalls:recalls"),
    }
