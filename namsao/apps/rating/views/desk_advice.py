"""The advisory group's desk: its queue, the report of one dossier, and handing it over."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tables2 import RequestConfig

from namsao.apps.rating import desk_papers
from namsao.apps.rating.actions import advice as actions
from namsao.apps.rating.filters.desk import AdviceFilter
from namsao.apps.rating.flow import State
from namsao.apps.rating.forms.desk_advice import AssignForm, PhotosForm, ReportForm, ScoresForm, VisitForm
from namsao.apps.rating.models import Advice, Dossier
from namsao.apps.rating.packs import criteria_of
from namsao.apps.rating.queries import advice as queries
from namsao.apps.rating.queries.exhibits import exhibits
from namsao.apps.rating.queries.queue import advice_queue, province_due
from namsao.apps.rating.score_rows import Choices, rows
from namsao.apps.rating.tables.desk import AdviceTable
from namsao.apps.rating.views.autosave import is_autosave, not_saved, saved
from namsao.apps.rating.views.desk_trail import PAGE, facts, queue_csv, trail
from namsao.base.access.gate import actor_of, on_row, on_rows
from namsao.base.files.actions import keep_picture
from namsao.base.files.images import MAX_BYTES
from namsao.base.files.serving import document_response, pdf_response
from namsao.base.ui.forms import refusing
from namsao.core.rating.criterion import Part
from namsao.core.rating.stops import printed


@on_rows(Dossier, "advise")
def advice_desk(request: HttpRequest, found: QuerySet[Dossier]) -> HttpResponse:
    """What the group has to look at, the nearest deadline first."""
    narrowed = AdviceFilter(request.GET, advice_queue(found), request=request)
    if request.GET.get("format") == "csv":
        return queue_csv("to-tu-van", narrowed.qs, province_due)
    table = AdviceTable(narrowed.qs)
    RequestConfig(request, paginate={"per_page": PAGE}).configure(table)
    context = {"table": table, "filters": narrowed.form}
    return render(request, "rating/desk/advice_queue.html", context)


@on_row(Dossier, "advise")
def advice(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """The report of one dossier: the visit, the scores part by part, the tests, and what still lacks."""
    report = queries.latest_of(dossier)
    form = _visit_form(request, dossier, report)
    if request.method == "POST" and form.is_valid():
        with refusing(form):
            visit = actions.Visit(**form.visit())
            held = actions.write_visit(dossier=dossier, visit=visit, by=actor_of(request), at=timezone.now())
            return _after_saving(request, held, reverse("rating:advice", args=[dossier.pk]))
    if is_autosave(request):
        return not_saved()
    return render(request, "rating/desk/advice.html", _page(request, dossier, report, form))


@on_row(Dossier, "advise")
def advice_part(request: HttpRequest, dossier: Dossier, part: str) -> HttpResponse:
    """Propose the scores of one part, with the evidence beside each criterion."""
    criteria_set = criteria_of(dossier)
    chosen = next((each for each in criteria_set.parts if each.code == part), None)
    if chosen is None:
        raise Http404
    form = ScoresForm(request.POST if request.method == "POST" else None, part=chosen)
    if form.is_valid():
        with refusing(form):
            by, at = actor_of(request), timezone.now()
            scores, notes = form.scores(), form.notes()
            held = actions.write_proposed(dossier=dossier, scores=scores, notes=notes, by=by, at=at)
            return _after_saving(request, held, _next_page(dossier, chosen))
    if is_autosave(request):
        return not_saved()
    return render(request, "rating/desk/advice_part.html", _part_page(request, dossier, chosen, form))


@on_row(Dossier, "advise")
def submit_advice(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """Hand the report to the council, once nothing lacks."""
    report = queries.draft_of(dossier)
    form = ReportForm(request.POST or None)
    if form.is_valid():
        with refusing(form):
            actions.submit_advice(
                dossier=dossier, **form.cleaned_data, by=actor_of(request), at=timezone.now()
            )
            messages.success(request, _("Đã gửi báo cáo. Hồ sơ chờ đưa ra hội đồng."))
            return redirect("rating:advice_queue")
    findings = queries.readiness(dossier, report)
    context = {
        "form": form,
        "dossier": dossier,
        "findings": findings,
        "is_ready": dossier.state == State.ACCEPTED and not any(each.is_blocking for each in findings),
        "breadcrumb": _trail(dossier),
    }
    return render(request, "rating/desk/submit_advice.html", context)


@on_row(Dossier, "advise")
def assign_advice(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """Take the dossier over; the leader of the group gives it to any member."""
    actor = actor_of(request)
    members, seat = queries.group_of(dossier), queries.seat_of(actor, dossier)
    if seat and not queries.is_lead(actor, dossier):
        members = members.filter(pk=seat.pk)
    form = AssignForm(request.POST or None, members=members, initial={"member": seat})
    if form.is_valid():
        with refusing(form):
            actions.assign(dossier=dossier, member=form.cleaned_data["member"], by=actor, at=timezone.now())
            messages.success(request, _("Đã ghi người phụ trách."))
            return redirect("rating:advice", pk=dossier.pk)
    context = {
        "form": form,
        "title": _("Ai phụ trách hồ sơ này"),
        "dossier": dossier,
        "back": reverse("rating:advice", args=[dossier.pk]),
        "breadcrumb": _trail(dossier),
    }
    return render(request, "rating/desk/form.html", context)


@on_row(Dossier, "advise")
def add_photos(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """Pictures taken at the visit."""
    form = PhotosForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        with refusing(form):
            by, at = actor_of(request), timezone.now()
            for upload in form.cleaned_data["photos"]:
                content = upload.read(MAX_BYTES + 1)
                photo = keep_picture(content=content, by=by, at=at, field="photos")
                actions.add_photo(dossier=dossier, photo=photo, name=upload.name, by=by, at=at)
            messages.success(request, _("Đã thêm ảnh khảo sát."))
            return redirect("rating:advice", pk=dossier.pk)
    context = {
        "form": form,
        "title": _("Thêm ảnh khảo sát"),
        "dossier": dossier,
        "back": reverse("rating:advice", args=[dossier.pk]),
        "breadcrumb": _trail(dossier),
    }
    return render(request, "rating/desk/form.html", context)


@on_row(Advice, "see")
def survey_photo(request: HttpRequest, report: Advice, sha256: str) -> HttpResponse:  # noqa: ARG001  # a view takes a request
    """One picture of the visit."""
    found = queries.photo_of(report, sha256)
    if found is None:
        raise Http404
    return document_response(found[0], found[1], inline=True)


@on_row(Advice, "see")
def advice_pdf(request: HttpRequest, report: Advice) -> HttpResponse:
    """The report to print; the proposed scores only for who may read them now."""
    with_scores = queries.may_read_scores(actor_of(request), report)
    content = desk_papers.advice(report, at=timezone.now(), with_scores=with_scores)
    return pdf_response(content, f"bao-cao-tu-van-{report.dossier_id}.pdf")


def _visit_form(request: HttpRequest, dossier: Dossier, report: Advice | None) -> VisitForm:
    initial: dict[str, Any] = {"needed": "yes"}
    if report:
        initial = {
            "needed": "yes" if report.needs_survey else "no",
            "on": report.surveyed_on,
            "text": report.survey,
            "stops": report.stops,
            "summary": report.summary,
        }
    return VisitForm(
        request.POST or None,
        initial=initial,
        stops=list(printed(criteria_of(dossier))),
        has_choice=queries.may_go_without_visit(dossier),
    )


def _after_saving(request: HttpRequest, report: Advice, then: str) -> HttpResponse:
    if is_autosave(request):
        return saved(report.changed_at)
    messages.success(request, _("Đã lưu."))
    return redirect(then)


def _next_page(dossier: Dossier, part: Part) -> str:
    codes = [each.code for each in criteria_of(dossier).parts]
    after = codes[codes.index(part.code) + 1 :]
    if after:
        return reverse("rating:advice_part", args=[dossier.pk, after[0]])
    return reverse("rating:advice", args=[dossier.pk])


def _page(request: HttpRequest, dossier: Dossier, report: Advice | None, form: VisitForm) -> dict[str, Any]:
    findings = queries.readiness(dossier, report)
    return {
        "form": form,
        "dossier": dossier,
        "report": report,
        "facts": facts(dossier),
        "parts": queries.progress(dossier, report),
        "findings": findings,
        "is_ready": not any(each.is_blocking for each in findings),
        "next_step": _next_step(dossier, report),
        "can_write": dossier.state == State.ACCEPTED,
        "tests": [{"test": each} for each in queries.tests_of(dossier)],
        "due": province_due(dossier),
        "doubts": criteria_of(dossier).doubts,
        "seat": queries.seat_of(actor_of(request), dossier),
        "is_lead": queries.is_lead(actor_of(request), dossier),
        "breadcrumb": trail("rating:advice_queue", _("Tổ tư vấn"), dossier),
    }


def _next_step(dossier: Dossier, report: Advice | None) -> tuple[str, str] | None:
    """The one thing to do now: the visit, the first part that is not scored, the summary."""
    lacks = {each.code for each in queries.readiness(dossier, report) if each.is_blocking}
    if "advice.visit" in lacks:
        return _("Ghi kết quả khảo sát"), "#visit"
    part = next((each.part for each in queries.progress(dossier, report) if not each.is_complete), None)
    if part:
        address = reverse("rating:advice_part", args=[dossier.pk, part.code])
        return _("Đề xuất điểm phần %(code)s") % {"code": part.code}, address
    return (_("Viết nhận xét"), "#visit") if "advice.summary" in lacks else None


def _part_page(request: HttpRequest, dossier: Dossier, part: Part, form: ScoresForm) -> dict[str, Any]:
    report, criteria_set = queries.latest_of(dossier), criteria_of(dossier)
    own = Choices(report.scores if report else {}, report.notes if report else {})
    if form.is_bound:
        own = _as_typed(form, part, own)
    shown = exhibits(dossier, actor_of(request))
    claims = Choices(dossier.self_scores, dossier.self_notes)
    return {
        "form": form,
        "dossier": dossier,
        "part": part,
        "rows": rows(criteria_set, part, own, claims, shown),
        "parts": queries.progress(dossier, report),
        "can_write": dossier.state == State.ACCEPTED,
        "is_last": part.code == criteria_set.parts[-1].code,
        "breadcrumb": _trail(dossier),
    }


def _as_typed(form: ScoresForm, part: Part, kept: Choices) -> Choices:
    """What a refused form held, so that nothing typed is lost."""
    scores, notes = dict(kept.scores), dict(kept.notes)
    for each in part.criteria:
        seq, note = form.data.get(f"score-{each.code}", ""), form.data.get(f"note-{each.code}", "")
        notes[each.code] = note
        if seq.isdecimal():
            scores[each.code] = int(seq)
    return Choices(scores, notes)


def _trail(dossier: Dossier) -> list[dict[str, str]]:
    own = {"label": _("Báo cáo tư vấn"), "url": reverse("rating:advice", args=[dossier.pk])}
    return [*trail("rating:advice_queue", _("Tổ tư vấn"), dossier), own]
