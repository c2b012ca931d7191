"""The account of a story: of each lot what came in, what was used or passed on, what was lost."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property

from namsao.apps.traceability.queries.background import goods_of
from namsao.apps.traceability.queries.box import Box, Story
from namsao.apps.traceability.queries.story import came_to_be, makings
from namsao.apps.traceability.queries.witness import Happening, Part
from namsao.core.balance import Amount
from namsao.core.trail import COMING_BACK
from namsao.core.units import EA

MOST_LOTS = 100


class Account:
    """The facts of one story, gathered once. Of events that may be seen and that stand.

    lots: the boxes that are judged, what was asked for first. goods: what products know of lots, by identifier.
    """

    def __init__(self, told: Story) -> None:
        self.told = told
        self.made = makings(told.witness)
        self.standing = list(told.witness.standing())
        lots = [box for box in told.boxes.values() if box.kind == "lot"]
        self.lots = sorted(lots, key=lambda box: (not box.is_root, box.depth, box.pk))[:MOST_LOTS]
        self.goods = goods_of({node.uri for node in told.nodes.values() if node.kind == "lot"})
        self.made_of = [(each.source, each.target) for each in told.joins if each.kind == "transformation"]

    @cached_property
    def by_lot(self) -> dict[int, list[tuple[Part, Happening]]]:
        found = defaultdict(list)
        for part, happening in self.standing:
            found[part.epc].append((part, happening))
        return found

    def is_whole(self, box: Box) -> bool:
        """May the actor read all of the event in which the lot came to be?"""
        return box.event is not None and self.told.witness.seen[box.event].is_whole

    def came_in(self, lot: int) -> list[Amount]:
        quantity, uom = came_to_be(part for part, _happening in self.made.get(lot, ()))
        return [] if quantity is None else [self.amount(lot, quantity, uom)]

    def went_out(self, lot: int) -> tuple[list[Amount], list[Amount]]:
        """(used or passed on, lost). What others made of a lot was passed on to them before: the larger sum counts."""
        maker = self.made[lot][0][1].owner_id if lot in self.made else None
        inputs, own, lost = [], [], []
        for part, happening in self.by_lot.get(lot, ()):
            quantity, uom = part.amount
            if quantity is None:
                continue
            amount = self.amount(lot, quantity, uom)
            if part.role == "input":
                inputs.append(amount)
                own += [amount] if happening.owner_id == maker else []
            elif part.role == "epc" and _is_lost(happening):
                lost.append(amount)
            elif part.role == "epc" and _is_shipped(happening) and happening.owner_id == maker:
                own.append(amount)
        return max(inputs, own, key=_weight), lost

    def side(self, events: Iterable[int], role: str, among: Iterable[int]) -> list[Amount]:
        """Amounts of lots in one part of events. role: input or output. among: the lots that count."""
        wanted, lots = set(events), set(among)
        return [
            self.amount(part.epc, quantity, uom)
            for part, _happening in self.standing
            for quantity, uom in [part.amount]
            if part.event in wanted and part.role == role and part.epc in lots and quantity is not None
        ]

    def amount(self, lot: int, quantity: Decimal, uom: str) -> Amount:
        """Pieces weigh what a pack of the product weighs, where that is known."""
        if uom not in {"", EA.code}:
            return Amount(quantity, uom)
        known = self.goods.get(self.told.nodes[lot].uri)
        return Amount(quantity, EA.code, known.net_kg if known else None)


def _is_lost(happening: Happening) -> bool:
    return happening.biz_step == "destroying" or happening.action == "DELETE"


def _is_shipped(happening: Happening) -> bool:
    return happening.biz_step == "shipping" and happening.disposition not in COMING_BACK


def _weight(amounts: Iterable[Amount]) -> Decimal:
    return sum((each.value if each.kg is None else each.kg for each in amounts), Decimal(0))
