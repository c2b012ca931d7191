"""The real sets, sheets of them, and small sets a brute force can search."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from namsao.core.rating.criteria import CriteriaSet, read
from namsao.core.rating.criterion import Criterion, Option, Part, Section

PACKS = Path(__file__).parents[3] / "packs" / "criteria"
NUMBERS = range(1, 27)


@cache
def pack(number: int) -> dict[str, Any]:
    return json.loads((PACKS / f"set-{number:02}.json").read_text(encoding="utf-8"))


@cache
def the_set(number: int) -> CriteriaSet:
    return read(pack(number))


def best(criteria_set: CriteriaSet) -> dict[str, int]:
    """The sheet with the top option everywhere."""
    return {one.code: max(one.options, key=lambda option: option.points).seq for one in criteria_set.criteria}


def by_points(criteria_set: CriteriaSet, text: str) -> dict[str, int]:
    """The sheet written as "1.1=3 1.2=0 …", in points that tell options apart."""
    given = dict(entry.split("=") for entry in text.split())
    return {
        code: next((o.seq for o in criteria_set.criterion(code).options if o.points == int(points)), 0)
        for code, points in given.items()
    }


def sheets(criteria_set: CriteriaSet) -> st.SearchStrategy[dict[str, int]]:
    """Any sheet, mostly high ones so that gates and bands matter."""
    seqs = {
        one.code: st.one_of(st.just(best(criteria_set)[one.code]), st.integers(0, len(one.options)))
        for one in criteria_set.criteria
    }
    return st.fixed_dictionaries(seqs)


@st.composite
def small_sets(draw: st.DrawFn) -> CriteriaSet:
    """Four to six criteria of 100 points together, with gates and equal points here and there."""
    maxima = draw(
        st.sampled_from([(40, 30, 20, 10), (25, 25, 20, 20, 10), (20, 20, 20, 15, 15, 10), (30, 30, 25, 15)])
    )
    criteria = tuple(
        Criterion(str(number), f"C{number}", "A", str(number), f"S{number}", top, draw(options(top)))
        for number, top in enumerate(maxima, start=1)
    )
    sections = tuple(Section(one.code, one.title, one.max, (one,)) for one in criteria)
    return CriteriaSet(
        number=1,
        version=1,
        id="criteria/set-01",
        decree="26/2026/QĐ-TTg",
        name="Nhỏ",
        name_en="Small",
        industry="",
        group="",
        agencies=(),
        samples=0,
        parts=(Part("A", "A", 100, sections),),
    )


@st.composite
def options(draw: st.DrawFn, top: int) -> tuple[Option, ...]:
    lower = sorted(draw(st.lists(st.integers(0, top), max_size=3)))
    scale = [*lower, top]
    gated = [seq for seq, points in enumerate(scale, start=1) if points > 0]
    stars = sorted(draw(st.sets(st.sampled_from([3, 4, 5]), max_size=min(2, len(gated)))))
    where = sorted(draw(st.lists(st.sampled_from(gated), min_size=len(stars), max_size=len(stars))))
    marks = list(zip(where, stars, strict=True))
    return tuple(
        Option(seq, points, f"mức {seq}", tuple(star for at, star in marks if at == seq))
        for seq, points in enumerate(scale, start=1)
    )
