"""The path to a star: the cheapest set of criteria to raise, computed exactly.

Least cost first, then fewest added points, then the criteria that stand first on the sheet, raised as little as will
do. Dynamic programming over the points to add, 0 to 100: for the criteria from each one to the end of the sheet.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from namsao.core.finding import Finding, Severity, State
from namsao.core.rating.criteria import CriteriaSet
from namsao.core.rating.criterion import STARS, Criterion, Gate, Level, Option
from namsao.core.rating.reasons import BANDS, source_of
from namsao.core.rating.sheet import Sheet, points

ALL_POINTS = 100


@dataclass(frozen=True, slots=True)
class Step:
    """One criterion raised. why: the gate or the points it is for, and in its remedy the option to reach."""

    code: str
    from_points: int
    to_points: int
    from_seq: int
    to_seq: int
    why: Finding


@dataclass(frozen=True, slots=True)
class Path:
    """Steps to a star: those for gates first, in the order of the sheet, then the most points for the effort.

    cost: the efforts of the steps added up. When it is not possible there are no steps and `blocked` says why.
    """

    stars: int
    steps: tuple[Step, ...]
    cost: int
    points_before: int
    points_after: int
    possible: bool
    blocked: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    """A criterion on the way: the options it may rise to, lowest first, and whether it may stay."""

    criterion: Criterion
    now: Level
    gate: Gate | None
    effort: int
    moves: tuple[Option, ...]
    may_stay: bool

    def gain(self, option: Option) -> int:
        return option.points - self.now[0]


def path(
    criteria_set: CriteriaSet,
    sheet: Sheet,
    stars: int,
    effort: Mapping[str, int] | None = None,
    locked: Collection[str] = (),
) -> Path:
    """The cheapest way from the sheet to a number of stars; no criterion is ever lowered.

    effort: criterion code -> cost of changing it, 1 where nothing is said. locked: codes that cannot change.
    Raises: ValueError for stars outside 1 to 5 or an effort below 0; KeyError for an unknown code or option.
    """
    if stars not in STARS:
        raise ValueError(f"no such star: {stars}")
    efforts = {criterion.code: 1 for criterion in criteria_set.criteria} | dict(effort or {})
    if min(efforts.values()) < 0:
        raise ValueError("an effort must not be below 0")
    for code in {*efforts, *locked}:
        criteria_set.criterion(code)
    before = points(criteria_set, sheet)
    rows = _rows(criteria_set, sheet, stars, efforts, locked)
    chosen = _cheapest(rows, max(0, BANDS[stars] - before))
    if chosen is None:
        return Path(
            stars=stars,
            steps=(),
            cost=0,
            points_before=before,
            points_after=before,
            possible=False,
            blocked=_blocked(criteria_set, rows, before, stars),
        )
    return Path(
        stars=stars,
        steps=_steps(criteria_set, chosen, stars),
        cost=sum(row.effort for row, _ in chosen),
        points_before=before,
        points_after=before + sum(row.gain(option) for row, option in chosen),
        possible=True,
    )


def _rows(
    criteria_set: CriteriaSet,
    sheet: Sheet,
    stars: int,
    efforts: Mapping[str, int],
    locked: Collection[str],
) -> list[_Row]:
    highest = {
        gate.code: gate for gate in criteria_set.gates_up_to(stars)
    }  # within a code they rise with the stars
    return [
        _row(criterion, sheet.get(criterion.code, 0), highest.get(criterion.code), efforts, locked)
        for criterion in criteria_set.criteria
    ]


def _row(
    criterion: Criterion, seq: int, gate: Gate | None, efforts: Mapping[str, int], locked: Collection[str]
) -> _Row:
    current = criterion.option(seq)
    now = current.level if current else (0, 0)
    met = gate is None or now >= gate.level
    least = now if met or gate is None else gate.level
    variant = current.variant if current else ""
    moves = [
        option
        for option in sorted(criterion.options, key=lambda option: option.level)
        if option.level > now
        and option.level >= least
        and (option.points > now[0] or not met)
        and (not variant or option.variant == variant)
    ]
    free = criterion.code not in locked
    return _Row(criterion, now, gate, efforts[criterion.code], tuple(moves) if free else (), met)


def _cheapest(rows: Sequence[_Row], needed: int) -> list[tuple[_Row, Option]] | None:
    """The rows to raise and to what, in the order of the sheet; None when the points or a gate cannot be reached."""
    table = _least_costs(rows)
    reachable = [(cost, added) for added, cost in enumerate(table[0]) if added >= needed and cost < math.inf]
    if not reachable:
        return None
    _, left = min(reachable)
    chosen = []
    for number, row in enumerate(rows):
        rest, aim = table[number + 1], table[number][left]
        for option in row.moves:
            gain = row.gain(option)
            if gain <= left and rest[left - gain] + row.effort == aim:
                chosen.append((row, option))
                left -= gain
                break
    return chosen


def _least_costs(rows: Sequence[_Row]) -> list[list[float]]:
    """[row][points to add exactly, 0..100] -> least cost of the rows from there on; infinite when it cannot be."""
    rest: list[float] = [0, *[math.inf] * ALL_POINTS]
    table = [rest]
    for row in reversed(rows):
        ways = [(row.gain(option), row.effort) for option in row.moves] + [(0, 0)] * row.may_stay
        rest = [
            min((rest[added - gain] + cost for gain, cost in ways if gain <= added), default=math.inf)
            for added in range(ALL_POINTS + 1)
        ]
        table.append(rest)
    return table[::-1]


def _steps(criteria_set: CriteriaSet, chosen: Sequence[tuple[_Row, Option]], stars: int) -> tuple[Step, ...]:
    for_gates = [(row, option) for row, option in chosen if not row.may_stay]
    for_points = [(row, option) for row, option in chosen if row.may_stay]
    for_points.sort(key=lambda pair: -pair[0].gain(pair[1]) / pair[0].effort if pair[0].effort else -math.inf)
    return tuple(
        Step(
            code=row.criterion.code,
            from_points=row.now[0],
            to_points=option.points,
            from_seq=row.now[1],
            to_seq=option.seq,
            why=_why(criteria_set, row, option, stars),
        )
        for row, option in (*for_gates, *for_points)
    )


def _why(criteria_set: CriteriaSet, row: _Row, option: Option, stars: int) -> Finding:
    code, gain = row.criterion.code, row.gain(option)
    if row.gate and not row.may_stay:
        name, because = "gate", f"điều kiện bắt buộc của hạng {row.gate.stars} sao"
        because_en = f"a condition of {row.gate.stars} stars"
    else:
        name, because, because_en = "points", f"thêm {gain} điểm cho hạng {stars} sao", f"{gain} points more"
    return Finding(
        code=f"rating.path.{name}.{code}",
        state=State.MISSING,
        severity=Severity.BLOCKING if name == "gate" else Severity.ADVISORY,
        what=f"{code} {row.criterion.title}: từ {row.now[0]} lên {option.points} điểm, {because}",
        what_en=f"{code}: from {row.now[0]} to {option.points} points, {because_en}",
        remedy=f"Cần đạt: {option.label}",
        source=source_of(criteria_set, code),
        verify=code in criteria_set.doubtful,
    )


def _blocked(criteria_set: CriteriaSet, rows: Sequence[_Row], before: int, stars: int) -> tuple[Finding, ...]:
    stuck = tuple(
        Finding(
            code=f"rating.path.locked.{row.criterion.code}",
            state=State.FAILED,
            severity=Severity.BLOCKING,
            what=f"{row.criterion.code} {row.criterion.title} không đổi được, "
            f"mà hạng {row.gate.stars} sao cần ít nhất {row.gate.need} điểm",
            what_en=f"{row.criterion.code} cannot change, and {row.gate.stars} stars need {row.gate.need} points",
            source=source_of(criteria_set, row.criterion.code),
        )
        for row in rows
        if row.gate and not row.may_stay and not row.moves
    )
    most = before + sum(max((row.gain(option) for option in row.moves), default=0) for row in rows)
    if most >= BANDS[stars]:
        return stuck
    short = Finding(
        code="rating.path.points",
        state=State.FAILED,
        severity=Severity.BLOCKING,
        what=f"Nâng hết các tiêu chí còn đổi được cũng chỉ đạt {most} điểm, hạng {stars} sao cần {BANDS[stars]}",
        what_en=f"Raising all that can change gives {most} points; {stars} stars need {BANDS[stars]}",
        source=f"Quyết định {criteria_set.decree}, Điều 3 khoản 3",
    )
    return (*stuck, short)
