"""Rows of a recall's scope: lines with their serials, and who has how much. Written by the verbs of recalls."""

from collections.abc import Iterable

from namsao.apps.traceability.models import Recall, RecallLine, RecallStock
from namsao.apps.traceability.queries.recall_scope import Scope, kind_of
from namsao.core.recall import Holding

Kind = RecallLine.Kind
# What is counted by itself; a container holds goods that are counted as lots.
COUNTED = frozenset({Kind.LOT, Kind.ITEM, Kind.OTHER})


def write_scope(recall: Recall, scope: Scope, *, is_added: bool) -> list[RecallLine]:
    """Lines that are new, and the stock of all lines brought up to date. Returns the new lines."""
    known = set(recall.lines.values_list("epc_id", flat=True))
    made = RecallLine.objects.bulk_create(
        RecallLine(
            recall=recall,
            epc_id=node.pk,
            kind=kind_of(node),
            depth=node.depth,
            is_added=is_added,
            runs=[[run.gtin, run.prefix, run.width, run.first, run.last] for run in scope.runs.get(pk, ())],
        )
        for pk, node in scope.nodes.items()
        if pk not in known
    )
    _write_stock(recall, scope)
    return made


def _write_stock(recall: Recall, scope: Scope) -> None:
    """Amounts as the records say now; a line of which they say nothing has one unknown amount with its maker."""
    lines = {line.epc_id: line for line in recall.lines.all()}
    found = [
        _stock(lines[key.lot], key.party, key.uom, holding)
        for key, holding in scope.stock.items()
        if key.lot in lines
    ]
    told = {each.line_id for each in found}
    unknown = Holding(None, None, None)
    found += [
        _stock(line, recall.party_id, "", unknown)
        for pk, line in lines.items()
        if pk in scope.nodes and line.kind in COUNTED and line.pk not in told
    ]
    _upsert(found)


def _upsert(stocks: Iterable[RecallStock]) -> None:
    RecallStock.objects.bulk_create(
        stocks,
        update_conflicts=True,
        unique_fields=["line", "party", "uom"],
        update_fields=["had", "has", "sold"],
    )


def _stock(line: RecallLine, party: int, uom: str, holding: Holding) -> RecallStock:
    return RecallStock(
        line=line, party_id=party, uom=uom, had=holding.had, has=holding.has, sold=holding.sold
    )
