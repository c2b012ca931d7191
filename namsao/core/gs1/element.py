"""Element strings: application identifiers and values as printed in brackets or as a scanner sends them.

Source: GS1 General Specifications, sections on concatenation, FNC1 and symbology identifiers.
"""

import re
from collections.abc import Iterable, Iterator

from namsao.core.gs1.ais import Ai, ai_lengths, identifier, table, validate
from namsao.core.gs1.errors import BadElementString, quoted

GS = "\x1d"
"""What a scanner sends for FNC1 between two elements."""

SYMBOLOGIES = ("]C1", "]e0", "]d2", "]Q3")
"""Symbology identifiers of barcodes that carry element strings: GS1-128, DataBar, DataMatrix, QR Code."""

# Note: "(" inside a value is written "\(", so that a value can hold any text, "(21)" included.
_BRACKETED = re.compile(r"\(([0-9]{2,4})\)((?:\\\(|[^(\\])*)")


def parse(text: str) -> tuple[Ai, ...]:
    """The identifiers and values of an element string, in its order.

    text: "(01)…(10)…" or what a scanner sends, with or without a symbology identifier.
    Raises: BadElementString for a broken text; BadAi for an unknown identifier or a bad value.
    """
    pairs = _bracketed(text) if text.startswith("(") else _scanned(text)
    return _sound(pairs)


def build(ais: Iterable[Ai]) -> str:
    """The element string in brackets, in the order given. Raises: as `parse`."""
    return "".join(f"({ai})" + value.replace("(", "\\(") for ai, value in _sound(ais))


def build_scanned(ais: Iterable[Ai]) -> str:
    """The element string as a scanner sends it, in the order given, without symbology identifier.

    Raises: as `parse`.
    """
    pairs = _sound(ais)
    last = len(pairs) - 1
    return "".join(
        ai + value + ("" if place == last or identifier(ai).predefined_length else GS)
        for place, (ai, value) in enumerate(pairs)
    )


def check_associations(ais: Iterable[Ai]) -> None:
    """Accept identifiers that may stand together on one item, with everything each of them requires.

    ais: all that is known of the item, from all its barcodes together.
    Raises: BadElementString with code excluded_pair or missing_pair; BadAi for an unknown identifier.
    """
    present = tuple(ai for ai, _ in ais)
    for ai in present:
        for pattern in identifier(ai).excludes:
            for other in present:
                if other != ai and _matches(pattern, other):
                    raise _excluded(ai, other)
    for ai in present:
        groups = identifier(ai).requires
        if groups and not any(_has_all(group, present) for group in groups):
            raise _missing(ai, groups)


def _bracketed(text: str) -> Iterator[Ai]:
    place = 0
    while place < len(text):
        match = _BRACKETED.match(text, place)
        if match is None:
            raise BadElementString(
                "brackets",
                f"From {quoted(text[place:])} on, an identifier in brackets is expected, such as (10). "
                "Write “(” inside a value as “\\(”.",
                f"Từ {quoted(text[place:])} phải là số phân định trong ngoặc, ví dụ (10). "
                "Dấu “(” nằm trong giá trị thì viết là “\\(”.",
            )
        yield match[1], match[2].replace("\\(", "(")
        place = match.end()


def _scanned(text: str) -> Iterator[Ai]:
    """Elements in raw form: identifiers say how long they are, FNC1 ends the values that do not."""
    place = len(SYMBOLOGIES[0]) if text.startswith("]") else 0
    if place and text[:place] not in SYMBOLOGIES:
        raise BadElementString(
            "symbology",
            f"A barcode read as {quoted(text[:place])} does not carry a GS1 element string.",
            f"Mã vạch có ký hiệu {quoted(text[:place])} không chứa chuỗi phần tử GS1.",
        )
    if text.startswith(GS, place):  # some scanners send the FNC1 that opens the barcode
        place += 1
    while place < len(text):
        ai = text[place : place + ai_lengths().get(text[place : place + 2], 4)]
        known = identifier(ai)
        start = place + len(ai)
        if known.predefined_length:
            end = start + known.most
        else:
            end = text.find(GS, start)
            end = len(text) if end < 0 else end
        yield ai, text[start:end]
        place = end + 1 if text[end : end + 1] == GS else end


def _sound(pairs: Iterable[Ai]) -> tuple[Ai, ...]:
    """Each pair validated; the same pair read twice counts once, another value is a contradiction."""
    seen: dict[str, str] = {}
    for ai, value in pairs:
        validate(ai, value)
        if seen.setdefault(ai, value) != value:
            raise BadElementString(
                "duplicate_ai",
                f"AI ({ai}) appears twice, as {quoted(seen[ai])} and as {quoted(value)}.",
                f"AI ({ai}) xuất hiện hai lần, là {quoted(seen[ai])} và {quoted(value)}.",
            )
    if not seen:
        raise BadElementString(
            "empty",
            "There is no application identifier in this text.",
            "Không có số phân định ứng dụng nào trong đoạn này.",
        )
    return tuple(seen.items())


def _matches(pattern: str, ai: str) -> bool:
    return len(pattern) == len(ai) and all(p in ("n", c) for p, c in zip(pattern, ai, strict=True))


def _has_all(group: tuple[str, ...], present: tuple[str, ...]) -> bool:
    return all(any(_matches(pattern, ai) for ai in present) for pattern in group)


def _excluded(ai: str, other: str) -> BadElementString:
    titles = f"({ai}) {table()[ai].title}", f"({other}) {table()[other].title}"
    return BadElementString(
        "excluded_pair",
        f"AI {titles[0]} must not stand beside AI {titles[1]}.",
        f"AI {titles[0]} không được đi cùng AI {titles[1]}.",
    )


def _missing(ai: str, groups: tuple[tuple[str, ...], ...]) -> BadElementString:
    wanted = [" + ".join(f"({pattern})" for pattern in group) for group in groups]
    return BadElementString(
        "missing_pair",
        f"AI ({ai}) {table()[ai].title} needs {' or '.join(wanted)} beside it.",
        f"AI ({ai}) {table()[ai].title} phải đi cùng {' hoặc '.join(wanted)}.",
    )
