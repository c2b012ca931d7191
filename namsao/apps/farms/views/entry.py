"""One entry of a diary: what was done, and what to do when it is wrong."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from namsao.apps.farms import actions, queries
from namsao.apps.farms.facts import Facts
from namsao.apps.farms.forms import CorrectionForm
from namsao.apps.farms.forms.diary import typed
from namsao.apps.farms.models import DiaryEntry, DiaryPhoto, InputProduct
from namsao.apps.farms.views.naming import rights
from namsao.apps.farms.views.trail import trail
from namsao.base.access.gate import actor_of, on_row
from namsao.base.access.policy import rows
from namsao.base.files.serving import document_response
from namsao.base.ui.display import day as show_day
from namsao.base.ui.forms import WhyForm, refusing, status_of
from namsao.core.diary import Work


@on_row(DiaryEntry)
def entry(request: HttpRequest, entry: DiaryEntry) -> HttpResponse:
    context = {
        "entry": entry,
        "photos": entry.photos.select_related("file"),
        "may": rights(actor_of(request), entry),
        "breadcrumb": _trail(entry),
    }
    return render(request, "farms/diary_entry.html", context)


@on_row(DiaryPhoto)
def photo(request: HttpRequest, photo: DiaryPhoto) -> FileResponse:  # noqa: ARG001  # Django's signature
    return document_response(photo.file, str(photo), inline=True)


@on_row(DiaryEntry, "write")
@require_POST
def again(request: HttpRequest, entry: DiaryEntry) -> HttpResponse:
    """The same work today, in one tap."""
    if entry.verb == DiaryEntry.Verb.HARVEST:
        return redirect("farms:harvest", pk=entry.season_id)
    made = actions.write_entry(
        season=entry.season,
        facts=_same(entry),
        client_id=_client_id(request),
        by=actor_of(request),
        at=timezone.now(),
    )
    messages.success(request, _("Đã ghi lại việc hôm nay: %(entry)s.") % {"entry": made})
    return redirect(f"{reverse('farms:diary')}?season={made.season_id}")


@on_row(DiaryEntry, "write")
def correct(request: HttpRequest, entry: DiaryEntry) -> HttpResponse:
    """Write it again as it should have been, with the reason."""
    if entry.verb == DiaryEntry.Verb.HARVEST:
        return redirect("farms:harvest_lot", pk=entry.harvest_id)
    inputs = queries.inputs_for([entry.season], rows(actor_of(request), "see", InputProduct))
    form = CorrectionForm(
        request.POST if request.method == "POST" else None,
        initial={**typed(entry), "done_on": entry.done_on},
        seasons=[],
        inputs=inputs,
        clear={},
        party_id=entry.season.area.party_id,
    )
    if form.is_valid():
        with refusing(form):
            made = actions.correct_entry(
                entry=entry,
                facts=form.facts,
                why=form.cleaned_data["why"],
                by=actor_of(request),
                at=timezone.now(),
            )
            messages.success(request, _("Đã sửa. Dòng cũ vẫn còn trong nhật ký, gạch ngang, kèm lý do."))
            return redirect("farms:diary_entry", pk=made.pk)
    households = queries.offered([entry.season.area.party_id])
    context = {
        "form": form,
        "entry": entry,
        "households": households,
        "breadcrumb": _trail(entry, itself=True),
    }
    return render(request, "farms/correct_entry.html", context, status=status_of(form))


@on_row(DiaryEntry, "write")
def void(request: HttpRequest, entry: DiaryEntry) -> HttpResponse:
    """Confirm with a reason."""
    if entry.verb == DiaryEntry.Verb.HARVEST:
        return redirect("farms:void_harvest", pk=entry.harvest_id)
    form = WhyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusing(form):
            actions.void_entry(entry=entry, **form.cleaned_data, by=actor_of(request), at=timezone.now())
            messages.success(request, _("Đã bỏ: %(entry)s.") % {"entry": entry})
            return redirect("farms:season_diary", pk=entry.season_id)
    return render(request, "ui/confirm.html", _voiding(entry, form), status=status_of(form))


def _voiding(entry: DiaryEntry, form: WhyForm) -> dict[str, Any]:
    said = {"work": entry.get_verb_display(), "day": show_day(entry.done_on)}
    return {
        "title": _("Bỏ việc “%(work)s” ngày %(day)s?") % said,
        "consequences": [
            _("Việc này không còn tính vào nhật ký, tổng vật tư và thời gian cách ly."),
            _("Dòng vẫn hiện trong nhật ký, gạch ngang, kèm lý do."),
        ],
        "danger": _("Bỏ việc này"),
        "back": reverse("farms:diary_entry", args=[entry.pk]),
        "form": form,
        "breadcrumb": _trail(entry, itself=True),
    }


def _same(entry: DiaryEntry) -> Facts:
    kept = {name: getattr(entry, name) for name in ("input", "amount", "unit", "area_ha", "worker", "note")}
    whose = entry.household if entry.household and not entry.household.erased_at else None
    return Facts(verb=Work(entry.verb), done_on=timezone.localdate(), household=whose, **kept)


def _client_id(request: HttpRequest) -> UUID | None:
    """The id the button carries, so that a button pressed twice writes once."""
    try:
        return UUID(request.POST.get("client_id", ""))
    except ValueError:
        return None


def _trail(entry: DiaryEntry, *, itself: bool = False) -> list[dict[str, str]]:
    season = {
        "label": _("Nhật ký %(season)s") % {"season": entry.season},
        "url": reverse("farms:season_diary", args=[entry.season_id]),
    }
    own = {"label": str(entry), "url": reverse("farms:diary_entry", args=[entry.pk])}
    return [*trail(entry.season.area), season, *([own] if itself else [])]
