"""The units of the province, and what they were before July 2025."""

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django_tables2 import RequestConfig

from namsao.base.access.gate import actor_of, on_row, on_rows
from namsao.base.access.policy import allowed
from namsao.base.places.models import Place
from namsao.base.places.tables import PlaceTable


@on_rows(Place)
def places(request: HttpRequest, found: QuerySet[Place]) -> HttpResponse:
    """Units in being today; a search also finds a unit by a name it had before the merger."""
    wanted = request.GET.get("q", "").strip()
    today = found.on(timezone.localdate()).units()
    if wanted:
        before = found.matching(wanted)
        today = today.filter(Q(pk__in=before) | Q(predecessions__before__in=before)).distinct()
    table = PlaceTable(today.annotate(n_parties=Count("parties", distinct=True)).order_by("name_sort"))
    RequestConfig(request, paginate={"per_page": 60}).configure(table)
    return render(request, "places/places.html", {"table": table, "q": wanted})


@on_row(Place)
def place(request: HttpRequest, found: Place) -> HttpResponse:
    """One unit: what it was, or what became of it."""
    context = {
        "place": found,
        "before": found.predecessions.select_related("before"),
        "after": found.successions.select_related("after"),
        "may": allowed(actor_of(request), found, "add_party", "post_person"),
    }
    return render(request, "places/place.html", context)
