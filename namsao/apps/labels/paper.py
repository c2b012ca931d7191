"""The sheets labels are printed on: where each label lies, and how large its QR code may be."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

A4_WIDTH_MM, A4_HEIGHT_MM = 210.0, 297.0

# A module is a whole number of dots of a 300 dpi printer, so that no module is wider than its neighbour
# (600 and 1,200 dpi are multiples). Five dots are 0.423 mm.
# Source: GS1 General Specifications, symbol specification tables for QR Code with a Digital Link URI:
# X-dimension from 0.396 mm at retail points of sale.
DOT_MM = 25.4 / 300
FEWEST_DOTS = 5


@dataclass(frozen=True, slots=True)
class Paper:
    """A4 cut into equal labels without gaps.

    width_mm, height_mm: of one label. dots: of a module, when there is room. qr_mm: the widest QR code,
    quiet zone included.
    """

    columns: int
    rows: int
    width_mm: float
    height_mm: float
    dots: int
    qr_mm: float

    @property
    def labels(self) -> int:
        """Labels on a sheet."""
        return self.columns * self.rows

    @property
    def left_mm(self) -> float:
        return (A4_WIDTH_MM - self.columns * self.width_mm) / 2

    @property
    def top_mm(self) -> float:
        return (A4_HEIGHT_MM - self.rows * self.height_mm) / 2

    def side_mm(self, modules: int) -> float | None:
        """Width of a QR code of so many modules, quiet zone included; None when it does not fit.

        Modules shrink from `dots` to `FEWEST_DOTS` before the code is refused.
        """
        room = int(self.qr_mm / DOT_MM) // modules
        return min(self.dots, room) * modules * DOT_MM if room >= FEWEST_DOTS else None

    def cells(self) -> Iterator[tuple[float, float]]:
        """(left, top) of each label in mm, row by row."""
        for row in range(self.rows):
            for column in range(self.columns):
                yield self.left_mm + column * self.width_mm, self.top_mm + row * self.height_mm


PAPERS: Mapping[str, Paper] = MappingProxyType(
    {
        "a4-24": Paper(3, 8, 64.0, 34.0, dots=6, qr_mm=28.0),
        "a4-40": Paper(4, 10, 48.5, 25.4, dots=5, qr_mm=24.2),
    }
)
"""Value of `LabelRun.Layout` -> its paper."""
