"""Goods of a recall that came back or were destroyed."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from namsao.apps.traceability import actions
from namsao.apps.traceability.forms.recall import ReturnForm
from namsao.apps.traceability.models import Recall, RecallReturn, RecallStock
from namsao.apps.traceability.models.recall import amount_text
from namsao.apps.traceability.queries import recall as queries
from namsao.apps.traceability.recall_page import crumb
from namsao.base.access.gate import actor_of, on_row
from namsao.base.files.actions import keep_upload
from namsao.base.files.serving import document_response
from namsao.base.ui.forms import WhyForm, refusing, status_of


@on_row(RecallStock, "record")
def record(request: HttpRequest, stock: RecallStock) -> HttpResponse:
    """Note what came back from one holder, or was destroyed there."""
    form = ReturnForm(request.POST or None, request.FILES or None, stock=stock)
    case = stock.line.recall
    if form.is_valid():
        with refusing(form):
            _record(request, form, stock)
            messages.success(request, _("Đã ghi."))
            return redirect("traceability:recall", pk=case.pk)
    left, returned = queries.left_of(stock)
    name = queries.names_in([stock.line]).get(stock.line.epc.uri)
    context = {
        "case": case,
        "stock": stock,
        "name": name,
        "form": form,
        "left": amount_text(left, stock.uom),
        "returned": amount_text(returned, stock.uom) if returned else "",
        "breadcrumb": _trail(case),
        "back": reverse("traceability:recall", args=[case.pk]),
    }
    return render(request, "traceability/recall_record.html", context, status=status_of(form))


@on_row(RecallReturn, "void")
def void(request: HttpRequest, row: RecallReturn) -> HttpResponse:
    form = WhyForm(request.POST or None)
    case = row.stock.line.recall
    if form.is_valid():
        with refusing(form):
            actions.void_return(row=row, **form.cleaned_data, by=actor_of(request), at=timezone.now())
            messages.success(request, _("Đã bỏ dòng ghi nhầm."))
            return redirect("traceability:recall", pk=case.pk)
    context = {
        "title": _("Bỏ dòng ghi nhầm: %(row)s") % {"row": row},
        "consequences": [_("Lượng này lại tính là chưa thu về."), _("Dòng đã ghi và lý do bỏ vẫn lưu lại.")],
        "danger": _("Bỏ dòng này"),
        "form": form,
        "back": reverse("traceability:recall", args=[case.pk]),
        "breadcrumb": _trail(case),
    }
    return render(request, "ui/confirm.html", context, status=status_of(form))


@on_row(RecallReturn)
def paper(request: HttpRequest, row: RecallReturn) -> HttpResponse:  # noqa: ARG001  # a view takes a request
    """The minutes or the photograph that came with it."""
    if row.paper is None:
        raise Http404
    return document_response(row.paper, _("Biên bản"), inline=True)


def _record(request: HttpRequest, form: ReturnForm, stock: RecallStock) -> RecallReturn:
    said = dict(form.cleaned_data)
    by, at = actor_of(request), timezone.now()
    client_id, upload = said.pop("client_id"), said.pop("paper")
    kept = keep_upload(upload=upload, by=by, at=at, field="paper")
    handed = actions.Handed(**said)
    return actions.record_return(stock=stock, handed=handed, client_id=client_id, paper=kept, by=by, at=at)


def _trail(case: Recall) -> list[dict[str, str]]:
    return [crumb(), {"label": case.code, "url": reverse("traceability:recall", args=[case.pk])}]
