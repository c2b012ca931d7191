"""Sittings: called, their agenda, who takes part, who stands back."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tables2 import RequestConfig

from namsao.apps.rating.actions import sitting as actions
from namsao.apps.rating.forms.council_sitting import AgendaForm, DeclareForm, PresentForm, SittingForm
from namsao.apps.rating.models import Council, Hearing, Member, Round, Sitting
from namsao.apps.rating.queries.council import agenda as agenda_of
from namsao.apps.rating.queries.council import candidates, listed_sittings, open_hearings, suggested_conflicts
from namsao.apps.rating.tables.council import SittingTable
from namsao.apps.rating.views.council import NEWEST, PAGE, trail
from namsao.base.access.gate import actor_of, on_row, on_rows
from namsao.base.access.policy import rows
from namsao.base.ui.forms import WhyForm, refusing, status_of

FORM = "rating/council/form.html"


@on_rows(Sitting, "see")
def sittings(request: HttpRequest, found: QuerySet[Sitting]) -> HttpResponse:
    """The sittings one may see, the newest first."""
    table = SittingTable(listed_sittings(found).order_by(*NEWEST))
    RequestConfig(request, paginate={"per_page": PAGE}).configure(table)
    callable_from = list(rows(actor_of(request), "call", Council).in_term(timezone.localdate()))
    return render(request, "rating/council/sittings.html", {"table": table, "councils": callable_from})


@on_row(Council, "call")
def new(request: HttpRequest, council: Council) -> HttpResponse:
    """Call a meeting or collect opinions in writing."""
    rounds = council.place.rounds.filter(level=Round.Level.PROVINCE)
    form = SittingForm(request.POST or None, rounds=rounds)
    if form.is_valid():
        with refusing(form):
            given = dict(form.cleaned_data)
            made = actions.new_sitting(
                council=council,
                the_round=given.pop("round"),
                **given,
                by=actor_of(request),
                at=timezone.now(),
            )
            messages.success(request, _("Đã mở phiên. Việc tiếp theo: đưa hồ sơ vào chương trình."))
            return redirect("rating:agenda", pk=made.pk)
    context = {
        "form": form,
        "title": _("Mở phiên đánh giá"),
        "back": reverse("rating:council", args=[council.pk]),
        "breadcrumb": trail(council),
    }
    return render(request, FORM, context, status=status_of(form))


@on_row(Sitting, "prepare")
def agenda(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """What is on the agenda, in order, and what may be put on it."""
    form = AgendaForm(request.POST or None, candidates=candidates(sitting))
    if form.is_valid():
        with refusing(form):
            given = form.cleaned_data
            made = actions.add_to_agenda(
                sitting=sitting,
                dossiers=list(given["dossiers"]),
                why=given["why"],
                by=actor_of(request),
                at=timezone.now(),
            )
            messages.success(request, _("Đã đưa %(count)s sản phẩm vào chương trình.") % {"count": len(made)})
            return redirect("rating:agenda", pk=sitting.pk)
    context = {
        "sitting": sitting,
        "form": form,
        "has_candidates": candidates(sitting).exists(),
        "hearings": agenda_of(sitting),
        "breadcrumb": sitting_trail(sitting),
    }
    return render(request, "rating/council/agenda.html", context, status=status_of(form))


@on_row(Sitting, "prepare")
def order(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """POST: the numbers typed beside the products become their order."""
    if request.method == "POST":
        keys = [each.pk for each in sorted(agenda_of(sitting), key=lambda each: _typed(request, each))]
        actions.order_agenda(sitting=sitting, order=keys, by=actor_of(request), at=timezone.now())
        messages.success(request, _("Đã xếp lại thứ tự."))
    return redirect("rating:agenda", pk=sitting.pk)


@on_row(Hearing, "prepare")
def remove(request: HttpRequest, hearing: Hearing) -> HttpResponse:
    """POST: off the agenda, while scoring has not opened."""
    sitting = hearing.sitting_id
    if request.method == "POST":
        actions.remove_from_agenda(hearing=hearing, by=actor_of(request), at=timezone.now())
        messages.success(request, _("Đã rút sản phẩm khỏi chương trình; hồ sơ chờ phiên khác."))
    return redirect("rating:agenda", pk=sitting)


@on_row(Sitting, "prepare")
def open_scoring(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Confirm, then members may declare and score."""
    back = reverse("rating:sitting", args=[sitting.pk])
    if request.method == "POST":
        count = actions.open_scoring(sitting=sitting, by=actor_of(request), at=timezone.now())
        messages.success(request, _("Đã mở chấm %(count)s sản phẩm.") % {"count": count})
        return redirect(back)
    context = {
        "title": _("Mở chấm điểm: %(sitting)s") % {"sitting": sitting},
        "consequences": [
            _("Thành viên kê khai xung đột lợi ích rồi chấm kín, không ai thấy phiếu của ai."),
            _("Sản phẩm đã mở chấm không rút khỏi chương trình được nữa."),
        ],
        "danger": _("Mở chấm điểm"),
        "back": back,
        "breadcrumb": sitting_trail(sitting),
    }
    return render(request, "ui/confirm.html", context)


@on_row(Sitting, "prepare")
def present(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Who takes part; everybody is expected until it is noted."""
    members = rows(actor_of(request), "see", Member).filter(council=sitting.council_id)
    scoring = list(members.scoring().select_related("user"))
    start = {"present": sitting.present or [each.pk for each in scoring]}
    form = PresentForm(request.POST or None, members=scoring, initial=start)
    if form.is_valid():
        with refusing(form):
            actions.note_present(
                sitting=sitting, **form.cleaned_data, by=actor_of(request), at=timezone.now()
            )
            messages.success(request, _("Đã ghi danh sách có mặt."))
            return redirect("rating:sitting", pk=sitting.pk)
    context = {
        "form": form,
        "title": _("Danh sách có mặt"),
        "note": _("Người vắng không phải nộp phiếu; phiên vẫn cần đủ số phiếu theo quy chế."),
        "back": reverse("rating:sitting", args=[sitting.pk]),
        "breadcrumb": sitting_trail(sitting),
    }
    return render(request, FORM, context, status=status_of(form))


@on_row(Sitting, "prepare")
def convert(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """From written opinions to a meeting, with the reason."""
    form = WhyForm(request.POST or None)
    back = reverse("rating:sitting", args=[sitting.pk])
    if form.is_valid():
        with refusing(form):
            actions.convert_to_meeting(
                sitting=sitting, **form.cleaned_data, by=actor_of(request), at=timezone.now()
            )
            messages.success(request, _("Đã chuyển thành phiên họp."))
            return redirect(back)
    context = {
        "title": _("Chuyển thành phiên họp trực tiếp"),
        "consequences": [
            _(
                "Chỉ họp khi có nhiều ý kiến đánh giá khác nhau hoặc nội dung phức tạp (Điều 7 khoản 6 điểm d)."
            ),
            _("Lý do ghi vào nhật ký; phiếu đã nộp giữ nguyên."),
        ],
        "danger": _("Chuyển thành phiên họp"),
        "form": form,
        "back": back,
        "breadcrumb": sitting_trail(sitting),
    }
    return render(request, "ui/confirm.html", context, status=status_of(form))


@on_row(Sitting, "declare")
def declare(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Products with a conflict of interest, or none; what one stands back from leaves one's list."""
    actor = actor_of(request)
    hearings = open_hearings(sitting, actor)
    suggested = suggested_conflicts(actor, hearings)
    posted = request.POST if request.method == "POST" else None
    form = DeclareForm(posted, hearings=hearings, suggested=suggested)
    if request.method == "POST" and form.is_valid():
        with refusing(form):
            actions.declare(sitting=sitting, conflicts=form.conflicts(), by=actor, at=timezone.now())
            messages.success(request, _("Đã kê khai. Bạn chấm được các sản phẩm còn lại."))
            return redirect("rating:my_scoring")
    context = {
        "sitting": sitting,
        "form": form,
        "suggested": suggested,
        "hearings": hearings,
        "breadcrumb": sitting_trail(sitting),
    }
    return render(request, "rating/council/declare.html", context, status=status_of(form))


@on_row(Hearing, "score")
def stand_back(request: HttpRequest, hearing: Hearing) -> HttpResponse:
    """A conflict found later, while one's sheet is not in."""
    form = WhyForm(request.POST or None)
    if form.is_valid():
        with refusing(form):
            actions.stand_back(hearing=hearing, **form.cleaned_data, by=actor_of(request), at=timezone.now())
            messages.success(request, _("Bạn đã rút khỏi sản phẩm này; phiếu của bạn không tính."))
            return redirect("rating:my_scoring")
    context = {
        "title": _("Rút khỏi đánh giá: %(product)s") % {"product": hearing.dossier.product},
        "consequences": [
            _("Sản phẩm rời danh sách của bạn; bạn không xem hồ sơ và kết quả chấm của sản phẩm này nữa."),
            _("Phiếu đang chấm dở không được tính. Lý do ghi vào biên bản."),
        ],
        "danger": _("Rút khỏi đánh giá"),
        "form": form,
        "back": reverse("rating:my_scoring"),
    }
    return render(request, "ui/confirm.html", context, status=status_of(form))


def sitting_trail(sitting: Sitting) -> list[dict[str, str]]:
    return [
        {"label": _("Phiên đánh giá"), "url": reverse("rating:sittings")},
        {"label": sitting.title, "url": reverse("rating:sitting", args=[sitting.pk])},
    ]


def _typed(request: HttpRequest, hearing: Hearing) -> tuple[Any, int]:
    text = request.POST.get(f"position_{hearing.pk}", "").strip()
    wanted = int(text) if text.isdigit() and len(text) < 6 else hearing.position
    return wanted, hearing.pk
