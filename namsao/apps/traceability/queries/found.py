"""What a trace is made of: nodes, arrows, ranges of items."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from namsao.apps.traceability.models.event import label_of
from namsao.apps.traceability.queries import minted
from namsao.core.epcis.links import Run

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Node:
    """kind: product, lot, item, container, place, party, shipment or other. depth: steps from where it began."""

    pk: int
    uri: str
    kind: str
    depth: int

    @property
    def name(self) -> str:
        return label_of(self.uri)


@dataclass(frozen=True, slots=True)
class Arrow:
    """One thing went into another, in the direction the goods went. quantity: of the source, else of the target.

    event: id of the event that says so, of several the last.
    """

    source: int
    target: int
    kind: str
    quantity: Decimal | None
    uom: str
    time: datetime
    event: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Items:
    """Serials of a lot that follow each other."""

    lot: str
    run: Run | minted.Issued


@dataclass(slots=True)
class Trace:
    """What was found. items: serials that events name; issued: computed ones (`minted`). is_cut: there is more."""

    root: str
    nodes: dict[int, Node] = field(default_factory=dict)
    arrows: list[Arrow] = field(default_factory=list)
    items: list[Items] = field(default_factory=list)
    issued: list[Items] = field(default_factory=list)
    is_cut: bool = False

    def serials(self) -> Iterator[tuple[str, str]]:
        """(lot, serial) of every single item."""
        for each in [*self.items, *self.issued]:
            for serial in each.run.serials():
                yield each.lot, serial


def parts(keys: Iterable[int]) -> Iterator[set[int]]:
    """A few hundred at once."""
    whole = list(keys)
    for start in range(0, len(whole), AT_ONCE):
        yield set(whole[start : start + AT_ONCE])
