"""The commune's desk: its queue, Form 03, return and proposal."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tables2 import RequestConfig

from namsao.apps.rating import desk_papers
from namsao.apps.rating.actions import commune as actions
from namsao.apps.rating.filters.desk import CommuneFilter
from namsao.apps.rating.flow import State, after
from namsao.apps.rating.forms.desk_commune import Form03, ProposeForm, ReasonsForm
from namsao.apps.rating.models import CommuneReport, Dossier
from namsao.apps.rating.queries import form03 as queries
from namsao.apps.rating.queries.exhibits import exhibits
from namsao.apps.rating.queries.queue import commune_due, commune_queue
from namsao.apps.rating.queries.rounds import falls_into, in_words
from namsao.apps.rating.tables.desk import CommuneTable
from namsao.apps.rating.views.autosave import is_autosave, not_saved, saved
from namsao.apps.rating.views.desk_trail import PAGE, facts, queue_csv, trail
from namsao.apps.rating.views.papers import keep
from namsao.base.access.gate import actor_of, on_row, on_rows
from namsao.base.access.policy import may
from namsao.base.files.serving import pdf_response
from namsao.base.ui.forms import refusing


@on_rows(Dossier, "judge")
def commune_desk(request: HttpRequest, rows: QuerySet[Dossier]) -> HttpResponse:
    """What waits for the commune, the oldest first."""
    found = CommuneFilter(request.GET, commune_queue(rows), request=request)
    if request.GET.get("format") == "csv":
        return queue_csv("ho-so-cho-xa", found.qs, commune_due)
    table = CommuneTable(found.qs)
    RequestConfig(request, paginate={"per_page": PAGE}).configure(table)
    context = {"table": table, "filters": found.form}
    return render(request, "rating/desk/commune.html", context)


@on_row(Dossier, "judge")
def form03(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """The four findings, with what the producer says beside each."""
    report = queries.draft_of(dossier) or queries.issued_of(dossier)
    form = Form03(request.POST or None, initial=_said(report))
    if request.method == "POST" and form.is_valid():
        with refusing(form):
            given = form.cleaned_data
            held = actions.write_form03(dossier=dossier, said=given, by=actor_of(request), at=timezone.now())
            return _after_saving(request, held)
    if is_autosave(request):
        return not_saved(_("Chưa lưu được. Hãy bấm “Lưu nháp” để xem vì sao."))
    return render(request, "rating/desk/form03.html", _form03_page(request, dossier, report, form))


@on_row(CommuneReport, "see")
def form03_pdf(request: HttpRequest, report: CommuneReport) -> HttpResponse:
    """Form 03 to print and sign; personal lines only for those who work on the dossier."""
    personal = may(actor_of(request), "see_personal", report.dossier)
    content = desk_papers.form03(report, at=timezone.now(), personal=personal)
    return pdf_response(content, f"mau-so-03-{report.dossier_id}.pdf")


@on_row(Dossier, "judge")
def give_back(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """Return the dossier to the producer, with reasons."""
    form = ReasonsForm(request.POST or None, dossier=dossier)
    if form.is_valid():
        with refusing(form):
            by, at = actor_of(request), timezone.now()
            actions.return_to_producer(dossier=dossier, reasons=form.reasons(), by=by, at=at)
            messages.success(request, _("Đã trả hồ sơ cho chủ thể, kèm lý do."))
            return redirect("rating:commune_queue")
    context = {
        "form": form,
        "dossier": dossier,
        "title": _("Trả lại hồ sơ cho chủ thể"),
        "consequences": [
            _("Chủ thể thấy lý do ngay trên hồ sơ, sửa rồi nộp lại."),
            _("Ngày nộp lần đầu giữ nguyên; 15 ngày làm việc của xã tính lại từ ngày nộp lại."),
        ],
        "danger": _("Trả lại hồ sơ"),
        "back": reverse("rating:form03", args=[dossier.pk]),
        "breadcrumb": trail("rating:commune_queue", _("Hồ sơ chờ xã"), dossier),
    }
    return render(request, "rating/desk/reasons.html", context)


@on_row(Dossier, "judge")
def propose(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """Issue Form 03 and send the product on to the province."""
    after("propose", dossier.state)
    form = ProposeForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusing(form):
            _propose(request, dossier, form)
            messages.success(
                request,
                _("Đã đề nghị tỉnh đánh giá. Mã OCOP: %(code)s.") % {"code": dossier.product.ocop_code},
            )
            return redirect("rating:dossier", pk=dossier.pk)
    findings = queries.readiness(dossier, queries.draft_of(dossier))
    context = {
        "form": form,
        "dossier": dossier,
        "findings": findings,
        "is_ready": not any(each.is_blocking for each in findings),
        "round": in_words(falls_into(dossier.place.parent, timezone.localdate())),
        "breadcrumb": trail("rating:commune_queue", _("Hồ sơ chờ xã"), dossier),
    }
    return render(request, "rating/desk/propose.html", context)


def _propose(request: HttpRequest, dossier: Dossier, form: ProposeForm) -> None:
    by, at = actor_of(request), timezone.now()
    letters = actions.Letters(**form.cleaned_data | {"letter": keep(form, by, at, "letter")})
    actions.propose(dossier=dossier, letters=letters, by=by, at=at)
    dossier.product.refresh_from_db()


def _after_saving(request: HttpRequest, report: CommuneReport) -> HttpResponse:
    if is_autosave(request):
        return saved(report.changed_at)
    if "next" in request.POST:
        return redirect("rating:propose", pk=report.dossier_id)
    messages.success(request, _("Đã lưu nháp Mẫu số 03."))
    return redirect("rating:form03", pk=report.dossier_id)


def _said(report: CommuneReport | None) -> dict[str, str]:
    return {name: getattr(report, name, "") for name in (*actions.TEXTS, *actions.VERDICTS)}


def _form03_page(
    request: HttpRequest, dossier: Dossier, report: CommuneReport | None, form: Form03
) -> dict[str, Any]:
    claims = queries.claims(dossier, exhibits(dossier, actor_of(request)))
    return {
        "form": form,
        "cards": [{**card, "claims": claims[card["item"].key]} for card in form.cards()],
        "dossier": dossier,
        "facts": facts(dossier),
        "report": report,
        "can_write": dossier.state == State.FILED,
        "due": commune_due(dossier),
        "story": dossier.product.story.get("vi", ""),
        "breadcrumb": trail("rating:commune_queue", _("Hồ sơ chờ xã"), dossier),
    }
