"""The trace page, and what is taken away from it: report, EPCIS, rows for a spreadsheet."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from namsao.apps.traceability import trace_files
from namsao.apps.traceability.forms.trace import TraceForm
from namsao.apps.traceability.models import Event
from namsao.apps.traceability.picture import draw
from namsao.apps.traceability.queries.asked import Asked, asked
from namsao.apps.traceability.queries.box import Story
from namsao.apps.traceability.queries.judgement import judge
from namsao.apps.traceability.queries.story import story
from namsao.apps.traceability.queries.transcript import told_events, transcript
from namsao.base.access.gate import actor_of, on_rows
from namsao.base.files.serving import pdf_response
from namsao.base.files.spreadsheet import csv_response
from namsao.core.epcis.faults import Malformed

MOST_ROWS, MOST_EVENTS = 200, 100
PRIVATE = {"Cache-Control": "private, no-store"}


@on_rows(Event)
def of(request: HttpRequest, rows: QuerySet[Event]) -> HttpResponse:  # noqa: ARG001  # `story` asks the policy
    """Everything that hangs together with a code: picture, findings, balance, things, events."""
    form = TraceForm(request.GET if "code" in request.GET else None)
    named, told = _told(request, form)
    context = {
        "form": form,
        "orders": named.orders if len(named.orders) > 1 else (),
        "story": told,
        "is_unknown": form.is_bound and form.is_valid() and told is None,
        "breadcrumb": [{"label": _("Truy xuất"), "url": reverse("traceability:events")}],
    }
    if told:
        context |= _shown(told, request)
    return render(request, "traceability/trace.html", context)


@on_rows(Event)
def report(request: HttpRequest, rows: QuerySet[Event]) -> HttpResponse:  # noqa: ARG001  # as above
    """What an inspector takes along."""
    told, actor, at = _there(request), actor_of(request), timezone.now()
    content = trace_files.report(told, judge(told, actor), request.GET["code"], by=actor, at=at)
    return pdf_response(content, "truy-xuat.pdf")


@on_rows(Event)
def events_json(request: HttpRequest, rows: QuerySet[Event]) -> HttpResponse:  # noqa: ARG001  # as above
    told = _there(request)
    content = trace_files.epcis_json(
        transcript(told, actor_of(request)), at=timezone.now(), is_illustrative=told.is_illustrative
    )
    return _attached(content, "application/ld+json", "epcis.jsonld")


@on_rows(Event)
def events_xml(request: HttpRequest, rows: QuerySet[Event]) -> HttpResponse:  # noqa: ARG001  # as above
    """XML cannot say everything that JSON can: then back to the page, where the other is offered."""
    rows_told = transcript(_there(request), actor_of(request))
    try:
        content = trace_files.epcis_xml(rows_told, at=timezone.now())
    except Malformed:
        messages.error(request, _("Có việc không viết được bằng XML. Hãy tải tệp EPCIS JSON-LD."))
        return redirect(f"{reverse('traceability:of')}?{request.GET.urlencode()}")
    return _attached(content, "application/xml", "epcis.xml")


@on_rows(Event)
def things(request: HttpRequest, rows: QuerySet[Event]) -> HttpResponse:  # noqa: ARG001  # as above
    return csv_response("truy-xuat.csv", *trace_files.table(_there(request)))


def _told(request: HttpRequest, form: TraceForm) -> tuple[Asked, Story | None]:
    if not form.is_valid():
        return Asked(), None
    actor = actor_of(request)
    named = asked(actor, form.cleaned_data["code"])
    return named, story(actor, named.uri, **form.asked()) if named.uri else None


def _there(request: HttpRequest) -> Story:
    """The story the address asks for. Raises: Http404 where the page would say that there is none."""
    told = _told(request, TraceForm(request.GET))[1]
    if told is None:
        raise Http404
    return told


def _shown(told: Story, request: HttpRequest) -> dict[str, Any]:
    boxes = trace_files.in_order(told)
    return {
        "picture": draw(told),
        "judged": judge(told, actor_of(request)),
        "boxes": boxes[:MOST_ROWS],
        "boxes_left": len(boxes[MOST_ROWS:]),
        "events": told_events(told, MOST_EVENTS),
        "events_left": len(told.happenings[:-MOST_EVENTS]),
        "query": request.GET.urlencode(),
    }


def _attached(content: str | bytes, media_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', **PRIVATE}
    return HttpResponse(content, content_type=media_type, headers=headers)
