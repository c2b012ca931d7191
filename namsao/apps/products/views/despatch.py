"""A delivery note: what went to whom, what came, what came back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from namsao.apps.products import actions, papers, queries
from namsao.apps.products.forms import ConfirmForm, CountsForm
from namsao.apps.products.models import Despatch
from namsao.apps.products.views.trail import trail
from namsao.base.access.gate import actor_of, on_row
from namsao.base.access.policy import allowed
from namsao.base.files.serving import pdf_response
from namsao.base.ui.display import day
from namsao.base.ui.forms import refusing, status_of


@on_row(Despatch)
def despatch(request: HttpRequest, despatch: Despatch) -> HttpResponse:
    """One delivery note and how it went."""
    lines = queries.lines_shown(despatch)
    receipt = queries.receipt_of(despatch)
    context = {
        "despatch": despatch,
        "facts": _facts(despatch),
        "lines": lines,
        "receipt": receipt,
        "findings": queries.differences_of(lines) if receipt else [],
        "may": allowed(actor_of(request), despatch, "confirm", "take_back"),
        "breadcrumb": trail(actor_of(request), despatch.party, despatch.to_party),
    }
    return render(request, "products/despatch.html", context)


@on_row(Despatch)
def note(request: HttpRequest, despatch: Despatch) -> HttpResponse:  # noqa: ARG001  # a view takes a request
    """The delivery note on paper."""
    name = f"phieu-giao-{despatch.number}.pdf"
    return pdf_response(papers.delivery_note(despatch, despatch.slip.made_at), name)


@on_row(Despatch, "confirm")
def confirm(request: HttpRequest, despatch: Despatch) -> HttpResponse:
    """Count what came."""
    lines = [line.line for line in queries.lines_shown(despatch)]
    form = ConfirmForm(
        _sent(request),
        party=despatch.to_party,
        chosen=despatch.to_facility_id,
        lines=lines,
        amounts={line.pk: line.quantity for line in lines},
        today=timezone.localdate(),
    )
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("facility", "note", "done_on", "client_id")}
        with refusing(form):
            by, at = actor_of(request), timezone.now()
            actions.confirm(despatch=despatch, counts=form.counts(), **given, by=by, at=at)
            messages.success(request, _("Đã xác nhận nhận hàng."))
            return redirect("products:despatch", pk=despatch.pk)
    context = {
        "form": form,
        "despatch": despatch,
        "facts": _facts(despatch),
        "breadcrumb": _trail(request, despatch),
    }
    return render(request, "products/confirm.html", context, status=status_of(form))


@on_row(Despatch, "take_back")
def take_back(request: HttpRequest, despatch: Despatch) -> HttpResponse:
    """Count what came back."""
    lines = [row.line for row in queries.lines_shown(despatch) if row.out]
    form = CountsForm(
        _sent(request),
        lines=lines,
        amounts=dict.fromkeys(line.pk for line in lines),
        today=timezone.localdate(),
    )
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("done_on", "client_id")}
        with refusing(form):
            by, at = actor_of(request), timezone.now()
            slip = actions.take_back(despatch=despatch, counts=form.counts(), **given, by=by, at=at)
            messages.success(request, _("Đã ghi hàng trả về."))
            return redirect("products:slip", pk=slip.pk)
    context = {
        "form": form,
        "despatch": despatch,
        "facts": _facts(despatch),
        "breadcrumb": _trail(request, despatch),
    }
    return render(request, "products/take_back.html", context, status=status_of(form))


def _facts(despatch: Despatch) -> list[tuple[str, Any]]:
    return [
        (_("Bên giao"), f"{despatch.party}, {despatch.facility}"),
        (_("Bên nhận"), despatch.receiver),
        (_("Nơi nhận"), despatch.to_facility or (despatch.buyer_gln and f"GLN {despatch.buyer_gln}")),
        (_("Ngày xuất"), day(despatch.slip.done_on)),
        (_("Biển số xe"), despatch.vehicle),
        (_("Ghi chú"), despatch.note),
    ]


def _trail(request: HttpRequest, despatch: Despatch) -> list[dict[str, str]]:
    own = {"label": str(despatch), "url": reverse("products:despatch", args=[despatch.pk])}
    return [*trail(actor_of(request), despatch.party, despatch.to_party), own]


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
