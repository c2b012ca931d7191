"""Files into the repository: the list, bringing one, its dry run, the word to write it."""

import csv
import io
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from namsao.apps.traceability.actions import imports as actions
from namsao.apps.traceability.forms.imports import BringForm, ColumnsForm, ConfirmForm, content_of
from namsao.apps.traceability.imports.columns import FACTS
from namsao.apps.traceability.imports.dry_run import FAULTY
from namsao.apps.traceability.models import Event, Import
from namsao.apps.traceability.tables.imports import ImportTable, RowTable, state_of
from namsao.base.access.gate import actor_of, on_row, on_rows, signed_in
from namsao.base.access.policy import allowed, rows
from namsao.base.files.spreadsheet import BYTE_ORDER_MARK
from namsao.base.parties.models import Party
from namsao.base.ui.display import language
from namsao.base.ui.forms import refusing, status_of

PAGE, ROWS_PAGE, REFRESH_S = 25, 50, 2
State = Import.State


@on_rows(Import)
def imports(request: HttpRequest, found: QuerySet[Import]) -> HttpResponse:
    table = ImportTable(found.select_related("owner").defer("report", "columns"))
    RequestConfig(request, paginate={"per_page": PAGE}).configure(table)
    context = {
        "table": table,
        "may_bring": rows(actor_of(request), "import_events", Party).exists(),
        "breadcrumb": [_trace()],
    }
    return render(request, "traceability/imports.html", context)


@on_rows(Party, "import_events")
def new(request: HttpRequest, parties: QuerySet[Party]) -> HttpResponse:
    form = BringForm(
        request.POST or None,
        request.FILES or None,
        parties=parties,
        initial={"owner": request.GET.get("owner"), "kind": request.GET.get("kind", Import.Kind.EPCIS)},
    )
    if form.is_valid():
        with refusing(form):
            upload = form.cleaned_data["file"]
            found = actions.bring(
                owner=form.cleaned_data["owner"],
                kind=form.cleaned_data["kind"],
                name=upload.name,
                content=content_of(upload, actions.MOST_BYTES),
                by=request.user,
                at=timezone.now(),
            )
            return redirect("traceability:import", pk=found.pk)
    context = {
        "form": form,
        "tables": [kind for kind in Import.Kind.choices if kind[0] in FACTS],
        "may_bring": form.is_bound or parties.exists(),
        "breadcrumb": [_trace(), _list()],
    }
    return render(request, "traceability/import_new.html", context, status=status_of(form))


@signed_in
def sample(request: HttpRequest, kind: str) -> HttpResponse:  # noqa: ARG001  # a view takes a request
    """An empty table of the kind with one row to show how it is filled in; made-up codes."""
    if kind not in FACTS:
        raise Http404
    page = io.StringIO()
    page.write(BYTE_ORDER_MARK)
    writer = csv.writer(page)
    writer.writerow(fact.titles[0] if language() == "vi" else str(fact.label) for fact in FACTS[kind])
    writer.writerow(fact.sample for fact in FACTS[kind])
    headers = {"Content-Disposition": f'attachment; filename="mau-{kind}.csv"'}
    return HttpResponse(page.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


@on_row(Import)
def import_(request: HttpRequest, found: Import) -> HttpResponse:
    """What a file would do, or has done; draws itself again while the worker is at it."""
    return _page(request, found)


@on_row(Import, "work")
@require_POST
def columns(request: HttpRequest, found: Import) -> HttpResponse:
    if found.kind == Import.Kind.EPCIS:
        return redirect("traceability:import", pk=found.pk)  # a document has no columns to choose
    form = ColumnsForm(request.POST, found=found)
    if form.is_valid():
        with refusing(form):
            chosen = {"columns": form.columns, "unit": form.cleaned_data["unit"]}
            actions.choose_columns(found=found, **chosen, by=actor_of(request), at=timezone.now())
            return redirect("traceability:import", pk=found.pk)
    return _page(request, found, columns_form=form)


@on_row(Import, "work")
@require_POST
def confirm(request: HttpRequest, found: Import) -> HttpResponse:
    form = ConfirmForm(request.POST, found=found)
    if form.is_valid():
        with refusing(form):
            actions.confirm(
                found=found,
                skip_clashes=form.cleaned_data.get("skip_clashes", False),
                by=actor_of(request),
                at=timezone.now(),
            )
            return redirect("traceability:import", pk=found.pk)
    return _page(request, found, confirm_form=form)


@on_row(Import, "work")
@require_POST
def drop(request: HttpRequest, found: Import) -> HttpResponse:
    form = ConfirmForm(request.POST, found=found)
    with refusing(form):
        actions.drop(found=found, by=actor_of(request), at=timezone.now())
        messages.success(request, _("Đã bỏ tệp %(name)s. Không có gì được ghi.") % {"name": found.name})
        return redirect("traceability:imports")
    return _page(request, found, confirm_form=form)


def _page(request: HttpRequest, found: Import, **forms: Any) -> HttpResponse:
    """forms: those that were refused."""
    may = allowed(actor_of(request), found, "work")
    report = found.report
    is_open = may["work"] and found.state in {State.COLUMNS, State.CHECKED}
    context = {
        "found": found,
        "report": report,
        "state": state_of(found),
        "types": [(Event.Type(each).label, count) for each, count in report.get("types", {}).items()],
        "faults": [_fault(each) for each in report.get("faults", ())],
        "rows": _rows(request, report),
        "earlier": _earlier(request, found),
        "new_events": found.total - report.get("known", 0) - report.get("clashing", 0),
        "jobs": found.jobs.order_by("pk")
        if found.state in {State.WRITING, State.DONE, State.REFUSED}
        else (),
        "may": may,
        "columns_form": ColumnsForm(found=found) if is_open and found.is_table else None,
        "confirm_form": ConfirmForm(found=found) if is_open and found.state == State.CHECKED else None,
        "breadcrumb": [_trace(), _list()],
    } | forms
    refused = next((form for form in forms.values() if form.errors), None)
    response = render(request, "traceability/import.html", context, status=422 if refused else 200)
    if found.is_moving and not forms:
        response["Refresh"] = str(REFRESH_S)
    return response


def _rows(request: HttpRequest, report: dict[str, Any]) -> RowTable | None:
    """Row by row, those at fault first unless asked otherwise."""
    if "rows" not in report:
        return None
    ordered = sorted(report["rows"], key=lambda row: row["state"] != FAULTY)
    table = RowTable(ordered)
    RequestConfig(request, paginate={"per_page": ROWS_PAGE, "paginator_class": Paginator}).configure(table)
    return table


def _earlier(request: HttpRequest, found: Import) -> Import | None:
    """The time the same file was written before."""
    seen = rows(actor_of(request), "see", Import)
    same = seen.filter(owner=found.owner_id, sha256=found.sha256, kind=found.kind, state=State.DONE)
    return same.exclude(pk=found.pk).filter(pk__lt=found.pk).order_by("-pk").first()


def _fault(each: dict[str, Any]) -> dict[str, Any]:
    return each | {"said": each["what"] if language() == "vi" else each["what_en"]}


def _trace() -> dict[str, str]:
    return {"label": _("Truy xuất"), "url": reverse("traceability:events")}


def _list() -> dict[str, str]:
    return {"label": _("Nhập tệp"), "url": reverse("traceability:imports")}
