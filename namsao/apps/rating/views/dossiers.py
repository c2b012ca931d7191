"""Dossiers: the list, opening one, and the page of one for everybody who may see it."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from namsao.apps.products.models import Product
from namsao.apps.products.queries import adders
from namsao.apps.rating.actions.dossiers import open_dossier
from namsao.apps.rating.actions.efforts import write_efforts
from namsao.apps.rating.filters.dossiers import DossierFilter
from namsao.apps.rating.flow import can
from namsao.apps.rating.forms.dossiers import OpenForm
from namsao.apps.rating.forms.efforts import EffortForm
from namsao.apps.rating.models import Dossier
from namsao.apps.rating.packs import criteria_of
from namsao.apps.rating.queries import changes
from namsao.apps.rating.queries import dossiers as queries
from namsao.apps.rating.queries.completeness import findings
from namsao.apps.rating.queries.offers import applicant, offers, open_dossier_of, openable
from namsao.apps.rating.queries.selfscore import progress, self_score
from namsao.apps.rating.tables.dossiers import DossierTable, state_badge
from namsao.apps.rating.views.dossiers_trail import criterion_address, tasks, trail
from namsao.base.access.gate import actor_of, on_row, on_rows
from namsao.base.access.policy import allowed
from namsao.base.access.policy import may as may_see
from namsao.base.files.spreadsheet import csv_response
from namsao.base.ui.display import day
from namsao.base.ui.forms import refusing
from namsao.core.finding import Finding, by_severity

PAGE = 25


@on_rows(Dossier, "see")
def dossiers(request: HttpRequest, rows: QuerySet[Dossier]) -> HttpResponse:
    """The dossiers one may see, where each stands, and until when."""
    found = DossierFilter(request.GET, queries.listed(rows), request=request)
    if request.GET.get("format") == "csv":
        return _list_csv(found.qs)
    makers = adders(actor_of(request))
    table = DossierTable(found.qs, exclude=("party", "place") if len(makers) == 1 else ())
    RequestConfig(request, paginate={"per_page": PAGE}).configure(table)
    context = {
        "table": table,
        "filters": found.form,
        "is_empty": not table.page.paginator.count,
        "is_producer": len(makers) == 1,
        "openable": openable(makers[0]) if len(makers) == 1 else [],
    }
    return render(request, "rating/dossiers/dossiers.html", context)


@on_row(Product, "change")
def open_(request: HttpRequest, product: Product) -> HttpResponse:
    """Which dossier the product may open now, and why the others are not possible."""
    offered, refused = offers(product, timezone.localdate())
    form = OpenForm(request.POST or None, offers=offered)
    if form.is_valid():
        with refusing(form):
            by, at = actor_of(request), timezone.now()
            dossier = open_dossier(product=product, kind=form.cleaned_data["kind"], by=by, at=at)
            messages.success(request, _("Đã mở hồ sơ. Bắt đầu từ việc đầu tiên trong danh sách."))
            return redirect("rating:dossier", pk=dossier.pk)
    who = applicant(product.party, product.set_number)
    context = {
        "product": product,
        "form": form,
        "offers": offered,
        "refusals": refused,
        "existing": open_dossier_of(product),
        "applicant": [who] if who.is_open else [],
        "back": reverse("products:product", args=[product.pk]),
        "breadcrumb": [
            {"label": pgettext("danh sách", "Sản phẩm"), "url": reverse("products:products")},
            {"label": product.name, "url": reverse("products:product", args=[product.pk])},
        ],
    }
    return render(request, "rating/dossiers/open.html", context)


@on_row(Dossier, "see")
def dossier(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """One dossier: where it stands, the one next action of whoever looks, what it says, its way so far."""
    actor, dossier = actor_of(request), queries.whole(dossier)
    may = allowed(actor, dossier, "write", "file", "withdraw", "see_personal")
    may["plan"] = may["write"]
    may["write"] = may["write"] and dossier.is_with_producer
    may["file"] = may["file"] and can("file", dossier.state)
    may["withdraw"] = may["withdraw"] and can("withdraw", dossier.state)
    context = {
        "dossier": dossier,
        "badge": state_badge(dossier),
        "due": queries.due_of(dossier),
        "facts": _facts(dossier, may_open=may_see(actor, "see", dossier.product)),
        "sections": progress(dossier),
        "events": queries.story(dossier),
        "filings": queries.filings_of(dossier),
        "returned": queries.return_reason(dossier),
        "boxes": queries.boxes(dossier, actor),
        "may": may,
        **_score(dossier),
        "breadcrumb": trail(),
    }
    if may["write"]:
        context |= _work(dossier, findings(dossier, timezone.localdate()), may_file=may["file"])
        context["is_unchanged"] = context["returned"] is not None and _is_unchanged(dossier)
    return render(request, "rating/dossiers/dossier.html", context)


@on_row(Dossier, "write")
@require_POST
def efforts(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """What is hard for this producer; the path is then worked out anew."""
    form = EffortForm(request.POST, dossier=dossier)
    if form.is_valid():
        write_efforts(dossier=dossier, efforts=form.efforts(), by=actor_of(request), at=timezone.now())
        messages.success(request, _("Đã tính lại đường đi."))
    else:
        messages.error(request, _("Hãy chọn độ khó trong danh sách."))
    return redirect(reverse("rating:dossier", args=[dossier.pk]) + "#path")


def _is_unchanged(dossier: Dossier) -> bool:
    """Whether it still says what was handed in last."""
    before = changes.before(dossier, "filing")
    return before is not None and changes.compare(dossier, before[1]).is_empty


def _score(dossier: Dossier) -> dict[str, Any]:
    """The self score, and the way to the next star with an address for each step."""
    score = self_score(dossier)
    form = EffortForm(dossier=dossier, path=score.path)
    steps = [
        (step, criterion_address(dossier, step.code), form[step.code])
        for step in (score.path.steps if score.path else [])
    ]
    return {
        "score": score,
        "steps": steps,
        "efforts": form,
        "doubts": queries.doubts_of(criteria_of(dossier)),
    }


def _work(dossier: Dossier, found: list[Finding], *, may_file: bool) -> dict[str, Any]:
    """What is left to do, what should be done, what is done; and the first thing to do."""
    must = [each for each in found if each.is_blocking]
    rest = by_severity(each for each in found if each.is_open and not each.is_blocking)
    todo = tasks(dossier, must)
    following = None
    if todo:
        following = {"label": todo[0]["label"], "url": todo[0]["url"]}
    elif may_file:
        following = {"label": _("Nộp hồ sơ"), "url": reverse("rating:file", args=[dossier.pk])}
    done = [each for each in found if not each.is_open]
    return {
        "must": todo,
        "should": tasks(dossier, rest),
        "done": tasks(dossier, done),
        "following": following,
    }


def _facts(dossier: Dossier, *, may_open: bool) -> list[tuple[str, Any]]:
    """may_open: whether the page of the product is for whoever looks; a council reads the dossier, not the register."""
    product, criteria_set = dossier.product, criteria_of(dossier)
    link = '<a href="{}">{}</a>'
    named = (
        format_html(link, reverse("products:product", args=[product.pk]), product) if may_open else product
    )
    previous = dossier.previous
    return [
        (_("Sản phẩm"), named),
        (_("Chủ thể"), product.party),
        (_("Xã, phường"), dossier.place.title),
        (_("Lần đánh giá"), dossier.get_kind_display()),
        (_("Bộ tiêu chí"), f"{criteria_set.number}. {criteria_set.name}"),
        (_("Phiên bản"), dossier.pack.partition("@")[2]),
        (_("Đợt"), dossier.round),
        (_("Nộp lần đầu"), day(dossier.first_filed_on)),
        (_("Nộp gần nhất"), day(dossier.filed_on)),
        (
            _("Hồ sơ trước"),
            previous and format_html(link, reverse("rating:dossier", args=[previous.pk]), previous),
        ),
    ]


def _list_csv(found: Iterable[Any]) -> HttpResponse:
    head = [
        _("Sản phẩm"),
        _("Chủ thể"),
        _("Xã, phường"),
        _("Lần đánh giá"),
        _("Tình trạng"),
        _("Phiếu số"),
        _("Nộp lần đầu"),
        _("Nộp gần nhất"),
        _("Đợt"),
        _("Hạn"),
        _("Dữ liệu minh hoạ"),
    ]
    rows = (
        [
            each.product,
            each.product.party,
            each.place.title,
            each.get_kind_display(),
            each.get_state_display(),
            each.number,
            day(each.first_filed_on),
            day(each.filed_on),
            each.round,
            day(queries.due_of(each)),
            _("có") if each.is_illustrative else "",
        ]
        for each in found
    )
    return csv_response(f"ho-so-{timezone.localdate().isoformat()}.csv", head, rows)
