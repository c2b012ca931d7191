"""Councils: list, page, rules, seats."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tables2 import RequestConfig

from namsao.apps.rating.actions import council as actions
from namsao.apps.rating.forms.council import CouncilForm, SeatForm
from namsao.apps.rating.models import Council, Member, Sitting
from namsao.apps.rating.queries.council import listed_councils, listed_sittings, seatable
from namsao.apps.rating.tables.council import CouncilTable, SittingTable
from namsao.apps.rating.views.papers import keep
from namsao.base.access.gate import actor_of, on_row, on_rows
from namsao.base.access.policy import allowed, may, rows
from namsao.base.places.models import Place
from namsao.base.ui.forms import WhyForm, refusing, status_of

PAGE = 25
NEWEST = ("-held_on", "-pk")
FORM = "rating/council/form.html"
RULES = (
    "gates",
    "averaging",
    "quorum",
    "chair_needed",
    "spread",
    "decimals",
    "secretary_scores",
    "extra_rounds",
)
FIELDS = ("name", "decision_no", "decided_on", "term_to", "regulation_no", *RULES)


@on_rows(Council, "see")
def councils(request: HttpRequest, found: QuerySet[Council]) -> HttpResponse:
    """The councils one may see, the newest first."""
    table = CouncilTable(listed_councils(found))
    RequestConfig(request, paginate={"per_page": PAGE}).configure(table)
    actor = actor_of(request)
    provinces = rows(actor, "convene", Place).filter(kind=Place.Kind.PROVINCE)
    return render(request, "rating/council/councils.html", {"table": table, "provinces": list(provinces)})


@on_row(Council, "see")
def council(request: HttpRequest, council: Council) -> HttpResponse:
    """One council: who sits on it, its rules, its sittings."""
    actor = actor_of(request)
    seats = rows(actor, "see", Member).filter(council=council).select_related("user")
    sittings = listed_sittings(rows(actor, "see", Sitting).filter(council=council)).order_by(*NEWEST)
    context = {
        "council": council,
        "seats": [each for each in seats if each.until is None],
        "ended": [each for each in seats if each.until],
        "rules": rules(council),
        "sittings": SittingTable(sittings, orderable=False),
        "may": allowed(actor, council, "change", "seat", "call"),
        "breadcrumb": trail(),
    }
    return render(request, "rating/council/council.html", context)


@on_row(Place, "convene")
def new(request: HttpRequest, place: Place) -> HttpResponse:
    """A council that a decision of the chairman of the province has set up."""
    form = CouncilForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusing(form):
            made = actions.new_council(
                place=place, facts=_facts(request, form), by=actor_of(request), at=timezone.now()
            )
            messages.success(request, _("Đã ghi hội đồng. Việc tiếp theo: ghi các thành viên."))
            return redirect("rating:council", pk=made.pk)
    context = {
        "form": form,
        "title": _("Thêm hội đồng"),
        "back": reverse("rating:councils"),
        "breadcrumb": trail(),
    }
    return render(request, FORM, context, status=status_of(form))


@on_row(Council, "change")
def change(request: HttpRequest, council: Council) -> HttpResponse:
    """Facts and rules; results that are closed keep theirs."""
    start = {name: getattr(council, name) for name in FIELDS}
    form = CouncilForm(request.POST or None, request.FILES or None, initial=start)
    if form.is_valid():
        with refusing(form):
            facts = _facts(request, form)
            actions.change_council(council=council, facts=facts, by=actor_of(request), at=timezone.now())
            messages.success(request, _("Đã lưu. Kết quả đã khép giữ nguyên quy tắc cũ."))
            return redirect("rating:council", pk=council.pk)
    context = {
        "form": form,
        "title": _("Sửa hội đồng và quy tắc"),
        "note": _("Quy tắc mới chỉ áp dụng cho sản phẩm chưa khép; kết quả đã khép giữ quy tắc lúc đó."),
        "back": reverse("rating:council", args=[council.pk]),
        "breadcrumb": trail(council),
    }
    return render(request, FORM, context, status=status_of(form))


@on_row(Council, "seat")
def seat(request: HttpRequest, council: Council) -> HttpResponse:
    """A seat for a person who has an account; ?q= looks for the person."""
    text = request.GET.get("q", "").strip()
    people = seatable(actor_of(request), council, text)
    form = SeatForm(request.POST or None, people=people)
    if form.is_valid():
        with refusing(form):
            given = form.cleaned_data
            actions.seat(council=council, **given, by=actor_of(request), at=timezone.now())
            messages.success(request, _("Đã ghi %(person)s vào hội đồng.") % {"person": given["user"]})
            return redirect("rating:council", pk=council.pk)
    context = {
        "council": council,
        "form": form,
        "q": text,
        "found": people.exists(),
        "may_open_account": may(actor_of(request), "post_person", council.place),
        "back": reverse("rating:council", args=[council.pk]),
        "breadcrumb": trail(council),
    }
    return render(request, "rating/council/seat.html", context, status=status_of(form))


@on_row(Member, "end")
def end_seat(request: HttpRequest, member: Member) -> HttpResponse:
    """End a seat, with the reason."""
    form = WhyForm(request.POST or None)
    back = reverse("rating:council", args=[member.council_id])
    if form.is_valid():
        with refusing(form):
            actions.end_seat(
                member=member, why=form.cleaned_data["why"], by=actor_of(request), at=timezone.now()
            )
            messages.success(request, _("Đã kết thúc vai của %(person)s.") % {"person": member.user})
            return redirect(back)
    context = {
        "title": _("Kết thúc vai của %(person)s") % {"person": member.user},
        "consequences": [
            _("Người này không còn thấy hồ sơ và phiên của hội đồng."),
            _("Các phiếu đã nộp ở sản phẩm đã khép vẫn giữ nguyên."),
        ],
        "danger": _("Kết thúc vai"),
        "form": form,
        "back": back,
        "breadcrumb": trail(member.council),
    }
    return render(request, "ui/confirm.html", context, status=status_of(form))


def rules(council: Council) -> list[tuple[str, Any]]:
    """The council's rules as term and text."""
    yes, no = _("có"), _("không")
    decimals = _("không làm tròn") if council.decimals is None else str(council.decimals)
    return [
        (_("Cách tính điểm"), council.get_averaging_display()),
        (_("Mức tối thiểu đạt khi"), council.get_gates_display()),
        (_("Số phiếu tối thiểu"), f"{council.quorum} %"),
        (_("Phải có phiếu của chủ tịch"), yes if council.chair_needed else no),
        (_("Chênh lệch tối đa giữa hai phiếu"), _("%(points)s điểm") % {"points": council.spread}),
        (_("Làm tròn"), decimals),
        (_("Thư ký chấm điểm"), yes if council.secretary_scores else no),
        (_("Cho tổ chức thêm đợt"), yes if council.extra_rounds else no),
        (_("Quy chế số"), council.regulation_no or _("cần xác minh: chưa ghi số quy chế")),
    ]


def trail(council: Council | None = None) -> list[dict[str, str]]:
    first = [{"label": _("Hội đồng"), "url": reverse("rating:councils")}]
    if council is None:
        return first
    return [*first, {"label": council.name, "url": reverse("rating:council", args=[council.pk])}]


def _facts(request: HttpRequest, form: CouncilForm) -> actions.Facts:
    paper = keep(form, actor_of(request), timezone.now(), "regulation")
    return actions.Facts(**form.cleaned_data | {"regulation": paper})
