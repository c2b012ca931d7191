"""To the ministry and back."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from namsao.apps.rating.actions import ministry as actions
from namsao.apps.rating.flow import State, can
from namsao.apps.rating.forms.decisions_ministry import BackForm, BelowForm, FiveForm, ForwardForm
from namsao.apps.rating.models import Dossier
from namsao.apps.rating.queries.decisions import central_round
from namsao.apps.rating.views.papers import keep
from namsao.base.access.gate import actor_of, on_row, on_rows
from namsao.base.ui.forms import refusing, status_of

STATES = [State.APPROVED, State.FORWARDED, State.BELOW_90]


@on_rows(Dossier, "record_ministry")
def with_ministry(request: HttpRequest, found: QuerySet[Dossier]) -> HttpResponse:
    """Dossiers on their way to the ministry, there, or back from it."""
    dossiers = found.filter(state__in=STATES).select_related("product__party__place")
    context = {
        "dossiers": dossiers.prefetch_related("forwardings").order_by("state", "product__name_sort"),
        "central": central_round(timezone.localdate()),
    }
    return render(request, "rating/decisions/with_ministry.html", context)


@on_row(Dossier, "record_ministry")
def forward(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """The papers of art. 6.3 and the letter."""
    form = ForwardForm(request.POST or None, request.FILES or None, dossier=dossier)

    def act(**who: Any) -> None:
        given = form.cleaned_data
        letter = keep(form, **who)
        numbers = {"letter_no": given["letter_no"], "letter_on": given["letter_on"]}
        actions.forward(dossier=dossier, papers=form.papers(), **numbers, letter=letter, **who)

    central = central_round(timezone.localdate())
    return _acted(
        request,
        dossier,
        form,
        act,
        _("Gửi hồ sơ lên Bộ"),
        done=_("Đã ghi hồ sơ gửi Bộ."),
        central=central,
        is_possible=can("forward", dossier.state),
    )


@on_row(Dossier, "record_ministry")
def answer(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """Which of the answers came."""
    context = {
        "dossier": dossier,
        "sent": dossier.forwardings.first(),
        "is_forwarded": dossier.state == State.FORWARDED,
        "may_redo": can("redo", dossier.state),
        "breadcrumb": trail(),
    }
    return render(request, "rating/decisions/answer.html", context)


@on_row(Dossier, "record_ministry")
def five(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """The minister recognised five stars."""
    form = FiveForm(request.POST or None, request.FILES or None)

    def act(**who: Any) -> None:
        names = ("number", "on", "signer", "certificate_no", "valid_to")
        facts = {name: form.cleaned_data[name] for name in names}
        files = {
            "paper": keep(form, **who),
            "certificate_paper": keep(form, **who, field="certificate_paper"),
        }
        actions.record_five(dossier=dossier, **facts, **files, **who)

    return _acted(
        request,
        dossier,
        form,
        act,
        _("Bộ công nhận 5 sao"),
        done=_("Đã ghi quyết định của Bộ."),
        is_possible=can("recognise_by_ministry", dossier.state),
    )


@on_row(Dossier, "record_ministry")
def below(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """The ministry gave fewer than 90 points."""
    form = BelowForm(request.POST or None)

    def act(**who: Any) -> None:
        given = form.cleaned_data | {"points": Fraction(form.cleaned_data["points"])}
        actions.record_below(dossier=dossier, **given, **who)

    return _acted(
        request,
        dossier,
        form,
        act,
        _("Bộ chấm dưới 90 điểm"),
        done=_("Đã ghi. Tỉnh có thể trình theo kết quả của Bộ, hoặc tổ chức đánh giá lại."),
        is_possible=can("come_back", dossier.state),
    )


@on_row(Dossier, "record_ministry")
def redo(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """Done again from the advisory group on."""
    form = BackForm(request.POST or None)

    def act(**who: Any) -> None:
        actions.redo(dossier=dossier, **form.cleaned_data, **who)

    return _acted(
        request,
        dossier,
        form,
        act,
        _("Đánh giá lại theo yêu cầu"),
        done=_("Hồ sơ trở lại Tổ tư vấn."),
        is_possible=can("redo", dossier.state),
        is_recognised=dossier.state == State.RECOGNISED,
    )


@on_row(Dossier, "record_ministry")
def take_back(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """The dossier is withdrawn from the ministry."""
    form = BackForm(request.POST or None)

    def act(**who: Any) -> None:
        actions.withdraw_from_ministry(dossier=dossier, **form.cleaned_data, **who)

    return _acted(
        request,
        dossier,
        form,
        act,
        _("Rút hồ sơ khỏi Bộ"),
        done=_("Đã rút hồ sơ."),
        is_possible=dossier.state == State.FORWARDED,
    )


def trail() -> list[dict[str, Any]]:
    return [{"label": _("Hồ sơ gửi Bộ"), "url": reverse("rating:with_ministry")}]


def _acted(
    request: HttpRequest,
    dossier: Dossier,
    form: Form,
    act: Callable[..., None],
    title: str,
    *,
    done: str,
    **shown: Any,
) -> HttpResponse:
    """Do it when the form is right, and go back to the list; else the form."""
    if form.is_valid():
        with refusing(form):
            act(by=actor_of(request), at=timezone.now())
            messages.success(request, done)
            return redirect("rating:with_ministry")
    context = {"dossier": dossier, "form": form, "title": title, "breadcrumb": trail(), **shown}
    return render(request, "rating/decisions/ministry_form.html", context, status=status_of(form))
