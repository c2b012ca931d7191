"""Recalls in the workbench: the list, a new one, one case with its scope and how far it is."""

from collections.abc import Mapping

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tables2 import RequestConfig

from namsao.apps.traceability import actions
from namsao.apps.traceability.filters import RecallFilter
from namsao.apps.traceability.forms.recall import OpenForm
from namsao.apps.traceability.models import Event, EventQuerySet, Recall, RecallStock
from namsao.apps.traceability.queries import about
from namsao.apps.traceability.queries import recall as queries
from namsao.apps.traceability.queries.naming import Name, names_of
from namsao.apps.traceability.recall_page import crumb, page_of
from namsao.apps.traceability.recall_papers import recall_paper
from namsao.apps.traceability.tables.recall import RecallTable
from namsao.base.access.gate import actor_of, on_row, on_rows
from namsao.base.access.policy import rows
from namsao.base.files.serving import pdf_response
from namsao.base.files.spreadsheet import csv_response
from namsao.base.ui.display import number
from namsao.base.ui.forms import refusing, status_of
from namsao.core.actor import Actor
from namsao.core.epcis.canonical import parts_of
from namsao.core.gs1 import link

PAGE = 25


@on_rows(Recall)
def recalls(request: HttpRequest, found: QuerySet[Recall]) -> HttpResponse:
    filtered = RecallFilter(request.GET, queryset=queries.listed(found))
    shown = filtered.qs if filtered.is_valid() else found.none()
    table = RecallTable(shown)
    RequestConfig(request, paginate={"per_page": PAGE}).configure(table)
    table.names = names_of([row.record.root for row in table.page])
    context = {
        "table": table,
        "filters": filtered.form,
        "is_empty": not table.page.paginator.count,
        "may_open": rows(actor_of(request), "open_recall", Event).exists(),
    }
    return render(request, "traceability/recalls.html", context)


@on_rows(Event, "open_recall")
def new(request: HttpRequest, events: EventQuerySet) -> HttpResponse:
    """Open one from a code; ?code= fills it in, ?after= names the recall that is taken up again."""
    actor = actor_of(request)
    first = _taken_up(request, actor)
    start = {"code": request.GET.get("code", first.root if first else ""), "is_mock": "mock" in request.GET}
    form = OpenForm(request.POST or None, initial=start)
    if form.is_valid():
        with refusing(form):
            made = _open(form, events, first, actor)
            if made:
                messages.success(request, _("Đã lập phạm vi. Hãy rà từng dòng trước khi phát lệnh."))
                return redirect("traceability:recall", pk=made.pk)
    context = {
        "form": form,
        "first": first,
        "breadcrumb": [crumb()],
        "may_open": form.is_bound or events.exists(),
    }
    return render(request, "traceability/recall_new.html", context, status=status_of(form))


@on_row(Recall)
def recall(request: HttpRequest, case: Recall) -> HttpResponse:
    """One case: its state and next act, the scope, who has how much, what came back."""
    actor = actor_of(request)
    return render(request, "traceability/recall.html", page_of(case, actor))


@on_row(Recall, "see_whole")
def report(request: HttpRequest, case: Recall) -> HttpResponse:
    """The report as it stands, with what the asker may see of the holders."""
    stocks = rows(actor_of(request), "see", queries.stocks_of(case))
    return pdf_response(recall_paper(case, stocks, timezone.now()), f"{case.code.lower()}.pdf")


@on_row(Recall)
def holders_csv(request: HttpRequest, case: Recall) -> HttpResponse:
    """Who has or had what, for a spreadsheet."""
    head = [
        _("Mã hàng"),
        _("Tên hàng"),
        _("Nơi giữ"),
        _("Xã, phường"),
        _("Điện thoại"),
        _("Đã có"),
        _("Còn giữ"),
        _("Đã bán"),
        _("Đơn vị"),
        _("Dữ liệu minh hoạ"),
    ]
    stocks = list(rows(actor_of(request), "see", queries.stocks_of(case)))
    names = queries.names_in(each.line for each in stocks)
    cells = ([*_cells(each, names), _("có") if case.is_illustrative else ""] for each in stocks)
    return csv_response(f"{case.code.lower()}-holders.csv", head, cells)


def _open(form: OpenForm, events: EventQuerySet, first: Recall | None, actor: Actor) -> Recall | None:
    """The recall; None with a word on the form when no event about the code is one of theirs to recall."""
    code = form.cleaned_data["code"]
    maker = about(events, code).order_by("event_time", "pk").select_related("owner").first()
    if maker is None:
        form.add_error("code", _("Không có việc nào ghi về mã này mà bạn được mở triệu hồi."))
        return None
    root = parts_of(link.canonical(code)).uri
    said = {"reason": form.cleaned_data["reason"], "is_mock": form.cleaned_data["is_mock"]}
    return actions.open_recall(
        root=root, party=maker.owner, follows=first, **said, by=actor, at=timezone.now()
    )


def _taken_up(request: HttpRequest, actor: Actor) -> Recall | None:
    """The recall that is over and is taken up again."""
    key = request.GET.get("after", "")
    return rows(actor, "launch", Recall).filter(pk=key).first() if key.isdigit() else None


def _cells(stock: RecallStock, names: Mapping[str, Name]) -> list[str]:
    name = names.get(stock.line.epc.uri)
    return [
        stock.line.label,
        name.text if name else "",
        stock.party.name,
        stock.party.place.title,
        stock.party.shown_phone,
        number(stock.had),
        number(stock.has),
        number(stock.sold),
        stock.unit,
    ]
