"""Results of a whole round, 435 products of nine sheets, against adding up the same points; and paths to five stars.

A round is what the secretary sees: averages, gates, reasons, spread and ranks. The limit only adds up every sheet's
points. Paths are measured on every set from random sheets; the worst of each set counts. Rounds are interleaved.
"""

import random
import statistics
import sys
import time
from collections.abc import Callable

from namsao.core.rating.agreement import ranks, spread
from namsao.core.rating.criteria import CriteriaSet, read
from namsao.core.rating.path import path
from namsao.core.rating.sheet import Sheet, points
from namsao.core.rating.tally import council
from namsao.packs import load, names

ROUNDS, PRODUCTS, MEMBERS, PATHS = 5, 435, 9, 5


def run() -> list[dict[str, object]]:
    chance = random.Random(26)  # the same sheets every time
    sets = [read(load("criteria", name)) for name in names("criteria")]
    scored = [
        (one, [a_sheet(one, chance) for _ in range(MEMBERS)])
        for one in (sets[number % len(sets)] for number in range(PRODUCTS))
    ]
    return [round_row(scored), path_row(sets, chance)]


def a_sheet(criteria_set: CriteriaSet, chance: random.Random) -> Sheet:
    return {one.code: chance.randint(0, len(one.options)) for one in criteria_set.criteria}


def round_row(scored: list[tuple[CriteriaSet, list[Sheet]]]) -> dict[str, object]:
    def ours() -> None:
        tallies = [council(one, sheets) for one, sheets in scored]
        for one, sheets in scored:
            spread(one, sheets)
        ranks({number: found.points for number, found in enumerate(tallies)})

    def limit() -> None:
        for one, sheets in scored:
            for sheet in sheets:
                points(one, sheet)

    found = medians({"ours": ours, "limit": limit})
    return {
        "name": "rating-round",
        "unit": f"seconds for {PRODUCTS} products of {MEMBERS} sheets",
        **{name: round(seconds, 4) for name, seconds in found.items()},
        "ratio_to_limit": round(found["limit"] / found["ours"], 3),
    }


def path_row(sets: list[CriteriaSet], chance: random.Random) -> dict[str, object]:
    times = []
    for one in sets:
        for _ in range(PATHS):
            sheet = a_sheet(one, chance)
            times.append(seconds_of(lambda one=one, sheet=sheet: path(one, sheet, 5)))
    return {
        "name": "rating-path",
        "unit": f"milliseconds to five stars, {len(times)} sheets of {len(sets)} sets",
        "ours": round(statistics.median(times) * 1000, 2),
        "worst": round(max(times) * 1000, 2),
    }


def medians(ways: dict[str, Callable[[], None]]) -> dict[str, float]:
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(ROUNDS):
        for name, way in ways.items():
            taken[name].append(seconds_of(way))
        print(f"round {number + 1} of {ROUNDS}", file=sys.stderr)
    return {name: statistics.median(each) for name, each in taken.items()}


def seconds_of(way: Callable[[], object]) -> float:
    start = time.perf_counter()
    way()
    return time.perf_counter() - start
