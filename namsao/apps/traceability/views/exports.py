"""Files for portals and partners: choose, look at the first rows, take along."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from namsao.apps.traceability.actions.exports import export
from namsao.apps.traceability.exports import ADAPTERS
from namsao.apps.traceability.forms.exports import ExportForm, usual
from namsao.apps.traceability.models import Event
from namsao.base.access.gate import actor_of, on_rows
from namsao.base.access.policy import rows
from namsao.base.parties.models import Party
from namsao.base.ui.forms import refusing, status_of


@on_rows(Event)
def exports(request: HttpRequest, events: QuerySet[Event]) -> HttpResponse:  # noqa: ARG001  # `Scope` asks the policy
    form = _form(request, request.GET if "adapter" in request.GET else usual())
    return _page(request, form)


@on_rows(Event)
@require_POST
def file(request: HttpRequest, events: QuerySet[Event]) -> HttpResponse:  # noqa: ARG001  # as above
    """The file itself; taking it is remembered."""
    form = _form(request, request.POST)
    if form.is_valid():
        with refusing(form):
            kind, at = form.kind, timezone.now()
            content = export(adapter=kind, scope=form.scope(actor_of(request)), by=request.user, at=at)
            name = f"{kind.code}-{timezone.localdate().isoformat()}.{kind.ending}"
            headers = {
                "Content-Disposition": f'attachment; filename="{name}"',
                "Cache-Control": "private, no-store",
            }
            return HttpResponse(content, content_type=kind.media_type, headers=headers)
    return _page(request, form)


def _form(request: HttpRequest, typed: Any) -> ExportForm:
    return ExportForm(typed, parties=rows(actor_of(request), "see", Party))


def _page(request: HttpRequest, form: ExportForm) -> HttpResponse:
    shown = None
    if form.is_valid():
        with refusing(form):
            shown = form.kind.preview(form.scope(actor_of(request)))
    context = {
        "form": form,
        "kind": ADAPTERS.get(form["adapter"].value() or ""),
        "shown": shown,
        "breadcrumb": [{"label": _("Truy xuất"), "url": reverse("traceability:events")}],
    }
    return render(request, "traceability/exports.html", context, status=status_of(form))
