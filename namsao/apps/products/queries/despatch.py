"""What the pages of units, slips and delivery notes show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from namsao.apps.products.models import (
    Batch,
    Despatch,
    DespatchLine,
    LineCount,
    LogisticUnit,
    Receipt,
    Slip,
    Step,
)
from namsao.core.finding import Finding
from namsao.core.receiving import Counted, differences

_CONTENTS = ("contents__batch__product", "contents__child__contents__batch__product")


@dataclass(frozen=True)
class LineRow:
    """A line of a delivery note. came: as confirmed, None before. back: what came back. out: what did not."""

    line: DespatchLine
    came: Decimal | None
    back: Decimal

    @property
    def name(self) -> str:
        return spoken_line(self.line)

    @property
    def out(self) -> Decimal:
        return self.line.quantity - self.back


def shown(keys: Iterable[int]) -> list[LogisticUnit]:
    """Units with everything their labels and pages say, in the order of their making."""
    units = LogisticUnit.objects.filter(pk__in=list(keys)).prefetch_related(*_CONTENTS)
    related = ("slip", "party", "holder", "facility__place", "parent", "opened_by", "away__to_party")
    return list(units.select_related(*related).order_by("pk"))


def inside(unit: LogisticUnit) -> list[tuple[Batch, int]]:
    """(batch, packs) in a unit, in its cases when it is a pallet; in the order of the batches."""
    found: dict[Batch, int] = {}
    for content in unit.contents.all():
        if content.batch:
            found[content.batch] = found.get(content.batch, 0) + content.quantity
        elif content.child:
            for batch, packs in inside(content.child):
                found[batch] = found.get(batch, 0) + packs
    return sorted(found.items(), key=lambda item: item[0].pk)


def is_at_hand(unit: LogisticUnit) -> bool:
    """Whether its holder can open, stack or ship it now."""
    return LogisticUnit.objects.at_hand().filter(pk=unit.pk).exists()


def whereabouts(unit: LogisticUnit) -> str:
    """Where a unit is, in words."""
    if unit.slip.voided_at:
        return _("phiếu xếp đã xoá")
    if unit.opened_by:
        return _("đã dỡ ở %(party)s") % {"party": unit.holder}
    away = unit.away or (unit.parent.away if unit.parent else None)
    if away:
        said = (
            _("đang tới %(to)s, phiếu %(number)s")
            if away.to_party_id
            else _("đã bán cho %(to)s, phiếu %(number)s")
        )
        return said % {"to": away.receiver, "number": away.number}
    if unit.parent:
        return _("trên %(pallet)s, kho %(party)s") % {"pallet": unit.parent, "party": unit.holder}
    return _("kho của %(party)s") % {"party": unit.holder}


def lines_shown(despatch: Despatch) -> list[LineRow]:
    """The lines of a delivery note with what came and what came back."""
    confirmed = Q(counts__slip__kind=Slip.Kind.CONFIRM, counts__slip__voided_at=None)
    returned = Q(counts__slip__kind=Slip.Kind.TAKE_BACK, counts__slip__voided_at=None)
    things = ("unit", "batch__product", "harvest__material", "material")
    lines = despatch.lines.select_related(*things).annotate(
        came=Sum("counts__quantity", filter=confirmed), back=Sum("counts__quantity", filter=returned)
    )
    return [
        LineRow(line, line.came if line.came is None else _exact(line.came), _exact(line.back or 0))
        for line in lines.order_by("pk")
    ]


def receipt_of(despatch: Despatch) -> Receipt | None:
    """The receiver's confirmation that stands."""
    return despatch.receipts.filter(slip__voided_at=None).select_related("slip").first()


def differences_of(rows: Sequence[LineRow]) -> list[Finding]:
    """What came otherwise than it was sent, of a despatch that is confirmed."""
    return differences(
        Counted(
            spoken_line(row.line), row.line.quantity, row.came or Decimal(0), is_weighed=row.line.is_weighed
        )
        for row in rows
    )


def spoken_line(line: DespatchLine) -> str:
    """A line of a delivery note, as people call it."""
    if line.unit:
        return str(line.unit)
    if line.batch:
        return f"{line.batch.product}, lô {line.batch.lot}"
    return f"{line.harvest.material}, lô {line.harvest.lot}" if line.harvest else str(line.material)


def despatch_counted(slip: Slip) -> Despatch | None:
    """The delivery note that a confirmation or a return is about."""
    count = LineCount.objects.filter(slip=slip).select_related("line__despatch").first()
    return count.line.despatch if count else None


def step_of(slip: Slip) -> Step | None:
    """The step a slip wrote, taken back or not."""
    return Step.every.filter(slip=slip).select_related("batch__product").first()


def _exact(amount: Decimal | int) -> Decimal:
    return round(Decimal(amount), 3)
