"""Any way of writing a GS1 identifier, read: a Digital Link, an element string, an EPC URN or a bare key."""

import re
from collections.abc import Iterable
from typing import TypedDict

from namsao.core.gs1 import element, epc, keys, link, uri
from namsao.core.gs1.ais import Ai
from namsao.core.gs1.errors import BadKey, quoted
from namsao.core.gs1.link import Link

_GTIN_LENGTHS = (8, 12, 13, 14)
_SSCC_LENGTH = 18
# Digits alone of these lengths are hardly an element string: the shortest, (01) and a GTIN, has 16.
_NO_ELEMENT_LENGTHS = (*range(16), 17)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_RAW_CHARACTERS = " \t\r\n"  # not str.strip(): that would take the FNC1 of a scanner for a space


class Description(TypedDict):
    """key: the identifier of the key. ais: identifier -> value, key first. canonical: the Digital Link on
    id.gs1.org. urn: the EPC URN, None when there is none or the company prefix is not known.
    """

    key: str
    ais: dict[str, str]
    canonical: str
    urn: str | None


def describe(text: str, prefixes: Iterable[str] = ()) -> Description:
    """What a text identifies, however it is written.

    text: a Digital Link URI, an element string in brackets or as scanned, an EPC URN, or the digits of a GTIN
    (8, 12, 13, 14) or an SSCC (18). prefixes: known company prefixes, to mark their end in the URN.
    Raises: Invalid, with the reason.
    """
    bare = text.strip(_RAW_CHARACTERS)
    found = read(bare)
    if bare.lower().startswith("urn:"):
        length: int | None = epc.prefix_length_of(bare)
    else:
        length = epc.prefix_length(epc.company_digits(found), prefixes)
    return Description(
        key=found.key, ais=dict(found.ais), canonical=link.canonical(found), urn=epc.to_urn(found, length)
    )


def read(text: str) -> Link:
    """The link that says what `text` says; identifiers that must not stand together are refused.

    Raises: Invalid, with the reason.
    """
    if _SCHEME.match(text):
        found = uri.parse(text)
    elif text.lower().startswith("urn:"):
        found = epc.parse(text)
    elif text.isascii() and text.isdigit() and len(text) in (*_NO_ELEMENT_LENGTHS, _SSCC_LENGTH):
        found = link.of([_bare_key(text)])
    elif text.startswith(("(", "]", element.GS)) or text[:2].isdigit():
        found = link.of(element.parse(text))
    else:
        raise BadKey(
            "unreadable",
            f"{quoted(text)} is not a Digital Link, an element string, an EPC URN, a GTIN or an SSCC.",
            f"{quoted(text)} không phải là liên kết GS1, chuỗi phần tử, URN EPC, mã GTIN hay mã SSCC.",
        )
    element.check_associations(found.ais)
    return found


def _bare_key(digits: str) -> Ai:
    if len(digits) == _SSCC_LENGTH:
        return "00", keys.sscc(digits)
    if len(digits) in _GTIN_LENGTHS:
        return "01", keys.gtin14(digits)
    raise BadKey(
        "length",
        f"{quoted(digits)} has {len(digits)} digits; a GTIN has 8, 12, 13 or 14, an SSCC 18.",
        f"{quoted(digits)} có {len(digits)} chữ số; mã GTIN có 8, 12, 13 hoặc 14 chữ số, mã SSCC có 18.",
    )
