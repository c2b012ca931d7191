"""Scans counted, reports waiting, pages that lapsed."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import Substr, TruncDate
from django.utils import timezone

from namsao.apps.products.models import Batch, Product
from namsao.apps.rating.models import Inspection, StarCertificate
from namsao.apps.scans.models import ProblemReport, Published, Scan
from namsao.apps.scans.models.scan import in_words
from namsao.apps.traceability.models import Recall
from namsao.apps.traceability.queries.recall import recalled_uris
from namsao.base.access.policy import rows
from namsao.core.actor import Actor
from namsao.core.gs1.link import ID_GS1_ORG
from namsao.core.gs1.uri import parse_path

WINDOW = timedelta(days=14)


def reference(report: ProblemReport) -> str:
    """How an inspection names the report it comes from."""
    return f"PA-{report.pk}"


def may_be_inspected(report: ProblemReport) -> bool:
    """Whether its product holds stars, and no inspection was opened for it yet."""
    holding = StarCertificate.objects.lasting_on(timezone.localdate()).filter(product=report.product_id)
    return holding.exists() and not Inspection.objects.filter(complaint_ref=reference(report)).exists()


def scans_of(products: QuerySet[Product], since: datetime) -> QuerySet[Scan]:
    """Pages opened by scans of the products' codes since a moment, newest first; machines' linksets do not count."""
    # Keys are "01/{gtin14}" and what follows.
    of_products = Scan.objects.filter(key__startswith="01/", at__gte=since).alias(gtin=Substr("key", 4, 14))
    opened = of_products.filter(gtin__in=products.values("gtin")).exclude(language="")
    return opened.order_by("-at")


def by_day(scans: QuerySet[Scan]) -> list[tuple[Any, int]]:
    """(day in Vietnam, scans), oldest first."""
    counted = (
        scans.order_by().annotate(day=TruncDate("at")).values("day").annotate(n=Count("id")).order_by("day")
    )
    return [(each["day"], each["n"]) for each in counted]


def by_field(scans: QuerySet[Scan], field: str) -> list[tuple[str, int]]:
    """(value in words, scans), most first: language or outcome."""
    counted = scans.order_by().values(field).annotate(n=Count("id")).order_by("-n", field)
    return [(in_words(field, each[field]), each["n"]) for each in counted]


def lapsed(now: datetime) -> tuple[list[Product], list[Batch]]:
    """Products and batches whose published page says something that has ended."""
    keys = Published.objects.filter(valid_until__lt=int(now.timestamp()), gone=False).values_list(
        "key", flat=True
    )
    codes = [key.split("/") for key in keys if key.startswith("01/")]
    products = Product.objects.filter(gtin__in=[c[1] for c in codes if len(c) == 2])
    lots = {(c[1], c[3]) for c in codes if len(c) == 4}
    batches = Batch.objects.filter(product__gtin__in={gtin for gtin, _lot in lots}).select_related("product")
    return list(products), [b for b in batches if (b.product.gtin, b.lot) in lots]


def goods_in(recall: Recall) -> tuple[set[tuple[str, str]], set[str]]:
    """((GTIN, lot) of the lots of a recall, GTINs that are recalled as a whole)."""
    named = [uri.removeprefix(f"{ID_GS1_ORG}/") for uri in recalled_uris(recall)]
    parsed = [parse_path(f"/{path}") for path in named if path.startswith("01/")]
    lots = {(link.value, lot) for link in parsed if (lot := link.get("10"))}
    return lots, {link.value for link in parsed if not link.get("10")}


def waiting(actor: Actor) -> list[dict[str, Any]]:
    """Open reports the actor may close, as rows of the home page, oldest first."""
    reports = rows(actor, "close", ProblemReport).filter(closed_at=None).order_by("at")[:5]
    return [
        {
            "label": f"{report.get_kind_display().capitalize()}: {report.product or report.code}",
            "url_name": "scans:report",
            "pk": report.pk,
            "hint": report.text[:120],
            "due": (report.at + timedelta(days=3)).date(),
        }
        for report in reports
    ]
