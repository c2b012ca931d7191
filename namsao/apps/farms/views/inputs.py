"""Seed, fertilisers, pesticides: the list people choose from in the field."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tables2 import RequestConfig

from namsao.apps.farms import actions, queries
from namsao.apps.farms.filters import InputFilter
from namsao.apps.farms.forms import InputChangeForm, InputForm
from namsao.apps.farms.models import InputProduct
from namsao.apps.farms.tables import InputTable
from namsao.apps.farms.views.trail import diary_home
from namsao.base.access.gate import actor_of, on_row, on_rows
from namsao.base.access.policy import rows as rows_for
from namsao.base.parties.models import Party
from namsao.base.ui.forms import refusing, status_of

FACTS = ("kind", "name", "active_ingredient", "registration_no", "interval_days", "unit", "is_organic")


@on_rows(InputProduct)
def inputs(request: HttpRequest, rows: QuerySet[InputProduct]) -> HttpResponse:
    found = InputFilter(request.GET, queryset=rows.select_related("party"))
    adders = queries.adders(actor_of(request))
    own = set(rows_for(actor_of(request), "write", InputProduct).values_list("pk", flat=True))
    table = InputTable(found.qs, own=own, exclude=("party",) if len(adders) == 1 else ())
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    context = {"table": table, "filters": found.form, "adders": adders, "breadcrumb": [diary_home()]}
    return render(request, "farms/inputs.html", context)


@on_row(Party, "add_growing_area")
def new_input(request: HttpRequest, party: Party) -> HttpResponse:
    form = InputForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusing(form):
            made = actions.add_input(
                party=party, **form.cleaned_data, by=actor_of(request), at=timezone.now()
            )
            messages.success(request, _("Đã thêm %(name)s. Ghi nhật ký là thấy.") % {"name": made})
            return redirect("farms:inputs")
    context = {"form": form, "party": party, "breadcrumb": _trail()}
    return render(request, "farms/new_input.html", context, status=status_of(form))


@on_row(InputProduct, "write")
def change_input(request: HttpRequest, product: InputProduct) -> HttpResponse:
    initial = {name: getattr(product, name) for name in FACTS} | {"is_retired": bool(product.retired_at)}
    form = InputChangeForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        with refusing(form):
            actions.change_input(
                product=product, **form.cleaned_data, by=actor_of(request), at=timezone.now()
            )
            messages.success(request, _("Đã lưu. Các dòng nhật ký đã ghi giữ nguyên thời gian cách ly cũ."))
            return redirect("farms:inputs")
    context = {"form": form, "product": product, "breadcrumb": _trail()}
    return render(request, "farms/change_input.html", context, status=status_of(form))


def _trail() -> list[dict[str, str]]:
    return [diary_home(), {"label": _("Vật tư"), "url": reverse("farms:inputs")}]
