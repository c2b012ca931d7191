"""The scoring page as a form: what was posted, and of that only what this page changed."""

import json
from collections.abc import Mapping
from typing import NamedTuple

from namsao.core.rating.criteria import CriteriaSet

LONGEST_COMMENT = 4000


class Posted(NamedTuple):
    scores: dict[str, int]
    notes: dict[str, str]
    comment: str | None


def one_score(criteria_set: CriteriaSet, posted: Mapping[str, str]) -> Posted | None:
    """One click: code, and option or note. None when it cannot be read."""
    code = posted.get("code", "")
    if code not in criteria_set:
        return None
    notes = {code: posted["note"]} if "note" in posted else {}
    if "option" not in posted:
        return Posted({}, notes, None) if notes else None
    seq = _seq(posted["option"])
    if seq is None or (code, seq) not in criteria_set.levels:
        return None
    return Posted({code: seq}, notes, None)


def whole_sheet(criteria_set: CriteriaSet, posted: Mapping[str, str]) -> Posted:
    """The page posted without JavaScript. What stands as the page showed it is left out, so that an old page does
    not undo what another one saved since."""
    shown = _shown(posted.get("shown", ""))
    scores, notes = {}, {}
    for each in criteria_set.criteria:
        seq = _seq(posted.get(f"s-{each.code}", ""))
        if seq is not None and (each.code, seq) in criteria_set.levels and shown.get(each.code) != seq:
            scores[each.code] = seq
        note, before = posted.get(f"n-{each.code}"), posted.get(f"b-{each.code}", "")
        if note is not None and note.strip() != before.strip():
            notes[each.code] = note
    return Posted(scores, notes, posted.get("comment", "")[:LONGEST_COMMENT] if "comment" in posted else None)


def _seq(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else None


def _shown(text: str) -> dict[str, object]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
