"""A batch: made from harvest lots, followed step by step."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from namsao.apps.products import queries
from namsao.apps.products.actions import add_step, make_batch, void_batch
from namsao.apps.products.forms import BatchForm, StepForm
from namsao.apps.products.models import Batch, Product
from namsao.apps.products.views.certificates import cards
from namsao.base.access.gate import actor_of, on_row
from namsao.base.access.policy import allowed
from namsao.base.ui.display import day as show_day
from namsao.base.ui.display import number as show_number
from namsao.base.ui.forms import WhyForm, refusing
from namsao.core.words import NATIVE, pick


@on_row(Product, "make_batch")
def new(request: HttpRequest, product: Product) -> HttpResponse:
    """Take kilograms of harvest lots, look at the sum, record the batch."""
    form = BatchForm(request.POST or None, product=product, today=timezone.localdate())
    context = {"product": product, "form": form, "breadcrumb": _trail(product)}
    if form.is_valid() and "edit" not in request.POST:
        if "confirmed" not in request.POST:
            return render(request, "products/batch_summary.html", context)
        with refusing(form):
            batch = make_batch(product=product, **form.values(), by=actor_of(request), at=timezone.now())
            messages.success(request, _("Đã ghi lô %(lot)s. Bước tiếp theo: in tem.") % {"lot": batch.lot})
            return redirect("products:batch", pk=batch.pk)
    return render(request, "products/batch_new.html", context)


@on_row(Batch, "see")
def batch(request: HttpRequest, batch: Batch) -> HttpResponse:
    """One batch: what went in, what was done, what proves it."""
    actor = actor_of(request)
    may = allowed(actor, batch, "add_step", "print_labels", "void", "pack") | allowed(
        actor, batch.product, "add_certificate"
    )
    inputs = list(queries.inputs_of(batch))
    bought = list(queries.bought_for(batch))
    context = {
        "batch": batch,
        "product": batch.product,
        "facts": _facts(batch),
        "inputs": inputs,
        "bought": bought,
        "inputs_kg": sum(each.quantity_kg for each in (*inputs, *bought)),
        "events": _journey(batch),
        "certificates": cards(queries.certificates_of_batch(batch), may_change=may["add_certificate"]),
        "may": may,
        "passport": queries.passport_url(batch),
        "breadcrumb": _trail(batch.product),
    }
    return render(request, "products/batch.html", context)


@on_row(Batch, "add_step")
def new_step(request: HttpRequest, batch: Batch) -> HttpResponse:
    """Record what was done with a batch."""
    form = StepForm(request.POST or None, today=timezone.localdate())
    if form.is_valid():
        with refusing(form):
            add_step(batch=batch, **form.values(), by=actor_of(request), at=timezone.now())
            messages.success(request, _("Đã ghi công đoạn."))
            return redirect("products:batch", pk=batch.pk)
    own = {"label": _("Lô %(lot)s") % {"lot": batch.lot}, "url": reverse("products:batch", args=[batch.pk])}
    context = {"batch": batch, "form": form, "breadcrumb": [*_trail(batch.product), own]}
    return render(request, "products/step.html", context)


@on_row(Batch, "void")
def void(request: HttpRequest, batch: Batch) -> HttpResponse:
    """Confirm with a reason."""
    form = WhyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusing(form):
            void_batch(batch=batch, **form.cleaned_data, by=actor_of(request), at=timezone.now())
            messages.success(request, _("Đã xoá lô %(lot)s.") % {"lot": batch.lot})
            return redirect("products:product", pk=batch.product_id)
    return render(request, "ui/confirm.html", _voiding(batch, form), status=422 if form.is_bound else 200)


def _voiding(batch: Batch, form: WhyForm) -> dict[str, Any]:
    lot, own = {"lot": batch.lot}, reverse("products:batch", args=[batch.pk])
    return {
        "title": _("Xoá lô %(lot)s?") % lot,
        "consequences": [
            _("Số kg nguyên liệu đã lấy được trả về các lô thu hoạch."),
            _("Trang công khai của lô không còn. Ai quét mã lô này sẽ thấy báo: chưa từng phát hành."),
            _("Lô vẫn hiện trong sổ, gạch ngang, kèm lý do. Số lô %(lot)s không dùng lại được.") % lot,
            _("Sổ truy xuất ghi thêm: lô này và các công đoạn của lô đã ghi nhầm."),
        ],
        "danger": _("Xoá lô này"),
        "back": own,
        "form": form,
        "breadcrumb": [*_trail(batch.product), {"label": _("Lô %(lot)s") % lot, "url": own}],
    }


def _trail(product: Product) -> list[dict[str, str]]:
    return [
        {"label": pgettext("danh sách", "Sản phẩm"), "url": reverse("products:products")},
        {"label": product.name, "url": reverse("products:product", args=[product.pk])},
    ]


def _facts(batch: Batch) -> list[tuple[str, Any]]:
    return [
        (_("Số lô"), batch.lot),
        (_("Cơ sở sản xuất"), batch.facility),
        (_("Ngày sản xuất"), show_day(batch.made_on)),
        (_("Hạn sử dụng"), show_day(batch.expires_on)),
        (_("Số gói"), show_number(batch.quantity)),
        (_("GTIN"), batch.product.gtin),
    ]


def _journey(batch: Batch) -> list[dict[str, Any]]:
    """What was done, by day, as the timeline shows it; the making of the packs among the steps."""
    made = {"what": _("Ghi lô: %(n)s gói") % {"n": show_number(batch.quantity)}, "when": batch.made_on}
    steps = [
        {
            "what": pick(step.texts, get_language() or NATIVE)[0],
            "when": step.done_on,
            "url": reverse("traceability:event", args=[step.event_id]),
        }
        for step in batch.steps.all()
    ]
    made |= {"where": batch.facility, "url": reverse("traceability:event", args=[batch.event_id])}
    return sorted([*steps, made], key=lambda each: each["when"])
