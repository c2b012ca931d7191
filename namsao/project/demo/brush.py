"""A brush for flat pictures: smooth shapes, and the leaves, flowers and vessels made of them."""

import math
from collections.abc import Sequence

from PIL import Image, ImageDraw

Point = tuple[float, float]
Tones = tuple[str, str, str]

STAGE = (960, 640)  # scenes are composed on this; other sizes are scaled and cropped around the middle
FINE = 3  # drawn this many times larger, then reduced: smooth edges

JADE = {
    50: "#eef7f4",
    100: "#d8ede6",
    200: "#b4dccf",
    300: "#8fcabb",
    500: "#2f8f7d",
    700: "#136457",
    900: "#0b3d36",
}
GOLD = {
    50: "#fef9ea",
    100: "#fdf3d6",
    200: "#f8e2a6",
    300: "#f2cf72",
    500: "#d9a021",
    600: "#b98116",
    800: "#6e4a00",
}
PAPER, WHITE, SHADE, BARK, BARK_DARK = "#fbfcfa", "#fffdf6", "#e8e8da", "#8b6238", "#5f4123"

DEEP: Tones = (JADE[500], JADE[700], JADE[300])
BRIGHT: Tones = (JADE[300], "#6bb5a4", JADE[100])
GOLDEN = ("#e0a92b", "#eebf4e", "#f7d680", "#c98f1c", GOLD[600])
SNOW = ("#f1efe2", WHITE, "#ffffff", "#dcdccb", GOLD[500])

PETAL = [(0, 0), (0.26, 0.2), (0.66, 0.4), (0.96, 0.27), (0.93, 0), (0.96, -0.27), (0.66, -0.4), (0.26, -0.2)]
FOLD = [(0.2, 0), (0.55, 0.035), (0.84, 0), (0.55, -0.035)]
LEAF = [(0, 0), (0.22, 0.15), (0.55, 0.19), (0.85, 0.07), (1, 0), (0.85, -0.07), (0.55, -0.19), (0.22, -0.15)]
HALF_LEAF = [(0, 0), (0.22, 0.15), (0.55, 0.19), (0.85, 0.07), (1, 0), (0.5, 0.008)]
BUD = [(0, 0), (0.3, 0.36), (0.72, 0.32), (1, 0), (0.72, -0.32), (0.3, -0.36)]
CUP = [(-0.1, 0), (0.08, 0.26), (0.4, 0.18), (0.3, 0), (0.4, -0.18), (0.08, -0.26)]
HALF_BUD = [(0, 0), (0.3, 0.36), (0.72, 0.32), (1, 0), (0.5, 0.1)]


class Brush:
    """Flat shapes on a sheet, in the units of `STAGE`, y downwards, angles in degrees from the right."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.sheet = Image.new("RGB", (size[0] * FINE, size[1] * FINE), PAPER)
        self._pen = ImageDraw.Draw(self.sheet)
        self._scale = max(size[0] / STAGE[0], size[1] / STAGE[1]) * FINE
        self._shift = [(size[i] * FINE - STAGE[i] * self._scale) / 2 for i in (0, 1)]

    def wash(self, colour: str) -> None:
        """The whole sheet in one colour."""
        self._pen.rectangle((0, 0, *self.sheet.size), fill=colour)

    def oval(self, x: float, y: float, rx: float, ry: float, colour: str) -> None:
        self._pen.ellipse(self._placed([(x - rx, y - ry), (x + rx, y + ry)]), fill=colour)

    def shape(self, points: Sequence[Point], colour: str) -> None:
        self._pen.polygon(self._placed(points), fill=colour)

    def blob(self, points: Sequence[Point], colour: str) -> None:
        """A closed smooth shape through the points."""
        self.shape(smooth([points[-1], *points, points[0], points[1]]), colour)

    def ridge(self, heights: Sequence[float], colour: str) -> None:
        """Everything below a smooth line through the heights, evenly spaced from edge to edge."""
        step = (STAGE[0] + 80) / (len(heights) - 1)
        self.hill([(-40 + i * step, y) for i, y in enumerate(heights)], colour)

    def hill(self, points: Sequence[Point], colour: str) -> None:
        """Everything below a smooth line through the points."""
        line = smooth([points[0], *points, points[-1]])
        self.shape([*line, (line[-1][0], STAGE[1] + 60), (line[0][0], STAGE[1] + 60)], colour)

    def line(self, points: Sequence[Point], width: float, colour: str) -> None:
        """A smooth stroke with round ends."""
        path = smooth([points[0], *points, points[-1]])
        self._pen.line(
            self._placed(path), fill=colour, width=max(1, round(width * self._scale)), joint="curve"
        )
        for x, y in (path[0], path[-1]):
            self.oval(x, y, width / 2, width / 2, colour)

    def _placed(self, points: Sequence[Point]) -> list[Point]:
        return [(x * self._scale + self._shift[0], y * self._scale + self._shift[1]) for x, y in points]


def smooth(points: Sequence[Point], steps: int = 14) -> list[Point]:
    """A Catmull-Rom curve from the second point to the last but one."""
    curve = []
    for corners in zip(points, points[1:], points[2:], points[3:], strict=False):
        xs, ys = zip(*corners, strict=True)
        curve += [(_spline(i / steps, *xs), _spline(i / steps, *ys)) for i in range(steps)]
    return [*curve, points[-2]]


def _spline(t: float, a: float, b: float, c: float, d: float) -> float:
    return (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3) / 2


def turned(points: Sequence[Point], x: float, y: float, size: float, angle: float) -> list[Point]:
    """A unit shape lying along the x axis, made `size` long, turned by `angle` and moved to x, y."""
    c, s = math.cos(math.radians(angle)) * size, math.sin(math.radians(angle)) * size
    return [(x + c * u - s * v, y + s * u + c * v) for u, v in points]


def leaf(brush: Brush, stalk: Point, size: float, angle: float, tones: Tones = DEEP) -> None:
    """A leaf from its stalk; tones: face, shadow side, vein."""
    face, shadow, vein = tones
    brush.blob(turned(LEAF, *stalk, size, angle), face)
    brush.blob(turned(HALF_LEAF, *stalk, size, angle), shadow)
    brush.line(turned([(-0.06, 0), (0.5, 0.006), (0.9, 0)], *stalk, size, angle), size * 0.014, vein)


def leaves(brush: Brush, spots: Sequence[tuple[float, float, float, float]], tones: Tones = DEEP) -> None:
    """Several leaves; spots: x, y of the stalk, size, angle."""
    for x, y, size, angle in spots:
        leaf(brush, (x, y), size, angle, tones)


def bud(brush: Brush, stalk: Point, size: float, angle: float, tones: Sequence[str]) -> None:
    """A closed flower in its green cup; tones as for `flower`."""
    brush.blob(turned(BUD, *stalk, size, angle), tones[1])
    brush.blob(turned(HALF_BUD, *stalk, size, angle), tones[0])
    brush.blob(turned(CUP, *stalk, size, angle), JADE[500])


def flower(brush: Brush, centre: Point, size: float, tones: Sequence[str], petals: Sequence[int]) -> None:
    """A camellia seen from the front; petals: how many in each ring, from outside.

    tones: one for each ring from outside (the last ones when there are fewer rings), then fold and heart.
    """
    *rings, fold, heart = tones
    for ring, (count, tone) in enumerate(zip(petals, rings[-len(petals) :], strict=True)):
        reach = size * (1 - 0.25 * ring)
        for i in range(count):
            angle = 360 / count * i + 37 * ring - 90
            brush.blob(turned(PETAL, *centre, reach * 1.03, angle), fold)
            brush.blob(turned(PETAL, *centre, reach, angle), tone)
            brush.blob(turned(FOLD, *centre, reach, angle), fold)
    _stamens(brush, centre, size, heart)


def _stamens(brush: Brush, centre: Point, size: float, heart: str) -> None:
    tip_tone = GOLD[600] if heart == GOLD[500] else GOLD[300]
    for i in range(28):
        tip = turned([(1, 0)], *centre, size * (0.36, 0.27, 0.32)[i % 3], 360 / 28 * i)[0]
        brush.line([centre, tip], size * 0.014, heart)
        brush.oval(*tip, size * 0.03, size * 0.03, tip_tone)
    x, y = centre
    brush.oval(x, y, size * 0.14, size * 0.14, heart)
    brush.oval(x - size * 0.02, y - size * 0.03, size * 0.08, size * 0.08, GOLD[300])


def vessel(brush: Brush, x: float, profile: Sequence[Point], tones: Tones = DEEP) -> None:
    """A round vessel; profile: (half width, y) from the mouth down; tones: body, shaded side, light."""
    body, shaded, light = tones
    curve = smooth([profile[0], *profile, profile[-1]])
    brush.shape([(x - w, y) for w, y in curve] + [(x + w, y) for w, y in reversed(curve)], body)
    brush.shape([(x + w * 0.42, y) for w, y in curve] + [(x + w, y) for w, y in reversed(curve)], shaded)
    lit = [curve[len(curve) * part // 10] for part in (4, 6, 8)]
    brush.line([(x - w * 0.68, y) for w, y in lit], max(4, lit[0][0] * 0.06), light)


def table(brush: Brush, y: float, top: str, edge: str) -> None:
    """A table top from y down, with its far edge."""
    brush.shape([(-40, y), (1000, y), (1000, 700), (-40, 700)], top)
    brush.shape([(-40, y), (1000, y), (1000, y + 10), (-40, y + 10)], edge)
