"""Text in several languages: which one to show, and which one a browser asks for."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import TypeAlias

Words: TypeAlias = Mapping[str, str]
"""Language tag in lower case -> text, such as {"vi": "Miến dong", "en": "Canna noodles"}."""

LANGUAGES: Mapping[str, str] = MappingProxyType(
    {"vi": "Tiếng Việt", "en": "English", "zh-hans": "简体中文", "ja": "日本語", "ko": "한국어"}
)
"""The languages of the public pages, by their own names, in the order a reader is offered them."""

NATIVE = "vi"
FOREIGN = "en"  # for a reader whose language we do not have

# Note: a browser sends a few dozen ranges at most; what comes after is noise or an attack.
_MAX_HEADER, _MAX_RANGES = 1000, 40
_RANGE = re.compile(
    r"([A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8}){0,7}|\*)"  # a language tag, or any
    r"(?:\s*;\s*[qQ]=([0-9.]{1,5}))?",  # its weight
)
_QVALUE = re.compile(r"0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?")


def pick(words: Words, language: str) -> tuple[str, str]:
    """The text in `language` or the nearest we have, and the language it is really in.

    Order: as asked, its near relatives (zh-TW to zh-hans, ja-JP to ja), English, Vietnamese, any other.
    A blank text counts as absent. Nothing at all gives ("", "vi").
    """
    for tag in (*_nearest(language), FOREIGN, NATIVE, *LANGUAGES, *sorted(words)):
        text = words.get(tag, "")
        if text.strip():
            return text, tag
    return "", NATIVE


def accept_language(header: str | None, offered: Sequence[str], default: str = NATIVE) -> str:
    """The offered language that suits an Accept-Language header best.

    offered: language tags in lower case. Equal weights keep the order of the header.
    No header, an unreadable one, or one that takes anything gives `default`; one that names only
    languages not offered gives English, when offered. Never raises.
    Source: RFC 9110 section 12.5.4 (weights); RFC 4647 section 3.4 (lookup).
    """
    ranges = _ranges((header or "")[:_MAX_HEADER])
    refused = {tag for tag, weight in ranges if weight == 0}
    wanted = [tag for tag, weight in ranges if weight > 0 and tag != "*"]
    for asked in wanted:
        for tag in _nearest(asked):
            if tag in offered and tag not in refused:
                return tag
    return FOREIGN if wanted and FOREIGN in offered and FOREIGN not in refused else default


def _nearest(language: str) -> Iterator[str]:
    """The tag itself, then shorter and shorter ones; any Chinese also reads simplified characters."""
    tag = language.lower().replace("_", "-")
    parts = tag.split("-")
    for size in range(len(parts), 0, -1):
        yield "-".join(parts[:size])
    if parts[0] == "zh":
        yield "zh-hans"


@lru_cache(maxsize=512)
def _ranges(header: str) -> tuple[tuple[str, int], ...]:
    """Language ranges in lower case with their weight in thousandths, heaviest first; bad ones left out."""
    found = []
    for part in header.split(",", _MAX_RANGES)[:_MAX_RANGES]:
        match = _RANGE.fullmatch(part.strip())
        if match and _QVALUE.fullmatch(match[2] or "1"):
            found.append((match[1].lower(), round(float(match[2] or "1") * 1000)))
    return tuple(sorted(found, key=lambda item: -item[1]))
