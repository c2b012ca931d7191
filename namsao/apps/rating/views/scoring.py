"""A member's own screens: which products, the score sheet, handing it in."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from namsao.apps.rating.actions import scoring as actions
from namsao.apps.rating.council_papers import sheet_paper
from namsao.apps.rating.forms.council_sheet import Posted, one_score, whole_sheet
from namsao.apps.rating.models import Hearing, Member, Sheet
from namsao.apps.rating.packs import criteria_of
from namsao.apps.rating.queries import scoring as queries
from namsao.apps.rating.queries.council import declared
from namsao.base.access.gate import actor_of, on_row, signed_in
from namsao.base.files.serving import pdf_response
from namsao.base.ui.display import VIETNAM
from namsao.base.ui.fields import in_words
from namsao.core.errors import Refused
from namsao.core.rating.criteria import CriteriaSet


@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """My products in my sittings: not begun, in work, handed in."""
    tasks = queries.tasks(actor_of(request))
    to_declare = list(dict.fromkeys(each.hearing.sitting for each in tasks if each.state == "declare"))
    next_one = next((each for each in tasks if each.state in {"begun", "new"}), None)
    context = {
        "tasks": [each for each in tasks if each.state != "declare"],
        "to_declare": to_declare,
        "next": next_one,
        "done": sum(each.state in {"in", "closed"} for each in tasks),
        "total": len(tasks),
    }
    return render(request, "rating/council/my_scoring.html", context)


@on_row(Hearing, "score")
def score(request: HttpRequest, hearing: Hearing) -> HttpResponse:
    """The sheet: evidence beside the official options of every criterion. POST keeps the page as it stands."""
    member = queries.member_of(hearing, actor_of(request))
    sheet = queries.sheet_of(hearing, member)
    if sheet is None and not declared(hearing, member) and hearing.closed_at is None:
        messages.warning(request, _("Hãy kê khai xung đột lợi ích trước khi chấm."))
        return redirect("rating:declare", pk=hearing.sitting_id)
    if request.method == "POST":
        return _saved_whole(request, hearing, sheet or _started(request, hearing, member))
    blank = Sheet(hearing=hearing, member=member, turn=hearing.turn)
    return render(request, "rating/council/score.html", _page(hearing, member, sheet or blank))


@on_row(Hearing, "score")
def save_score(request: HttpRequest, hearing: Hearing) -> HttpResponse:
    """POST code and option, or code and note: one click kept. Answers JSON: the totals so far."""
    if request.method != "POST":
        return HttpResponse(status=405, headers={"Allow": "POST"})
    member = queries.member_of(hearing, actor_of(request))
    known = criteria_of(hearing.dossier)
    posted = one_score(known, request.POST)
    if posted is None:
        return JsonResponse({"error": _("Không đọc được lựa chọn này. Hãy mở lại trang.")}, status=422)
    try:
        sheet = queries.sheet_of(hearing, member) or _started(request, hearing, member)
        kept = _save(request, sheet, posted)
    except Refused as refused:
        return JsonResponse({"error": in_words(refused)}, status=409)
    return JsonResponse(queries.totals(known, kept.scores) | {"saved": _clock(kept.saved_at)})


@on_row(Hearing, "score")
def submit(request: HttpRequest, hearing: Hearing) -> HttpResponse:
    """Confirm with the totals, then the sheet is in and stays."""
    member = queries.member_of(hearing, actor_of(request))
    sheet = queries.sheet_of(hearing, member)
    if sheet is None or sheet.submitted_at or hearing.closed_at:
        return redirect("rating:score", pk=hearing.pk)
    error = ""
    if request.method == "POST":
        try:
            actions.submit_sheet(sheet=sheet, by=actor_of(request), at=timezone.now())
        except Refused as refused:
            error = in_words(refused)
        else:
            messages.success(
                request, _("Đã nộp phiếu chấm %(product)s.") % {"product": hearing.dossier.product}
            )
            return redirect("rating:my_scoring")
    known = criteria_of(hearing.dossier)
    context = {
        "hearing": hearing,
        "totals": queries.totals(known, sheet.scores),
        "error": error,
        "breadcrumb": trail(),
        "zeros": [each for each in known.criteria if sheet.scores.get(each.code) == 0],
    }
    return render(request, "rating/council/submit.html", context, status=422 if error else 200)


@on_row(Sheet, "see")
def sheet_pdf(request: HttpRequest, sheet: Sheet) -> HttpResponse:  # noqa: ARG001  # a view takes a request
    """The printed sheet: one's own at any time, others' once the product is closed."""
    return pdf_response(sheet_paper(sheet, timezone.now()), f"phieu-cham-{sheet.pk}.pdf")


def _started(request: HttpRequest, hearing: Hearing, member: Member) -> Sheet:
    return actions.start_sheet(hearing=hearing, member=member, by=actor_of(request), at=timezone.now())


def _saved_whole(request: HttpRequest, hearing: Hearing, sheet: Sheet) -> HttpResponse:
    _save(request, sheet, whole_sheet(criteria_of(hearing.dossier), request.POST))
    if "submit" in request.POST:
        return redirect("rating:submit_sheet", pk=hearing.pk)
    messages.success(request, _("Đã lưu phiếu."))
    return redirect("rating:score", pk=hearing.pk)


def _save(request: HttpRequest, sheet: Sheet, posted: Posted) -> Sheet:
    return actions.save_scores(
        sheet=sheet,
        scores=posted.scores,
        notes=posted.notes,
        comment=posted.comment,
        by=actor_of(request),
        at=timezone.now(),
    )


def _page(hearing: Hearing, member: Member, sheet: Sheet) -> dict[str, Any]:
    dossier = hearing.dossier
    known: CriteriaSet = criteria_of(dossier)
    advice = queries.proposal_for(hearing, member)
    proposal = advice.scores if advice and sheet.submitted_at else None
    apart = queries.differing_before(hearing)
    return {
        "hearing": hearing,
        "dossier": dossier,
        "sheet": sheet,
        "criteria_set": known,
        "totals": queries.totals(known, sheet.scores),
        "lines": queries.lines(known, sheet.scores, sheet.notes, dossier, proposal, apart),
        "proposal": proposal,
        "advice": advice,
        "is_open": sheet.submitted_at is None and hearing.closed_at is None,
        "shown": json.dumps(sheet.scores),
        "saved": _clock(sheet.saved_at) if sheet.saved_at else "",
        "breadcrumb": trail(),
        "doubts": [each for each in known.doubts if each.criterion is None],
    }


def _clock(moment: Any) -> str:
    return f"{moment.astimezone(VIETNAM):%H:%M}"


def trail() -> list[dict[str, str]]:
    return [{"label": _("Chấm điểm"), "url": reverse("rating:my_scoring")}]
