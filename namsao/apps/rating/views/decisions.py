"""The third hand: decide, look up decisions, tell results, mend what was wrong."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from namsao.apps.rating import decision_papers as papers
from namsao.apps.rating.actions.correction import MENDED
from namsao.apps.rating.actions.correction import correct as correct_rows
from namsao.apps.rating.actions.decision import decide as record_decision
from namsao.apps.rating.actions.notices import notify_results
from namsao.apps.rating.filters.decisions import DecisionFilter
from namsao.apps.rating.forms.decisions import DecideForm, NoticesForm
from namsao.apps.rating.forms.decisions_correction import CorrectionForm
from namsao.apps.rating.models import Decision, ResultNotice, Submission
from namsao.apps.rating.queries import decisions as queries
from namsao.apps.rating.queries.rulings import lawful
from namsao.apps.rating.tables.decisions import DecisionTable
from namsao.apps.rating.views.papers import paper_answer, signed
from namsao.base.access.gate import actor_of, on_row, on_rows
from namsao.base.access.policy import allowed
from namsao.base.files.serving import pdf_response
from namsao.base.ui.forms import refusing, status_of


@on_row(Submission, "decide")
def decide(request: HttpRequest, submission: Submission) -> HttpResponse:
    """The list with results and what is proposed; then the signed decision."""
    form = DecideForm(request.POST or None, request.FILES or None, rows=queries.undecided(submission))
    if form.is_valid():
        with refusing(form):
            made = record_decision(submission=submission, rulings=form.rulings(), **signed(request, form))
            messages.success(request, _("Đã ghi quyết định. Giấy chứng nhận có hiệu lực từ ngày ký."))
            return redirect("rating:decision", pk=made.pk)
    context = {"form": form, "submission": submission, "breadcrumb": trail()}
    return render(request, "rating/decisions/decide.html", context, status=status_of(form))


@on_row(Submission, "decide")
@require_POST
def draft(request: HttpRequest, submission: Submission) -> HttpResponse:
    """The decision as a draft to print and sign, as ticked; nothing is written down."""
    rows, today = queries.undecided(submission), timezone.localdate()
    asked = {row: request.POST.get(f"verdict_{row.dossier_id}", "") for row in rows}
    verdicts = {
        row.dossier_id: verdict
        for row, verdict in asked.items()
        if verdict in lawful(row.dossier, row.result, today)
    }
    return pdf_response(
        papers.decision_draft(submission, rows, verdicts, timezone.now()), "du-thao-quyet-dinh.pdf"
    )


@on_rows(Decision)
def decisions(request: HttpRequest, found: QuerySet[Decision]) -> HttpResponse:
    filtered = DecisionFilter(request.GET, queries.decisions(found), request=request)
    table = DecisionTable(filtered.qs)
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    context = {"table": table, "filters": filtered.form, "is_empty": not table.page.paginator.count}
    return render(request, "rating/decisions/decisions.html", context)


@on_row(Decision)
def decision(request: HttpRequest, decision: Decision) -> HttpResponse:
    """One decision: its rows, its papers, what corrects it and what it corrects."""
    actor = actor_of(request)
    rows = queries.rows_of(decision, actor)
    may = allowed(actor, decision, "correct", "notify")
    can_tell = decision.kind in {Decision.Kind.RESULT, Decision.Kind.CORRECTION}
    context = {
        "decision": decision,
        "rows": rows,
        "corrections": decision.corrections.all(),
        "untold": queries.untold(decision).count() if may["notify"] and can_tell else 0,
        "can_correct": may["correct"] and any(row.verdict in MENDED for row in rows),
        "breadcrumb": trail(),
    }
    return render(request, "rating/decisions/decision.html", context)


@on_row(Decision)
def decision_pdf(request: HttpRequest, decision: Decision) -> HttpResponse:
    """The list of a decision, of the rows one may see."""
    rows = queries.rows_of(decision, actor_of(request))
    return pdf_response(papers.decision_paper(decision, rows), f"quyet-dinh-{decision.pk}.pdf")


@on_row(Decision)
def decision_paper(request: HttpRequest, decision: Decision) -> HttpResponse:  # noqa: ARG001  # a view takes it
    """The signed paper as it came."""
    return paper_answer(decision.paper, str(decision))


@on_row(Decision, "notify")
def notices(request: HttpRequest, decision: Decision) -> HttpResponse:
    """One act makes the written notices of all rows that have none."""
    form = NoticesForm(request.POST or None)
    if form.is_valid():
        with refusing(form):
            made = notify_results(
                decision=decision, **form.cleaned_data, by=actor_of(request), at=timezone.now()
            )
            messages.success(
                request, _("Đã lập %(count)s thông báo và báo cho xã, chủ thể.") % {"count": len(made)}
            )
            return redirect("rating:decision", pk=decision.pk)
    rows = queries.untold(decision).select_related("product__party__place")
    context = {"form": form, "decision": decision, "rows": rows, "breadcrumb": trail(decision)}
    return render(request, "rating/decisions/notices.html", context, status=status_of(form))


@on_row(ResultNotice)
def notice_pdf(request: HttpRequest, notice: ResultNotice) -> HttpResponse:  # noqa: ARG001  # a view takes it
    return pdf_response(papers.notice_paper(notice), f"thong-bao-{notice.pk}.pdf")


@on_row(Decision, "correct")
def correct(request: HttpRequest, decision: Decision) -> HttpResponse:
    """A correction that stands beside the decision."""
    rows = decision.rows.filter(verdict__in=MENDED, corrected_by=None)
    rows = rows.select_related("product__party__place", "decision", "result", "granted")
    form = CorrectionForm(request.POST or None, request.FILES or None, rows=rows)
    if form.is_valid():
        with refusing(form):
            made = correct_rows(decision=decision, mendings=form.mendings(), **signed(request, form))
            messages.success(request, _("Đã ghi quyết định đính chính. Dòng sai vẫn giữ trong lịch sử."))
            return redirect("rating:decision", pk=made.pk)
    context = {"form": form, "decision": decision, "breadcrumb": trail(decision)}
    return render(request, "rating/decisions/correct.html", context, status=status_of(form))


def trail(decision: Decision | None = None) -> list[dict[str, Any]]:
    steps = [{"label": _("Quyết định"), "url": reverse("rating:decisions")}]
    if decision is None:
        return steps
    return [*steps, {"label": str(decision), "url": reverse("rating:decision", args=[decision.pk])}]
