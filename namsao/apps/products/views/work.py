"""Processing and packing by big buttons, on a phone first."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from namsao.apps.products import queries
from namsao.apps.products.actions import choose_process, do_stage, pack_cases
from namsao.apps.products.forms import CasesForm, StageForm
from namsao.apps.products.models import Batch, Despatch, LogisticUnit, Product
from namsao.apps.products.views.trail import trail
from namsao.base.access.gate import actor_of, on_row, on_rows
from namsao.base.parties.models import Party
from namsao.base.ui.forms import refusing, status_of
from namsao.core.errors import Refused

MOST_PARTIES = 60


@on_rows(Party, "pack")
def work(request: HttpRequest, parties: QuerySet[Party]) -> HttpResponse:
    """The one party a producer works for, or the choice of an officer."""
    wanted = request.GET.get("q", "")
    found = parties.producers().select_related("place").order_by("name_sort", "pk")
    if not wanted and (only := list(found[:2])) and len(only) == 1:
        return redirect("products:work_of", pk=only[0].pk)
    listed = found.matching(wanted) if wanted else found
    return render(request, "products/work.html", {"parties": listed[:MOST_PARTIES], "q": wanted})


@on_row(Party, "pack")
def work_of(request: HttpRequest, party: Party) -> HttpResponse:
    """What a party can do now, its batches in hand, what is on its way, its last slips."""
    context = {
        "party": party,
        "has_facility": party.facilities.exists(),
        "batches": queries.in_hand(party)[: queries.MOST_BATCHES],
        "products": party.products.all(),
        "awaited": queries.awaited_by(party),
        "units": queries.units_at_hand(party).count(),
        "lands_catch": queries.lands_catch(party),
        "slips": queries.last_slips(party),
        "breadcrumb": trail(actor_of(request), party)[:1],
    }
    return render(request, "products/work_of.html", context)


@on_row(Party, "pack")
def find(request: HttpRequest, party: Party) -> HttpResponse:
    """Open what was scanned or typed."""
    code = request.GET.get("code", "")
    found = queries.found_by(party, code) if code.strip() else None
    if isinstance(found, Batch):
        return redirect("products:work_batch", pk=found.pk)
    if isinstance(found, LogisticUnit):
        return redirect("products:unit", pk=found.pk)
    if isinstance(found, Despatch):
        return redirect("products:despatch", pk=found.pk)
    messages.error(request, _("Không có lô, kiện hay phiếu nào mang mã “%(code)s”.") % {"code": code[:80]})
    return redirect("products:work_of", pk=party.pk)


@on_row(Batch, "pack")
def work_batch(request: HttpRequest, batch: Batch) -> HttpResponse:
    """The stages of a batch as buttons, and what comes after them."""
    template = queries.process_of(batch.product)
    context = {
        "batch": batch,
        "product": batch.product,
        "template": template,
        "stages": queries.stage_rows(batch, template) if template else [],
        "choices": [] if template else queries.fitting(batch.product),
        "left": queries.packs_left(batch),
        "slips": queries.slips_of_batch(batch),
        "breadcrumb": trail(actor_of(request), batch.product.party),
    }
    return render(request, "products/work_batch.html", context)


@on_row(Product, "change")
@require_POST
def process(request: HttpRequest, product: Product) -> HttpResponse:
    """Choose the process template of a product."""
    reference = request.POST.get("process", "")
    try:
        choose_process(product=product, reference=reference, by=actor_of(request), at=timezone.now())
        messages.success(request, _("Đã chọn quy trình."))
    except Refused as refused:
        messages.error(request, refused.sentence)
    batch = product.batches.filter(pk=_number(request.POST.get("batch", ""))).first()
    return (
        redirect("products:work_batch", pk=batch.pk) if batch else redirect("products:product", pk=product.pk)
    )


@on_row(Batch, "pack")
def stage(request: HttpRequest, batch: Batch) -> HttpResponse:
    """Write down a stage; ?stage= names it."""
    template, code = queries.process_of(batch.product), request.GET.get("stage", "")
    if template is None or code not in template or not queries.is_noted(template.stage(code)):
        return redirect("products:work_batch", pk=batch.pk)
    chosen = template.stage(code)
    form = StageForm(_sent(request), stage=chosen, today=timezone.localdate())
    if form.is_valid():
        with refusing(form):
            slip = do_stage(batch=batch, **form.values(), by=actor_of(request), at=timezone.now())
            messages.success(request, _("Đã ghi: %(what)s.") % {"what": slip.what})
            return redirect("products:work_batch", pk=batch.pk)
    context = {"form": form, "batch": batch, "stage": chosen, "template": template}
    return render(request, "products/stage.html", _page(request, context, batch), status=status_of(form))


@on_row(Batch, "pack")
def cases(request: HttpRequest, batch: Batch) -> HttpResponse:
    """Put packs into cases."""
    initial = {"each": queries.usual_case(batch)}
    form = CasesForm(_sent(request), batch=batch, today=timezone.localdate(), initial=initial)
    if form.is_valid():
        with refusing(form):
            slip = pack_cases(batch=batch, **form.cleaned_data, by=actor_of(request), at=timezone.now())
            messages.success(
                request, _("Đã xếp %(what)s. Bước tiếp theo: in nhãn thùng.") % {"what": slip.what}
            )
            return redirect("products:slip", pk=slip.pk)
    context = {"form": form, "batch": batch, "left": queries.packs_left(batch)}
    return render(request, "products/cases.html", _page(request, context, batch), status=status_of(form))


def _page(request: HttpRequest, context: dict[str, Any], batch: Batch) -> dict[str, Any]:
    own = {
        "label": _("Lô %(lot)s") % {"lot": batch.lot},
        "url": reverse("products:work_batch", args=[batch.pk]),
    }
    return context | {"breadcrumb": [*trail(actor_of(request), batch.product.party), own]}


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
