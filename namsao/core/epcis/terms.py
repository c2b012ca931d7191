"""The words of the standard vocabulary as XML writes them: URN or web URI, where JSON-LD has the bare word.

`canonical.short_word` goes the other way. Source: GS1 CBV 2.0, section 7 (standard vocabularies).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from namsao.core.epcis.canonical import CBV_URN, CBV_WEB, GS1_VOC, short_word
from namsao.core.epcis.vocab import (
    BIZ_STEPS,
    BIZ_TRANSACTION_TYPES,
    COMPONENTS,
    DISPOSITIONS,
    ERROR_REASONS,
    MEASUREMENT_TYPES,
    SENSOR_ALERTS,
    SOURCE_DEST_TYPES,
)


@dataclass(frozen=True, slots=True)
class Spelling:
    """What stands before the words of a vocabulary.

    urn: the short URI (gs1:, cbv:) where the words have no URN, as GS1's own XML writes them.
    """

    words: frozenset[str]
    urn: str
    web: str


def _cbv(words: Iterable[str], web: str, urn: str = "") -> Spelling:
    return Spelling(frozenset(words), f"{CBV_URN}{urn}:" if urn else f"cbv:{web}-", f"{CBV_WEB}{web}-")


def _gs1(words: Iterable[str]) -> Spelling:
    return Spelling(frozenset(words), "gs1:", GS1_VOC)


SPELLINGS: Mapping[str, Spelling] = MappingProxyType(
    {
        "bizStep": _cbv(BIZ_STEPS, "BizStep", "bizstep"),
        "disposition": _cbv(DISPOSITIONS, "Disp", "disp"),
        "bizTransactionType": _cbv(BIZ_TRANSACTION_TYPES, "BTT", "btt"),
        "sourceType": _cbv(SOURCE_DEST_TYPES, "SDT", "sdt"),
        "destinationType": _cbv(SOURCE_DEST_TYPES, "SDT", "sdt"),
        "errorReason": _cbv(ERROR_REASONS, "ER", "er"),
        "component": _cbv(COMPONENTS, "Comp"),
        "measurementType": _gs1(MEASUREMENT_TYPES),
        "exception": _gs1(SENSOR_ALERTS),
    }
)
"""Vocabulary, by the names of `canonical.short_word` -> how XML writes its words."""


@lru_cache(maxsize=4096)
def urn(vocabulary: str, text: str) -> str:
    """The URN of a known word in any spelling; other text as it is."""
    spelling, word = SPELLINGS[vocabulary], short_word(vocabulary, text)
    return spelling.urn + word if word in spelling.words else text


@lru_cache(maxsize=4096)
def web_uri(vocabulary: str, text: str) -> str:
    """The web URI of a known word in any spelling; other text as it is."""
    spelling, word = SPELLINGS[vocabulary], short_word(vocabulary, text)
    return spelling.web + word if word in spelling.words else text
