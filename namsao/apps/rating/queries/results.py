"""Results of a round, worked out from the sheets themselves, in bulk."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet

from namsao.apps.rating.models import Dossier, Hearing, Result, Round
from namsao.apps.rating.packs import criteria
from namsao.apps.rating.queries.quorum import counted, read_rules
from namsao.base.access.policy import rows
from namsao.core.actor import Actor
from namsao.core.rating.agreement import Spread, ranks, spread
from namsao.core.rating.criteria import CriteriaSet
from namsao.core.rating.reasons import number_vi
from namsao.core.rating.stops import stop_words
from namsao.core.rating.tally import Tally, council


@dataclass(frozen=True)
class Line:
    """One product in the list of results. place: its rank by points; None when the rating was stopped.

    agrees: what the sheets come to today is what was written down when the product was closed.
    """

    result: Result
    place: int | None
    points: Fraction
    parts: Mapping[str, Fraction]
    stars: int
    missed: Sequence[Any]
    spread: int
    sheets: int
    agrees: bool

    @property
    def dossier(self) -> Dossier:
        return self.result.dossier

    @property
    def shown(self) -> str:
        return number_vi(self.points)

    @property
    def stop_words(self) -> list[str]:
        return stop_words(self.result.stopped)

    @property
    def shown_parts(self) -> list[tuple[str, str]]:
        return [(code, number_vi(value)) for code, value in self.parts.items()]

    @property
    def missed_words(self) -> str:
        """Gates missed by star: "4 sao: 1.5, 4.1"."""
        by_star: dict[int, list[str]] = defaultdict(list)
        for gate in self.missed:
            by_star[gate.stars].append(gate.code)
        return "; ".join(f"{star} sao: {', '.join(codes)}" for star, codes in sorted(by_star.items()))


def results_of(the_round: Round, actor: Actor) -> list[Line]:
    """Closed products of the round the actor may see, best first; two queries."""
    seen = rows(actor, "see", Result).filter(dossier__round=the_round, hearing__isnull=False)
    return lines(seen)


def results_in(hearings: Sequence[Hearing]) -> list[Line]:
    """Closed products of a sitting, best first, for whoever may see the sitting's results."""
    return lines(Result.objects.filter(hearing__in=[each.pk for each in hearings]))


def lines(seen: QuerySet[Result]) -> list[Line]:
    """The newest result of each dossier, computed from its sheets under the rules it was made by."""
    kept = {
        each.dossier_id: each
        for each in seen.select_related("dossier__product__party", "dossier__place").order_by("at", "id")
    }
    sheets: dict[int, list[dict[str, int]]] = defaultdict(list)
    wanted = counted().filter(hearing__result__in=seen.values("pk"))
    for hearing, scores in wanted.order_by("id").values_list("hearing", "scores"):
        sheets[hearing].append(scores)
    found = {each.pk: _worked_out(each, sheets[each.hearing_id]) for each in kept.values()}
    places = ranks({key: _points(each, found[key]) for key, each in _by_key(kept) if not each.stopped})
    made = [_line(each, found[each.pk], places.get(each.pk), sheets) for each in kept.values()]
    return sorted(made, key=lambda line: (line.place is None, line.place or 0, line.dossier.pk))


def shown_points(result: Result) -> str:
    """The average as people read it, never rounded up: "89,8"."""
    return number_vi(result.exact)


def heat(criteria_set: CriteriaSet, sheets: Sequence[Mapping[str, int]]) -> list[dict[str, Any]]:
    """Criteria on which sheets lie apart, widest first: distances only, nobody's name, nobody's points."""
    found = spread(criteria_set, sheets)
    return [
        {
            "criterion": criteria_set.criterion(code),
            "width": found.criteria[code],
            "heat": _heat(found, code, criteria_set),
        }
        for code in found.differing
    ]


def _heat(found: Spread, code: str, criteria_set: CriteriaSet) -> int:
    """1 to 3 by the share of the criterion's points the sheets lie apart."""
    return min(3, 1 + 3 * found.criteria[code] // (criteria_set.criterion(code).max + 1))


def _by_key(kept: Mapping[int, Result]) -> list[tuple[int, Result]]:
    return [(each.pk, each) for each in kept.values()]


def _worked_out(result: Result, sheets: Sequence[Mapping[str, int]]) -> Tally | None:
    if not sheets:
        return None
    return council(criteria(result.pack), sheets, read_rules(result.rules), result.stopped)


def _points(result: Result, found: Tally | None) -> Fraction:
    return found.points if found else result.exact


def _line(
    result: Result, found: Tally | None, place: int | None, sheets: Mapping[int, list[dict[str, int]]]
) -> Line:
    given = sheets[result.hearing_id] if result.hearing_id else []
    points = _points(result, found)
    return Line(
        result=result,
        place=place,
        points=points,
        parts=found.parts if found else {},
        stars=found.stars if found else result.stars,
        missed=found.missed if found else (),
        spread=spread(criteria(result.pack), given).points if given else 0,
        sheets=len(given),
        agrees=(str(points), found.stars if found else result.stars) == (result.points_exact, result.stars),
    )
