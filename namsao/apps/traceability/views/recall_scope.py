"""The scope of a recall, gone through line by line before it is launched."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from namsao.apps.traceability import actions
from namsao.apps.traceability.forms.recall import AddForm, LinesForm, TakeOutForm
from namsao.apps.traceability.models import Recall
from namsao.apps.traceability.queries.recall import lines_of
from namsao.apps.traceability.recall_page import page_of
from namsao.base.access.gate import actor_of, on_row
from namsao.base.ui.forms import refusing
from namsao.core.gs1 import link


@on_row(Recall, "work")
@require_POST
def take_out(request: HttpRequest, case: Recall) -> HttpResponse:
    form = TakeOutForm(request.POST, found=lines_of(case))
    if form.is_valid():
        with refusing(form):
            gone = actions.take_out(recall=case, **form.cleaned_data, by=actor_of(request), at=timezone.now())
            said = ngettext("Đã đưa %(n)s dòng ra.", "Đã đưa %(n)s dòng ra.", len(gone))
            messages.success(request, said % {"n": len(gone)})
            return redirect("traceability:recall", pk=case.pk)
    return _again(request, case, out_form=form)


@on_row(Recall, "work")
@require_POST
def put_back(request: HttpRequest, case: Recall) -> HttpResponse:
    form = LinesForm(request.POST, found=lines_of(case))
    if form.is_valid():
        with refusing(form):
            actions.put_back(
                recall=case, lines=form.cleaned_data["lines"], by=actor_of(request), at=timezone.now()
            )
            messages.success(request, _("Đã đưa lại vào phạm vi."))
            return redirect("traceability:recall", pk=case.pk)
    return _again(request, case, back_form=form)


@on_row(Recall, "work")
@require_POST
def add(request: HttpRequest, case: Recall) -> HttpResponse:
    form = AddForm(request.POST)
    if form.is_valid():
        with refusing(form):
            uri = link.canonical(form.cleaned_data["code"])
            made = actions.add_goods(recall=case, uri=uri, by=actor_of(request), at=timezone.now())
            said = ngettext("Đã thêm %(n)s dòng.", "Đã thêm %(n)s dòng.", len(made))
            messages.success(request, said % {"n": len(made)})
            return redirect("traceability:recall", pk=case.pk)
    return _again(request, case, add_form=form)


def _again(request: HttpRequest, case: Recall, **form: LinesForm | AddForm) -> HttpResponse:
    """The page with what was refused, and what was typed."""
    page = page_of(case, actor_of(request), **form)
    return render(request, "traceability/recall.html", page, status=422)
