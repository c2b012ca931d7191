"""Label runs: the list, a new run, its files; and the single code of a batch."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tables2 import RequestConfig

from namsao.apps.labels import actions, codes, printing, queries
from namsao.apps.labels.filters import RunFilter
from namsao.apps.labels.forms import IssueForm
from namsao.apps.labels.models import LabelRun
from namsao.apps.labels.tables import RunTable
from namsao.apps.products.models import Batch
from namsao.base.access.gate import actor_of, on_row, on_rows
from namsao.base.access.policy import allowed
from namsao.base.ui.display import number
from namsao.base.ui.forms import refusing

PIXELS_A_MODULE = 20  # 900 to 1,200 pixels across: sharp at 7 cm on any printer


@on_rows(LabelRun)
def runs(request: HttpRequest, rows: QuerySet[LabelRun]) -> HttpResponse:
    """Runs, newest first, under the batches that wait for labels."""
    found = RunFilter(request.GET, queryset=rows.select_related("batch__product__party"))
    table = RunTable(found.qs)
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    waiting = queries.waiting(actor_of(request))
    tasks = [
        {"label": each["label"], "url": reverse(each["url_name"], args=[each["pk"]]), "note": each["hint"]}
        for each in waiting
    ]
    return render(request, "labels/runs.html", {"table": table, "filters": found.form, "tasks": tasks})


@on_row(Batch, "print_labels")
def new(request: HttpRequest, batch: Batch) -> HttpResponse:
    """How many labels on which paper, with a specimen of each."""
    form = IssueForm(request.POST if request.method == "POST" else None, batch=batch)
    if form.is_valid():
        with refusing(form):
            run = actions.issue(batch=batch, **form.cleaned_data, by=actor_of(request), at=timezone.now())
            said = {"count": number(run.count), "lot": batch.lot}
            messages.success(
                request, _("Đã cấp %(count)s mã cho lô %(lot)s. Bây giờ tải tờ tem về và in.") % said
            )
            return redirect("labels:run", pk=run.pk)
    today = timezone.localdate()
    context = {
        "batch": batch,
        "form": form,
        "is_expired": batch.expires_on < today,
        "specimens": printing.specimens(batch, today),
        "breadcrumb": _trail(batch),
    }
    return render(request, "labels/new.html", context, status=422 if form.is_bound else 200)


@on_row(LabelRun)
def run(request: HttpRequest, run: LabelRun) -> HttpResponse:
    """One run: print it, or hand its codes to a printing house."""
    may = allowed(actor_of(request), run, "print") | allowed(actor_of(request), run.batch, "print_labels")
    context = {
        "run": run,
        "batch": run.batch,
        "issuer": queries.issuers([run]).get(run.pk, ""),
        "picture": printing.first_label(run, timezone.localdate()) if may["print"] else "",
        "may": may,
        "breadcrumb": [{"label": _("Tem"), "url": reverse("labels:runs")}],
    }
    return render(request, "labels/run.html", context)


@on_row(LabelRun, "print")
def sheet(request: HttpRequest, run: LabelRun) -> HttpResponse:  # noqa: ARG001  # a view takes a request
    return _file(printing.pdf(run, timezone.localdate()), "application/pdf", printing.file_name(run, "pdf"))


@on_row(LabelRun, "print")
def codes_list(request: HttpRequest, run: LabelRun) -> HttpResponse:  # noqa: ARG001  # a view takes a request
    return printing.codes_csv(run)


@on_row(Batch)
def code_svg(request: HttpRequest, batch: Batch) -> HttpResponse:  # noqa: ARG001  # a view takes a request
    """The one code of the batch, for packaging print."""
    return _file(codes.svg(queries.address(batch)), "image/svg+xml", printing.code_file_name(batch, "svg"))


@on_row(Batch)
def code_png(request: HttpRequest, batch: Batch) -> HttpResponse:  # noqa: ARG001  # a view takes a request
    picture = codes.png(queries.address(batch), PIXELS_A_MODULE)
    return _file(picture, "image/png", printing.code_file_name(batch, "png"))


def _file(content: bytes | str, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=kind, headers=headers)


def _trail(batch: Batch) -> list[dict[str, str]]:
    lot = _("Lô %(lot)s") % {"lot": batch.lot}
    return [
        {"label": _("Tem"), "url": reverse("labels:runs")},
        {"label": lot, "url": reverse("products:batch", args=[batch.pk])},
    ]
