"""Contracts with growers: the list, one with its books, its papers, and the contracted share."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tables2 import RequestConfig

from namsao.apps.farms import actions, grower_papers, queries
from namsao.apps.farms.filters import ContractFilter
from namsao.apps.farms.forms import ContractChangeForm, ContractForm, PapersForm
from namsao.apps.farms.models import Contract, ContractPaper
from namsao.apps.farms.tables import ContractTable
from namsao.apps.farms.views.naming import rights
from namsao.apps.farms.views.trail import contract_trail, contracts_home
from namsao.base.access.gate import actor_of, on_row, on_rows
from namsao.base.access.policy import rows as rows_for
from namsao.base.files.serving import document_response
from namsao.base.files.spreadsheet import csv_response
from namsao.base.parties.models import Party
from namsao.base.ui.display import kg
from namsao.base.ui.forms import WhyForm, refusing, status_of


@on_rows(Contract)
def contracts(request: HttpRequest, rows: QuerySet[Contract]) -> HttpResponse:
    """?format=csv takes the same filters. Who may not know growers by name reads them by number."""
    actor, today = actor_of(request), timezone.localdate()
    named = rows_for(actor, "name_growers", Contract)
    found = ContractFilter(request.GET, queryset=queries.contracts_listed(rows), named=named)
    shown = set(named.values_list("pk", flat=True))
    if request.GET.get("format") == "csv":
        return csv_response("hop-dong.csv", *grower_papers.contracts_table(found.qs, shown, today))
    adders = queries.adders(actor)
    exclude = ("party",) if len(adders) == 1 else ()
    table = ContractTable(found.qs, named=shown, day=today, exclude=exclude)
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    context = {
        "table": table,
        "filters": found.form,
        "adders": adders,
        "figure": queries.contracted_share(adders[0]) if len(adders) == 1 else None,
    }
    return render(request, "farms/contracts.html", context)


@on_row(Party, "add_growing_area")
def new_contract(request: HttpRequest, party: Party) -> HttpResponse:
    initial = {"household": request.GET.get("household", "")}
    form = ContractForm(_sent(request), party=party, initial=initial)
    if form.is_valid():
        with refusing(form):
            made = actions.add_contract(
                party=party, terms=form.terms, by=actor_of(request), at=timezone.now()
            )
            messages.success(request, _("Đã ghi hợp đồng. Hãy thêm bản chụp hợp đồng đã ký."))
            return redirect("farms:contract", pk=made.pk)
    return _typed(
        request, "farms/new_contract.html", form, {"party": party, "breadcrumb": [contracts_home()]}
    )


@on_row(Contract)
def contract(request: HttpRequest, contract: Contract) -> HttpResponse:
    today = timezone.localdate()
    books = queries.books_of(contract)
    may = rights(actor_of(request), contract)
    context = {
        "contract": contract,
        "side": contract.other_side if may["name_growers"] else contract.masked_side,
        "state": contract.state_on(today),
        "books": books,
        "findings": [] if contract.voided_at else queries.findings_of_contract(contract, books, today),
        "papers": contract.papers.all(),
        "may": may,
        "breadcrumb": [contracts_home()],
    }
    return render(request, "farms/contract.html", context)


@on_row(Contract, "write")
def change_contract(request: HttpRequest, contract: Contract) -> HttpResponse:
    form = ContractChangeForm(_sent(request), contract=contract)
    if form.is_valid():
        with refusing(form):
            actions.change_contract(
                contract=contract,
                terms=form.terms,
                why=form.cleaned_data["why"],
                by=actor_of(request),
                at=timezone.now(),
            )
            messages.success(request, _("Đã lưu hợp đồng."))
            return redirect("farms:contract", pk=contract.pk)
    return _typed(
        request,
        "farms/change_contract.html",
        form,
        {"party": contract.party, "contract": contract, "breadcrumb": contract_trail(contract)},
    )


@on_row(Contract, "write")
def void_contract(request: HttpRequest, contract: Contract) -> HttpResponse:
    """Confirm with a reason."""
    form = WhyForm(_sent(request))
    if form.is_valid():
        with refusing(form):
            actions.void_contract(
                contract=contract, **form.cleaned_data, by=actor_of(request), at=timezone.now()
            )
            messages.success(request, _("Đã bỏ hợp đồng %(number)s.") % {"number": contract.number})
            return redirect("farms:contracts")
    context = {
        "title": _("Bỏ hợp đồng %(number)s?") % {"number": contract.number},
        "consequences": [
            _("Hợp đồng không còn tính vào sản lượng có hợp đồng."),
            _("Hợp đồng vẫn hiện trong danh sách đã bỏ, kèm lý do."),
        ],
        "danger": _("Bỏ hợp đồng"),
        "back": reverse("farms:contract", args=[contract.pk]),
        "form": form,
        "breadcrumb": contract_trail(contract),
    }
    return render(request, "ui/confirm.html", context, status=status_of(form))


@on_row(Contract, "write")
def contract_papers(request: HttpRequest, contract: Contract) -> HttpResponse:
    """Add the signed pages."""
    form = PapersForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        with refusing(form):
            actions.add_contract_papers(
                contract=contract,
                files=form.cleaned_data["files"],
                by=actor_of(request),
                at=timezone.now(),
            )
            messages.success(request, _("Đã nhận bản hợp đồng."))
            return redirect("farms:contract", pk=contract.pk)
    context = {"form": form, "contract": contract, "breadcrumb": contract_trail(contract)}
    return render(request, "farms/contract_papers.html", context, status=status_of(form))


@on_row(ContractPaper)
def contract_paper(request: HttpRequest, paper: ContractPaper) -> FileResponse:
    """The file itself: to download, or with ?view to read in the browser."""
    return document_response(paper.stored, paper.name, inline="view" in request.GET)


@on_row(Party)
def contracted_share(request: HttpRequest, party: Party) -> HttpResponse:
    """The figure of a year (?year=) and one material (?material=) or all, with the rows behind it."""
    today, actor = timezone.localdate(), actor_of(request)
    years = queries.years_of(party, today)
    typed = request.GET.get("year", "")
    year = int(typed) if typed in map(str, years) else today.year
    materials = list(party.materials.all())
    material = next((each for each in materials if str(each.pk) == request.GET.get("material")), None)
    figure = queries.contracted_share(party, year=year, material=material)
    own = party.grower_contracts.all()
    named = set(rows_for(actor, "name_growers", own).values_list("pk", flat=True))
    seen = set(rows_for(actor, "see", own).values_list("pk", flat=True))
    context = {
        "party": party,
        "figure": figure,
        "sources": [
            {
                "source": each,
                "side": each.contract.other_side if each.contract.pk in named else each.contract.masked_side,
                "is_open": each.contract.pk in seen,
            }
            for each in figure.sources
        ],
        "years": years,
        "year": year,
        "materials": materials,
        "chosen": material,
        "said": {"contracted": kg(figure.share.contracted_kg), "output": kg(figure.share.output_kg)},
        "breadcrumb": [contracts_home()],
    }
    return render(request, "farms/contracted_share.html", context)


def _typed(request: HttpRequest, template: str, form: ContractForm, also: dict[str, Any]) -> HttpResponse:
    households = queries.offered([form.party.pk])
    return render(request, template, {"form": form, "households": households, **also}, status=status_of(form))


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
