"""The diary of a season as a table, a file for spreadsheets, and a paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django_tables2 import RequestConfig

from namsao.apps.farms import papers, queries
from namsao.apps.farms.filters import DiaryFilter
from namsao.apps.farms.models import Season
from namsao.apps.farms.queries.diary import for_list
from namsao.apps.farms.tables import DiaryTable
from namsao.apps.farms.views.naming import rights
from namsao.apps.farms.views.trail import trail
from namsao.base.access.gate import actor_of, on_row
from namsao.base.files.serving import pdf_response
from namsao.base.files.spreadsheet import csv_response


@on_row(Season)
def season_diary(request: HttpRequest, season: Season) -> HttpResponse:
    """Everything done in the season, by kind of work and text; ?format=csv takes the same filters."""
    found = DiaryFilter(request.GET, queryset=for_list(season.entries.all()))
    may = rights(actor_of(request), season)
    if request.GET.get("format") == "csv":
        return csv_response(f"nhat-ky-vu-{season.pk}.csv", *papers.table(found.qs, named=may["name_growers"]))
    table = DiaryTable(found.qs, named=may["name_growers"])
    RequestConfig(request, paginate={"per_page": 50}).configure(table)
    everything = list(season.entries.not_voided().select_related("input", "harvest"))
    context = {
        "season": season,
        "table": table,
        "filters": found.form,
        "doses": queries.summary_of(everything),
        "judged": queries.findings_of([each.harvest for each in everything if each.harvest], season),
        "may": may,
        "breadcrumb": trail(season.area),
    }
    return render(request, "farms/season_diary.html", context)


@on_row(Season)
def season_diary_paper(request: HttpRequest, season: Season) -> HttpResponse:
    """The diary as an auditor asks for it."""
    named = rights(actor_of(request), season)["name_growers"]
    content = papers.season_paper(season, timezone.now(), named=named)
    return pdf_response(content, f"nhat-ky-vu-{season.pk}.pdf")
