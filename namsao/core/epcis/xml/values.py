"""Simple values of EPCIS XML and their JSON, both ways.

Source: XML Schema 1.1 part 2 (decimal, double, boolean, hexBinary, dateTime); EPCIS 2.0 (DateTimeStamp).
"""

import math
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from lxml import etree

from namsao.core.epcis.canonical import short_word
from namsao.core.epcis.formats import is_moment, is_uri
from namsao.core.epcis.terms import SPELLINGS
from namsao.core.epcis.xml.reading import Reading

_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_DOUBLE = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[Ee][+-]?[0-9]+)?")
_INTEGER = re.compile(r"[+-]?[0-9]+")
_HEX = re.compile(r"(?:[0-9A-Fa-f]{2})+")
_TIME = re.compile(
    r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
    r"(?:\.[0-9]+)?(?:Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))"
)
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
XSD_KINDS: Mapping[str, str] = MappingProxyType(
    {"decimal": "decimal", "double": "double", "float": "double", "boolean": "boolean"}
    | dict.fromkeys(("integer", "int", "long", "short", "byte", "nonNegativeInteger"), "integer")
)
"""Type of XML Schema that JSON has a type for -> simple type of ours."""


def number(text: str) -> int | float:
    """The JSON number of an XML decimal or double; whole numbers written whole stay whole.

    Raises: ValueError for another text, and for what JSON has no number for: INF, NaN and beyond a double.
    """
    if not _DOUBLE.fullmatch(text):
        raise ValueError(text)
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(text)
    return int(text) if _INTEGER.fullmatch(text) else value


def decimal(text: str) -> int | float:
    """The same without an exponent. Raises: ValueError."""
    if not _DECIMAL.fullmatch(text):
        raise ValueError(text)
    return number(text)


def integer(text: str) -> int | float:
    """The same of whole numbers alone. Raises: ValueError."""
    if not _INTEGER.fullmatch(text):
        raise ValueError(text)
    return number(text)


def boolean(text: str) -> bool:
    """Raises: ValueError for anything but true, false, 1 and 0."""
    if text not in _BOOLEANS:
        raise ValueError(text)
    return _BOOLEANS[text]


def hex_binary(text: str) -> str:
    """Whole bytes. Raises: ValueError."""
    if not _HEX.fullmatch(text):
        raise ValueError(text)
    return text


def moment(text: str) -> str:
    """A time with its zone, as it is written. Raises: ValueError."""
    if not _TIME.fullmatch(text):
        raise ValueError(text)
    return text


def created(text: str) -> str:
    """The same, where the schema lets the zone be left out. Raises: ValueError."""
    with_zone = moment(text if text[-1:] == "Z" or text[-6:-5] in ("+", "-") else f"{text}Z")
    if not is_moment(with_zone):  # the 30th of February
        raise ValueError(text)
    return text


def action(text: str) -> str:
    """Raises: ValueError for another text."""
    if text not in ("ADD", "OBSERVE", "DELETE"):
        raise ValueError(text)
    return text


def absolute_uri(text: str) -> str:
    """Raises: ValueError for anything else, as JSON-LD has no base to complete it."""
    if not is_uri(text):
        raise ValueError(text)
    return text


def _word(vocabulary: str) -> Callable[[str], str]:
    return lambda text: short_word(vocabulary, text)


_SIMPLE: Mapping[str, Callable[[str], Any]] = MappingProxyType(
    {
        "text": str,
        "string": str,
        "dateTime": moment,
        "created": created,
        "decimal": decimal,
        "double": number,
        "integer": integer,
        "boolean": boolean,
        "hexBinary": hex_binary,
        "action": action,
        "uri": absolute_uri,
    }
)
READERS: Mapping[str, Callable[[str], Any]] = MappingProxyType(
    {**_SIMPLE, **{vocabulary: _word(vocabulary) for vocabulary in SPELLINGS}}
)
"""Simple type or vocabulary -> what makes a JSON value of a text, or raises ValueError."""

_A_TIME = (
    "là thời điểm có múi giờ như 2026-11-24T08:00:00+07:00",
    "a time with its zone, such as 2026-11-24T08:00:00+07:00",
)
_EXPECTED: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "dateTime": _A_TIME,
        "created": _A_TIME,
        "decimal": ("là số thập phân như 12.5", "a decimal number such as 12.5"),
        "double": ("là số như 12.5 hoặc 1.2E3", "a number such as 12.5 or 1.2E3"),
        "integer": ("là số nguyên như 12", "a whole number such as 12"),
        "boolean": ("là true hoặc false", "true or false"),
        "hexBinary": ("gồm các cặp chữ số hệ 16 như 0AF0", "pairs of hexadecimal digits such as 0AF0"),
        "uri": ("là URI như https://example.org/a", "a URI such as https://example.org/a"),
        "action": ("là ADD, OBSERVE hoặc DELETE", "ADD, OBSERVE or DELETE"),
    }
)


def converted(reading: Reading, element: etree._Element, kind: str, text: str, attribute: str = "") -> Any:
    """The JSON value of a text; what cannot be one is noted and comes back as it is.

    kind: simple type or vocabulary. element, attribute: where it stands.
    """
    try:
        return READERS[kind](text if kind == "string" else text.strip())
    except ValueError:
        vi, en = _EXPECTED[kind]
        name = attribute or etree.QName(element).localname
        reading.fault(
            element,
            kind,
            f"{name} phải {vi}; đang ghi “{text[:40]}”.",
            f"{name} must be {en}, not “{text[:40]}”.",
            attribute,
        )
        return text


def plain(value: float) -> str:
    """A number as an XML decimal: without an exponent, a double with its point, so that it comes back as one."""
    if isinstance(value, int):
        return str(value)
    text = format(Decimal(repr(value)), "f")
    return text if "." in text else f"{text}.0"
