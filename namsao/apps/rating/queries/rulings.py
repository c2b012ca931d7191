"""What the law lets a leader decide about a result, and whose hands it went through."""

from collections.abc import Collection
from datetime import date, datetime
from fractions import Fraction

from django.utils.timezone import localdate

from namsao.apps.products.models import Product
from namsao.apps.rating.flow import Kind
from namsao.apps.rating.models import DecisionRow, Dossier, Result, Sitting, StarCertificate
from namsao.core.errors import BadValue
from namsao.core.rating.reasons import BANDS

Verdict = DecisionRow.Verdict
LEAST_STARS = 3  # art. 4.1a: nothing is decided or certified for one and two stars
NATIONAL = 5


def exact(result: Result) -> Fraction:
    """The average the stars came from: 449/5 is not 90, whatever a screen rounds it to."""
    return Fraction(result.points_exact)


def lawful(dossier: Dossier, result: Result, on: date) -> list[Verdict]:
    """What can be decided on that day, what the council proposes first; refusing is always possible.

    Three or four stars are recognised by the province, exactly those of the result. From 90 points on the result is
    approved and sent to the ministry; with a gate of the fifth star missed the product may also keep to its four.
    An upgrade that does not rise above the certificate in force has failed: the certificate stays as it is.
    Source: Decision 26/2026/QĐ-TTg, arts. 4.1a, 7.3e, 7.4g and 7.5.
    """
    found = []
    if result.stars in {3, 4} and not _failed_upgrade(dossier, result, on):
        found.append(Verdict.RECOGNISED)
    if result.stars >= LEAST_STARS and exact(result) >= BANDS[NATIONAL] and not result.is_ministry:
        found.append(Verdict.APPROVED)
    return [*found, Verdict.NOT_RECOGNISED]


def needs_reason(dossier: Dossier, result: Result, on: date) -> bool:
    """Whether refusing goes against the proposal, and must be explained."""
    return len(lawful(dossier, result, on)) > 1


def stars_in_force(product: Product, on: date) -> int:
    """Stars of the certificate that holds on that day; 0 when none does."""
    held = StarCertificate.objects.filter(product=product).lasting_on(on).order_by("-issued_on", "-id")
    return held.values_list("stars", flat=True).first() or 0


def proposers(dossiers: Collection[Dossier]) -> dict[int, set[int]]:
    """Who recorded a council's proposal for each dossier: dossier's id -> users' ids."""
    rows = Sitting.objects.filter(hearings__dossier__in=dossiers, proposed_by__isnull=False)
    found: dict[int, set[int]] = {each.pk: set() for each in dossiers}
    for dossier, user in rows.values_list("hearings__dossier", "proposed_by"):
        if dossier in found:
            found[dossier].add(user)
    return found


def check_day(on: date, at: datetime, *, not_before: date | None = None, than: str = "") -> None:
    """A paper's day has come, and does not lie before the paper it answers. than: that paper, in words.

    Raises: BadValue on "on".
    """
    if on > localdate(at):
        raise BadValue("Ngày trên văn bản chưa tới.", "The paper is dated in the future.", "on")
    if not_before is not None and on < not_before:
        raise BadValue(
            f"Ngày trên văn bản không thể trước {than} ({not_before:%d/%m/%Y}).",
            f"The paper cannot be older than what it answers ({not_before}).",
            "on",
        )


def _failed_upgrade(dossier: Dossier, result: Result, on: date) -> bool:
    return dossier.kind == Kind.UPGRADE and result.stars <= stars_in_force(dossier.product, on)
