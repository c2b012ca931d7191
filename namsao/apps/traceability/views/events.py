"""The ledger on screen: events, one event, its document."""

import json
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tables2 import RequestConfig

from namsao.apps.traceability import queries
from namsao.apps.traceability.filters import EventFilter
from namsao.apps.traceability.models import Event
from namsao.apps.traceability.tables import EventTable
from namsao.base.access.gate import actor_of, on_row, on_rows
from namsao.base.access.policy import rows as rows_of
from namsao.base.ui.display import day
from namsao.core.epcis.events import document as epcis_document

JSON_LD = "application/ld+json"
# Attributes of CBV 2.0 that we write; others keep their name.
LIFELONG = {
    "cbvmda:lotNumber": gettext_lazy("Số lô"),
    "cbvmda:harvestStartDate": gettext_lazy("Thu hoạch từ ngày"),
    "cbvmda:harvestEndDate": gettext_lazy("Thu hoạch đến ngày"),
    "cbvmda:productionDate": gettext_lazy("Ngày sản xuất"),
    "cbvmda:itemExpirationDate": gettext_lazy("Hạn dùng"),
}


@on_rows(Event)
def events(request: HttpRequest, rows: QuerySet[Event]) -> HttpResponse:
    found = EventFilter(request.GET, queryset=rows)
    shown = found.qs if found.is_valid() else rows.none()
    table = EventTable(shown.with_mentions())
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    return render(request, "traceability/events.html", {"table": table, "filters": found.form})


@on_row(Event)
def event(request: HttpRequest, event: Event) -> HttpResponse:
    event = queries.whole(event)
    past = queries.history(*(thing.uri for thing in event.things))
    ids = [each.pk for each in past]
    visible = set(rows_of(actor_of(request), "see", Event).filter(pk__in=ids).values_list("pk", flat=True))
    original, *declarations = queries.same(event)
    context = {
        "event": event,
        "original": original,
        "declaration": declarations[0] if declarations else None,
        "mentions": event.mentions.all(),
        "ilmd": _lifelong(event),
        "timeline": [_told(each, event) for each in past if each.pk in visible],
        "unseen": len(past) - len(visible),
        "json": json.dumps(event.document(), ensure_ascii=False, indent=2),
        "breadcrumb": [{"label": _("Truy xuất"), "url": reverse("traceability:events")}],
    }
    return render(request, "traceability/event.html", context)


@on_row(Event)
def document(request: HttpRequest, event: Event) -> HttpResponse:  # noqa: ARG001  # a view takes a request
    bare = {name: value for name, value in event.document().items() if name != "@context"}
    whole = epcis_document([bare], timezone.now())
    if event.is_illustrative:
        whole["rdfs:comment"] = _("Dữ liệu minh hoạ")  # a prefix of the EPCIS context itself
    answer = HttpResponse(json.dumps(whole, ensure_ascii=False, indent=2), content_type=JSON_LD)
    answer["Content-Disposition"] = f'attachment; filename="epcis-{event.pk}.jsonld"'
    return answer


def _told(each: Event, here: Event) -> dict[str, Any]:
    """One event as a row of the timeline; the one on the page itself is no link."""
    things = "; ".join(f"{thing.label} {thing.amount}".strip() for thing in each.things)
    return {
        "what": capfirst(each.step_text),
        "when": each.event_time,
        "where": things,
        "note": " · ".join([str(each.owner), *([_("Đã khai báo ghi nhầm")] if each.mistaken_at else [])]),
        "kind": "warn" if each.mistaken_at else "",
        "url": None if each.event_id == here.event_id else reverse("traceability:event", args=[each.pk]),
    }


def _lifelong(event: Event) -> list[tuple[Any, Any]]:
    """Facts that stay with the lot for life, as (name, value); nested ones are left to the document."""
    facts = event.document().get("ilmd", {}).items()
    return [(LIFELONG.get(name, name), _readable(value)) for name, value in facts if isinstance(value, str)]


def _readable(value: str) -> str:
    try:
        return day(date.fromisoformat(value))
    except ValueError:
        return value
