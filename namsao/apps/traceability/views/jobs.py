"""Capture jobs for people: what was handed in, and what came of it."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django_tables2 import RequestConfig

from namsao.apps.traceability.models import CaptureJob
from namsao.apps.traceability.tables.imports import JobTable, job_state_of
from namsao.base.access.gate import on_row, on_rows

PAGE, MOST_ERRORS = 25, 200


@on_rows(CaptureJob)
def jobs(request: HttpRequest, found: QuerySet[CaptureJob]) -> HttpResponse:
    table = JobTable(found.select_related("owner").defer("errors"))
    RequestConfig(request, paginate={"per_page": PAGE}).configure(table)
    trail = [{"label": _("Truy xuất"), "url": reverse("traceability:events")}]
    return render(request, "traceability/jobs.html", {"table": table, "breadcrumb": trail})


@on_row(CaptureJob)
def job(request: HttpRequest, found: CaptureJob) -> HttpResponse:
    context = {
        "job": found,
        "state": job_state_of(found),
        "errors": found.errors[:MOST_ERRORS],
        "errors_left": len(found.errors[MOST_ERRORS:]),
        "files": found.imports.all(),
        "breadcrumb": [
            {"label": _("Truy xuất"), "url": reverse("traceability:events")},
            {"label": _("Lần nhận sự kiện"), "url": reverse("traceability:jobs")},
        ],
    }
    return render(request, "traceability/job.html", context)
