"""A case or a pallet, and the slip that made it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from namsao.apps.products import actions, papers, queries
from namsao.apps.products.forms import UnpackForm
from namsao.apps.products.models import LogisticUnit, Slip
from namsao.apps.products.views.trail import trail
from namsao.base.access.gate import actor_of, on_row
from namsao.base.access.policy import allowed
from namsao.base.files.serving import pdf_response
from namsao.base.ui.display import day
from namsao.base.ui.forms import WhyForm, refusing, status_of


@on_row(LogisticUnit)
def unit(request: HttpRequest, unit: LogisticUnit) -> HttpResponse:
    """What is in a unit, where it is, and what can be done with it."""
    (unit,) = queries.shown([unit.pk])
    context = {
        "unit": unit,
        "sscc": papers.spoken(unit.sscc),
        "facts": _facts(unit),
        "batches": queries.inside(unit),
        "is_at_hand": queries.is_at_hand(unit),
        "may": allowed(actor_of(request), unit, "unpack", "print"),
        "breadcrumb": _trail(request, unit),
    }
    return render(request, "products/unit.html", context)


@on_row(LogisticUnit, "unpack")
def unpack(request: HttpRequest, unit: LogisticUnit) -> HttpResponse:
    """Open a unit."""
    form = UnpackForm(_sent(request), party=unit.holder, today=timezone.localdate())
    if form.is_valid():
        with refusing(form):
            actions.unpack(unit=unit, **form.values(), by=actor_of(request), at=timezone.now())
            messages.success(request, _("Đã dỡ kiện. Hàng bên trong trở lại hàng rời."))
            return redirect("products:unit", pk=unit.pk)
    context = {"unit": unit, "form": form, "breadcrumb": [*_trail(request, unit), _own(unit)]}
    return render(request, "products/unpack.html", context, status=status_of(form))


@on_row(LogisticUnit, "print")
def unit_label(request: HttpRequest, unit: LogisticUnit) -> HttpResponse:  # noqa: ARG001  # a view takes a request
    """The label of a unit, A6."""
    (unit,) = queries.shown([unit.pk])
    return pdf_response(papers.unit_labels([unit], unit.slip.made_at), f"nhan-{unit.sscc}.pdf")


@on_row(Slip, "print")
def slip_labels(request: HttpRequest, slip: Slip) -> HttpResponse:  # noqa: ARG001  # a view takes a request
    """The labels of every unit that a slip made."""
    units = queries.shown(slip.units.values_list("pk", flat=True))
    if not units:
        raise Http404
    return pdf_response(papers.unit_labels(units, slip.made_at), f"nhan-phieu-{slip.pk}.pdf")


@on_row(Slip)
def slip(request: HttpRequest, slip: Slip) -> HttpResponse:
    """One act: what it did, what it wrote into the ledger, and how it is taken back."""
    context = {
        "slip": slip,
        "units": queries.shown(slip.units.values_list("pk", flat=True)),
        "lots": slip.lots.all(),
        "despatch": getattr(slip, "despatch", None) or queries.despatch_counted(slip),
        "step": queries.step_of(slip),
        "events": slip.events.order_by("id"),
        "facts": _slip_facts(slip),
        "may": allowed(actor_of(request), slip, "void", "print"),
        "breadcrumb": trail(actor_of(request), slip.party),
    }
    return render(request, "products/slip.html", context)


@on_row(Slip, "void")
def void(request: HttpRequest, slip: Slip) -> HttpResponse:
    """Confirm with a reason."""
    form = WhyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusing(form):
            actions.void_slip(slip=slip, **form.cleaned_data, by=actor_of(request), at=timezone.now())
            messages.success(request, _("Đã xoá phiếu ghi nhầm."))
            return redirect("products:slip", pk=slip.pk)
    return render(request, "ui/confirm.html", _voiding(request, slip, form), status=status_of(form))


def _voiding(request: HttpRequest, slip: Slip, form: WhyForm) -> dict[str, Any]:
    own = reverse("products:slip", args=[slip.pk])
    return {
        "title": _("Xoá phiếu “%(what)s”?") % {"what": slip},
        "consequences": [
            _("Việc này coi như chưa làm: số lượng, kiện hàng trở lại như trước phiếu."),
            _(
                "Phiếu vẫn hiện trong sổ, gạch ngang, kèm lý do. Mã kiện, số lô, số phiếu đã cấp không dùng lại."
            ),
            _("Sổ truy xuất ghi thêm: các sự kiện của phiếu này đã ghi nhầm."),
        ],
        "danger": _("Xoá phiếu này"),
        "back": own,
        "form": form,
        "breadcrumb": [*trail(actor_of(request), slip.party), {"label": str(slip), "url": own}],
    }


def _slip_facts(slip: Slip) -> list[tuple[str, Any]]:
    return [
        (_("Việc"), slip.get_kind_display()),
        (_("Nội dung"), slip.what),
        (_("Ngày làm"), day(slip.done_on)),
        (_("Cơ sở"), slip.facility),
        (_("Người ghi"), slip.entered_by),
    ]


def _facts(unit: LogisticUnit) -> list[tuple[str, Any]]:
    return [
        (_("Loại"), unit.get_kind_display()),
        (_("Đóng ngày"), day(unit.slip.done_on)),
        (_("Bên đóng"), f"{unit.party}, {unit.facility}"),
        (_("Đang ở"), queries.whereabouts(unit)),
    ]


def _trail(request: HttpRequest, unit: LogisticUnit) -> list[dict[str, str]]:
    return trail(actor_of(request), unit.party, unit.holder)


def _own(unit: LogisticUnit) -> dict[str, str]:
    return {"label": str(unit), "url": reverse("products:unit", args=[unit.pk])}


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
