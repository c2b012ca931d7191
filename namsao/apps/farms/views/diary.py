"""The diary on a phone: one page to write on, as a plain form or from the outbox of the phone."""

import json
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from namsao.apps.farms import actions, queries
from namsao.apps.farms.forms import DiaryForm
from namsao.apps.farms.forms.diary import typed
from namsao.apps.farms.models import DiaryEntry, InputProduct, Season
from namsao.apps.farms.words import diary_words
from namsao.base.access.gate import actor_of, on_rows
from namsao.base.access.policy import rows
from namsao.base.ui.fields import in_words
from namsao.base.ui.forms import refuse, status_of
from namsao.core.errors import Refused

# Who may open the page kept on a phone: the service worker keeps only answers that say so.
OWNER = "X-Diary-User"


@on_rows(Season, "write")
def diary(request: HttpRequest, seasons: QuerySet[Season]) -> HttpResponse:
    """The page, and where both its form and the outbox send an entry (POST; JSON for `Accept: application/json`)."""
    offered = queries.in_course(seasons, timezone.localdate())
    form = _form(request, offered)
    answer = _sent(request, form) if request.method == "POST" else None
    return answer or _page(request, form, offered)


def _form(request: HttpRequest, offered: list[Season]) -> DiaryForm:
    today = timezone.localdate()
    seen = rows(actor_of(request), "see", InputProduct)
    chosen = next((each for each in offered if str(each.pk) == request.GET.get("season")), None)
    first = chosen or (offered[0] if len(offered) == 1 else None)
    is_post = request.method == "POST"
    return DiaryForm(
        request.POST if is_post else None,
        request.FILES if is_post else None,
        initial={"done_on": today, "season": first.pk if first else None},
        seasons=offered,
        inputs=queries.inputs_for(offered, seen),
        clear=queries.clear_days(offered, today),
    )


def _sent(request: HttpRequest, form: DiaryForm) -> HttpResponse | None:
    """What became of the entry; None when the form has to be shown again."""
    for_outbox = "application/json" in request.headers.get("Accept", "")
    if for_outbox and request.POST.get("user") != str(request.user.pk):
        return JsonResponse({"sentence": _("Việc này của người khác ghi trên máy này.")}, status=403)
    if form.is_valid():
        at = timezone.now()
        try:
            entry = actions.write_entry(
                season=form.cleaned_data["season"],
                facts=form.facts,
                **form.sent,
                by=actor_of(request),
                at=at,
            )
        except Refused as refused:
            refuse(form, refused)
            if for_outbox and isinstance(refused, actions.OtherContent):
                return JsonResponse({"sentence": in_words(refused)}, status=409)
        else:
            return _told(request, entry, for_outbox=for_outbox, is_new=entry.made_at == at)
    return JsonResponse({"sentence": _all_errors(form)}, status=422) if for_outbox else None


def _told(request: HttpRequest, entry: DiaryEntry, *, for_outbox: bool, is_new: bool) -> HttpResponse:
    lot = entry.harvest.lot if entry.harvest else ""
    if for_outbox:
        url = reverse("farms:diary_entry", args=[entry.pk])
        return JsonResponse({"url": url, "lot": lot}, status=201 if is_new else 200)
    said = _("Đã ghi: %(entry)s.") % {"entry": entry}
    lot_said = _("Hãy viết số lô %(lot)s lên bao.") % {"lot": lot} if lot else ""
    messages.success(request, f"{said} {lot_said}".strip())
    return redirect(f"{reverse('farms:diary')}?season={entry.season_id}")


def _all_errors(form: DiaryForm) -> str:
    """Everything wrong, in one line: the field where there is one, and the sentence."""
    return " ".join(
        f"{form.fields[name].label}: {sentence}" if name in form.fields else sentence
        for name, sentences in form.errors.items()
        for sentence in sentences
    )


def _page(request: HttpRequest, form: DiaryForm, offered: list[Season]) -> HttpResponse:
    entries = queries.recent(rows(actor_of(request), "write", DiaryEntry), offered)
    chosen = str(form["season"].value() or "")
    repeated = [each for each in entries if _is_repeatable(each) and chosen in ("", str(each.season_id))]
    context = {
        "form": form,
        "has_seasons": bool(offered),
        "households": queries.offered(season.area.party_id for season in offered),
        "lines": [{"entry": each, "facts": _facts(each)} for each in entries],
        "last": repeated[0] if repeated else None,
        "words": json.dumps(diary_words(), ensure_ascii=False),
        "read_at": timezone.now(),
    }
    is_kept = request.method == "GET" and not request.GET and not len(messages.get_messages(request))
    page = render(request, "farms/diary.html", context, status=status_of(form))
    page.headers["Cache-Control"] = "private, no-store"
    if is_kept:
        page.headers[OWNER] = str(request.user.pk)
    return page


def _is_repeatable(entry: DiaryEntry) -> bool:
    return not entry.voided_at and entry.verb != DiaryEntry.Verb.HARVEST


def _facts(entry: DiaryEntry) -> str:
    """What the phone needs to write the same again; "" for what is not repeated."""
    facts: dict[str, Any] = {"season": str(entry.season_id), **typed(entry)}
    return json.dumps(facts, ensure_ascii=False) if _is_repeatable(entry) else ""
