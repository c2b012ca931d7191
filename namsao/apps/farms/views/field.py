"""Areas, seasons and harvests on screen."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tables2 import RequestConfig

from namsao.apps.farms import actions, boundary, queries
from namsao.apps.farms.filters import AreaFilter
from namsao.apps.farms.forms import AreaChangeForm, AreaForm, HarvestForm, SeasonEndForm, SeasonForm
from namsao.apps.farms.models import GrowingArea, HarvestLot, Season
from namsao.apps.farms.tables import AreaTable
from namsao.apps.farms.views.naming import rights
from namsao.apps.farms.views.trail import home, trail
from namsao.base.access.gate import actor_of, on_row, on_rows
from namsao.base.access.policy import allowed
from namsao.base.parties.models import Party
from namsao.base.ui.days import read_day
from namsao.base.ui.display import day as show_day
from namsao.base.ui.display import kg
from namsao.base.ui.forms import WhyForm, refusing
from namsao.core.errors import BadValue


@on_rows(GrowingArea)
def areas(request: HttpRequest, rows: QuerySet[GrowingArea]) -> HttpResponse:
    found = AreaFilter(request.GET, queryset=queries.listed(rows))
    adders = queries.adders(actor_of(request))
    table = AreaTable(found.qs, exclude=("party", "place") if len(adders) == 1 else ())
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    return render(request, "farms/areas.html", {"table": table, "filters": found.form, "adders": adders})


@on_row(Party, "add_growing_area")
def new_area(request: HttpRequest, party: Party) -> HttpResponse:
    form = AreaForm(_sent(request), party=party, day=timezone.localdate())
    if form.is_valid():
        with refusing(form):
            area = actions.add_area(party=party, **form.cleaned_data, by=actor_of(request), at=timezone.now())
            messages.success(request, _("Đã khai vùng trồng. Tiếp theo, hãy mở vụ để ghi thu hoạch."))
            return redirect("farms:area", pk=area.pk)
    context = {"form": form, "party": party, "breadcrumb": [home()], "materials": party.materials.all()}
    return render(request, "farms/new_area.html", context)


@on_row(GrowingArea)
def area(request: HttpRequest, area: GrowingArea) -> HttpResponse:
    drawn_ha = boundary.area_ha(area.boundary) if area.boundary else None
    seasons = queries.seasons_of(area)
    context = {
        "area": area,
        "seasons": seasons,
        "open_season": next((season for season in seasons if season.is_open), None),
        "drawing": boundary.draw(area.boundary) if area.boundary else None,
        "drawn_ha": drawn_ha,
        "is_far_off": drawn_ha is not None and boundary.differs(drawn_ha, area.area_ha),
        "may": allowed(actor_of(request), area, "add_season", "write"),
        "breadcrumb": [home()],
    }
    return render(request, "farms/area.html", context)


@on_row(GrowingArea, "write")
def change_area(request: HttpRequest, area: GrowingArea) -> HttpResponse:
    initial = {field: getattr(area, field) for field in ("name", "code", "area_ha", "boundary")}
    form = AreaChangeForm(_sent(request), initial=initial)
    if form.is_valid():
        with refusing(form):
            actions.change_area(area=area, **form.cleaned_data, by=actor_of(request), at=timezone.now())
            messages.success(request, _("Đã lưu. Trang công khai của vùng trồng cũng được sửa theo."))
            return redirect("farms:area", pk=area.pk)
    context = {"form": form, "area": area, "breadcrumb": trail(area)}
    return render(request, "farms/change_area.html", context)


@on_row(GrowingArea, "add_season")
def new_season(request: HttpRequest, area: GrowingArea) -> HttpResponse:
    today = timezone.localdate()
    form = SeasonForm(_sent(request), initial={"name": f"Vụ {today.year}", "started_on": today})
    if form.is_valid():
        with refusing(form):
            actions.start_season(area=area, **form.cleaned_data, by=actor_of(request), at=timezone.now())
            messages.success(request, _("Đã mở vụ. Thu được lô nào thì ghi ngay lô đó."))
            return redirect("farms:area", pk=area.pk)
    return render(request, "farms/new_season.html", {"form": form, "area": area, "breadcrumb": trail(area)})


@on_row(Season, "write")
def end_season(request: HttpRequest, season: Season) -> HttpResponse:
    form = SeasonEndForm(_sent(request), initial={"ended_on": timezone.localdate()})
    if form.is_valid():
        with refusing(form):
            actions.end_season(season=season, **form.cleaned_data, by=actor_of(request), at=timezone.now())
            messages.success(request, _("Đã kết thúc %(season)s.") % {"season": season})
            return redirect("farms:area", pk=season.area_id)
    context = {"form": form, "season": season, "breadcrumb": trail(season.area)}
    return render(request, "farms/end_season.html", context)


@on_row(Season, "harvest")
def harvest(request: HttpRequest, season: Season) -> HttpResponse:
    today = timezone.localdate()
    findings = queries.harvest_findings(season, _day_typed(request) or today)
    form = HarvestForm(
        _sent(request),
        initial={"harvested_on": today},
        suggestion=queries.next_lot(season.area.material, today),
        is_early=any(finding.is_blocking for finding in findings),
        party_id=season.area.party_id,
    )
    if form.is_valid():
        with refusing(form):
            made = actions.record_harvest(
                season=season, **form.cleaned_data, by=actor_of(request), at=timezone.now()
            )
            said = {"lot": made.lot, "kg": kg(made.quantity_kg)}
            messages.success(request, _("Đã ghi %(kg)s. Hãy viết số lô %(lot)s lên bao.") % said)
            return redirect("farms:harvest_lot", pk=made.pk)
    context = {
        "form": form,
        "season": season,
        "findings": findings,
        "households": queries.offered([season.area.party_id]),
        "breadcrumb": trail(season.area),
    }
    return render(request, "farms/harvest.html", context)


@on_row(HarvestLot)
def harvest_lot(request: HttpRequest, harvest: HarvestLot) -> HttpResponse:
    season = harvest.season
    context = {
        "harvest": harvest,
        "season": season,
        "findings": queries.harvest_findings(season, harvest.harvested_on),
        "may": allowed(actor_of(request), season, "harvest") | rights(actor_of(request), harvest),
        "breadcrumb": trail(season.area),
    }
    return render(request, "farms/harvest_lot.html", context)


@on_row(HarvestLot, "write")
def void_harvest(request: HttpRequest, harvest: HarvestLot) -> HttpResponse:
    """Confirm with a reason."""
    form = WhyForm(_sent(request))
    if form.is_valid():
        with refusing(form):
            actions.void_harvest(
                harvest=harvest, **form.cleaned_data, by=actor_of(request), at=timezone.now()
            )
            messages.success(request, _("Đã xoá lô %(lot)s.") % {"lot": harvest.lot})
            return redirect("farms:area", pk=harvest.season.area_id)
    return render(request, "ui/confirm.html", _voiding(harvest, form), status=422 if form.is_bound else 200)


def _voiding(harvest: HarvestLot, form: WhyForm) -> dict[str, Any]:
    said = {"lot": harvest.lot, "kg": kg(harvest.quantity_kg), "day": show_day(harvest.harvested_on)}
    own = reverse("farms:harvest_lot", args=[harvest.pk])
    return {
        "title": _("Xoá lô thu hoạch %(lot)s?") % said,
        "consequences": [
            _("Lô %(kg)s thu ngày %(day)s không còn tính vào vụ, không dùng để làm hàng được nữa.") % said,
            _("Lô vẫn hiện trong vụ, gạch ngang, kèm lý do. Số lô %(lot)s không dùng lại cho lô khác.")
            % said,
            _("Sổ truy xuất ghi thêm một dòng: lô này đã ghi nhầm."),
        ],
        "danger": _("Xoá lô này"),
        "back": own,
        "form": form,
        "breadcrumb": [*trail(harvest.season.area), {"label": harvest.lot, "url": own}],
    }


def _sent(request: HttpRequest) -> object:
    return request.POST if request.method == "POST" else None


def _day_typed(request: HttpRequest) -> date | None:
    """The day of a harvest as typed, for what the diary says against it."""
    try:
        return read_day(request.POST.get("harvested_on", ""))
    except BadValue:
        return None
