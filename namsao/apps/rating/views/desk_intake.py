"""The province's desk: what communes propose, taken in or sent back."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tables2 import RequestConfig

from namsao.apps.rating.actions import intake as actions
from namsao.apps.rating.filters.desk import IntakeFilter
from namsao.apps.rating.flow import Kind, State, can
from namsao.apps.rating.forms.desk_commune import ReasonsForm
from namsao.apps.rating.forms.desk_intake import RoundForm
from namsao.apps.rating.models import Dossier
from namsao.apps.rating.queries import rounds as round_queries
from namsao.apps.rating.queries.intake import components
from namsao.apps.rating.queries.queue import intake_queue, province_due
from namsao.apps.rating.tables.desk import IntakeTable, PickColumn
from namsao.apps.rating.views.desk_trail import PAGE, facts, queue_csv, trail
from namsao.base.access.gate import actor_of, on_row, on_rows
from namsao.base.access.policy import rows as allowed_rows
from namsao.base.places.models import Place
from namsao.base.ui.fields import in_words
from namsao.base.ui.forms import refusing
from namsao.core.errors import Refused

MOST_AT_ONCE = 100


@on_rows(Dossier, "take_in")
def intake(request: HttpRequest, rows: QuerySet[Dossier]) -> HttpResponse:
    """What communes have proposed; re-evaluations first, their 45 days run."""
    found = IntakeFilter(request.GET, intake_queue(rows), request=request)
    waiting = found.qs  # reads the form, too
    if request.GET.get("format") == "csv":
        return queue_csv("tiep-nhan", waiting, province_due)
    standing = found.form.cleaned_data.get("standing")
    picks = [] if standing else [("pick", PickColumn(_("Chọn"), accessor="pk", orderable=False))]
    table = IntakeTable(
        waiting, rounds={}, extra_columns=picks, sequence=(["pick"] if picks else []) + ["..."]
    )
    RequestConfig(request, paginate={"per_page": PAGE}).configure(table)
    table.rounds.update(round_queries.rounds_for(row.record for row in table.paginated_rows))
    context = {"table": table, "filters": found.form, "can_pick": bool(picks)}
    return render(request, "rating/desk/intake.html", context)


@on_row(Dossier, "take_in")
def accept(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """Look at the parts of a proposal, then take it into a round."""
    open_rounds = round_queries.open_to(dossier, timezone.localdate())
    form = RoundForm(
        request.POST if request.method == "POST" else None,
        dossier=dossier,
        rounds=open_rounds,
        initial={"round": round_queries.usual(dossier, timezone.localdate())},
    )
    if form.is_valid():
        with refusing(form):
            by, at = actor_of(request), timezone.now()
            actions.accept(dossier=dossier, into=form.cleaned_data["round"], by=by, at=at)
            messages.success(request, _("Đã tiếp nhận. Tổ tư vấn thấy hồ sơ ngay."))
            return redirect("rating:intake")
    findings = components(dossier)
    context = {
        "form": form,
        "dossier": dossier,
        "facts": facts(dossier),
        "findings": findings,
        "is_ready": can("accept", dossier.state) and not any(each.is_blocking for each in findings),
        "can_send_back": can("send_back", dossier.state),
        "has_rounds": open_rounds.exists() or dossier.kind == Kind.REEVALUATION,
        "makers": _makers(request),
        "breadcrumb": trail("rating:intake", _("Tiếp nhận"), dossier),
    }
    return render(request, "rating/desk/accept.html", context)


@on_rows(Dossier, "take_in")
def accept_many(request: HttpRequest, rows: QuerySet[Dossier]) -> HttpResponse:
    """Take in several at once, each into the round it falls into, after the list was confirmed."""
    asked = request.POST if request.method == "POST" else request.GET
    picked = [int(each) for each in asked.getlist("pick") if each.isdecimal()][:MOST_AT_ONCE]
    found = list(intake_queue(rows.filter(pk__in=picked, state=State.PROPOSED)))
    if not found:
        messages.warning(request, _("Hãy đánh dấu ít nhất một hồ sơ chờ tiếp nhận."))
        return redirect("rating:intake")
    if request.method == "POST":
        _accept_each(request, found)
        return redirect("rating:intake")
    today = timezone.localdate()
    lines = [(each, round_queries.usual(each, today), _lacking(each)) for each in found]
    context = {
        "lines": lines,
        "has_lacks": any(what for _each, _round, what in lines),
        "breadcrumb": trail("rating:intake", _("Tiếp nhận")),
    }
    return render(request, "rating/desk/accept_many.html", context)


@on_row(Dossier, "take_in")
def put_in_round(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """Move an accepted dossier to another round."""
    open_rounds = round_queries.open_to(dossier, timezone.localdate())
    form = RoundForm(
        request.POST or None, dossier=dossier, rounds=open_rounds, initial={"round": dossier.round_id}
    )
    form.fields["round"].required = True
    if form.is_valid():
        with refusing(form):
            by, at = actor_of(request), timezone.now()
            actions.put_in_round(dossier=dossier, into=form.cleaned_data["round"], by=by, at=at)
            messages.success(request, _("Đã đổi đợt."))
            return redirect("rating:dossier", pk=dossier.pk)
    context = {
        "form": form,
        "title": _("Đổi đợt đánh giá"),
        "dossier": dossier,
        "back": reverse("rating:dossier", args=[dossier.pk]),
        "breadcrumb": trail("rating:intake", _("Tiếp nhận"), dossier),
    }
    return render(request, "rating/desk/form.html", context)


@on_row(Dossier, "take_in")
def send_back(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """Send the dossier back to be completed, with reasons."""
    form = ReasonsForm(request.POST or None, dossier=dossier)
    if form.is_valid():
        with refusing(form):
            actions.send_back(
                dossier=dossier, reasons=form.reasons(), by=actor_of(request), at=timezone.now()
            )
            messages.success(request, _("Đã trả hồ sơ, kèm lý do. Xã và chủ thể đều thấy."))
            return redirect("rating:intake")
    context = {
        "form": form,
        "dossier": dossier,
        "title": _("Trả lại hồ sơ để bổ sung"),
        "consequences": [
            _("Chủ thể và xã thấy lý do ngay trên hồ sơ."),
            _("Chủ thể nộp lại thì hồ sơ về thẳng tỉnh; Mẫu số 03 của xã còn giá trị."),
        ],
        "danger": _("Trả lại hồ sơ"),
        "back": reverse("rating:accept", args=[dossier.pk]),
        "breadcrumb": trail("rating:intake", _("Tiếp nhận"), dossier),
    }
    return render(request, "rating/desk/reasons.html", context)


def _accept_each(request: HttpRequest, dossiers: list[Dossier]) -> None:
    """What is refused stays in the queue, and the officer is told why."""
    by, at, done = actor_of(request), timezone.now(), 0
    for each in dossiers:
        try:
            into = round_queries.usual(each, timezone.localdate(at))
            actions.accept(dossier=each, into=into, by=by, at=at)
            done += 1
        except Refused as refused:
            messages.error(request, f"{each.product}: {in_words(refused)}")
    if done:
        messages.success(request, _("Đã tiếp nhận %(count)s hồ sơ.") % {"count": done})


def _lacking(dossier: Dossier) -> list[str]:
    return [each.what for each in components(dossier) if each.is_open]


def _makers(request: HttpRequest) -> list[Place]:
    return list(allowed_rows(actor_of(request), "open_round", Place).filter(kind=Place.Kind.PROVINCE))
