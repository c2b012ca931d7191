"""What a product has and lacks: the first page of whoever prepares a dossier."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext

from namsao.apps.evidence import queries
from namsao.apps.evidence.cards import card
from namsao.apps.evidence.masking import on_screen
from namsao.apps.products.models import Product
from namsao.base.access.gate import actor_of, on_row
from namsao.base.access.policy import allowed


@on_row(Product, "see")
def coverage(request: HttpRequest, product: Product) -> HttpResponse:
    """The kinds of Form 02 in their order, each with the papers that speak for the product."""
    actor = actor_of(request)
    held = queries.coverage(product, timezone.localdate())
    papers = on_screen([document for each in held for document in each.documents], actor)
    cards = {shown.document.pk: card(shown) for shown in papers}
    shelves = [(each, [cards[document.pk] for document in each.documents]) for each in held]
    asked = [each for each in held if each.kind.form02]
    context = {
        "product": product,
        "asked": [shelf for shelf in shelves if shelf[0].kind.form02],
        "added": [
            shelf for shelf in shelves if not shelf[0].kind.form02 and (shelf[1] or _suits(shelf[0], product))
        ],
        "done": sum(each.state in {"ok", "soon"} for each in asked),
        "total": len(asked),
        "may": allowed(actor, product, "add_certificate"),
        "breadcrumb": [
            {"label": pgettext("danh sách", "Sản phẩm"), "url": reverse("products:products")},
            {"label": product.name, "url": reverse("products:product", args=[product.pk])},
        ],
    }
    return render(request, "evidence/coverage.html", context)


def _suits(held: queries.Held, product: Product) -> bool:
    """The papers of a visitor site are asked for in set 26 alone."""
    return held.kind.slug != "service-conditions" or product.set_number == 26
