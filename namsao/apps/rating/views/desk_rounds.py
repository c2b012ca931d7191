"""Rounds: list, page, the regular ones of a year, an extra one."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from namsao.apps.rating.actions import rounds as actions
from namsao.apps.rating.forms.desk_intake import ExtraRoundForm
from namsao.apps.rating.models import Dossier, Round
from namsao.apps.rating.queries import rounds as queries
from namsao.apps.rating.queries.queue import listed
from namsao.apps.rating.tables.desk import RoundDossierTable, RoundTable
from namsao.apps.rating.views.desk_trail import PAGE, trail
from namsao.base.access.gate import actor_of, on_row, on_rows
from namsao.base.access.policy import rows as allowed_rows
from namsao.base.places.models import Place
from namsao.base.ui.fields import in_words
from namsao.base.ui.forms import refusing
from namsao.core.errors import Refused

STAGE_WORDS = {
    "intake": gettext_lazy("chờ tiếp nhận, bổ sung"),
    "advice": gettext_lazy("Tổ tư vấn đang xem"),
    "council": gettext_lazy("chờ hoặc đang chấm"),
    "deciding": gettext_lazy("chờ trình, chờ quyết định"),
    "ministry": gettext_lazy("chờ Bộ"),
    "recognised": gettext_lazy("đã công nhận"),
    "refused": gettext_lazy("không công nhận"),
    "withdrawn": gettext_lazy("đã rút"),
}


@on_rows(Round, "see")
def rounds(request: HttpRequest, rows: QuerySet[Round]) -> HttpResponse:
    """The rounds, how many dossiers each has, and a picture of the one that runs."""
    actor, today = actor_of(request), timezone.localdate()
    found = queries.standings(rows.select_related("place"), actor)
    table = RoundTable(found)
    RequestConfig(request, paginate={"per_page": PAGE}).configure(table)
    running = [
        each
        for each in found
        if each.round.level == queries.PROVINCE and each.round.evaluate_before > today and each.total
    ]
    makers = list(allowed_rows(actor, "open_round", Place).filter(kind=Place.Kind.PROVINCE))
    context = {
        "table": table,
        "running": [(each, bars(each)) for each in running[:2]],
        "makers": makers,
        "year": _year_to_make(makers[0]) if makers else None,
    }
    return render(request, "rating/desk/rounds.html", context)


@on_row(Round, "see")
def round_page(request: HttpRequest, one: Round) -> HttpResponse:
    """Where one round stands, and its dossiers."""
    actor = actor_of(request)
    standing = queries.standings([one], actor)[0]
    dossiers = allowed_rows(actor, "see", Dossier).filter(round=one)
    table = RoundDossierTable(listed(dossiers).order_by("product__name_sort"))
    RequestConfig(request, paginate={"per_page": PAGE}).configure(table)
    context = {
        "round": one,
        "standing": standing,
        "bars": bars(standing),
        "table": table,
        "breadcrumb": trail("rating:rounds", _("Đợt đánh giá")),
    }
    return render(request, "rating/desk/round.html", context)


@on_row(Place, "open_round")
def new_round(request: HttpRequest, place: Place) -> HttpResponse:
    """An extra round, where the council's rules allow it."""
    form = ExtraRoundForm(request.POST or None)
    if form.is_valid():
        with refusing(form):
            made = actions.make_extra_round(
                place=place, **form.cleaned_data, by=actor_of(request), at=timezone.now()
            )
            messages.success(request, _("Đã lập %(round)s.") % {"round": made})
            return redirect("rating:rounds")
    context = {
        "form": form,
        "is_allowed": queries.allows_extra(place, timezone.localdate()),
        "back": reverse("rating:rounds"),
        "breadcrumb": trail("rating:rounds", _("Đợt đánh giá")),
    }
    return render(request, "rating/desk/new_round.html", context)


@on_row(Place, "open_round")
@require_POST
def regular_rounds(request: HttpRequest, place: Place) -> HttpResponse:
    """The rounds the decree sets for a year, with one click."""
    try:
        year = int(request.POST.get("year", "")[:4] or 0)
        made = actions.make_regular_rounds(place=place, year=year, by=actor_of(request), at=timezone.now())
        messages.success(
            request, _("Đã lập %(count)s đợt năm %(year)s.") % {"count": len(made), "year": year}
        )
    except ValueError:
        messages.error(request, _("Hãy chọn năm."))
    except Refused as refused:
        messages.error(request, in_words(refused))
    return redirect("rating:rounds")


def bars(standing: queries.Standing) -> list[tuple[str, int]]:
    """Stages of a round that have dossiers, in the order of the way."""
    return [
        (str(words), standing.counts[stage])
        for stage, words in STAGE_WORDS.items()
        if standing.counts.get(stage)
    ]


def _year_to_make(place: Place) -> int | None:
    """The nearest year whose regular rounds are not all there."""
    this_year = timezone.localdate().year
    return next((year for year in (this_year, this_year + 1) if queries.missing(place, year)), None)
