"""The register of parties."""

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tables2 import RequestConfig

from namsao.base.access.gate import actor_of, on_row, on_rows
from namsao.base.access.policy import allowed
from namsao.base.parties import actions
from namsao.base.parties.forms import PartyForm
from namsao.base.parties.models import Party
from namsao.base.parties.tables import PartyTable
from namsao.base.places.models import Place
from namsao.base.ui.forms import refusing
from namsao.core.vietnamese import fold

FACTS = ("kind", "name", "tax_code", "registration_no", "phone", "email", "address")


@on_rows(Party)
def parties(request: HttpRequest, found: QuerySet[Party]) -> HttpResponse:
    """Parties one may see, found by their own name or their unit's, without marks."""
    wanted = request.GET.get("q", "").strip()
    if wanted:
        found = found.filter(Q(pk__in=found.matching(wanted)) | Q(place__name_folded__contains=fold(wanted)))
    table = PartyTable(found.select_related("place"))
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    return render(request, "parties/parties.html", {"table": table, "q": wanted})


@on_row(Party)
def party(request: HttpRequest, found: Party) -> HttpResponse:
    """One party, and what one may do for it."""
    may = allowed(
        actor_of(request),
        found,
        "change",
        "post_person",
        "make_key",
        "add_product",
        "add_growing_area",
        "add_facility",
        "add_certificate",
    )
    return render(request, "parties/party.html", {"party": found, "may": may})


@on_row(Place, "add_party")
def new(request: HttpRequest, place: Place) -> HttpResponse:
    form = PartyForm(request.POST or None)
    if form.is_valid():
        with refusing(form):
            made = actions.register(place=place, **form.cleaned_data, by=actor_of(request), at=timezone.now())
            messages.success(
                request, _("Đã thêm chủ thể. Việc tiếp theo: mở tài khoản cho người của chủ thể.")
            )
            return redirect("parties:party", made.pk)
    status = 422 if form.is_bound else 200
    return render(request, "parties/form.html", {"form": form, "place": place}, status=status)


@on_row(Party, "change")
def change(request: HttpRequest, found: Party) -> HttpResponse:
    form = PartyForm(request.POST or None, initial={name: getattr(found, name) for name in FACTS})
    if form.is_valid():
        with refusing(form):
            actions.change(party=found, **form.cleaned_data, by=actor_of(request), at=timezone.now())
            messages.success(request, _("Đã ghi thay đổi."))
            return redirect("parties:party", found.pk)
    status = 422 if form.is_bound else 200
    context = {"form": form, "place": found.place, "party": found}
    return render(request, "parties/form.html", context, status=status)
