"""The contracted share of a producer's output: one figure, its definition, and the rows behind it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from namsao.apps.farms.models import Contract, Delivery, HarvestLot, Material, Season
from namsao.base.parties.models import Party
from namsao.core.contracts import Share, check_share, counted, steady_since
from namsao.core.finding import Finding, Severity, State
from namsao.core.units import KGM, show_quantity


@dataclass(frozen=True)
class Source:
    """A contract in the figure. delivered_kg: under it in the stretch of time; counted_kg: what of it counts."""

    contract: Contract
    delivered_kg: Decimal
    counted_kg: Decimal


@dataclass(frozen=True)
class ContractedShare:
    """The share with what it is made of.

    lots_kg: harvested on the producer's own areas. loose_kg: delivered without naming such a lot.
    """

    share: Share
    material: Material | None
    sources: tuple[Source, ...]
    lots_kg: Decimal
    loose_kg: Decimal
    findings: tuple[Finding, ...]

    @property
    def other_kg(self) -> Decimal:
        """Output that no contract covers."""
        return self.share.output_kg - self.share.contracted_kg


def contracted_share(
    party: Party,
    *,
    year: int | None = None,
    season: Season | None = None,
    material: Material | None = None,
    day: date | None = None,
) -> ContractedShare:
    """How much of a producer's raw material came under contract in a year, or during a season.

    Output is what was harvested on its areas and what was delivered without naming such a lot. Contracted is what
    was delivered under a contract in its days, up to the quantity agreed. A delivery from a lot belongs to the day
    of the harvest. season: its days and its plant, over all areas. material: that one only. day: today when not given.
    Our reading of "sản lượng tiêu thụ có hợp đồng liên kết", to be verified.
    Source: Decision 26/2026/QĐ-TTg, "Liên kết chuỗi trong sản xuất".
    """
    today = day or timezone.localdate()
    first, last = _stretch(year, season, today)
    plant = season.area.material if season else material
    deliveries = _deliveries(party, plant)
    contracts = list(_of(party.grower_contracts.not_voided(), plant).select_related("household", "material"))
    loads, terms = [each.load for each in deliveries], [each.term for each in contracts]
    kept = [
        (each, kg)
        for each, kg in zip(deliveries, counted(terms, loads), strict=True)
        if first <= each.grown_on <= last
    ]
    lots_kg = _harvested(party, plant, first, last)
    loose_kg = sum((each.quantity_kg for each, _kg in kept if each.harvest_id is None), Decimal(0))
    share = Share(
        first=first,
        last=last,
        contracted_kg=sum((kg for _each, kg in kept), Decimal(0)),
        output_kg=lots_kg + loose_kg,
        day=min(today, last),
        steady_since=steady_since(terms, loads, min(today, last)),
    )
    sources = tuple(source for each in contracts if (source := _source(each, kept)).delivered_kg)
    findings = (check_share(share), *_twice(lots_kg, loose_kg))
    return ContractedShare(share, plant, sources, lots_kg, loose_kg, findings)


def years_of(party: Party, today: date) -> list[int]:
    """Years with a contract, a delivery or a harvest, and this one; newest first."""
    found = {today.year}
    found |= {each.year for each in party.grower_deliveries.dates("delivered_on", "year")}
    found |= {each.year for each in party.grower_contracts.dates("valid_from", "year")}
    lots = HarvestLot.objects.of_party(party.pk)
    found |= {each.year for each in lots.dates("harvested_on", "year")}
    return sorted(found, reverse=True)


def _stretch(year: int | None, season: Season | None, today: date) -> tuple[date, date]:
    if season:
        return season.started_on, season.ended_on or max(today, season.started_on)
    wanted = year or today.year
    return date(wanted, 1, 1), date(wanted, 12, 31)


def _deliveries(party: Party, plant: Material | None) -> list[Delivery]:
    """All standing ones of all time, for quantities agreed are used up over the years; `grown_on` beside each."""
    standing = _of(party.grower_deliveries.not_voided(), plant)
    return list(standing.annotate(grown_on=Coalesce("harvest__harvested_on", "delivered_on")).order_by("pk"))


def _harvested(party: Party, plant: Material | None, first: date, last: date) -> Decimal:
    lots = _of(HarvestLot.objects.not_voided().of_party(party.pk), plant)
    inside = lots.filter(harvested_on__range=(first, last))
    return inside.aggregate(kg=Sum("quantity_kg"))["kg"] or Decimal(0)


def _of(rows: Any, plant: Material | None) -> Any:
    return rows.filter(material=plant) if plant else rows


def _source(contract: Contract, kept: list[tuple[Delivery, Decimal]]) -> Source:
    own = [(each.quantity_kg, kg) for each, kg in kept if each.contract_id == contract.pk]
    brought, counts = (
        (sum(column, Decimal(0)) for column in zip(*own, strict=True)) if own else (Decimal(0),) * 2
    )
    return Source(contract, brought, counts)


def _twice(lots_kg: Decimal, loose_kg: Decimal) -> list[Finding]:
    """Both kinds of output stand side by side: perhaps the same goods were written twice."""
    if not lots_kg or not loose_kg:
        return []
    return [
        Finding(
            code="contracted_share.twice",
            state=State.WARNING,
            severity=Severity.NOTE,
            what=f"{show_quantity(loose_kg, KGM)} giao không ghi lấy từ lô thu hoạch nào",
            what_en="Deliveries that name no harvest lot",
            why="Nếu hàng đó đã ghi thu hoạch ở vùng trồng thì đang bị tính hai lần, tỷ lệ thấp hơn thật.",
            remedy="Khi ghi giao hàng, chọn lô thu hoạch của hàng đó.",
        )
    ]
