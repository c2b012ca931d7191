"""The papers one may see: found, filtered, exported."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from namsao.apps.evidence import queries
from namsao.apps.evidence.cards import card, list_csv
from namsao.apps.evidence.filters import DocumentFilter
from namsao.apps.evidence.masking import on_screen
from namsao.apps.evidence.models import Document, DocumentQuerySet
from namsao.apps.products.queries import adders
from namsao.base.access.gate import actor_of, on_rows

PAGE = 24
MOST_PRODUCTS = 12  # as links to what each still lacks


@on_rows(Document, "see")
def documents(request: HttpRequest, rows: DocumentQuerySet) -> HttpResponse:
    """Papers, those that end first before the others."""
    actor, today = actor_of(request), timezone.localdate()
    found = DocumentFilter(request.GET, queries.listed(rows), request=request)
    if request.GET.get("format") == "csv":
        return list_csv(found.qs, today)
    page = Paginator(found.qs, PAGE).get_page(request.GET.get("page"))
    makers = adders(actor)
    context = {
        "page": page,
        "cards": [card(shown) for shown in on_screen(page.object_list, actor)],
        "filters": found.form,
        "adders": makers,
        "products": makers[0].products.all()[:MOST_PRODUCTS] if len(makers) == 1 else [],
        "today": today,
    }
    return render(request, "evidence/documents.html", context)
