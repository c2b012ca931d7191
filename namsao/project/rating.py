"""`namsao rating tally FILE` and `namsao rating path FILE`: what score sheets come to, as JSON, without Django."""

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path as File
from typing import Any, NamedTuple, NoReturn

from namsao.core.errors import BadValue
from namsao.core.rating.criteria import CriteriaSet, read
from namsao.core.rating.path import Step, path
from namsao.core.rating.sheet import Sheet, is_ambiguous, read_sheet, shown
from namsao.core.rating.tally import GatesRule, Rules, Tally, council
from namsao.packs import pinned, versions

MOST_EFFORT = 1000
KNOWN_KEYS = {"set", "scores", "sheets", "gates", "stopped", "effort", "locked"}


class Asked(NamedTuple):
    """A file of the command line, read and checked."""

    criteria_set: CriteriaSet
    sheets: Sequence[Sheet]
    rules: Rules
    stopped: Sequence[str]
    effort: Mapping[str, int]
    locked: Sequence[str]


def run_tally(options: argparse.Namespace) -> int:
    return _answer(options.file, tally_answer)


def run_path(options: argparse.Namespace) -> int:
    return _answer(options.file, lambda asked: path_answer(asked, options.stars))


def tally_answer(asked: Asked) -> dict[str, Any]:
    """Points, stars and missed gates, ready for JSON."""
    return _tally(council(asked.criteria_set, asked.sheets, asked.rules, asked.stopped))


def path_answer(asked: Asked, stars: int) -> dict[str, Any]:
    """The tally of the sheet as it is, and the steps to the stars; none for a stopped dossier.

    Raises: BadValue for a council: a path raises one sheet.
    """
    if len(asked.sheets) != 1:
        raise BadValue(
            'Đường lên sao tính cho một phiếu: dùng "scores" thay cho "sheets".',
            'A path raises one sheet: use "scores" instead of "sheets".',
        )
    steps: Sequence[Step] = ()
    if not asked.stopped:
        steps = path(asked.criteria_set, asked.sheets[0], stars, asked.effort, asked.locked).steps
    return tally_answer(asked) | {"steps": [_step(asked.criteria_set, step) for step in steps]}


def read_request(content: object) -> Asked:
    """What a file asks for.

    content: {"set", "scores"} or {"set", "sheets", "gates"}, with "stopped" where there are hard stops. For a path
    "effort", criterion code -> cost of changing it, and "locked", codes that cannot change.
    Raises: BadValue naming what is wrong.
    """
    if not isinstance(content, Mapping):
        _refuse(
            'Tệp phải chứa một đối tượng JSON có "set" và "scores" hoặc "sheets".',
            'The file must hold a JSON object with "set" and "scores" or "sheets".',
        )
    for key in content:
        if key not in KNOWN_KEYS:
            known = ", ".join(sorted(KNOWN_KEYS))
            _refuse(
                f"Không hiểu khoá {shown(key)}; các khoá là {known}.",
                f"Unknown key {shown(key)}: use {known}.",
            )
    criteria_set = _set(content)
    return Asked(
        criteria_set,
        _sheets(criteria_set, content),
        Rules(gates=_gates(content)),
        _stopped(content),
        _effort(criteria_set, content),
        _locked(criteria_set, content),
    )


def _answer(file: str, answer: Any) -> int:
    try:
        said = answer(read_request(_content(file)))
    except BadValue as error:
        print(f"{error.sentence} / {error.sentence_en}", file=sys.stderr)
        return 1
    print(json.dumps(said, ensure_ascii=False))
    return 0


def _content(file: str) -> object:
    name = json.dumps(file, ensure_ascii=False)
    try:
        text = sys.stdin.buffer.read() if file == "-" else File(file).read_bytes()
        return json.loads(text.decode("utf-8-sig"), object_pairs_hook=_without_doubles)
    except OSError as error:
        _refuse(f"Không đọc được tệp {name}.", f"Cannot read {name}: {error.strerror}.")
    except (ValueError, RecursionError):
        _refuse(f"Tệp {name} không phải JSON đúng.", f"{name} is not valid JSON.")


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        double = next(key for key in keys if keys.count(key) > 1)
        _refuse(f"{shown(double)} được ghi hai lần.", f"{shown(double)} is written twice.")
    return found


def _set(content: Mapping[str, Any]) -> CriteriaSet:
    number = content.get("set")
    if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= 26:
        _refuse(
            f'"set" phải là số của bộ tiêu chí, từ 1 đến 26, đang ghi {shown(number)}.',
            f'"set" must be the number of a set, 1 to 26, not {shown(number)}.',
        )
    name = f"set-{number:02}"
    return read(pinned(f"criteria/{name}@{versions('criteria', name)[-1]}"))


def _sheets(criteria_set: CriteriaSet, content: Mapping[str, Any]) -> list[Sheet]:
    if ("scores" in content) == ("sheets" in content):
        _refuse(
            'Cần đúng một trong hai: "scores" (một phiếu) hoặc "sheets" (hội đồng).',
            'Give exactly one of "scores" (one sheet) and "sheets" (a council).',
        )
    given = content.get("sheets", [content.get("scores")])
    if not isinstance(given, list) or not given:
        _refuse('"sheets" phải là danh sách có ít nhất một phiếu.', '"sheets" must list at least one sheet.')
    return [read_sheet(criteria_set, scores) for scores in given]


def _gates(content: Mapping[str, Any]) -> GatesRule:
    rule = content.get("gates", GatesRule.MAJORITY)
    if rule not in list(GatesRule):
        known = ", ".join(GatesRule)
        _refuse(
            f'"gates" phải là một trong {known}, đang ghi {shown(rule)}.',
            f'"gates" must be one of {known}, not {shown(rule)}.',
        )
    return GatesRule(rule)


def _stopped(content: Mapping[str, Any]) -> list[str]:
    stopped = content.get("stopped", [])
    if not isinstance(stopped, list) or not all(_is_reason(one) for one in stopped):
        _refuse(
            '"stopped" phải là danh sách lý do bằng chữ.', '"stopped" must be a list of reasons in words.'
        )
    return stopped


def _effort(criteria_set: CriteriaSet, content: Mapping[str, Any]) -> Mapping[str, int]:
    effort = content.get("effort", {})
    if not isinstance(effort, Mapping):
        _refuse('"effort" phải là đối tượng {"mã": công sức}.', '"effort" must be an object {"code": cost}.')
    _check_codes(criteria_set, effort)
    for code, cost in effort.items():
        if not isinstance(cost, int) or isinstance(cost, bool) or not 0 <= cost <= MOST_EFFORT:
            _refuse(
                f"Công sức của tiêu chí {code} phải là số nguyên từ 0 đến {MOST_EFFORT}, đang ghi {shown(cost)}.",
                f"The effort of {code} must be an integer from 0 to {MOST_EFFORT}, not {shown(cost)}.",
            )
    return effort


def _locked(criteria_set: CriteriaSet, content: Mapping[str, Any]) -> list[str]:
    locked = content.get("locked", [])
    if not isinstance(locked, list) or not all(isinstance(code, str) for code in locked):
        _refuse('"locked" phải là danh sách mã tiêu chí.', '"locked" must be a list of criterion codes.')
    _check_codes(criteria_set, locked)
    return locked


def _check_codes(criteria_set: CriteriaSet, codes: Iterable[str]) -> None:
    for code in codes:
        if code not in criteria_set:
            _refuse(
                f"Bộ {criteria_set.number} không có tiêu chí {shown(code)}.",
                f"Set {criteria_set.number} has no criterion {shown(code)}.",
            )


def _is_reason(value: object) -> bool:
    """Words that can be written out again: half a surrogate pair cannot."""
    return (
        isinstance(value, str)
        and value.strip() != ""
        and not any("\ud800" <= sign <= "\udfff" for sign in value)
    )


def _refuse(sentence: str, sentence_en: str) -> NoReturn:
    raise BadValue(sentence, sentence_en)


def _tally(found: Tally) -> dict[str, Any]:
    return {
        "points": _number(found.points),
        "parts": {code: _number(value) for code, value in found.parts.items()},
        "stars": found.stars,
        "missed": [
            {"code": gate.code, "stars": gate.stars, "need": gate.need, "have": _number(gate.have)}
            for gate in found.missed
        ],
        "stopped": list(found.stopped),
    }


def _step(criteria_set: CriteriaSet, step: Step) -> dict[str, Any]:
    """In points, as the file is; with the option's number too where points alone do not tell."""
    said = {"code": step.code, "from": step.from_points, "to": step.to_points}
    ambiguous = is_ambiguous(criteria_set.criterion(step.code), step.to_points)
    return said | ({"option": step.to_seq} if ambiguous else {})


def _number(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else float(round(value, 4))
