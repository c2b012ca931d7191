"""The way back from pages of this desk, and one form for its short acts."""

from collections.abc import Sequence
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from namsao.apps.rating.models import Inspection, RevocationCase, StarCertificate
from namsao.base.ui.forms import status_of

Crumbs = list[dict[str, str]]


def trail(thing: Inspection | RevocationCase | StarCertificate | None = None) -> Crumbs:
    """Crumbs from the list down to the page of the thing."""
    if isinstance(thing, Inspection):
        return [_crumb(_("Kiểm tra sau công nhận"), "rating:inspections"), _page(thing.product, thing)]
    if isinstance(thing, RevocationCase):
        cases = _crumb(_("Thu hồi giấy chứng nhận"), "rating:revocations")
        return [cases, _page(thing.certificate.product, thing)]
    if isinstance(thing, StarCertificate):
        return [_crumb(_("Giấy sắp hết hạn"), "rating:expiring"), _page(thing.product, thing)]
    return []


PAGES = {
    Inspection: "rating:inspection",
    RevocationCase: "rating:revocation",
    StarCertificate: "rating:certificate",
}


def _crumb(label: str, page: str) -> dict[str, str]:
    return {"label": label, "url": reverse(page)}


def _page(label: object, thing: Inspection | RevocationCase | StarCertificate) -> dict[str, str]:
    return {"label": str(label), "url": address(thing)}


def address(thing: Inspection | RevocationCase | StarCertificate) -> str:
    return reverse(PAGES[type(thing)], args=[thing.pk])


def ask(
    request: HttpRequest,
    form: Form,
    thing: Inspection | RevocationCase | StarCertificate,
    *,
    title: str,
    submit: str,
    facts: Sequence[tuple[str, Any]] = (),
    notes: Sequence[str] = (),
) -> HttpResponse:
    """The page of a short act: what it is about, what follows from it, and its form."""
    context = {
        "form": form,
        "title": title,
        "submit": submit,
        "facts": facts,
        "notes": notes,
        "thing": thing,
        "back": address(thing),
        "breadcrumb": trail(thing),
    }
    return render(request, "rating/after/form.html", context, status=status_of(form))


def confirm(
    request: HttpRequest,
    thing: Inspection | RevocationCase | StarCertificate,
    *,
    title: str,
    consequences: Sequence[str],
    danger: str,
    form: Form | None = None,
) -> HttpResponse:
    """The page before something that cannot be taken back."""
    context = {
        "title": title,
        "consequences": consequences,
        "danger": danger,
        "form": form,
        "back": address(thing),
        "breadcrumb": trail(thing),
    }
    return render(request, "ui/confirm.html", context, status=status_of(form) if form else 200)
