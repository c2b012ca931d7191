"""Pictures of the demo's products, drawn here from shapes and colours so that nobody's photo is borrowed."""

import math
from collections.abc import Callable
from functools import cache
from io import BytesIO

from PIL import Image

from namsao.project.demo import industries
from namsao.project.demo.brush import (
    BARK,
    BARK_DARK,
    BRIGHT,
    GOLD,
    GOLDEN,
    JADE,
    PAPER,
    SNOW,
    STAGE,
    Brush,
    bud,
    flower,
    leaf,
    leaves,
    table,
    turned,
    vessel,
)

STRANDS = ("#c3cbb6", "#aab59f", "#d5dac9", "#98a58e")  # canna starch, dry: greenish grey
DUSK = ("#0f4c43", "#0d443c", "#145a4f")


def draw(kind: str, size: tuple[int, int] = STAGE) -> bytes:
    """The picture of `kind` as PNG; the same bytes at every call with the same Pillow.

    kind: one of `kinds()`. size: width and height, px.
    Raises: LookupError for another kind.
    """
    if kind not in SCENES:
        raise LookupError(f"no picture {kind}; there are {', '.join(kinds())}")
    return _drawn(kind, size)


def kinds() -> tuple[str, ...]:
    """What can be drawn: the three stories, then one picture for each industry."""
    return tuple(SCENES)


@cache
def _drawn(kind: str, size: tuple[int, int]) -> bytes:
    brush = Brush(size)
    SCENES[kind](brush)
    png = BytesIO()
    brush.sheet.resize(size, Image.Resampling.LANCZOS).save(png, "PNG", optimize=True)
    return png.getvalue()


def noodles(brush: Brush) -> None:
    """Strands over a bamboo pole, hills behind, a tied bundle on a tray in front."""
    brush.wash(JADE[50])
    brush.oval(742, 122, 62, 62, GOLD[200])
    brush.ridge((280, 190, 262, 150, 235, 170, 255, 200), JADE[100])
    brush.ridge((340, 290, 345, 265, 335, 285, 325), JADE[200])
    for row in range(6):
        y = 404 + 44 * row
        brush.ridge((y + 16, y - 12, y + 14, y - 10, y + 12), ("#9bd0c1", "#86c3b2")[row % 2])
    for x in (130, 830):
        brush.line([(x - 44, 560), (x + 6, 150)], 13, GOLD[600])
        brush.line([(x + 44, 560), (x - 6, 150)], 13, GOLD[500])
    for bundle in range(6):
        _hanging(brush, 184 + bundle * 102, bundle)
    brush.line([(70, 170), (890, 170)], 18, GOLD[500])
    brush.line([(72, 165), (888, 165)], 5, GOLD[300])
    for x in (100, 172, 276, 378, 480, 582, 684, 788, 862):
        brush.line([(x, 163), (x, 177)], 4, GOLD[600])
    _tray(brush)


def _hanging(brush: Brush, left: float, bundle: int) -> None:
    brush.shape([(left - 2, 172), (left + 82, 172), (left + 80, 380), (left + 2, 380)], "#8a9781")
    for strand in range(17):
        x, sway = left + strand * 5, 6 * math.sin(bundle * 1.7 + strand * 0.45)
        end = 392 + 14 * math.sin(strand * 1.9 + bundle)
        tone = STRANDS[(strand * 3 + bundle) % 4]
        brush.line([(x, 170), (x + sway * 0.4, 250), (x - sway * 0.5, 330), (x + sway, end)], 4.4, tone)


def _tray(brush: Brush) -> None:
    brush.oval(480, 572, 300, 50, "#63ab9a")
    brush.oval(480, 556, 292, 56, GOLD[600])
    brush.oval(480, 548, 292, 54, GOLD[300])
    brush.oval(480, 547, 262, 43, GOLD[200])
    for strand in range(24):
        spread = (strand - 11.5) / 11.5
        y, reach = 516 + 40 * spread, 218 - 34 * abs(spread)
        flare = 9 * math.sin(strand * 2.3)
        path = [
            (480 - reach, y + 10 + flare),
            (390, y),
            (480, 516 + 27 * spread),
            (570, y),
            (480 + reach, y + 10 - flare),
        ]
        brush.line(path, 5, STRANDS[strand % 4])
    brush.blob(
        [(460, 484), (480, 481), (500, 484), (504, 516), (500, 548), (480, 551), (460, 548), (456, 516)],
        JADE[700],
    )
    brush.line([(470, 485), (467, 516), (470, 546)], 4, JADE[300])


def golden_camellia(brush: Brush) -> None:
    """One open golden flower, buds and leaves on a branch, forest shade behind."""
    brush.wash(JADE[900])
    brush.oval(480, 320, 300, 300, "#0f4a41")
    brush.oval(480, 320, 232, 232, "#12594d")
    leaves(
        brush,
        (
            (60, 90, 250, 28),
            (900, 90, 230, 140),
            (60, 380, 200, -20),
            (900, 560, 260, 200),
        ),
        DUSK,
    )
    brush.line([(-20, 640), (230, 510), (430, 400), (640, 300), (820, 180), (960, 40)], 15, BARK_DARK)
    brush.line([(-20, 635), (230, 505), (430, 395), (640, 295), (820, 175), (960, 36)], 5, BARK)
    leaves(
        brush,
        (
            (230, 500, 250, 196),
            (300, 470, 240, 80),
            (700, 262, 260, 62),
            (640, 296, 290, 12),
        ),
    )
    leaves(
        brush,
        (
            (560, 330, 270, -98),
            (330, 450, 280, 232),
            (800, 190, 210, 196),
            (520, 380, 260, 78),
        ),
    )
    leaf(brush, (620, 300), 250, -48, BRIGHT)
    leaf(brush, (400, 410), 280, 160, BRIGHT)
    bud(brush, (806, 186), 86, 48, GOLDEN)
    bud(brush, (176, 536), 74, -112, GOLDEN)
    flower(brush, (484, 332), 190, GOLDEN, (6, 6, 5))


def camellia_oil(brush: Brush) -> None:
    """A bottle of golden oil, white oil-camellia flowers and their brown fruit on a table."""
    brush.wash(GOLD[100])
    brush.oval(612, 292, 250, 250, GOLD[200])
    table(brush, 520, "#e9cf93", "#d9b86d")
    brush.oval(640, 566, 150, 20, "#cfa95a")
    vessel(
        brush,
        620,
        [(25, 92), (25, 130), (27, 190), (52, 232), (86, 280), (88, 360), (88, 480), (86, 548), (74, 566)],
        (GOLD[500], GOLD[600], "#fbe7b0"),
    )
    brush.shape([(596, 64), (644, 64), (646, 116), (594, 116)], BARK)
    brush.shape([(624, 64), (644, 64), (646, 116), (624, 116)], BARK_DARK)
    brush.shape([(532, 332), (708, 332), (708, 486), (532, 486)], PAPER)
    brush.shape([(532, 332), (708, 332), (708, 344), (532, 344)], JADE[700])
    brush.shape([(532, 474), (708, 474), (708, 486), (532, 486)], JADE[700])
    leaf(brush, (622, 412), 62, 200)
    leaf(brush, (618, 412), 62, -20)
    flower(brush, (620, 408), 40, GOLDEN, (5,))
    brush.line([(-20, 470), (130, 430), (260, 380), (420, 350)], 11, BARK)
    leaves(
        brush,
        (
            (60, 448, 190, -70),
            (150, 424, 220, 62),
            (250, 384, 210, -98),
            (330, 362, 190, 70),
            (404, 352, 120, -52),
        ),
    )
    leaves(brush, ((100, 440, 170, 196), (300, 372, 200, -48)), BRIGHT)
    flower(brush, (176, 330), 112, SNOW, (6, 5))
    flower(brush, (350, 420), 84, SNOW, (6, 5))
    bud(brush, (398, 348), 60, -72, SNOW[1:])
    for x, y, r in ((372, 566, 34), (446, 580, 26), (292, 584, 24)):
        _seed(brush, x, y, r)


def _seed(brush: Brush, x: float, y: float, r: float) -> None:
    brush.oval(x + 6, y + r * 0.82, r * 1.1, r * 0.24, "#cfa95a")
    brush.oval(x, y, r, r * 0.9, BARK)
    brush.blob(turned([(-0.9, 0.1), (0, 0.86), (0.9, 0.1), (0.3, 0.3)], x, y, r, 0), BARK_DARK)
    brush.line([(x - r * 0.45, y - r * 0.35), (x - r * 0.1, y - r * 0.55)], r * 0.14, "#c79a6b")


SCENES: dict[str, Callable[[Brush], None]] = {
    "mien-dong": noodles,
    "tra-hoa-vang": golden_camellia,
    "dau-so": camellia_oil,
    "generic-food": industries.food,
    "generic-drinks": industries.drinks,
    "generic-medicinal": industries.medicinal,
    "generic-handicraft": industries.handicraft,
    "generic-ornamental": industries.ornamental,
    "generic-tourism": industries.tourism,
}
