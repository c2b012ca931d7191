"""The picture of a story: boxes in columns from left to right, as plain numbers for an SVG template.

px everywhere. A story of more boxes than anyone can read is folded: of a kind in a column the first stay, the rest
become one box with a count.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from namsao.apps.traceability.queries.box import Box, Story
from namsao.apps.traceability.queries.graph import Arrow
from namsao.apps.traceability.queries.story import total

MOST_BOXES, MOST_ALIKE, FEWEST_SHOWN = 60, 12, 2
WIDTH, HEIGHT = 172, 66  # also in _trace_picture.html
GAP_X, GAP_Y, MARGIN, HEAD = 80, 18, 6, 26
LONGEST = 20  # letters that fit into a box
BEND = 36  # px an arrow goes level before it turns
COLUMN_OF = {"place": 0}


@dataclass(frozen=True, slots=True)
class Drawn:
    """One box. members: how many things it stands for, more than 1 when folded. box: the first of them."""

    key: str
    box: Box
    members: int
    x: int
    y: int

    @property
    def short_name(self) -> str:
        return _cut(self.box.name)

    @property
    def short_label(self) -> str:
        """The end of the code, where the lot number is."""
        label = self.box.label if self.box.label != self.box.name else ""
        return label if len(label) <= LONGEST else f"…{label[1 - LONGEST :]}"

    @property
    def is_folded(self) -> bool:
        return self.members > 1

    @property
    def lines(self) -> tuple[int, int, int]:
        """Where name, code and amount stand; without a code the amount moves up."""
        return self.y + 21, self.y + 39, self.y + (56 if self.short_label else 43)

    @property
    def text_x(self) -> int:
        return self.x + 10


@dataclass(frozen=True, slots=True)
class Line:
    """One arrow. path: of SVG. text_x, text_y: the middle of its words."""

    path: str
    quantity: Decimal | None
    uom: str
    text_x: int
    text_y: int
    kind: str


@dataclass(slots=True)
class Picture:
    """heads: (kind, x) of the columns. folded: how many boxes stand in others."""

    width: int = 0
    height: int = 0
    boxes: list[Drawn] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    heads: list[tuple[str, int]] = field(default_factory=list)
    folded: int = 0

    @property
    def is_wide(self) -> bool:
        """More columns than a screen shows at a size one can read."""
        return len(self.heads) > 5


def draw(told: Story) -> Picture:
    """The picture of a story."""
    columns = columns_of(told)
    groups = _folded(told.boxes.values(), columns)
    group_of = {box.pk: key for key, boxes in groups.items() for box in boxes}
    joined = _joined(told.arrows, group_of)
    found = Picture(folded=len(told.boxes) - len(groups))
    placed = _placed(groups, columns, joined)
    found.boxes = list(placed.values())
    found.lines = _lines(joined, placed)
    kinds: dict[int, Counter[str]] = defaultdict(Counter)
    for each in found.boxes:
        kinds[each.x][each.box.kind] += each.members
    found.heads = [(kinds[x].most_common(1)[0][0], x) for x in sorted(kinds)]
    found.width = max((each.x for each in found.boxes), default=0) + WIDTH + MARGIN
    found.height = max((each.y for each in found.boxes), default=0) + HEIGHT + MARGIN
    return found


def columns_of(told: Story) -> dict[int, int]:
    """Column of each box: one after the last of what went into it; places first, holders last; then without gaps."""
    before: dict[int, set[int]] = defaultdict(set)
    after: dict[int, set[int]] = defaultdict(set)
    for each in told.arrows:
        before[each.target].add(each.source)
        after[each.source].add(each.target)
    column = {pk: COLUMN_OF.get(box.kind, 1) for pk, box in told.boxes.items()}
    waiting = {pk: len(before[pk]) for pk in told.boxes}
    ready = [pk for pk, count in waiting.items() if not count]
    while waiting:
        # In a ring nobody is ready: the one nearest to what was asked for goes first.
        pk = ready.pop() if ready else min(waiting, key=lambda each: (told.boxes[each].depth, each))
        if pk not in waiting:
            continue
        del waiting[pk]
        for target in after[pk] & waiting.keys():
            column[target] = max(column[target], column[pk] + 1)
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)
    last = max((column[pk] for pk, box in told.boxes.items() if box.kind != "holder"), default=0) + 1
    column |= {pk: last for pk, box in told.boxes.items() if box.kind == "holder"}
    rank = {each: place for place, each in enumerate(sorted(set(column.values())))}
    return {pk: rank[each] for pk, each in column.items()}


def _folded(boxes: Iterable[Box], columns: Mapping[int, int]) -> dict[str, list[Box]]:
    """Key -> the boxes that are drawn as one, mostly one each. What was asked for is never folded."""
    families: dict[tuple[int, str], list[Box]] = defaultdict(list)
    for box in boxes:
        families[columns[box.pk], box.kind].append(box)
    for family in families.values():
        family.sort(key=lambda box: (not box.is_root, box.depth, box.name, box.pk))
    shown = {key: min(len(family), MOST_ALIKE) for key, family in families.items()}
    while sum(shown.values()) > MOST_BOXES:
        key = max(shown, key=lambda each: (shown[each], each))
        if shown[key] <= FEWEST_SHOWN:
            break
        # The box of the rest counts as one of those shown.
        shown[key] -= 1
    groups: dict[str, list[Box]] = {}
    for key, family in families.items():
        alone = family if shown[key] == len(family) else family[: shown[key] - 1]
        groups |= {str(box.pk): [box] for box in alone}
        if rest := family[len(alone) :]:
            groups[f"{key[0]}-{key[1]}"] = rest
    return groups


def _joined(arrows: Iterable[Arrow], group_of: Mapping[int, str]) -> dict[tuple[str, str], list[Arrow]]:
    """Arrows between the same two boxes, as one."""
    found: dict[tuple[str, str], list[Arrow]] = defaultdict(list)
    for each in arrows:
        ends = group_of[each.source], group_of[each.target]
        if ends[0] != ends[1]:
            found[ends].append(each)
    return found


def _placed(
    groups: Mapping[str, Sequence[Box]], columns: Mapping[int, int], joined: Collection[tuple[str, str]]
) -> dict[str, Drawn]:
    """Boxes where they stand: in a column in the order of what they come from, so that few arrows cross."""
    by_column: dict[int, list[str]] = defaultdict(list)
    for key, boxes in groups.items():
        by_column[columns[boxes[0].pk]].append(key)
    tallest = max((len(keys) for keys in by_column.values()), default=0)
    placed: dict[str, Drawn] = {}
    for column in sorted(by_column):
        keys = sorted(by_column[column], key=lambda key: _order(key, groups, joined, placed))
        top = HEAD + (tallest - len(keys)) * (HEIGHT + GAP_Y) // 2
        for row, key in enumerate(keys):
            x, y = MARGIN + column * (WIDTH + GAP_X), top + row * (HEIGHT + GAP_Y)
            placed[key] = Drawn(key, groups[key][0], len(groups[key]), x, y)
    return placed


def _order(
    key: str,
    groups: Mapping[str, Sequence[Box]],
    joined: Collection[tuple[str, str]],
    placed: Mapping[str, Drawn],
) -> tuple[bool, float, bool, str]:
    """Sort key in a column: the mean height of the sources; what has none comes first, the folded last."""
    heights = [placed[source].y for source, target in joined if target == key and source in placed]
    mean = sum(heights) / len(heights) if heights else 0.0
    return len(groups[key]) > 1, mean, not groups[key][0].is_root, groups[key][0].name


def _lines(joined: Mapping[tuple[str, str], Sequence[Arrow]], placed: Mapping[str, Drawn]) -> list[Line]:
    fan_out = Counter(source for source, _target in joined)
    fan_in = Counter(target for _source, target in joined)
    found = []
    for (source, target), arrows in joined.items():
        begin, end = placed[source], placed[target]
        x1, y1 = begin.x + WIDTH, begin.y + HEIGHT // 2
        x2, y2 = end.x, end.y + HEIGHT // 2
        # Words stand at the end where the arrow is alone.
        share = 0.5 if fan_out[source] == fan_in[target] else 0.25 if fan_out[source] == 1 else 0.75
        quantity, uom = total((each.quantity, each.uom) for each in arrows)
        found.append(
            Line(
                path=f"M{x1} {y1}C{x1 + BEND} {y1} {x2 - BEND} {y2} {x2 - 2} {y2}",
                quantity=quantity,
                uom=uom,
                text_x=x1 + round((x2 - x1) * share) if x2 > x1 else x1 + GAP_X // 2,
                text_y=round(y1 + (y2 - y1) * _eased(share)) - 5,
                kind=arrows[0].kind,
            )
        )
    return found


def _eased(share: float) -> float:
    """How far down a level-ended curve is, at a share of its width."""
    return share * share * (3 - 2 * share)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
