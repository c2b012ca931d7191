"""Score sheets: which option of each criterion was reached.

A sheet is a mapping criterion code -> number of the option (`seq`); 0, or no entry, is none of these.
"""

import json
from collections.abc import Mapping
from typing import Any

from namsao.core.errors import BadValue
from namsao.core.rating.criteria import CriteriaSet
from namsao.core.rating.criterion import Criterion

Sheet = Mapping[str, int]


def read_sheet(criteria_set: CriteriaSet, scores: object) -> dict[str, int]:
    """The sheet people or programs write down, every code and value checked.

    scores: criterion code -> points of an option, or {"option": seq} where points alone do not tell.
    Returns: the criteria given, in the order of the set. 0 is the option of 0 points where the sheet prints one.
    Raises: BadValue with `field` the criterion code.
    """
    if not isinstance(scores, Mapping):
        raise BadValue(
            'Bảng điểm phải có dạng {"mã tiêu chí": điểm}.', 'Scores must look like {"criterion": points}.'
        )
    for code in scores:
        if code not in criteria_set:
            raise BadValue(
                f"Bộ {criteria_set.number} không có tiêu chí {shown(code)}.",
                f"Set {criteria_set.number} has no criterion {shown(code)}.",
                field=str(code),
            )
    return {one.code: _seq(one, scores[one.code]) for one in criteria_set.criteria if one.code in scores}


def points(criteria_set: CriteriaSet, sheet: Sheet) -> int:
    """Points of the whole sheet, 0 to 100. Raises: KeyError for a code or option the set does not have."""
    levels = criteria_set.levels
    return sum(levels[entry][0] for entry in sheet.items())


def parts(criteria_set: CriteriaSet, sheet: Sheet) -> dict[str, int]:
    """Part code -> its points. Raises: KeyError as `points`."""
    levels, part_of = criteria_set.levels, criteria_set.part_of
    found = {part.code: 0 for part in criteria_set.parts}
    for entry in sheet.items():
        found[part_of[entry[0]]] += levels[entry][0]
    return found


def is_ambiguous(criterion: Criterion, points: int) -> bool:
    """Do two options of the criterion carry these points, so that only their number tells them apart?"""
    return points > 0 and sum(option.points == points for option in criterion.options) > 1


def shown(value: object) -> str:
    """A value as it was written, short enough for a sentence."""
    try:
        text = json.dumps(value, ensure_ascii=False)
    except (TypeError, ValueError):
        text = repr(value)
    return text if len(text) <= 40 else f"{text[:39]}…"


def _seq(criterion: Criterion, value: Any) -> int:
    if isinstance(value, Mapping):
        return _seq_of_option(criterion, value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadValue(
            f"Tiêu chí {criterion.code}: điểm phải là số nguyên, đang ghi {shown(value)}.",
            f"Criterion {criterion.code}: points must be a whole number, not {shown(value)}.",
            field=criterion.code,
        )
    if is_ambiguous(criterion, value):
        raise _told_apart(criterion, value)
    fitting = [option.seq for option in criterion.options if option.points == value]
    if not fitting and value != 0:
        raise _no_such_points(criterion, value)
    return fitting[0] if fitting else 0


def _seq_of_option(criterion: Criterion, value: Mapping[str, Any]) -> int:
    seq = value.get("option")
    known = isinstance(seq, int) and not isinstance(seq, bool) and 0 <= seq <= len(criterion.options)
    if set(value) != {"option"} or not known:
        last = len(criterion.options)
        raise BadValue(
            f'Tiêu chí {criterion.code}: mức phải ghi {{"option": số thứ tự từ 0 đến {last}}}, '
            f"đang ghi {shown(value)}.",
            f'Criterion {criterion.code}: an option is written {{"option": number from 0 to {last}}}, '
            f"not {shown(value)}.",
            field=criterion.code,
        )
    return int(value["option"])


def _told_apart(criterion: Criterion, value: int) -> BadValue:
    seqs = [str(option.seq) for option in criterion.options if option.points == value]
    return BadValue(
        f'Tiêu chí {criterion.code} có {len(seqs)} mức cùng {value} điểm: ghi rõ {{"option": {seqs[0]}}} '
        f'hoặc {{"option": {seqs[-1]}}}.',
        f"Criterion {criterion.code} has {len(seqs)} options of {shown(value)} points: write "
        f'{{"option": {seqs[0]}}} or {{"option": {seqs[-1]}}}.',
        field=criterion.code,
    )


def _no_such_points(criterion: Criterion, value: int) -> BadValue:
    scale = ", ".join(str(step) for step in sorted({0, *(option.points for option in criterion.options)}))
    return BadValue(
        f"Tiêu chí {criterion.code} không có mức {shown(value)} điểm; thang điểm là {scale}.",
        f"Criterion {criterion.code} has no option of {shown(value)} points; its scale is {scale}.",
        field=criterion.code,
    )
