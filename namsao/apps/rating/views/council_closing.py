"""The sitting under way: who has handed in, where members lie apart, closing, proposing."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from namsao.apps.rating.actions import closing as actions
from namsao.apps.rating.council_papers import minutes_paper
from namsao.apps.rating.flow import State
from namsao.apps.rating.forms.council_sitting import DiscussionForm, MinutesForm, StopForm
from namsao.apps.rating.models import Hearing, Recusal, Result, Sheet, Sitting
from namsao.apps.rating.packs import criteria_of
from namsao.apps.rating.queries import hearing as queries
from namsao.apps.rating.queries.council import agenda, declared_members, seat_of
from namsao.apps.rating.queries.quorum import bench_of, benches
from namsao.apps.rating.queries.results import shown_points
from namsao.apps.rating.views.council_sittings import sitting_trail
from namsao.apps.rating.views.papers import keep
from namsao.base.access.gate import actor_of, on_row
from namsao.base.access.policy import allowed, rows
from namsao.base.files.serving import pdf_response
from namsao.base.ui.forms import refusing, status_of
from namsao.core.rating.stops import stop_words

FORM = "rating/council/form.html"


@on_row(Sitting, "see")
def sitting(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """A sitting: agenda, presence, quorum, who has handed in; no number of a product before it is closed."""
    actor = actor_of(request)
    may = allowed(actor, sitting, "prepare", "run", "declare")
    seen = set(rows(actor, "see", Hearing).filter(sitting=sitting).values_list("pk", flat=True))
    hearings = [each for each in agenda(sitting) if each.pk in seen]
    for each in hearings:
        each.sitting = sitting
    found = benches(hearings, sitting.council)
    known = set(rows(actor, "see", Result).filter(hearing__in=hearings).values_list("hearing", flat=True))
    lines = queries.agenda_lines(hearings, found, known, with_spread=may["run"])
    step = queries.next_step(sitting, lines)
    context = {
        "sitting": sitting,
        "lines": lines,
        "first": queries.first_of(step, lines),
        "grid": queries.grid(hearings, found) if may["prepare"] or may["run"] else None,
        "members": next(iter(found.values())).members if found else [],
        "quorum": next(iter(found.values()), None),
        "declared": declared_members(sitting),
        "me": seat_of(sitting, actor),
        "may": may,
        "step": step,
        "breadcrumb": sitting_trail(sitting)[:1],
    }
    return render(request, "rating/council/sitting.html", context)


@on_row(Hearing, "see")
def hearing(request: HttpRequest, hearing: Hearing) -> HttpResponse:
    """One product before the council: sheets in or not; how far they lie apart, to who runs it; the result at last."""
    actor = actor_of(request)
    may = allowed(actor, hearing, "run", "score")
    bench, known = bench_of(hearing), criteria_of(hearing.dossier)
    result = rows(actor, "see", Result).filter(hearing=hearing).first()
    sheets = list(rows(actor, "see", Sheet).filter(hearing=hearing).select_related("member__user"))
    closed = [each for each in sheets if hearing.closed_at and each.submitted_at]
    context = {
        "hearing": hearing,
        "dossier": hearing.dossier,
        "bench": bench,
        "states": [(each, bench.state_of(each)) for each in bench.members],
        "recusals": rows(actor, "see", Recusal).filter(hearing=hearing).select_related("member__user"),
        "is_heard": hearing.dossier.state == State.HEARING and hearing.closed_at is None,
        "apart": queries.apart(hearing, bench) if may["run"] or result else None,
        "result": result,
        "points": shown_points(result) if result else "",
        "stops": stop_words(hearing.stops),
        "findings": queries.reasons(result, closed) if result else [],
        "sheets": [(each, queries.total(known, each)) for each in closed],
        "may": may,
        "breadcrumb": sitting_trail(hearing.sitting),
    }
    return render(request, "rating/council/hearing.html", context)


@on_row(Hearing, "run")
def close(request: HttpRequest, hearing: Hearing) -> HttpResponse:
    """Confirm, then the result stands and can be read."""
    back = reverse("rating:hearing", args=[hearing.pk])
    if request.method == "POST":
        result = actions.close_hearing(hearing=hearing, by=actor_of(request), at=timezone.now())
        told = {"product": hearing.dossier.product, "stars": result.stars}
        messages.success(request, _("Đã khép %(product)s: %(stars)s sao.") % told)
        return redirect("rating:sitting", pk=hearing.sitting_id)
    context = {
        "title": _("Khép kết quả: %(product)s") % {"product": hearing.dossier.product},
        "consequences": [
            _("Điểm, sao được tính từ các phiếu theo quy chế của hội đồng và giữ nguyên từ đây."),
            _("Hội đồng xem được phiếu của nhau cho sản phẩm này."),
            _("Không mở lại được. Nếu sai: lãnh đạo không công nhận, hồ sơ ra một phiên khác."),
        ],
        "danger": _("Khép kết quả"),
        "back": back,
        "breadcrumb": sitting_trail(hearing.sitting),
    }
    return render(request, "ui/confirm.html", context)


@on_row(Hearing, "run")
def rescore(request: HttpRequest, hearing: Hearing) -> HttpResponse:
    """What was discussed, then everybody scores again from the old sheet."""
    form = DiscussionForm(request.POST or None)
    if form.is_valid():
        with refusing(form):
            actions.rescore(hearing=hearing, **form.cleaned_data, by=actor_of(request), at=timezone.now())
            messages.success(request, _("Đã mở lượt chấm mới. Phiếu mới bắt đầu từ phiếu cũ của từng người."))
            return redirect("rating:hearing", pk=hearing.pk)
    note = _("Phiếu của lượt này giữ nguyên; mỗi người được một phiếu mới với điểm cũ để sửa.")
    return _form(request, hearing, form, _("Thảo luận và chấm lại"), note)


@on_row(Hearing, "run")
def discuss(request: HttpRequest, hearing: Hearing) -> HttpResponse:
    """Something for the minutes, without another turn."""
    form = DiscussionForm(request.POST or None)
    if form.is_valid():
        with refusing(form):
            actions.note_discussion(
                hearing=hearing, **form.cleaned_data, by=actor_of(request), at=timezone.now()
            )
            messages.success(request, _("Đã ghi vào biên bản."))
            return redirect("rating:hearing", pk=hearing.pk)
    return _form(request, hearing, form, _("Ghi nội dung thảo luận"), "")


@on_row(Hearing, "run")
def stop(request: HttpRequest, hearing: Hearing) -> HttpResponse:
    """The council ends the rating for a reason no points outweigh."""
    form = StopForm(request.POST or None, criteria=criteria_of(hearing.dossier))
    if form.is_valid():
        with refusing(form):
            actions.stop(
                hearing=hearing,
                stops=form.reasons(),
                discussion=form.cleaned_data["discussion"],
                by=actor_of(request),
                at=timezone.now(),
            )
            messages.success(request, _("Đã dừng đánh giá, sản phẩm không được xếp hạng."))
            return redirect("rating:hearing", pk=hearing.pk)
    context = {
        "title": f"{_('Dừng đánh giá')}: {hearing.dossier.product}",
        "consequences": [
            _("Dừng đánh giá là khép sản phẩm với 0 sao, dù điểm bao nhiêu. Không hoàn lại được."),
        ],
        "danger": _("Dừng đánh giá"),
        "form": form,
        "back": reverse("rating:hearing", args=[hearing.pk]),
        "breadcrumb": sitting_trail(hearing.sitting),
    }
    return render(request, "ui/confirm.html", context, status=status_of(form))


@on_row(Sitting, "run")
def propose(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The council's report with its signed minutes: the first of the three hands."""
    form = MinutesForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusing(form):
            given, by, at = form.cleaned_data, actor_of(request), timezone.now()
            paper = keep(form, by, at, "minutes")
            minutes = actions.Minutes(number=given["minutes_no"], on=given["minutes_on"], paper=paper)
            actions.propose_results(sitting=sitting, minutes=minutes, by=by, at=at)
            messages.success(request, _("Đã đề xuất kết quả. Cơ quan OCOP tỉnh trình tiếp."))
            return redirect("rating:sitting", pk=sitting.pk)
    context = {
        "form": form,
        "title": _("Đề xuất kết quả"),
        "submit": _("Đề xuất kết quả"),
        "note": _(
            "Hội đồng báo cáo kết quả và đề xuất (Điều 7 khoản 3 điểm d). Người ghi đề xuất, người trình và "
            "người quyết định phải là ba người khác nhau."
        ),
        "back": reverse("rating:sitting", args=[sitting.pk]),
        "breadcrumb": sitting_trail(sitting),
    }
    return render(request, FORM, context, status=status_of(form))


@on_row(Sitting, "run")
def minutes(request: HttpRequest, sitting: Sitting) -> HttpResponse:  # noqa: ARG001  # a view takes a request
    """The minutes to sign: presence, recusals, discussions, results of closed products."""
    return pdf_response(minutes_paper(sitting, timezone.now()), f"bien-ban-{sitting.pk}.pdf")


def _form(request: HttpRequest, hearing: Hearing, form: Any, title: str, note: str) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "subject": str(hearing.dossier.product),
        "note": note,
        "back": reverse("rating:hearing", args=[hearing.pk]),
        "breadcrumb": sitting_trail(hearing.sitting),
    }
    return render(request, FORM, context, status=status_of(form))
