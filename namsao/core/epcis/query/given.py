"""What stands behind the name of a parameter: text of a URL, or typed JSON, read as what the name asks for."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from namsao.core.epcis.canonical import canonical_epc, short_word
from namsao.core.epcis.query.errors import BadQuery, Kind
from namsao.core.epcis.query.names import moment_in, written_out
from namsao.core.gs1 import epc
from namsao.core.gs1.errors import Invalid, quoted

MOST_VALUES = 1_000
LONGEST_VALUE = 2_048

_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+")
_CBV = re.compile(r"urn:epcglobal:cbv:|https?://(?:ref|ns)\.gs1\.org/(?:\w+/)*cbv/", re.IGNORECASE)
_HEX = re.compile(r"[0-9A-Fa-f]+")
_UNWRITABLE = re.compile("[\\x00\\ud800-\\udfff]")
_WHOLE = re.compile(r"[0-9]{1,18}")
_NUMERAL = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?")
_PRESENCE = {"": True, "true": True, "1": True, "false": False, "0": False}
_DECODED_PLUS = re.compile(r"(T[0-9:.]+) ([0-9]{2}:[0-9]{2})")
_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True)
class Given:
    """One parameter as it came. is_typed: `content` is JSON; else it is text in which "|" stands between values."""

    parameter: str
    content: Any
    prefixes: Mapping[str, str]
    is_typed: bool = False

    def each(self, read: Callable[["Given", Any], _Read]) -> tuple[_Read, ...]:
        """Every value as `read` understands it. Raises: BadQuery for none, an empty one, or too many."""
        listed = (
            self.content.split("|") if isinstance(self.content, str) and not self.is_typed else self.content
        )
        if not isinstance(listed, list | tuple):
            listed = [listed]
        if not listed:
            raise self.refusal("cần ít nhất một giá trị", "needs at least one value")
        if len(listed) > MOST_VALUES:
            raise self.refusal(
                f"có quá nhiều giá trị, tối đa {MOST_VALUES}",
                f"has too many values, at most {MOST_VALUES}",
                Kind.TOO_COMPLEX,
            )
        return tuple(read(self, value) for value in listed)

    def one(self, read: Callable[["Given", Any], _Read]) -> _Read:
        """The only value. Raises: BadQuery for a list, an object, nothing or an empty text."""
        return read(self, self.content)

    def refusal(self, what: str, what_en: str, kind: Kind = Kind.PARAMETER) -> BadQuery:
        return BadQuery(self.parameter, what, what_en, kind)


def is_uri(written: str) -> bool:
    """Is it a URI? Source: RFC 3986."""
    return _URI.fullmatch(written) is not None


def text(given: Given, value: Any) -> str:
    """A text that says something. Raises: BadQuery."""
    if not isinstance(value, str):
        raise given.refusal("cần giá trị là chữ", "needs text values")
    stripped = value.strip()
    if not stripped:
        raise given.refusal("có giá trị trống", "has an empty value")
    if len(stripped) > LONGEST_VALUE:
        raise given.refusal("có giá trị quá dài", "has a value that is too long", Kind.TOO_COMPLEX)
    if _UNWRITABLE.search(stripped):
        raise given.refusal("có ký tự không dùng được", "has a character that cannot be used")
    return stripped


def uri(given: Given, value: Any) -> str:
    """A URI, an identifier in canonical form. Raises: BadQuery, for a malformed EPC URN too."""
    written = written_out(text(given, value), given.prefixes)
    if not is_uri(written):
        raise given.refusal(
            f"cần một URI, không phải {quoted(written)}", f"needs a URI, not {quoted(written)}"
        )
    _check_urn(given, written)
    return canonical_epc(written)


def plain_uri(given: Given, value: Any) -> str:
    """A URI as it is written: the id of an event. Raises: BadQuery."""
    written = text(given, value)
    if not is_uri(written):
        raise given.refusal(
            f"cần một URI, không phải {quoted(written)}", f"needs a URI, not {quoted(written)}"
        )
    return written


def _check_urn(given: Given, written: str) -> None:
    """Nothing can be stored under an EPC URN that does not parse, so asking for it is a slip."""
    name = ":".join(written.split(":", 4)[2:4]).lower()
    if not written.lower().startswith("urn:epc:") or name not in epc.SCHEMES or name.startswith("idpat:"):
        return
    try:
        epc.parse(written)
    except Invalid as refused:
        what, what_en = refused.sentence.rstrip("."), refused.sentence_en.rstrip(".")
        raise given.refusal(f"có mã EPC sai: {what}", f"has a malformed EPC: {what_en}") from refused


def word(kind: str, table: Mapping[str, object]) -> Callable[[Given, Any], str]:
    """A reader of the standard's words: a bare one of the table, or a URI of somebody else's."""

    def read(given: Given, value: Any) -> str:
        written = text(given, value)
        short = short_word(kind, written)
        if short in table:
            return short
        full = written_out(written, given.prefixes)
        if short_word(kind, full) in table:
            return short_word(kind, full)
        if not is_uri(full) or _CBV.match(full):
            raise given.refusal(
                f"không nhận {quoted(written)}: cần một từ của chuẩn EPCIS, CBV 2.0 hoặc một URI riêng",
                f"does not take {quoted(written)}: it needs a word of EPCIS or CBV 2.0, or a URI of your own",
            )
        return full

    return read


def choice(*allowed: str) -> Callable[[Given, Any], str]:
    """A reader of one of a few words."""

    def read(given: Given, value: Any) -> str:
        written = text(given, value)
        if written not in allowed:
            words = ", ".join(allowed)
            raise given.refusal(
                f"phải là một trong {words}, không phải {quoted(written)}",
                f"must be one of {words}, not {quoted(written)}",
            )
        return written

    return read


def moment(given: Given, value: Any) -> datetime:
    """A moment with a zone, in UTC. Raises: BadQuery."""
    written = text(given, value)
    found = moment_or_none(given, written)
    if found is None:
        raise given.refusal(
            f"cần thời điểm có múi giờ như 2026-11-24T08:00:00+07:00, không phải {quoted(written)}",
            f"needs a moment with a zone such as 2026-11-24T08:00:00+07:00, not {quoted(written)}",
        )
    return found


def moment_or_none(given: Given, written: str) -> datetime | None:
    """The moment a text writes, in UTC.

    Note: a "+" that was not escaped in a URL arrives as a space; before an offset nothing else can be meant.
    """
    return moment_in(written if given.is_typed else _DECODED_PLUS.sub(r"\1+\2", written))


def number(given: Given, value: Any) -> float:
    """A finite number. Raises: BadQuery."""
    found = math.nan
    if isinstance(value, str) and not given.is_typed:
        written = text(given, value)
        found = float(written) if _NUMERAL.fullmatch(written) else math.nan
    elif isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= 1e300:
        found = float(value)
    if not math.isfinite(found):
        raise given.refusal("cần giá trị là số", "needs a number")
    return found


def whole(given: Given, value: Any) -> int:
    """A whole number from 1. Raises: BadQuery."""
    found = 0
    if isinstance(value, str) and not given.is_typed and _WHOLE.fullmatch(value.strip()):
        found = int(value)
    elif isinstance(value, int) and not isinstance(value, bool) and value < 10**18:
        found = value
    if found < 1:
        raise given.refusal("cần một số nguyên từ 1 trở lên", "needs a whole number from 1")
    return found


def truth(given: Given, value: Any) -> str:
    """true or false, as text. Raises: BadQuery."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if given.is_typed or value not in ("true", "false"):
        raise given.refusal("phải là true hoặc false", "must be true or false")
    return str(value)


def presence(given: Given, value: Any) -> bool:
    """Is the condition wanted? EXISTS takes no value; true and 1 say the same, false and 0 take it back."""
    if isinstance(value, int) and value in (0, 1):  # true and false among them
        return bool(value)
    wanted = _PRESENCE.get("" if value is None else value) if isinstance(value, str | None) else None
    if wanted is None:
        raise given.refusal("không nhận giá trị nào ngoài true, false", "takes no value but true or false")
    return wanted


def hexadecimal(given: Given, value: Any) -> str:
    """Hexadecimal digits in upper case. Raises: BadQuery."""
    written = text(given, value)
    if not _HEX.fullmatch(written):
        raise given.refusal("cần các chữ số thập lục phân", "needs hexadecimal digits")
    return written.upper()
