"""One picture for each OCOP industry, for products that have none of their own."""

import math

from namsao.project.demo.brush import (
    BARK,
    BARK_DARK,
    BRIGHT,
    DEEP,
    GOLD,
    GOLDEN,
    JADE,
    SHADE,
    WHITE,
    Brush,
    flower,
    leaf,
    leaves,
    table,
    turned,
    vessel,
)

CELADON = ("#9fcfc0", "#7fb9a8", "#d9efe7")
POD = [(0, 0), (0.4, 0.2), (0.75, 0.17), (1.05, 0), (0.75, -0.17), (0.4, -0.2)]


def food(brush: Brush) -> None:
    """A steaming bowl of rice with greens, chopsticks beside it."""
    brush.wash(JADE[50])
    brush.oval(480, 300, 246, 246, JADE[100])
    table(brush, 500, GOLD[200], GOLD[300])
    brush.oval(480, 566, 240, 24, "#e3c67e")
    for x, lean in ((410, -14), (480, 16), (550, -12)):
        brush.line([(x, 214), (x + lean, 176), (x - lean, 132), (x + lean * 0.6, 92)], 9, WHITE)
    brush.blob([(286, 340), (340, 268), (430, 232), (530, 232), (620, 268), (674, 340), (480, 380)], WHITE)
    for i in range(46):
        x, y = 322 + (i * 83) % 316, 256 + (i * 37) % 76
        if (x - 480) ** 2 / 180**2 + (y - 350) ** 2 / 108**2 < 1:
            brush.line([(x, y), (x + 9, y - 4 + i % 8)], 4, SHADE)
    leaves(brush, ((560, 330, 140, -66), (590, 336, 150, -30), (540, 330, 120, -100)))
    brush.oval(396, 290, 52, 34, SHADE)
    brush.oval(396, 287, 46, 30, "#ffffff")
    brush.oval(400, 285, 24, 17, GOLD[500])
    brush.oval(394, 280, 7, 4, GOLD[200])
    bowl = [(236, 330), (228, 372), (196, 450), (136, 520), (88, 546), (86, 564)]
    vessel(brush, 480, bowl, DEEP)
    brush.oval(480, 334, 236, 14, JADE[300])
    brush.oval(480, 332, 214, 8, WHITE)
    for i in range(9):
        brush.line([(304 + i * 44, 398), (326 + i * 44, 414), (348 + i * 44, 398)], 5, GOLD[300])
    brush.line([(700, 600), (906, 470)], 11, BARK_DARK)
    brush.line([(742, 610), (934, 488)], 11, BARK)


def drinks(brush: Brush) -> None:
    """A celadon bottle, two cups and a sprig of golden blossom."""
    brush.wash(GOLD[50])
    brush.oval(430, 290, 244, 244, GOLD[200])
    table(brush, 510, JADE[200], JADE[300])
    brush.oval(440, 566, 140, 18, JADE[300])
    gourd = [
        (30, 112),
        (24, 150),
        (62, 206),
        (74, 248),
        (46, 300),
        (86, 350),
        (124, 430),
        (112, 520),
        (72, 562),
    ]
    vessel(brush, 430, gourd, CELADON)
    brush.blob([(408, 82), (430, 76), (452, 82), (456, 112), (430, 118), (404, 112)], "#a8322a")
    brush.line([(386, 300), (430, 308), (474, 300)], 12, GOLD[500])
    for x in (640, 768):
        brush.oval(x + 4, 572, 62, 11, JADE[300])
        vessel(brush, x, [(58, 478), (56, 510), (44, 548), (28, 566), (27, 572)], CELADON)
        brush.oval(x, 478, 58, 13, "#d9efe7")
        brush.oval(x, 480, 48, 9, GOLD[500])
    brush.line([(980, 120), (860, 190), (730, 220), (640, 300)], 9, BARK)
    leaves(
        brush,
        (
            (860, 188, 150, 120),
            (760, 216, 140, -70),
            (700, 246, 130, 60),
            (900, 168, 130, -110),
        ),
    )
    for x, y, size in ((800, 206, 58), (668, 280, 46), (910, 150, 42)):
        flower(brush, (x, y), size, GOLDEN, (5,))


def medicinal(brush: Brush) -> None:
    """A mortar and pestle with leaves, roots and star anise."""
    brush.wash(JADE[100])
    brush.oval(470, 296, 246, 246, JADE[50])
    table(brush, 506, GOLD[200], GOLD[300])
    brush.oval(470, 574, 190, 20, "#e3c67e")
    brush.line([(520, 350), (690, 120)], 40, BARK_DARK)
    brush.line([(510, 350), (682, 116)], 26, BARK)
    leaves(
        brush,
        (
            (420, 350, 210, -120),
            (450, 350, 240, -92),
            (380, 350, 180, -150),
            (480, 350, 190, -64),
        ),
    )
    leaf(brush, (400, 350), 200, -104, BRIGHT)
    vessel(
        brush,
        470,
        [(190, 340), (184, 392), (150, 470), (96, 524), (110, 560), (124, 572)],
        ("#8a9a94", "#6c7d77", "#c2cdc8"),
    )
    brush.oval(470, 342, 190, 20, "#b4c1bc")
    brush.oval(470, 344, 168, 13, "#5a6a65")
    for x, y, size, angle in ((700, 560, 190, -6), (716, 588, 210, 4), (740, 538, 150, 10)):
        brush.line(turned([(0, 0), (0.4, 0.1), (0.7, -0.04), (1, 0.06)], x, y, size, angle), 20, "#7a4a63")
        brush.line(turned([(0.02, -0.02), (0.4, 0.07), (0.7, -0.07)], x, y, size, angle), 5, "#a87991")
    for x, y, r in ((170, 568, 44), (262, 590, 32)):
        for i in range(8):
            brush.blob(turned(POD, x, y, r, 45 * i + r), BARK if i % 2 else BARK_DARK)
            brush.oval(*turned([(0.6, 0)], x, y, r, 45 * i + r)[0], r * 0.09, r * 0.07, GOLD[300])


def handicraft(brush: Brush) -> None:
    """A celadon vase with a gold band, a woven basket, a string of pearls."""
    brush.wash(GOLD[100])
    brush.oval(400, 290, 250, 250, JADE[100])
    table(brush, 516, JADE[700], JADE[900])
    brush.oval(400, 580, 150, 18, JADE[900])
    vase = [
        (66, 110),
        (46, 140),
        (42, 186),
        (96, 250),
        (142, 330),
        (140, 420),
        (100, 510),
        (78, 556),
        (84, 574),
    ]
    vessel(brush, 400, vase, CELADON)
    brush.oval(400, 110, 66, 14, "#7fb9a8")
    brush.oval(400, 111, 52, 9, JADE[700])
    for y, half in ((246, 92), (438, 134)):
        brush.line([(400 - half, y), (400, y + 14), (400 + half, y)], 8, GOLD[500])
    for i in range(5):
        leaf(brush, (306 + i * 46, 352 + (i % 2) * 16), 62, -60, (JADE[500], JADE[700], JADE[100]))
    _basket(brush)
    for i in range(17):
        x, y = 90 + i * 15, 596 - 34 * math.sin(math.pi * i / 16) ** 0.8 + (i % 2)
        brush.oval(x, y, 9, 9, WHITE)
        brush.oval(x + 2, y + 3, 5, 4, SHADE)


def _basket(brush: Brush) -> None:
    brush.oval(720, 586, 140, 16, JADE[900])
    brush.line([(622, 400), (650, 290), (720, 256), (790, 290), (818, 400)], 13, GOLD[600])
    vessel(brush, 720, [(122, 396), (128, 440), (126, 510), (104, 580)], (GOLD[500], GOLD[600], GOLD[300]))
    for row in range(6):
        for i in range(9 + row % 2):
            x, y = 612 + i * 26 - 13 * (row % 2), 420 + row * 28
            if abs(x + 10 - 720) < 112 - row * 3:
                brush.line([(x, y), (x + 10, y + 4), (x + 20, y)], 9, GOLD[300])
    brush.line([(600, 396), (720, 410), (840, 396)], 18, GOLD[600])
    brush.line([(600, 393), (720, 406), (840, 393)], 6, GOLD[300])


def ornamental(brush: Brush) -> None:
    """A yellow apricot tree trained in a jade pot."""
    brush.wash(JADE[50])
    brush.oval(500, 270, 250, 250, GOLD[100])
    table(brush, 540, JADE[100], JADE[200])
    brush.oval(480, 600, 210, 18, JADE[200])
    for path, width in (
        (((470, 480), (420, 410), (480, 340), (560, 290), (540, 200), (590, 120)), 34),
        (((470, 350), (390, 310), (330, 250), (250, 230)), 18),
        (((560, 290), (650, 270), (740, 290)), 16),
        (((545, 210), (460, 170), (410, 110)), 14),
        (((570, 170), (650, 150), (700, 100)), 12),
    ):
        brush.line(list(path), width, BARK_DARK)
        brush.line([(x - width * 0.18, y) for x, y in path], width * 0.34, BARK)
    vessel(brush, 480, [(206, 470), (200, 500), (184, 560), (160, 598)])
    brush.shape([(262, 458), (698, 458), (694, 488), (266, 488)], JADE[500])
    brush.shape([(262, 458), (698, 458), (697, 468), (263, 468)], JADE[300])
    brush.oval(480, 458, 214, 9, BARK_DARK)
    spots = [
        (250, 230),
        (300, 200),
        (330, 262),
        (390, 296),
        (410, 108),
        (450, 160),
        (590, 112),
        (540, 190),
        (630, 160),
        (704, 100),
        (650, 262),
        (744, 288),
        (700, 246),
        (360, 180),
        (562, 92),
        (610, 300),
        (480, 250),
    ]
    for i, (x, y) in enumerate(spots):
        leaf(brush, (x, y), 62, 47 * i, BRIGHT if i % 2 else DEEP)
        leaf(brush, (x, y), 54, 47 * i + 150, DEEP)
    for i, (x, y) in enumerate(spots):
        flower(brush, (x, y), 36 + 9 * (i % 3), GOLDEN, (5,))


def tourism(brush: Brush) -> None:
    """Limestone islands in the bay, a junk with golden sails, the sun low."""
    brush.wash(GOLD[100])
    brush.oval(640, 214, 78, 78, GOLD[300])
    for x, width, top in (
        (120, 200, 220),
        (330, 150, 260),
        (560, 190, 236),
        (800, 170, 200),
        (930, 160, 250),
    ):
        _island(brush, x, width, top, (JADE[200], "#a4d3c5"))
    for x, width, top in ((40, 230, 150), (232, 130, 262), (860, 210, 130), (740, 110, 286)):
        _island(brush, x, width, top, (JADE[300], "#74b7a6"))
    brush.shape([(-20, 396), (980, 396), (980, 660), (-20, 660)], JADE[500])
    for row in range(7):
        for i in range(5):
            x, y = (i * 233 + row * 97) % 1010 - 30, 420 + row * 33
            brush.line([(x, y), (x + 40 + row * 6, y + 3), (x + 84 + row * 12, y)], 3 + row * 0.5, "#46a08f")
    for i in range(5):
        brush.line([(600 - i * 6, 414 + i * 17), (680 + i * 6, 414 + i * 17)], 6, GOLD[300])
    _junk(brush)
    brush.blob([(-60, 660), (-40, 520), (40, 470), (110, 540), (190, 600), (240, 680)], JADE[700])
    brush.blob([(-60, 660), (-50, 560), (10, 530), (90, 600), (140, 680)], JADE[900])


def _island(brush: Brush, x: float, width: float, top: float, tones: tuple[str, str]) -> None:
    face, shaded = tones
    half, mid = width / 2, (top + 400) / 2
    brush.hill(
        [
            (x - half, 402),
            (x - half * 0.86, mid),
            (x - half * 0.4, top + 16),
            (x, top),
            (x + half * 0.5, top + 30),
            (x + half * 0.8, mid + 10),
            (x + half, 402),
        ],
        face,
    )
    brush.hill(
        [
            (x + half * 0.1, 402),
            (x + half * 0.22, mid),
            (x + half * 0.12, top + 30),
            (x + half * 0.5, top + 32),
            (x + half * 0.8, mid + 10),
            (x + half, 402),
        ],
        shaded,
    )


def _junk(brush: Brush) -> None:
    for x, top, foot, reach in ((330, 210, 500, -120), (430, 150, 500, 150)):
        sail = [
            (x, top),
            (x + reach * 0.6, top + 40),
            (x + reach, top + 150),
            (x + reach * 0.9, foot - 20),
            (x, foot - 10),
        ]
        brush.shape(sail, GOLD[500])
        for i in range(1, 5):
            t = i / 5
            y = top + (foot - top) * t
            brush.line([(x, y), (x + reach * min(1, 0.55 + t * 0.5), y + 14)], 4, GOLD[600])
    for x, top in ((330, 196), (430, 132)):
        brush.line([(x, top), (x, 510)], 8, BARK_DARK)
    brush.shape([(206, 478), (250, 506), (520, 506), (600, 466), (566, 556), (270, 560)], BARK)
    brush.shape([(226, 520), (590, 500), (566, 556), (270, 560)], BARK_DARK)
    brush.oval(420, 566, 190, 9, "#1f7c6b")
