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
from namsao.apps.rating.flow import State
from namsao.apps.rating.forms.decisions import SubmitForm
from namsao.apps.rating.models import Dossier, Submission
from namsao.apps.rating.queries import decisions as queries
from namsao.apps.rating.tables.decisions import SubmissionTable
from namsao.apps.rating.views.papers import keep, paper_answer
from namsao.base.access.gate import actor_of, on_row, on_rows
from namsao.base.access.policy import allowed
from namsao.base.files.serving import pdf_response
from namsao.base.ui.forms import refusing, status_of


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
        "chosen": _chosen(request, form, ready),
        "round": request.GET.get("round", ""),
        "breadcrumb": trail(),
    }
    return render(request, "rating/decisions/submit.html", context, status=status_of(form))


@on_rows(Dossier, "submit")
@require_POST
def draft(request: HttpRequest, found: QuerySet[Dossier]) -> HttpResponse:  # noqa: ARG001  # as above
    """The submission as a draft to print and sign; nothing is written down."""
    chosen = [each for each in _ready(request) if str(each.pk) in request.POST.getlist("dossiers")]
    if not chosen:
        messages.warning(request, _("Hãy chọn ít nhất một sản phẩm để in dự thảo."))
        return redirect("rating:submit")
    return pdf_response(papers.submission_draft(chosen, timezone.now()), "du-thao-to-trinh.pdf")


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
    return pdf_response(papers.submission_paper(submission), f"to-trinh-{submission.pk}.pdf")


@on_row(Submission)
def submission_paper(request: HttpRequest, submission: Submission) -> HttpResponse:  # noqa: ARG001  # a view takes it
    """The signed paper as it came."""
    return paper_answer(submission.paper, str(submission))


def trail() -> list[dict[str, Any]]:
    return [{"label": _("Tờ trình"), "url": reverse("rating:submissions")}]


def _ready(request: HttpRequest) -> QuerySet[Dossier]:
    ready = queries.ready(actor_of(request))
    asked = request.GET.get("round", "")
    return ready.filter(round=int(asked)) if asked.isdecimal() else ready


def _chosen(request: HttpRequest, form: SubmitForm, ready: QuerySet[Dossier]) -> set[int]:
    """Ticked at first: what councils proposed in the round one asked for; after a mistake: what was ticked.

    Nothing goes to the chairman unasked, and a result of the ministry may also be done again (art. 7.4g).
    """
    if form.is_bound:
        return {int(each) for each in form.data.getlist("dossiers") if each.isdecimal()}
    asked = request.GET.get("round")
    return {each.pk for each in ready if asked and each.state == State.SCORED}


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
