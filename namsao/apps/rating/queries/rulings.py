"""What the law lets a leader decide about a result, and whose hands it went through."""

from collections.abc import Collection
from datetime import date

from namsao.apps.products.models import Product
from namsao.apps.rating.flow import Kind
from namsao.apps.rating.models import DecisionRow, Dossier, Result, Sitting
from namsao.apps.rating.queries.offers import certificate_of
from namsao.core.actor import Actor
from namsao.core.errors import NotPermitted
from namsao.core.rating.criterion import CERTIFIED, NATIONAL
from namsao.core.rating.reasons import BANDS

Verdict = DecisionRow.Verdict
THREE_HANDS = "đề xuất, trình và quyết định là ba việc của ba người (Điều 7 khoản 3 điểm d, đ, e)."


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
    if result.stars in CERTIFIED and result.exact >= BANDS[NATIONAL] and not result.is_ministry:
        found.append(Verdict.APPROVED)
    return [*found, Verdict.NOT_RECOGNISED]


def needs_reason(dossier: Dossier, result: Result, on: date) -> bool:
    """Whether refusing goes against the proposal, and must be explained."""
    return len(lawful(dossier, result, on)) > 1


def stars_in_force(product: Product, on: date) -> int:
    """Stars of the certificate that holds on that day; 0 when none does."""
    certificate = certificate_of(product, on)
    return certificate.stars if certificate else 0


def proposers(dossiers: Collection[Dossier]) -> dict[int, set[int]]:
    """Who recorded a council's proposal for each dossier: dossier's id -> users' ids."""
    rows = Sitting.objects.filter(hearings__dossier__in=dossiers, proposed_by__isnull=False)
    found: dict[int, set[int]] = {each.pk: set() for each in dossiers}
    for dossier, user in rows.values_list("hearings__dossier", "proposed_by"):
        if dossier in found:
            found[dossier].add(user)
    return found


def check_hands(dossiers: Collection[Dossier], by: Actor, act: str, act_en: str) -> None:
    """Proposing, submitting and deciding are three people's. act: what `by` is about to do.

    Raises: NotPermitted for who recorded the council's proposal of one of the dossiers.
    Source: Decision 26/2026/QĐ-TTg, art. 7.3d, đ, e; that they are three people is how we read it (0016).
    """
    made = proposers(dossiers)
    mine = next((each for each in dossiers if by.id in made[each.pk]), None)
    if mine is not None:
        raise NotPermitted(
            f"Bạn đã ghi đề xuất của hội đồng cho {mine.product}, nên người khác phải {act}: {THREE_HANDS}",
            f"You recorded the council's proposal for {mine.product}: somebody else must {act_en}.",
        )


def _failed_upgrade(dossier: Dossier, result: Result, on: date) -> bool:
    return dossier.kind == Kind.UPGRADE and result.stars <= stars_in_force(dossier.product, on)
