"""Households that grow for a producer: the list, one of them, and what it asks for about its data."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tables2 import RequestConfig

from namsao.apps.farms import actions, grower_papers, queries
from namsao.apps.farms.filters import HouseholdFilter
from namsao.apps.farms.forms import GrowerForm
from namsao.apps.farms.models import Household
from namsao.apps.farms.tables import HouseholdTable
from namsao.apps.farms.views.naming import rights
from namsao.apps.farms.views.trail import household_trail, households_home
from namsao.base.access.gate import actor_of, on_row, on_rows
from namsao.base.files.serving import pdf_response
from namsao.base.files.spreadsheet import csv_response
from namsao.base.parties.models import Party
from namsao.base.ui.forms import refusing, status_of


@on_rows(Household)
def households(request: HttpRequest, rows: QuerySet[Household]) -> HttpResponse:
    """?format=csv takes the same filters."""
    today = timezone.localdate()
    found = HouseholdFilter(request.GET, queryset=queries.households_listed(rows, today))
    if request.GET.get("format") == "csv":
        return csv_response("ho-trong.csv", *grower_papers.households_table(found.qs))
    adders = queries.adders(actor_of(request))
    table = HouseholdTable(found.qs, exclude=("party",) if len(adders) == 1 else ())
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    return render(request, "farms/households.html", {"table": table, "filters": found.form, "adders": adders})


@on_row(Party, "add_growing_area")
def new_household(request: HttpRequest, party: Party) -> HttpResponse:
    form = GrowerForm(
        _sent(request), party=party, day=timezone.localdate(), initial={"place": party.place_id}
    )
    if form.is_valid():
        with refusing(form):
            made = actions.register_household(
                party=party, grower=form.grower, by=actor_of(request), at=timezone.now()
            )
            messages.success(request, _("Đã ghi hộ số %(number)s.") % {"number": made.number})
            return redirect("farms:household", pk=made.pk)
    context = {"form": form, "party": party, "breadcrumb": [households_home()]}
    return render(request, "farms/new_household.html", context, status=status_of(form))


@on_row(Household)
def household(request: HttpRequest, household: Household) -> HttpResponse:
    today = timezone.localdate()
    books = queries.loose_books_of(household)
    contracts = list(queries.contracts_listed(household.contracts.all()))
    context = {
        "household": household,
        "contracts": [(each, each.state_on(today)) for each in contracts],
        "running": [each for each in contracts if each.state_on(today) == each.State.IN_FORCE],
        "books": books,
        "findings": queries.findings_of_loose(books, today),
        "areas": household.areas.defer("boundary"),
        "harvests": household.harvests.not_voided().select_related("material")[:10],
        "entries": household.entries.not_voided().select_related("season__area", "input", "harvest")[:10],
        "may": rights(actor_of(request), household),
        "breadcrumb": [households_home()],
    }
    return render(request, "farms/household.html", context)


@on_row(Household, "write")
def change_household(request: HttpRequest, household: Household) -> HttpResponse:
    initial = {name: getattr(household, name) for name in ("name", "place", "hamlet", "phone", "consent_on")}
    form = GrowerForm(
        _sent(request),
        party=household.party,
        day=timezone.localdate(),
        initial={**initial, "areas": list(household.areas.values_list("pk", flat=True))},
    )
    if form.is_valid():
        with refusing(form):
            actions.change_household(
                household=household, grower=form.grower, by=actor_of(request), at=timezone.now()
            )
            messages.success(request, _("Đã lưu."))
            return redirect("farms:household", pk=household.pk)
    context = {"form": form, "household": household, "breadcrumb": household_trail(household)}
    return render(request, "farms/change_household.html", context, status=status_of(form))


@on_row(Household, "write")
def withdraw_household(request: HttpRequest, household: Household) -> HttpResponse:
    """Take the consent back, after asking once."""
    if request.method == "POST":
        actions.withdraw_household_consent(household=household, by=actor_of(request), at=timezone.now())
        messages.success(request, _("Đã xoá số điện thoại của hộ."))
        return redirect("farms:household", pk=household.pk)
    consequences = [
        _("Số điện thoại của hộ bị xoá hẳn."),
        _("Họ tên vẫn giữ để thực hiện hợp đồng và sổ thu mua."),
    ]
    asked = _asked(household, _("Rút đồng ý ghi số điện thoại"), consequences, _("Rút đồng ý"))
    return render(request, "ui/confirm.html", asked)


@on_row(Household, "write")
def erase_household(request: HttpRequest, household: Household) -> HttpResponse:
    """Empty the personal fields because the household asked, after asking once."""
    if request.method == "POST":
        actions.erase_household(household=household, by=actor_of(request), at=timezone.now())
        messages.success(request, _("Đã xoá thông tin cá nhân của hộ số %(n)s.") % {"n": household.number})
        return redirect("farms:household", pk=household.pk)
    consequences = [
        _("Họ tên, thôn, số điện thoại của hộ bị xoá hẳn; từ nay hộ chỉ còn gọi bằng số."),
        _("Lần giao, lần trả tiền và bản hợp đồng vẫn giữ, vì sổ kế toán phải giữ."),
        _("Nhật ký hệ thống chỉ ghi là đã xoá, không ghi nội dung."),
    ]
    asked = _asked(household, _("Xoá thông tin cá nhân của hộ"), consequences, _("Xoá thông tin"))
    return render(request, "ui/confirm.html", asked)


@on_row(Household)
def household_statement(request: HttpRequest, household: Household) -> HttpResponse:
    """What was delivered and paid in a year (?year=), to print and sign."""
    typed = request.GET.get("year", "")
    year = int(typed) if typed.isdecimal() and len(typed) == 4 else timezone.localdate().year
    content = grower_papers.statement(household, max(year, 1900), timezone.now())
    return pdf_response(content, f"doi-chieu-ho-{household.number}-{year}.pdf")


def _asked(household: Household, title: str, consequences: list[str], danger: str) -> dict[str, Any]:
    return {
        "title": title,
        "consequences": consequences,
        "danger": danger,
        "back": reverse("farms:household", args=[household.pk]),
        "breadcrumb": household_trail(household),
    }


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
