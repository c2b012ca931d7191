"""Bar charts as plain SVG: geometry in Python, drawing in the template, the numbers always beside it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

ROW_HEIGHT = 48  # px: a line of text, a bar, air
BAR_TOP, BAR_HEIGHT = 24, 12  # the height also stands in _chart.html
LONGEST_LABEL = 30  # characters that fit beside the number at 360 px


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar. `width` is a share of the page's width, as SVG wants it: "73.5%"; `y` values are px."""

    label: str
    value: Decimal
    width: str
    text_y: int
    bar_y: int

    @property
    def short_label(self) -> str:
        """The label cut to the room there is; the table keeps it whole."""
        return self.label if len(self.label) <= LONGEST_LABEL else f"{self.label[: LONGEST_LABEL - 1]}…"


def bars(rows: Iterable[tuple[str, Decimal | int | float]]) -> list[Bar]:
    """Horizontal bars, the longest as wide as the chart.

    rows: (label, value) in the order to draw. Raises: ValueError for a value below zero.
    """
    values = [(str(label), Decimal(str(value))) for label, value in rows]
    if any(value < 0 for _, value in values):
        raise ValueError("a bar cannot be shorter than nothing")
    longest = max((value for _, value in values), default=Decimal(0)) or Decimal(1)
    return [
        Bar(
            label=label,
            value=value,
            width=f"{value / longest * 100:.1f}%",
            text_y=i * ROW_HEIGHT + 16,
            bar_y=i * ROW_HEIGHT + BAR_TOP,
        )
        for i, (label, value) in enumerate(values)
    ]


def height(n_bars: int) -> int:
    """Height in px of a chart of so many bars."""
    return max(n_bars * ROW_HEIGHT - BAR_HEIGHT, 0)
