"""What a story is made of: boxes for things, arrows between them, events."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from namsao.apps.traceability.queries.graph import Arrow, Node
from namsao.apps.traceability.queries.witness import Happening, Witness

BOTH, BACK, FORWARD = "both", "back", "forward"


@dataclass(frozen=True, slots=True)
class Box:
    """A thing of the story. name: as people call it; label: its code. when, place, who: of how it came to be.

    quantity, uom: how much came to be, None when nobody says. items: single items known of it. now: its disposition,
    a CBV short name. event: id of the event it came from. is_root: asked for. url: its own page, where one may go.
    """

    pk: int
    uri: str
    kind: str
    name: str
    label: str
    depth: int
    when: datetime | None = None
    place: str = ""
    who: str = ""
    quantity: Decimal | None = None
    uom: str = ""
    items: int = 0
    now: str = ""
    event: int | None = None
    is_root: bool = False
    note: str = ""
    url: str = ""

    @property
    def title(self) -> str:
        """The name, of a lot with its number: two lots of one product are told apart."""
        lot = self.label.partition("/")[2]
        if self.kind != "lot" or not lot or self.name == self.label:
            return self.name
        return _("%(name)s, lô %(lot)s") % {"name": self.name, "lot": lot}


@dataclass(slots=True)
class Story:
    """boxes: by id of the thing, holders by the negative id of the party. arrows: between boxes.

    happenings: the events, oldest first. hidden_…: how many there are beside, which the actor may not see.
    nodes, joins: all that hangs together with it backwards too, for judging. is_cut: there is more than we follow.
    """

    uri: str
    way: str
    boxes: dict[int, Box] = field(default_factory=dict)
    arrows: list[Arrow] = field(default_factory=list)
    happenings: list[Happening] = field(default_factory=list)
    hidden_boxes: int = 0
    hidden_events: int = 0
    nodes: dict[int, Node] = field(default_factory=dict)
    joins: list[Arrow] = field(default_factory=list)
    witness: Witness = field(default_factory=Witness)
    is_cut: bool = False

    @property
    def roots(self) -> list[Box]:
        return [box for box in self.boxes.values() if box.is_root]

    @property
    def mistaken(self) -> set[int]:
        """Ids of events that were declared to be errors."""
        return {each.pk for each in self.happenings if each.is_mistaken}

    @property
    def is_illustrative(self) -> bool:
        return any(each.is_illustrative for each in self.happenings)

    @property
    def bounds(self) -> tuple[datetime, datetime] | None:
        """When the first and the last of the events happened."""
        return (self.happenings[0].at, self.happenings[-1].at) if self.happenings else None
