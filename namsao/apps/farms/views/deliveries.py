"""Deliveries and payments, written on a phone beside the scales, under a contract or without one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from namsao.apps.farms import actions, queries
from namsao.apps.farms.forms import DeliveryForm, PaymentForm
from namsao.apps.farms.models import Contract, Delivery, Household, Payment
from namsao.apps.farms.queries import Books
from namsao.apps.farms.views.trail import contract_trail, household_trail
from namsao.base.access.gate import actor_of, on_row
from namsao.base.ui.display import day as show_day
from namsao.base.ui.display import kg, vnd
from namsao.base.ui.forms import WhyForm, refusing, status_of


@on_row(Contract, "write")
def contract_delivery(request: HttpRequest, contract: Contract) -> HttpResponse:
    lots = queries.lots_for(contract.party_id, contract.material_id, contract.household_id)
    form = DeliveryForm(
        _sent(request),
        lots=lots,
        initial={"delivered_on": timezone.localdate(), "price_vnd": contract.price_vnd},
    )
    back = reverse("farms:contract", args=[contract.pk])
    context = {"seller": contract.other_side, "about": contract, "breadcrumb": contract_trail(contract)}
    return _delivery(request, form, {"contract": contract}, back, context)


@on_row(Household, "write")
def household_delivery(request: HttpRequest, household: Household) -> HttpResponse:
    """Goods bought without a contract."""
    materials = household.party.materials.all()
    only = materials[0] if len(materials) == 1 else None
    form = DeliveryForm(
        _sent(request),
        materials=materials,
        initial={"delivered_on": timezone.localdate(), "material": only},
    )
    back = reverse("farms:household", args=[household.pk])
    context = {"seller": household.called, "breadcrumb": household_trail(household)}
    return _delivery(request, form, {"household": household}, back, context)


@on_row(Contract, "write")
def contract_payment(request: HttpRequest, contract: Contract) -> HttpResponse:
    back = reverse("farms:contract", args=[contract.pk])
    context = {"seller": contract.other_side, "about": contract, "breadcrumb": contract_trail(contract)}
    return _payment(request, queries.books_of(contract), {"contract": contract}, back, context)


@on_row(Household, "write")
def household_payment(request: HttpRequest, household: Household) -> HttpResponse:
    """For goods bought without a contract."""
    back = reverse("farms:household", args=[household.pk])
    context = {"seller": household.called, "breadcrumb": household_trail(household)}
    return _payment(request, queries.loose_books_of(household), {"household": household}, back, context)


@on_row(Delivery, "write")
def void_delivery(request: HttpRequest, delivery: Delivery) -> HttpResponse:
    """Confirm with a reason."""
    said = {"kg": kg(delivery.quantity_kg), "day": show_day(delivery.delivered_on)}
    title = _("Bỏ lần giao %(kg)s ngày %(day)s?") % said
    consequences = [
        _("Lần giao không còn tính vào khối lượng và tiền phải trả."),
        _("Tiền đã trả cho lần giao này thành ứng trước."),
        _("Dòng vẫn hiện, gạch ngang, kèm lý do."),
    ]
    return _void(request, delivery, actions.void_delivery, "delivery", title, consequences)


@on_row(Payment, "write")
def void_payment(request: HttpRequest, payment: Payment) -> HttpResponse:
    """Confirm with a reason."""
    said = {"vnd": vnd(payment.amount_vnd), "day": show_day(payment.paid_on)}
    title = _("Bỏ lần trả %(vnd)s ngày %(day)s?") % said
    consequences = [
        _("Số tiền này trở lại thành còn nợ."),
        _("Dòng vẫn hiện, gạch ngang, kèm lý do."),
    ]
    return _void(request, payment, actions.void_payment, "payment", title, consequences)


def _delivery(
    request: HttpRequest, form: DeliveryForm, seller: dict[str, Any], back: str, context: dict[str, Any]
) -> HttpResponse:
    if form.is_valid():
        with refusing(form):
            made = actions.record_delivery(
                **seller, **form.cleaned_data, by=actor_of(request), at=timezone.now()
            )
            said = {"kg": kg(made.quantity_kg), "vnd": vnd(made.amount_vnd)}
            told = (
                _("Đã ghi giao %(kg)s, thành tiền %(vnd)s.") if made.amount_vnd else _("Đã ghi giao %(kg)s.")
            )
            messages.success(request, told % said)
            return redirect(back)
    return render(
        request, "farms/delivery.html", {**context, "form": form, "back": back}, status=status_of(form)
    )


def _payment(
    request: HttpRequest, books: Books, seller: dict[str, Any], back: str, context: dict[str, Any]
) -> HttpResponse:
    account = books.account
    form = PaymentForm(
        _sent(request),
        deliveries={each.pk: each for each in books.standing},
        account=account,
        initial={"paid_on": timezone.localdate(), "amount_vnd": account.owed_vnd or None},
    )
    if form.is_valid():
        with refusing(form):
            made = actions.record_payment(
                **seller, **form.cleaned_data, by=actor_of(request), at=timezone.now()
            )
            messages.success(request, _("Đã ghi trả %(vnd)s.") % {"vnd": vnd(made.amount_vnd)})
            return redirect(back)
    context = {**context, "form": form, "account": account, "back": back}
    return render(request, "farms/payment.html", context, status=status_of(form))


def _void(
    request: HttpRequest,
    row: Delivery | Payment,
    verb: Any,
    name: str,
    title: str,
    consequences: list[str],
) -> HttpResponse:
    form = WhyForm(_sent(request))
    home, pk = (
        ("farms:contract", row.contract_id) if row.contract_id else ("farms:household", row.household_id)
    )
    if form.is_valid():
        with refusing(form):
            verb(**{name: row}, **form.cleaned_data, by=actor_of(request), at=timezone.now())
            messages.success(request, _("Đã bỏ."))
            return redirect(home, pk=pk)
    context = {
        "title": title,
        "consequences": consequences,
        "danger": _("Bỏ dòng này"),
        "back": reverse(home, args=[pk]),
        "form": form,
        "breadcrumb": contract_trail(row.contract) if row.contract else household_trail(row.household),
    }
    return render(request, "ui/confirm.html", context, status=status_of(form))


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
