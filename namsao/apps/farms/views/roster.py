"""Hundreds of households from one table: first what would become of each row, then the writing."""

from collections import Counter

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from namsao.apps.farms import actions, grower_papers, roster
from namsao.apps.farms.forms import RosterConfirmForm, RosterForm
from namsao.apps.farms.views.trail import households_home
from namsao.base.access.gate import actor_of, on_row
from namsao.base.files.grid import as_text
from namsao.base.files.spreadsheet import csv_response
from namsao.base.parties.models import Party
from namsao.base.ui.days import show_day
from namsao.base.ui.forms import refusing, status_of


@on_row(Party, "add_growing_area")
def new_roster(request: HttpRequest, party: Party) -> HttpResponse:
    """The table goes in; nothing is written until its rows were seen. ?format=csv gives an empty table to fill."""
    if request.GET.get("format") == "csv":
        return csv_response("mau-danh-sach-ho.csv", *grower_papers.empty_roster(party))
    confirmed = "confirmed" in request.POST
    kind = RosterConfirmForm if confirmed else RosterForm
    files = (request.POST, request.FILES) if request.method == "POST" else ()
    form = kind(*files, day=timezone.localdate(), initial={"place": party.place_id})
    if not form.is_valid():
        return _page(request, party, form)
    typed, today = form.cleaned_data, timezone.localdate()
    with refusing(form):
        lines = roster.judge(form.grid, party, typed["place"], typed["consent_on"], today)
        return _write(request, party, lines) if confirmed else _seen(request, party, form, lines)
    return _page(request, party, form)


def _page(request: HttpRequest, party: Party, form: RosterForm) -> HttpResponse:
    context = {"form": form, "party": party, "breadcrumb": [households_home()]}
    return render(request, "farms/roster.html", context, status=status_of(form))


def _seen(request: HttpRequest, party: Party, form: RosterForm, lines: list[roster.Line]) -> HttpResponse:
    """Every row with its judgement, those that need a look first; the table rides along to be confirmed."""
    order = [roster.Standing.BAD, roster.Standing.ALIKE, roster.Standing.SAME, roster.Standing.OK]
    count = Counter(line.standing.value for line in lines)
    consent_on = form.cleaned_data["consent_on"]
    context = {
        "party": party,
        "lines": sorted(lines, key=lambda line: order.index(line.standing)),
        "count": {name.value: count[name.value] for name in order},
        "heads": grower_papers.heads_said(form.grid),
        "text": as_text(form.grid),
        "place": form.cleaned_data["place"],
        "consent_on": show_day(consent_on) if consent_on else "",
        "breadcrumb": [households_home()],
    }
    return render(request, "farms/roster_seen.html", context)


def _write(request: HttpRequest, party: Party, lines: list[roster.Line]) -> HttpResponse:
    wanted = {roster.Standing.OK} | ({roster.Standing.ALIKE} if request.POST.get("also_alike") else set())
    growers = [line.grower for line in lines if line.standing in wanted and line.grower]
    made = actions.register_households(party=party, growers=growers, by=actor_of(request), at=timezone.now())
    left = len(lines) - len(made)
    if made:
        said = {"made": len(made), "first": made[0].number, "last": made[-1].number}
        messages.success(request, _("Đã ghi %(made)s hộ, từ số %(first)s đến số %(last)s.") % said)
    if left:
        messages.warning(
            request, _("%(left)s dòng không ghi: đã có, có thể trùng hoặc còn lỗi.") % {"left": left}
        )
    return redirect("farms:households")
