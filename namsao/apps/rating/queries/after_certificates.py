"""Certificates as they come to their end: lists, a year's calendar, which have lapsed."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncMonth

from namsao.apps.products.models import Product, Recognition
from namsao.apps.rating.flow import Kind
from namsao.apps.rating.models import Dossier, StarCertificate, StarCertificateQuerySet, goes_on
from namsao.apps.rating.packs import deadlines
from namsao.apps.rating.queries.window import Window, late_dossier
from namsao.base.access.policy import rows
from namsao.core.actor import Actor
from namsao.core.rating.deadlines import add_months

MONTHS = 12
BAR_HEIGHT = 40  # px; also stands in expiring.html
DUE = "due"  # the window is open or was missed, and no re-evaluation is filed


def recognition_of(certificate: StarCertificate) -> Recognition | None:
    """The stars in the register that this certificate stands for."""
    number = certificate.row.decision.number
    own = certificate.product.recognitions.filter(valid_to=certificate.valid_to, stars=certificate.stars)
    return own.filter(decision_no=number).first() or own.first()


def listed(found: QuerySet[StarCertificate], day: date) -> StarCertificateQuerySet:
    """The certificates that count, one for each product: not ended early, the latest when all have run out.

    Adds `refiled_on`: when the re-evaluation that has no result yet was first filed.
    """
    lasting = StarCertificate.objects.lasting_on(day).filter(product=OuterRef("product"))
    newer = StarCertificate.objects.filter(product=OuterRef("product"), valid_to__gt=OuterRef("valid_to"))
    in_hand = Dossier.objects.open().filter(product=OuterRef("product"), kind=Kind.REEVALUATION)
    return (
        found.exclude(ending__on__lte=day)
        .exclude(~Q(pk__in=StarCertificate.objects.lasting_on(day).values("pk")) & Exists(lasting))
        .exclude(Q(valid_to__lt=day) & Exists(newer))
        .annotate(refiled_on=Subquery(in_hand.values("first_filed_on")[:1]))
        .with_facts()
        .order_by("valid_to", "pk")
    )


def what_one_may(found: StarCertificateQuerySet, actor: Actor) -> StarCertificateQuerySet:
    """Adds `may_extend`, `may_remind`, so that a list asks once and not for each row."""

    def can(verb: str) -> Exists:
        return Exists(rows(actor, verb, StarCertificate).filter(pk=OuterRef("pk")))

    return found.annotate(may_extend=can("extend"), may_remind=can("remind"))


def in_window(found: StarCertificateQuerySet, state: str, day: date) -> StarCertificateQuerySet:
    """Rows of `listed` in one state of the window, or `DUE`. Says the same as `window_state`, to the database."""
    numbers = deadlines()
    opened = day + timedelta(days=numbers.window_opens_days)
    closed = day + timedelta(days=numbers.window_closes_days)
    wanted: dict[str, Q] = {
        DUE: Q(valid_to__range=(day, opened), refiled_on__isnull=True),
        Window.NOT_OPEN: Q(valid_to__gt=opened),
        Window.OPEN: Q(valid_to__range=(closed, opened)),
        Window.LATE: Q(valid_to__gte=day, valid_to__lt=closed),
        Window.EXTENDED: Q(valid_to__lt=day) & goes_on(day),
        Window.EXPIRED: Q(valid_to__lt=day) & ~Q(pk__in=found.filter(goes_on(day)).values("pk")),
    }
    return found.filter(wanted[state])


def ending_in(found: StarCertificateQuerySet, month: date) -> StarCertificateQuerySet:
    """Rows whose last day lies in the month that begins on that day."""
    return found.filter(valid_to__gte=month, valid_to__lt=add_months(month, 1))


def months_from(day: date) -> list[date]:
    """First days of the twelve months that begin with the month of that day."""
    return [add_months(day.replace(day=1), n) for n in range(MONTHS)]


def calendar(found: StarCertificateQuerySet, day: date) -> list[dict[str, Any]]:
    """How many certificates run out in each of the next twelve months: month, count, its bar (height, top; px)."""
    months = months_from(day)
    wanted = found.filter(valid_to__gte=months[0], valid_to__lt=add_months(months[-1], 1))
    plain = StarCertificate.objects.filter(pk__in=wanted.order_by().values("pk")).order_by()
    counted = plain.annotate(month=TruncMonth("valid_to")).values("month").annotate(count=Count("pk"))
    counts = {each["month"]: each["count"] for each in counted}
    most = max(counts.values(), default=0) or 1
    bars = [(m, counts.get(m, 0), counts.get(m, 0) * BAR_HEIGHT // most) for m in months]
    return [{"month": m, "count": n, "height": tall, "top": BAR_HEIGHT - tall} for m, n, tall in bars]


def ending_soon(day: date) -> StarCertificateQuerySet:
    """Certificates in their own term that have come to the first step of the ladder."""
    first = day + timedelta(days=max(deadlines().reminders))
    found = listed(StarCertificate.objects.lasting_on(day).filter(valid_to__range=(day, first)), day)
    return found.filter(refiled_on__isnull=True)


def lapsed(day: date) -> Iterable[StarCertificate]:
    """Certificates that have run out and whose product is still in the register with nothing that holds.

    A late re-evaluation that waits for a result keeps its product in the register, without stars, while the
    province can still extend (art. 12.3): at most 180 days.
    """
    holding = StarCertificate.objects.lasting_on(day).filter(product=OuterRef("product"))
    starred = Product.objects.in_force(day)
    found = (
        StarCertificate.objects.filter(valid_to__lt=day)
        .exclude(ending__on__lte=day)
        .exclude(Exists(holding))
        .exclude(product__in=starred.values("pk"))
        .exclude(product__in=Product.objects.delisted(day).values("pk"))
    )
    newest: dict[int, StarCertificate] = {}
    for each in found.with_facts().order_by("valid_to", "pk"):
        newest[each.product_id] = each
    return [each for each in newest.values() if each.last_day < day and not _waits(each, day)]


def _waits(certificate: StarCertificate, day: date) -> bool:
    if hasattr(certificate, "extension") or day > deadlines().extension_limit(certificate.valid_to):
        return False
    return late_dossier(certificate) is not None


def newest_of(product: Product, day: date) -> StarCertificate | None:
    """The certificate that speaks for the product on that day: one that holds, else the last one it had."""
    mine = StarCertificate.objects.filter(product=product).with_facts()
    return mine.lasting_on(day).first() or mine.order_by(F("valid_to").desc(), "-pk").first()
