"""Application identifiers: the table, and whether a value is one an identifier allows."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from namsao.core.gs1.checks import CHECKS, WANTED
from namsao.core.gs1.errors import BadAi, quoted

Ai = tuple[str, str]
"""An application identifier and its value, such as ("10", "ABC")."""

# Source: GS1 General Specifications, character sets 82, 39 and 64.
_CHARSETS = {
    "numeric": "[0-9]",
    "82": "[!\"%&'()*+,./0-9:;<=>?A-Z_a-z-]",
    "39": "[#/0-9A-Z-]",
    "64": "[A-Za-z0-9_=-]",
}
_CHARSETS_SAID = {
    "numeric": ("digits", "chữ số"),
    "82": ("characters of GS1 set 82", "ký tự thuộc bộ GS1 82"),
    "39": ("digits, capitals, #, - and /", "chữ số, chữ in hoa, #, - và /"),
    "64": ("characters of base64url", "ký tự base64url"),
}
_CHARSET_CHECKS = {"64": ("cset64",)}


@dataclass(frozen=True, slots=True)
class Part:
    """One stretch of a value: its characters, its length from `least` to `most`, its content checks."""

    charset: str
    least: int
    most: int
    optional: bool = False
    checks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ApplicationIdentifier:
    """What the standard says about one identifier.

    predefined_length: needs no FNC1 after it. attribute: may stand in the query of a Digital Link.
    qualifiers: for a key of a Digital Link path, the runs of qualifiers that may follow it; None for no key.
    requires: one whole group must be present; n stands for any digit. excludes: none of these may be present.
    """

    ai: str
    title: str
    parts: tuple[Part, ...]
    predefined_length: bool
    attribute: bool
    qualifiers: tuple[tuple[str, ...], ...] | None
    requires: tuple[tuple[str, ...], ...]
    excludes: tuple[str, ...]
    pattern: re.Pattern[str] = field(repr=False, compare=False)
    checks: tuple[tuple[int, str], ...] = field(repr=False, compare=False)

    @property
    def least(self) -> int:
        """The shortest value, in characters."""
        return sum(part.least for part in self.parts if not part.optional)

    @property
    def most(self) -> int:
        """The longest value, in characters."""
        return sum(part.most for part in self.parts)


@cache
def table() -> Mapping[str, ApplicationIdentifier]:
    """Identifier -> what the standard says about it; ranges such as 3100-3105 are one entry each."""
    text = files(__package__).joinpath("application_identifiers.json").read_text("utf-8")
    rows = json.loads(text)["identifiers"]
    return MappingProxyType({ai: _read(ai, row) for row in rows for ai in _range(row["ai"])})


@cache
def ai_lengths() -> Mapping[str, int]:
    """First two digits -> length of the identifiers that begin with them, 2 to 4 digits."""
    return MappingProxyType({ai[:2]: len(ai) for ai in table()})


def identifier(ai: str) -> ApplicationIdentifier:
    """What the standard says about `ai`. Raises: BadAi when there is no such identifier."""
    found = table().get(ai)
    if found is None:
        raise BadAi(
            "unknown_ai",
            f"{quoted(ai)} is not a GS1 application identifier.",
            f"{quoted(ai)} không phải là số phân định ứng dụng GS1 (AI).",
        )
    return found


def validate(ai: str, value: str) -> None:
    """Accept `value` as a value of `ai`, or say what is wrong with it.

    Raises: BadAi with code unknown_ai, length, charset or the name of the failed content check.
    """
    found = table().get(ai) or identifier(ai)
    match = found.pattern.fullmatch(value)
    if match is None:
        raise _misfit(found, value)
    for group, check in found.checks:
        stretch = match[group]
        if stretch and not CHECKS[check](stretch):
            raise _nonsense(found, stretch, check)


def _range(text: str) -> Iterator[str]:
    first, _, last = text.partition("-")
    for number in range(int(first), int(last or first) + 1):
        yield f"{number:0{len(first)}d}"


def _read(ai: str, row: Mapping[str, Any]) -> ApplicationIdentifier:
    parts = tuple(
        Part(
            charset=part["charset"],
            least=part.get("length", 1),
            most=part.get("length") or part["up_to"],
            optional=part.get("optional", False),
            checks=(*part.get("checks", ()), *_CHARSET_CHECKS.get(part["charset"], ())),
        )
        for part in row["parts"]
    )
    return ApplicationIdentifier(
        ai=ai,
        title=row["title"],
        parts=parts,
        predefined_length=row.get("predefined_length", False),
        attribute=row.get("attribute", False),
        qualifiers=tuple(map(tuple, row["qualifiers"])) if "qualifiers" in row else None,
        requires=tuple(map(tuple, row.get("requires", ()))),
        excludes=tuple(row.get("excludes", ())),
        pattern=_pattern(parts),
        checks=tuple((number, check) for number, part in enumerate(parts, 1) for check in part.checks),
    )


def _pattern(parts: tuple[Part, ...]) -> re.Pattern[str]:
    """One group for each part; an optional part is all there or not at all, and so are those after it."""
    text, open_groups = "", 0
    for part in parts:
        if part.optional:
            text += "(?:"
            open_groups += 1
        text += f"({_CHARSETS[part.charset]}{{{part.least},{part.most}}})"
    return re.compile(text + ")?" * open_groups)


def _misfit(found: ApplicationIdentifier, value: str) -> BadAi:
    """The value does not fit the parts: too long, too short or with characters that are not allowed."""
    if not value or len(value) > found.most or len(value) < found.least:
        least, most = found.least, found.most
        span, span_vi = (
            (f"{most}", f"{most}") if least == most else (f"{least} to {most}", f"từ {least} đến {most}")
        )
        return BadAi(
            "length",
            f"AI ({found.ai}) {found.title} takes {span} characters; {quoted(value)} has {len(value)}.",
            f"AI ({found.ai}) phải có {span_vi} ký tự; {quoted(value)} có {len(value)}.",
        )
    place = 0
    for part in found.parts:
        stretch = value[place : place + part.most]
        if stretch and not re.fullmatch(f"{_CHARSETS[part.charset]}+", stretch):
            english, vietnamese = _CHARSETS_SAID[part.charset]
            return BadAi(
                "charset",
                f"In AI ({found.ai}) {found.title}, {quoted(stretch)} must be {english}.",
                f"Trong AI ({found.ai}), {quoted(stretch)} phải gồm {vietnamese}.",
            )
        place += part.most
    return BadAi(
        "length",
        f"{quoted(value)} is not a whole value of AI ({found.ai}) {found.title}.",
        f"{quoted(value)} không phải là giá trị đầy đủ của AI ({found.ai}).",
    )


def _nonsense(found: ApplicationIdentifier, stretch: str, check: str) -> BadAi:
    english, vietnamese = WANTED[check]
    if check == "csum":  # the fault shoppers meet: one digit misread or mistyped
        return BadAi(
            check,
            f"{quoted(stretch)} in AI ({found.ai}) has a wrong check digit: a digit is missing or mistaken.",
            f"Mã {quoted(stretch)} sai số kiểm tra: có chữ số bị thiếu hoặc nhầm.",
        )
    return BadAi(
        check,
        f"In AI ({found.ai}) {found.title}, {quoted(stretch)} is not {english}.",
        f"Trong AI ({found.ai}), {quoted(stretch)} không phải là {vietnamese}.",
    )
