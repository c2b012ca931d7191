"""Scans and reports in the workbench, and the public report form."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tables2 import RequestConfig

from namsao.apps.products.models import Product
from namsao.apps.scans import actions, queries
from namsao.apps.scans.forms import CloseForm, InspectForm, ReportForm
from namsao.apps.scans.models import ProblemReport
from namsao.apps.scans.tables import ReportTable
from namsao.base.access.gate import actor_of, on_row, on_rows, public
from namsao.base.access.policy import may
from namsao.base.ui.display import day
from namsao.base.ui.forms import refusing, status_of


@on_rows(Product)
def scans(request: HttpRequest, products: QuerySet[Product]) -> HttpResponse:
    """Scans of the last 14 days: by day, by language, by answer, newest first."""
    now = timezone.now()
    found = queries.scans_of(products, now - queries.WINDOW)
    context = {
        "total": found.count(),
        "days": [(day(each), n) for each, n in queries.by_day(found)],
        "languages": queries.by_field(found, "language"),
        "outcomes": queries.by_field(found, "outcome"),
        "newest": found[:10],
        "now": now,
    }
    return render(request, "scans/scans.html", context)


@on_rows(ProblemReport)
def reports(request: HttpRequest, found: QuerySet[ProblemReport]) -> HttpResponse:
    table = ReportTable(found.select_related("product"))
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    return render(request, "scans/reports.html", {"table": table})


@on_row(ProblemReport)
def report(request: HttpRequest, found: ProblemReport) -> HttpResponse:
    """One report; who may close it finds the form below."""
    actor = actor_of(request)
    closing = may(actor, "close", found) and not found.closed_at
    context = {
        "report": found,
        "form": CloseForm() if closing else None,
        "may_inspect": may(actor, "inspect", found) and queries.may_be_inspected(found),
    }
    return render(request, "scans/report.html", context)


@on_row(ProblemReport, "close")
def close(request: HttpRequest, found: ProblemReport) -> HttpResponse:
    form = CloseForm(request.POST)
    if not form.is_valid():
        return render(request, "scans/report.html", {"report": found, "form": form}, status=422)
    actions.close_report(
        report=found, answer=form.cleaned_data["answer"], by=actor_of(request), at=timezone.now()
    )
    messages.success(request, _("Đã ghi cách xử lý."))
    return redirect("scans:reports")


@on_row(ProblemReport, "inspect")
def inspect(request: HttpRequest, found: ProblemReport) -> HttpResponse:
    """Open an inspection because of the report; nothing about who reported goes with it."""
    start = {
        "planned_on": timezone.localdate(),
        "complaint": f"{found.get_kind_display()} ({day(found.at)})",
    }
    form = InspectForm(request.POST or None, initial=start)
    if form.is_valid():
        with refusing(form):
            made = actions.open_inspection(
                report=found, **form.cleaned_data, by=actor_of(request), at=timezone.now()
            )
            messages.success(request, _("Đã lập đợt kiểm tra theo phản ánh."))
            return redirect("rating:inspection", pk=made.pk)
    context = {"report": found, "form": form}
    return render(request, "scans/inspect.html", context, status=status_of(form))


@public
def report_new(request: HttpRequest) -> HttpResponse:
    """The form behind "report a problem" on every public page."""
    form = ReportForm(request.POST or None, initial={"code": request.GET.get("code", "")})
    if request.method == "POST" and form.is_valid():
        actions.report_problem(**form.cleaned_data, by=actor_of(request), at=timezone.now())
        return render(request, "scans/report_thanks.html")
    status = 422 if form.is_bound else 200
    return render(
        request, "scans/report_new.html", {"form": form, "code": form["code"].value()}, status=status
    )
