"""The agency submits: choose, print a draft, write down the signed paper."""

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
from namsao.apps.rating.actions.submission import submit as submit_results
from namsao.apps.rating.forms.decisions import SubmitForm
from namsao.apps.rating.models import Dossier, Submission
from namsao.apps.rating.queries import decisions as queries
from namsao.apps.rating.tables.decisions import SubmissionTable
from namsao.apps.rating.views.decisions_paper import keep, paper_answer, pdf
from namsao.base.access.gate import actor_of, on_row, on_rows
from namsao.base.access.policy import allowed
from namsao.base.files.serving import document_response
from namsao.base.ui.forms import refusing


@on_rows(Dossier, "submit")
def submit(request: HttpRequest, found: QuerySet[Dossier]) -> HttpResponse:  # noqa: ARG001  # `ready` asks the same
    """What the council proposed and nobody has submitted; ?round= narrows it."""
    ready = _ready(request)
    form = SubmitForm(request.POST or None, request.FILES or None, ready=ready)
    if form.is_valid():
        with refusing(form):
            submission = _submit(request, form)
            messages.success(request, _("Đã ghi tờ trình. Việc tiếp theo: lãnh đạo UBND tỉnh quyết định."))
            return redirect("rating:submission", pk=submission.pk)
    lines = [(each, queries.newest_result(each)) for each in ready]
    rounds = {each.round_id: each.round for each in queries.ready(actor_of(request)) if each.round}
    context = {
        "form": form,
        "lines": lines,
        "rounds": list(rounds.values()),
        "chosen": _chosen(form, ready),
        "round": request.GET.get("round", ""),
        "breadcrumb": trail(),
    }
    return render(request, "rating/decisions/submit.html", context, status=422 if form.errors else 200)


@on_rows(Dossier, "submit")
@require_POST
def draft(request: HttpRequest, found: QuerySet[Dossier]) -> HttpResponse:  # noqa: ARG001  # as above
    """The submission as a draft to print and sign; nothing is written down."""
    chosen = [each for each in _ready(request) if str(each.pk) in request.POST.getlist("dossiers")]
    if not chosen:
        messages.warning(request, _("Hãy chọn ít nhất một sản phẩm để in dự thảo."))
        return redirect("rating:submit")
    return pdf(papers.submission_draft(chosen, timezone.now()), "du-thao-to-trinh.pdf")


@on_rows(Submission)
def submissions(request: HttpRequest, found: QuerySet[Submission]) -> HttpResponse:
    """Submissions, newest first, and how many products of each wait for a decision."""
    table = SubmissionTable(queries.submissions(found))
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    context = {"table": table, "is_empty": not table.page.paginator.count}
    return render(request, "rating/decisions/submissions.html", context)


@on_row(Submission)
def submission(request: HttpRequest, submission: Submission) -> HttpResponse:
    """One submission: its products, what was decided about each."""
    context = {
        "submission": submission,
        "rows": submission.rows.select_related("result", "dossier__product__party__place"),
        "waiting": len(queries.undecided(submission)),
        "may": allowed(actor_of(request), submission, "decide"),
        "breadcrumb": trail(),
    }
    return render(request, "rating/decisions/submission.html", context)


@on_row(Submission)
def submission_pdf(request: HttpRequest, submission: Submission) -> HttpResponse:  # noqa: ARG001  # a view takes it
    return pdf(papers.submission_paper(submission), f"to-trinh-{submission.pk}.pdf")


@on_row(Submission)
def submission_paper(request: HttpRequest, submission: Submission) -> HttpResponse:  # noqa: ARG001  # a view takes it
    """The signed paper as it came."""
    return paper_answer(submission.paper, str(submission), document_response)


def trail() -> list[dict[str, Any]]:
    return [{"label": _("Tờ trình"), "url": reverse("rating:submissions")}]


def _ready(request: HttpRequest) -> QuerySet[Dossier]:
    ready = queries.ready(actor_of(request))
    asked = request.GET.get("round", "")
    return ready.filter(round=int(asked)) if asked.isdecimal() else ready


def _chosen(form: SubmitForm, ready: QuerySet[Dossier]) -> set[int]:
    """Ticked at first: everything; after a mistake: what was ticked."""
    if form.is_bound:
        return {int(each) for each in form.data.getlist("dossiers") if each.isdecimal()}
    return {each.pk for each in ready}


def _submit(request: HttpRequest, form: SubmitForm) -> Submission:
    by, at = actor_of(request), timezone.now()
    dossiers = list(form.cleaned_data["dossiers"])
    return submit_results(
        place=dossiers[0].place.parent,
        dossiers=dossiers,
        number=form.cleaned_data["number"],
        on=form.cleaned_data["on"],
        paper=keep(form, by, at),
        by=by,
        at=at,
    )
