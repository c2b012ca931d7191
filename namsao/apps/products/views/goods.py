"""Goods that come, are stacked, and leave."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from namsao.apps.products import actions, queries
from namsao.apps.products.forms import LandForm, PalletForm, ReceiveForm, ShipForm
from namsao.apps.products.models import MaterialLot
from namsao.apps.products.views.trail import trail
from namsao.base.access.gate import actor_of, on_row
from namsao.base.parties.models import Party
from namsao.base.ui.display import day, kg
from namsao.base.ui.forms import refusing, status_of


@on_row(Party, "pack")
def receive(request: HttpRequest, party: Party) -> HttpResponse:
    """Raw material that somebody brought."""
    form = ReceiveForm(_sent(request), party=party, today=timezone.localdate())
    if form.is_valid():
        with refusing(form):
            lot = actions.receive(**form.values(), by=actor_of(request), at=timezone.now())
            messages.success(request, _("Đã nhận. Hãy viết số lô %(lot)s lên bao.") % {"lot": lot.lot})
            return redirect("products:lot", pk=lot.pk)
    context = {
        "form": form,
        "party": party,
        "awaited": queries.awaited_by(party),
        "breadcrumb": trail(actor_of(request), party),
    }
    return render(request, "products/receive.html", context, status=status_of(form))


@on_row(Party, "pack")
def land(request: HttpRequest, party: Party) -> HttpResponse:
    """Seafood that came ashore."""
    form = LandForm(_sent(request), party=party, today=timezone.localdate())
    if form.is_valid():
        with refusing(form):
            lot = actions.land(**form.values(), by=actor_of(request), at=timezone.now())
            messages.success(request, _("Đã ghi. Hãy viết số lô %(lot)s lên khay.") % {"lot": lot.lot})
            return redirect("products:lot", pk=lot.pk)
    context = _page(request, party, form)
    return render(request, "products/land.html", context, status=status_of(form))


@on_row(Party, "pack")
def stack(request: HttpRequest, party: Party) -> HttpResponse:
    """Cases onto a pallet."""
    form = PalletForm(_sent(request), party=party, today=timezone.localdate())
    if form.is_valid():
        with refusing(form):
            pallet = actions.stack(**form.values(), by=actor_of(request), at=timezone.now())
            messages.success(request, _("Đã xếp pa-lét. Bước tiếp theo: in nhãn."))
            return redirect("products:unit", pk=pallet.pk)
    context = _page(request, party, form)
    return render(request, "products/stack.html", context, status=status_of(form))


@on_row(Party, "pack")
def ship(request: HttpRequest, party: Party) -> HttpResponse:
    """Send goods to somebody."""
    form = ShipForm(_sent(request), party=party, today=timezone.localdate())
    if form.is_valid():
        with refusing(form):
            despatch = actions.ship(**form.values(), by=actor_of(request), at=timezone.now())
            said = _("Đã ghi phiếu giao %(number)s. In phiếu để giao theo xe.")
            messages.success(request, said % {"number": despatch.number})
            return redirect("products:despatch", pk=despatch.pk)
    context = _page(request, party, form)
    return render(request, "products/ship.html", context, status=status_of(form))


@on_row(MaterialLot)
def lot(request: HttpRequest, lot: MaterialLot) -> HttpResponse:
    """A lot that was bought or landed: where it came from, what it became."""
    row = queries.material_row(lot)
    context = {"lot": row, "facts": _facts(row), "uses": queries.uses_of(row)}
    context["breadcrumb"] = trail(actor_of(request), row.party)
    return render(request, "products/lot.html", context)


def _page(request: HttpRequest, party: Party, form: Form) -> dict[str, Any]:
    return {"form": form, "party": party, "breadcrumb": trail(actor_of(request), party)}


def _facts(lot: MaterialLot) -> list[tuple[str, Any]]:
    landing = getattr(lot, "landing", None)
    caught = (
        [
            (_("Số đăng ký tàu"), landing.vessel),
            (_("Ngư cụ"), landing.get_gear_display()),
            (_("Vùng khai thác"), landing.catch_area),
            (_("Cảng, bến cá"), landing.port),
            (_("Giấy biên nhận, xác nhận"), landing.catch_statement),
        ]
        if landing
        else []
    )
    return [
        (_("Nguyên liệu"), lot.name),
        (_("Khối lượng"), kg(lot.quantity_kg)),
        (_("Còn lại"), kg(lot.left_kg)),
        (_("Ngày nhận"), day(lot.came_on)),
        (_("Bên giao"), "" if landing else lot.supplier),
        *caught,
        (_("Số phiếu giao"), lot.note_no),
        (_("Nhận ở"), lot.facility),
        (_("GTIN"), lot.gtin),
    ]


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
