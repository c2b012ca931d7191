"""The one name of each thing in events: EPC URNs and Digital Links of any host meet in a canonical URI.

Source: GS1 Digital Link Standard: URI Syntax 1.4, canonical form; GS1 EPC Tag Data Standard; CBV 2.0, section 8.
"""

import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

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
from namsao.core.gs1 import epc, uri
from namsao.core.gs1.ais import Ai
from namsao.core.gs1.errors import Invalid
from namsao.core.gs1.keys import check_digit, has_valid_check_digit
from namsao.core.gs1.link import ID_GS1_ORG, Link, identity

CBV_WEB = "https://ref.gs1.org/cbv/"
CBV_URN = "urn:epcglobal:cbv:"
GS1_VOC = "https://gs1.org/voc/"

# Written in drafts and by careless senders; no two of them mean different words.
_OLD_CBV_WEBS = ("http://ref.gs1.org/cbv/", "https://ns.gs1.org/cbv/")
_OLD_GS1_VOCS = (
    "http://gs1.org/voc/",
    "https://www.gs1.org/voc/",
    "http://www.gs1.org/voc/",
    "https://ref.gs1.org/voc/",
)

_REMEMBERED = 1 << 16

# What nine of ten identifiers look like; the rest takes the long way through `core.gs1`, which reads everything.
_PLAIN = "[A-Za-z0-9_.-]"
_SHORT_URN = re.compile(
    r"urn:epc:(id:sgtin|class:lgtin|id:sgln|id:sscc):([0-9]{6,12})\.([0-9]*)" rf"(?:\.({_PLAIN}{{1,20}}))?"
)
_SHORT_LINK = re.compile(
    r"(?i:https?)://[A-Za-z0-9.:-]+(?:/[A-Za-z0-9._/-]*?)??/(01|00|414)/([0-9]{13,18})"
    rf"((?:/(?:10|21|254)/{_PLAIN}{{1,20}})*)(?:\?[!-~]*)?"
)
_URN_KEYS = {
    "id:sgtin": ("01", 13, "21"),
    "class:lgtin": ("01", 13, "10"),
    "id:sgln": ("414", 12, "254"),
    "id:sscc": ("00", 17, ""),
}
_LENGTHS = {"01": 14, "00": 18, "414": 13}
_TAILS = {"01": {"", "10", "21", "1021"}, "00": {""}, "414": {"", "254"}}

# Characters of a key that name its class; the rest is the serial. Source: GS1 General Specifications, section 3.
_CLASS_LENGTHS = {"253": 13, "255": 13, "8003": 14}
_SERIALS = ("21", "8011")


class Identity(NamedTuple):
    """What an identifier names.

    uri: canonical, on id.gs1.org, by the finest combination of key and qualifiers; texts of no GS1 key as they are.
    key: application identifier of the key, "" when there is none. gtin, lot_uri: class and lot of a trade item (01).
    serial: of the trade item or, for other keys, of the asset, document, coupon or part; a third party's
    serial (235) is none, as it may equal one of the maker's.
    """

    uri: str
    key: str
    gtin: str | None
    lot_uri: str | None
    serial: str | None


def canonical_epc(text: str) -> str:
    """Canonical URI of an EPC URN (id, class, idpat) or a Digital Link; any other text without outer spaces."""
    return parts_of(text).uri


@lru_cache(maxsize=_REMEMBERED)
def parts_of(text: str) -> Identity:
    """What an EPC URN, a Digital Link or any other text names.

    Of a lot and a serial together the URI keeps the serial and `lot_uri` the lot.
    """
    text = text.strip()
    if text.startswith("urn:epc:"):
        return _of_short_urn(text) or _of_urn(text) or _of_nothing(text)
    if text[:4].lower() == "http":
        return _of_short_link(text) or _of_link(text) or _of_nothing(text)
    return _of_nothing(text)


class Vocabulary(NamedTuple):
    """The words of a standard vocabulary and what stands before them: web URI, URN ("" where there is none)."""

    words: Collection[str]
    web: str
    urn: str
    starts: tuple[str, ...]


def _cbv(words: Collection[str], web: str, urn: str = "") -> Vocabulary:
    starts = [f"{start}{web}-" for start in (CBV_WEB, "cbv:", *_OLD_CBV_WEBS)]
    urn = f"{CBV_URN}{urn}:" if urn else ""
    return Vocabulary(words, starts[0], urn, (*([urn] if urn else []), *starts))


def _gs1(words: Collection[str]) -> Vocabulary:
    return Vocabulary(words, GS1_VOC, "", (GS1_VOC, "gs1:", *_OLD_GS1_VOCS))


VOCABULARIES: Mapping[str, Vocabulary] = MappingProxyType(
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
"""Kind of word -> its vocabulary. Source: CBV 2.0, section 7; GS1 Web Vocabulary for what sensors measure."""


@lru_cache(maxsize=4096)
def short_word(kind: str, text: str) -> str:
    """The bare word of a CBV URN, web URI or CURIE ("shipping"); words CBV has not and other texts unchanged.

    kind: of `VOCABULARIES`; of any other kind every text stays as it is.
    """
    known = VOCABULARIES.get(kind)
    if known is None:
        return text
    words = (text[len(start) :] for start in known.starts if text.startswith(start))
    return next((word for word in words if word in known.words), text)


def _of_short_urn(text: str) -> Identity | None:
    match = _SHORT_URN.fullmatch(text)
    if match is None:
        return None
    name, prefix, reference, tail = match.groups()
    key, length, qualifier = _URN_KEYS[name]
    if len(prefix) + len(reference) != length or bool(qualifier) != bool(tail):
        return None
    digits = prefix + reference if key == "414" else reference[0] + prefix + reference[1:]
    value = digits + check_digit(digits)
    if not tail or (key == "414" and tail == "0"):
        return _of_plain(key, value, {})
    return _of_plain(key, value, {qualifier: tail})


def _of_short_link(text: str) -> Identity | None:
    match = _SHORT_LINK.fullmatch(text)
    if match is None:
        return None
    key, value, tail = match.groups()
    segments = tail.split("/")
    if (
        len(value) != _LENGTHS[key]
        or "".join(segments[1::2]) not in _TAILS[key]
        or not has_valid_check_digit(value)
    ):
        return None
    return _of_plain(key, value, dict(zip(segments[1::2], segments[2::2], strict=True)))


def _of_plain(key: str, value: str, tail: Mapping[str, str]) -> Identity:
    """Of digits and characters that a URI need not escape."""
    base = f"{ID_GS1_ORG}/{key}/{value}"
    if key != "01":
        return Identity(f"{base}/254/{tail['254']}" if tail else base, key, None, None, None)
    lot, serial = tail.get("10"), tail.get("21")
    lot_uri = f"{base}/10/{lot}" if lot else None
    return Identity(f"{base}/21/{serial}" if serial else lot_uri or base, key, base, lot_uri, serial)


def _of_urn(text: str) -> Identity | None:
    try:
        return _of_pairs(epc.parse(text))
    except Invalid:
        return None


def _of_link(text: str) -> Identity | None:
    try:
        return _of_pairs(uri.parse(text))
    except Invalid:
        return None


def _of_pairs(link: Link) -> Identity:
    key, pairs = link.key, dict(link.qualifiers)
    finest = identity(Link(key, _finest(link)))
    if key != "01":
        own = link.value[_CLASS_LENGTHS[key] :] if key in _CLASS_LENGTHS else ""
        serial = next((pairs[ai] for ai in _SERIALS if ai in pairs), own or None)
        return Identity(finest, key, None, None, serial)
    base = f"{ID_GS1_ORG}/01/{link.value}"
    lot_uri = identity(Link("01", (link.ais[0], ("10", pairs["10"])))) if "10" in pairs else None
    return Identity(finest, key, base, lot_uri, pairs.get("21"))


def _finest(link: Link) -> tuple[Ai, ...]:
    """Key and qualifiers without variant (22) and, beside a serial, without lot.

    Source: CBV 2.0, section 8.9.2, combinations of keys in an event hash.
    """
    if link.key not in ("01", "8006"):
        return (link.ais[0], *link.qualifiers)
    pairs = dict(link.qualifiers)
    chosen = next((ai for ai in ("21", "235", "10") if ai in pairs), None)
    return (link.ais[0], (chosen, pairs[chosen])) if chosen else (link.ais[0],)


def _of_nothing(text: str) -> Identity:
    return Identity(text, "", None, None, None)
