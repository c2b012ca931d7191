"""What a producer's own scores come to: points, stars, the next gates, the way to the next star."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from namsao.apps.rating.models import Dossier
from namsao.apps.rating.packs import criteria_of
from namsao.core.rating.criteria import CriteriaSet
from namsao.core.rating.criterion import CERTIFIED, NATIONAL, Criterion, Section
from namsao.core.rating.path import Path, path
from namsao.core.rating.reasons import BANDS, number_vi
from namsao.core.rating.tally import Tally, tally


@dataclass(frozen=True, slots=True)
class Progress:
    """A section with how far its scoring is. points: scored so far."""

    part: str
    part_title: str
    section: Section
    answered: int
    points: int

    @property
    def total(self) -> int:
        return len(self.section.criteria)

    @property
    def is_done(self) -> bool:
        return self.answered == self.total

    @property
    def score_words(self) -> str:
        return _("%(points)s/%(max)s điểm") % {"points": self.points, "max": self.section.max}

    @property
    def progress_words(self) -> str:
        return _("chấm %(done)s/%(total)s") % {"done": self.answered, "total": self.total}


@dataclass(frozen=True, slots=True)
class SelfScore:
    """Where the self score stands. path: to the next star; None at five."""

    tally: Tally
    answered: int
    total: int
    gates: list[dict[str, Any]]
    path: Path | None

    @property
    def points(self) -> str:
        return number_vi(self.tally.points)

    @property
    def stars(self) -> int:
        return self.tally.stars


def sheet_of(criteria_set: CriteriaSet, scores: Mapping[str, int]) -> dict[str, int]:
    """The scores that the set knows, so that an old or broken one is never an error on a screen."""
    levels = criteria_set.levels
    return {code: seq for code, seq in scores.items() if (code, seq) in levels}


def self_score(dossier: Dossier) -> SelfScore:
    """The tally of the self score, criteria not answered yet counted as 0."""
    criteria_set = criteria_of(dossier)
    sheet = sheet_of(criteria_set, dossier.self_scores)
    result = tally(criteria_set, sheet)
    return SelfScore(
        tally=result,
        answered=len(sheet),
        total=len(criteria_set.criteria),
        gates=[_gate(result, stars) for stars in CERTIFIED],
        path=_path(criteria_set, sheet, result.stars, dossier.efforts),
    )


def progress(dossier: Dossier) -> list[Progress]:
    """Every section of the set in its order."""
    criteria_set = criteria_of(dossier)
    sheet = sheet_of(criteria_set, dossier.self_scores)
    return [
        _progress(part.code, part.title, section, sheet)
        for part in criteria_set.parts
        for section in part.sections
    ]


def section_codes(criteria_set: CriteriaSet) -> list[str]:
    return [section.code for part in criteria_set.parts for section in part.sections]


def unanswered(section: Section, sheet: Mapping[str, int]) -> list[Criterion]:
    return [each for each in section.criteria if each.code not in sheet]


def _progress(part: str, title: str, section: Section, sheet: Mapping[str, int]) -> Progress:
    chosen = [each.option(sheet[each.code]) for each in section.criteria if each.code in sheet]
    return Progress(part, title, section, len(chosen), sum(option.points for option in chosen if option))


def _path(
    criteria_set: CriteriaSet, sheet: Mapping[str, int], stars: int, efforts: Mapping[str, int | None]
) -> Path | None:
    """To the next star, by what the producer finds hard; criteria marked None stay as they are."""
    if stars >= NATIONAL:
        return None
    known = {code: effort for code, effort in efforts.items() if code in criteria_set}
    return path(
        criteria_set,
        sheet,
        max(stars + 1, CERTIFIED[0]),
        effort={code: effort for code, effort in known.items() if effort is not None},
        locked={code for code, effort in known.items() if effort is None},
    )


def _gate(result: Tally, stars: int) -> dict[str, Any]:
    """A star for the component `_gates.html`: met, near (only a little lacks) or far."""
    if result.stars >= stars:
        return {"stars": stars, "word": _("đạt"), "kind": "met"}
    lacking = sum(missed.stars <= stars for missed in result.missed)
    short = max(0, BANDS[stars] - result.points)
    words = []
    if lacking:
        words.append(_("thiếu %(count)s mức tối thiểu") % {"count": lacking})
    if short:
        words.append(_("thiếu %(points)s điểm") % {"points": number_vi(short)})
    return {"stars": stars, "word": ", ".join(words), "kind": "near" if stars == result.stars + 1 else ""}
