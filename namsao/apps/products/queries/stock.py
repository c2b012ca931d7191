"""What is left: packs of batches, kilograms of raw lots, units at hand; and what was sent where."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, Expression, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Cast, Coalesce, Round
from django.utils.translation import gettext as _

from namsao.apps.products.models import (
    Batch,
    Despatch,
    DespatchLine,
    LineCount,
    LogisticUnit,
    MaterialLot,
    MaterialUse,
    Slip,
    UnitContent,
)
from namsao.base.parties.models import Party
from namsao.core.errors import NotAllowedNow

KG = DecimalField(max_digits=14, decimal_places=3)


def total_of(rows: QuerySet[Any], key: str, amount: str) -> Expression:
    """For an annotation: the sum of `amount` over rows whose `key` is the outer row; 0 without any."""
    grouped = rows.filter(**{key: OuterRef("pk")}).order_by().values(key)
    total = Subquery(grouped.annotate(total=Sum(amount)).values("total"), output_field=KG)
    return Coalesce(total, Decimal(0), output_field=KG)


def harvest_lines() -> QuerySet[DespatchLine]:
    """Harvest lots sent to others."""
    return _lines().filter(harvest__isnull=False)


def harvest_returns() -> QuerySet[LineCount]:
    """Of those, what came back."""
    return _returns().filter(line__harvest__isnull=False)


def with_packs_left(batches: QuerySet[Batch]) -> QuerySet[Batch]:
    """Adds `packs_left`: loose packs, made less those in cases and those sent loose, with those that came back."""
    packed = total_of(_packed(), "batch", "quantity")
    sent = total_of(_lines().filter(batch__isnull=False), "batch", "quantity")
    back = total_of(_returns().filter(line__batch__isnull=False), "line__batch", "quantity")
    left = Cast(F("quantity"), KG) - packed - sent + back
    return batches.annotate(packs_left=Cast(Round(left, 0), IntegerField()))


def packs_left(batch: Batch) -> int:
    """Loose packs of one batch."""
    return with_packs_left(Batch.objects.filter(pk=batch.pk)).get().packs_left


def label_ranges(batch: Batch) -> list[tuple[int, int]]:
    """(first, last) of the labels on packs that lie in cases, in order."""
    noted = _packed().filter(batch=batch, first__isnull=False).order_by("first")
    return list(noted.values_list("first", "last"))


def unit_with_label(batch: Batch, number: int) -> LogisticUnit | None:
    """The case in which the pack with this label number lies."""
    found = _packed().filter(batch=batch, first__lte=number, last__gte=number)
    content = found.select_related("unit").first()
    return content.unit if content else None


def with_left_kg(lots: QuerySet[MaterialLot]) -> QuerySet[MaterialLot]:
    """Adds `left_kg`: came, less what batches have used and others were sent."""
    used = total_of(MaterialUse.objects.filter(batch__voided_at=None), "lot", "quantity_kg")
    sent = total_of(_lines().filter(material__isnull=False), "material", "quantity")
    back = total_of(_returns().filter(line__material__isnull=False), "line__material", "quantity")
    # Note: SQLite adds in floating point; rounding to the gram gives the exact figure back.
    return lots.annotate(left_kg=Round(F("quantity_kg") - used - sent + back, 3, output_field=KG))


def material_row(lot: MaterialLot) -> MaterialLot:
    """One lot as `with_left_kg` gives it, with what its page shows."""
    shown = MaterialLot.objects.select_related("slip", "party", "facility", "landing", "seller")
    return with_left_kg(shown.filter(pk=lot.pk)).get()


def uses_of(lot: MaterialLot) -> QuerySet[MaterialUse]:
    """Batches that took from the lot."""
    return (
        lot.uses.filter(batch__voided_at=None)
        .select_related("batch__product")
        .order_by("batch__made_on", "pk")
    )


def bought_for(batch: Batch) -> QuerySet[MaterialUse]:
    """Bought and landed lots a batch was made of."""
    return batch.material_uses.select_related("lot").order_by("lot__came_on", "pk")


def lots_left(party: Party, *, also: Iterable[int] = ()) -> QuerySet[MaterialLot]:
    """Bought and landed lots of the party that have something left, with `left_kg`; the oldest first."""
    lots = with_left_kg(MaterialLot.objects.standing().filter(party=party))
    return lots.filter(Q(left_kg__gt=0) | Q(pk__in=list(also))).order_by("came_on", "pk")


def units_at_hand(party: Party, kind: str = "") -> QuerySet[LogisticUnit]:
    """Cases and pallets the party can ship, stack or open, the oldest first, with what is in them."""
    units = LogisticUnit.objects.at_hand().filter(holder=party)
    units = units.filter(kind=kind) if kind else units
    return units.prefetch_related("contents__batch__product").order_by("pk")


def hold_units(keys: Sequence[int], holder: Party, *, kind: str = "") -> list[LogisticUnit]:
    """Units at hand with the party, locked until the transaction ends, in the order of their making.

    Raises: NotAllowedNow at `units` naming one that is opened, on a pallet, on the road, or with somebody else.
    """
    held = LogisticUnit.objects.filter(pk__in=keys).select_for_update(of=("self",)).select_related("slip")
    units = list(held.order_by("pk"))
    mine = LogisticUnit.objects.at_hand().filter(pk__in=keys, holder=holder)
    at_hand = set(mine.values_list("pk", flat=True))
    wrong = next((unit for unit in units if unit.pk not in at_hand or (kind and unit.kind != kind)), None)
    if wrong or len(units) != len(set(keys)):
        name = str(wrong or _("Kiện này"))
        raise NotAllowedNow(
            f"{name}: không còn ở kho để làm việc này (đã xuất, đã dỡ, đã lên pa-lét, hoặc đã xoá).",
            f"{name} is not at hand: it left, was opened, stands on a pallet, or is void.",
            "units",
        )
    return units


def awaited_by(party: Party) -> QuerySet[Despatch]:
    """What is on its way to the party, the oldest first."""
    awaited = Despatch.objects.awaited().filter(to_party=party)
    return awaited.select_related("party", "slip").order_by("slip__done_on", "pk")


def next_number(party: Party, day: str) -> str:
    """A number for a delivery note that nobody has used: PX261124-1. day: six digits."""
    stem = f"PX{day}-"
    taken = set(
        Despatch.objects.filter(party=party, number__startswith=stem).values_list("number", flat=True)
    )
    return next(number for n in range(1, len(taken) + 2) if (number := f"{stem}{n}") not in taken)


def came_back(line: DespatchLine) -> Decimal:
    """How much of a line came back to its sender."""
    return _sum(_returns().filter(line=line), "quantity")


def _packed() -> QuerySet[UnitContent]:
    """Packs in cases. A case its own producer opened has given them back; one a buyer opened has not."""
    inside = UnitContent.objects.filter(batch__isnull=False, unit__slip__voided_at=None)
    return inside.exclude(unit__opened_by__isnull=False, unit__holder=F("batch__product__party"))


def _lines() -> QuerySet[DespatchLine]:
    return DespatchLine.objects.filter(despatch__slip__voided_at=None)


def _returns() -> QuerySet[LineCount]:
    return LineCount.objects.filter(slip__kind=Slip.Kind.TAKE_BACK, slip__voided_at=None)


def _sum(rows: QuerySet[Any], amount: str) -> Decimal:
    """Exact to the gram, though SQLite adds in floating point."""
    total = rows.aggregate(total=Sum(amount))["total"]
    return round(Decimal(total or 0), 3)
