"""Pages on which certificates are entered and corrected."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from namsao.apps.evidence.actions import add_certificate, change_certificate
from namsao.apps.evidence.forms import FIELDS, CertificateForm, ProductCertificateForm
from namsao.apps.evidence.models import Certificate
from namsao.apps.products.models import Product
from namsao.base.access.gate import actor_of, on_row
from namsao.base.parties.models import Party
from namsao.base.ui.forms import refusing

PAGE = "evidence/form.html"


@on_row(Party, "add_certificate")
def new_for_party(request: HttpRequest, party: Party) -> HttpResponse:
    """A certificate that covers everything the party makes."""
    form = CertificateForm(request.POST or None)
    back = reverse("parties:party", args=[party.pk])
    if form.is_valid():
        with refusing(form):
            add_certificate(party=party, **form.cleaned_data, by=actor_of(request), at=timezone.now())
            messages.success(request, _("Đã thêm giấy chứng nhận."))
            return redirect(back)
    context = {"form": form, "title": _("Thêm giấy chứng nhận"), "of": party, "party": party, "back": back}
    return render(request, PAGE, context)


@on_row(Product, "add_certificate")
def new_for_product(request: HttpRequest, product: Product) -> HttpResponse:
    """A certificate of one product, or of one batch of it (?batch= names it)."""
    initial = {"batch": request.GET.get("batch"), "kind": _likely_kind(request)}
    form = ProductCertificateForm(request.POST or None, product=product, initial=initial)
    if form.is_valid():
        with refusing(form):
            by, at = actor_of(request), timezone.now()
            certificate = add_certificate(
                party=product.party, product=product, **form.cleaned_data, by=by, at=at
            )
            messages.success(request, _("Đã thêm giấy chứng nhận."))
            return redirect(_home(certificate))
    back = reverse("products:product", args=[product.pk])
    context = {
        "form": form,
        "title": _("Thêm giấy chứng nhận"),
        "of": product,
        "party": product.party,
        "back": back,
    }
    return render(request, PAGE, context)


@on_row(Certificate, "change")
def change(request: HttpRequest, certificate: Certificate) -> HttpResponse:
    """Correct a certificate."""
    initial = {field: getattr(certificate, field) for field in FIELDS}
    form = CertificateForm(request.POST or None, initial=initial)
    if form.is_valid():
        with refusing(form):
            change_certificate(
                certificate=certificate, **form.cleaned_data, by=actor_of(request), at=timezone.now()
            )
            messages.success(request, _("Đã lưu giấy chứng nhận."))
            return redirect(_home(certificate))
    context = {
        "form": form,
        "title": _("Sửa giấy chứng nhận"),
        "of": certificate.batch or certificate.product or certificate.party,
        "party": certificate.party,
        "back": _home(certificate),
    }
    return render(request, PAGE, context)


def _likely_kind(request: HttpRequest) -> str:
    return Certificate.Kind.LABORATORY.value if "batch" in request.GET else ""


def _home(certificate: Certificate) -> str:
    """The page of what the certificate is for."""
    if certificate.batch_id:
        return reverse("products:batch", args=[certificate.batch_id])
    if certificate.product_id:
        return reverse("products:product", args=[certificate.product_id])
    return reverse("parties:party", args=[certificate.party_id])
