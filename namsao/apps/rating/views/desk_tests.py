"""Laboratory results: asked for, answered, dropped."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from namsao.apps.rating.actions import laboratory as actions
from namsao.apps.rating.forms.desk_advice import AnswerForm, TestForm
from namsao.apps.rating.models import Dossier, TestRequest
from namsao.apps.rating.queries.laboratory import KIND, reports_for
from namsao.apps.rating.views.desk_trail import trail
from namsao.base.access.gate import actor_of, on_row
from namsao.base.files.serving import document_response
from namsao.base.ui.forms import WhyForm, refusing


@on_row(Dossier, "advise")
def ask_test(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """Ask the producer for a laboratory report."""
    form = TestForm(request.POST or None)
    if form.is_valid():
        with refusing(form):
            by, at = actor_of(request), timezone.now()
            actions.ask_test(dossier=dossier, **form.cleaned_data, by=by, at=at)
            messages.success(request, _("Đã gửi yêu cầu cho chủ thể."))
            return redirect("rating:advice", pk=dossier.pk)
    return render(request, "rating/desk/form.html", _page(dossier, form, _("Yêu cầu kiểm nghiệm")))


@on_row(TestRequest, "answer")
def answer_test(request: HttpRequest, test: TestRequest) -> HttpResponse:
    """The producer answers with a report from the evidence library."""
    reports = reports_for(test)
    form = AnswerForm(request.POST or None, documents=reports)
    if form.is_valid():
        with refusing(form):
            by, at = actor_of(request), timezone.now()
            actions.answer_test(test=test, document=form.cleaned_data["document"], by=by, at=at)
            messages.success(request, _("Đã nộp phiếu kiểm nghiệm cho Tổ tư vấn."))
            return redirect("rating:dossier", pk=test.dossier_id)
    context = {
        "form": form,
        "test": test,
        "has_reports": reports.exists(),
        "new_url": reverse("evidence:new_document", args=[test.dossier.product.party_id]) + f"?kind={KIND}",
        "back": reverse("rating:dossier", args=[test.dossier_id]),
        "breadcrumb": trail("home", _("Việc của tôi"), test.dossier),
    }
    return render(request, "rating/desk/answer_test.html", context)


@on_row(Dossier, "advise")
def drop_test(request: HttpRequest, dossier: Dossier, test: int) -> HttpResponse:
    """Say that a result is no longer needed."""
    asked = get_object_or_404(dossier.tests, pk=test)
    form = WhyForm(request.POST or None)
    if form.is_valid():
        with refusing(form):
            why = form.cleaned_data["why"]
            actions.drop_test(test=asked, why=why, by=actor_of(request), at=timezone.now())
            messages.success(request, _("Đã bỏ yêu cầu kiểm nghiệm."))
            return redirect("rating:advice", pk=dossier.pk)
    title = _("Bỏ yêu cầu “%(what)s”") % {"what": asked.what}
    return render(request, "rating/desk/form.html", _page(dossier, form, title))


@on_row(TestRequest, "see")
def test_file(request: HttpRequest, test: TestRequest, file: int) -> FileResponse:  # noqa: ARG001  # a view takes a request
    """A file of the report that answers the request, for everybody who reads the dossier."""
    if test.answer is None:
        raise Http404
    found = get_object_or_404(test.answer.files.select_related("stored"), pk=file)
    return document_response(found.stored, found.name, inline=True)


def _page(dossier: Dossier, form: object, title: str) -> dict[str, object]:
    back = reverse("rating:advice", args=[dossier.pk])
    own = {"label": _("Báo cáo tư vấn"), "url": back}
    return {
        "form": form,
        "title": title,
        "dossier": dossier,
        "back": back,
        "breadcrumb": [*trail("rating:advice_queue", _("Tổ tư vấn"), dossier), own],
    }
