"""One search for everything one may see: without marks, by name or by code."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from namsao.apps.farms.models import GrowingArea
from namsao.apps.products.models import Batch, Product
from namsao.base.access.gate import actor_of, signed_in
from namsao.base.access.policy import rows
from namsao.base.parties.models import Party
from namsao.base.places.models import Place
from namsao.core.actor import Actor
from namsao.core.gs1 import describe
from namsao.core.gs1.errors import Invalid
from namsao.core.vietnamese import fold

MOST = 20


@signed_in
def search(request: HttpRequest) -> HttpResponse:
    """`mien dong` finds miến dong; a code leads straight to its product or batch."""
    wanted = request.GET.get("q", "").strip()[:200]
    actor = actor_of(request)
    if wanted and (address := by_code(actor, wanted)):
        return redirect(address)
    groups = by_name(actor, wanted) if fold(wanted) else []
    found = [group for group in groups if group["rows"]]
    return render(request, "project/search.html", {"q": wanted, "groups": found, "most": MOST})


def by_code(actor: Actor, text: str) -> str | None:
    """Address of the batch or product a GS1 code or `GTIN/LOT` names, when the actor may see it."""
    gtin, _slash, lot = text.partition("/") if text[:14].isdigit() else ("", "", "")
    if not lot:
        try:
            ais = describe(text)["ais"]
        except Invalid:
            return None
        gtin, lot = ais.get("01", ""), ais.get("10", "")
    batch = rows(actor, "see", Batch).filter(product__gtin=gtin, lot=lot).first() if lot else None
    if batch:
        return reverse("products:batch", args=[batch.pk])
    product = rows(actor, "see", Product).filter(gtin=gtin).first()
    return reverse("products:product", args=[product.pk]) if product else None


def by_name(actor: Actor, wanted: str) -> list[dict[str, object]]:
    """Groups of {title, rows of (label, address, hint)}."""
    products = rows(actor, "see", Product).matching(wanted).select_related("party")[:MOST]
    parties = rows(actor, "see", Party).matching(wanted).select_related("place")[:MOST]
    batches = rows(actor, "see", Batch).filter(lot__iexact=wanted).select_related("product")[:MOST]
    areas = rows(actor, "see", GrowingArea).filter(code__iexact=wanted)[:MOST]
    places = rows(actor, "see", Place).filter(valid_to=None).matching(wanted)[:MOST]
    return [
        {
            "title": pgettext("danh sách", "Sản phẩm"),
            "rows": [(p, reverse("products:product", args=[p.pk]), p.party) for p in products],
        },
        {
            "title": _("Lô sản xuất"),
            "rows": [(b, reverse("products:batch", args=[b.pk]), b.key) for b in batches],
        },
        {"title": _("Vùng trồng"), "rows": [(a, reverse("farms:area", args=[a.pk]), a.code) for a in areas]},
        {
            "title": pgettext("danh sách", "Chủ thể"),
            "rows": [(p, reverse("parties:party", args=[p.pk]), p.place) for p in parties],
        },
        {
            "title": pgettext("danh sách", "Đơn vị"),
            "rows": [(p.title, reverse("places:place", args=[p.pk]), p.code) for p in places],
        },
    ]
