"""The audit trail, newest first."""

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_tables2 import RequestConfig

from namsao.base.access.gate import on_rows
from namsao.base.audit.models import Entry
from namsao.base.audit.tables import EntryTable
from namsao.base.audit.verbs import meaning


@on_rows(Entry)
def entries(request: HttpRequest, found: QuerySet[Entry]) -> HttpResponse:
    """Who did what to which thing, when and why; searched by person, verb or target."""
    wanted = request.GET.get("q", "").strip()
    if wanted:
        found = found.filter(
            Q(actor_name__icontains=wanted) | Q(verb__in=meaning(wanted)) | Q(target_label__icontains=wanted)
        )
    table = EntryTable(found)
    RequestConfig(request, paginate={"per_page": 50}).configure(table)
    return render(request, "audit/entries.html", {"table": table, "q": wanted})
