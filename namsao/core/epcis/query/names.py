"""Names of extension fields written out, and their values read: the same for a query and for an event."""

import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from namsao.core.epcis.canonical import canonical_epc

_PREFIX = re.compile(r"[A-Za-z][\w.-]*")
_LOCAL = re.compile(r"[\w.-]+")
_NAMESPACE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[!-~]+")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?")
_MOST_DIGITS = 15  # a double holds them exactly; longer runs of digits are identifiers, not amounts
_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})"
)


class Reading(NamedTuple):
    """One value as text, as a number and as a moment (UTC), each None when it cannot be read so."""

    text: str | None
    number: float | None = None
    time: datetime | None = None


def full_name(name: str, prefixes: Mapping[str, str]) -> str | None:
    """The name of an extension as `namespace#local`, the same however it was written; None for no such name.

    name: `prefix:local`, `namespace#local` or a URI that ends in the local name. prefixes: prefix -> namespace.
    Note: the separator at the end of a namespace is left out, as XML and JSON-LD write the same namespace with and
    without one: "urn:epcglobal:cbv:mda" and "urn:epcglobal:cbv:mda:".
    """
    prefix, colon, local = name.partition(":")
    if not colon or not _PREFIX.fullmatch(prefix):
        return None
    if _LOCAL.fullmatch(local):
        namespace = prefixes.get(prefix, "")
    else:
        cut = max(name.rfind("#"), name.rfind("/"), name.rfind(":")) + 1
        namespace, local = name[:cut], name[cut:]
    namespace = namespace.rstrip("#/:")
    is_whole = _NAMESPACE.fullmatch(namespace) and _LOCAL.fullmatch(local)
    return f"{namespace}#{local}" if is_whole else None


def written_out(text: str, prefixes: Mapping[str, str]) -> str:
    """A value `prefix:local` as the URI it stands for; anything else as it is."""
    prefix, colon, local = text.partition(":")
    namespace = prefixes.get(prefix) if colon and not local.startswith("//") else None
    return f"{namespace}{local}" if namespace else text


def is_empty(value: Any) -> bool:
    """Nothing, an empty text, list or object."""
    return value is None or (isinstance(value, str | list | dict) and not value)


def reading(value: Any) -> Reading:
    """A value of an extension as it can be compared; all None for an object or a list.

    A JSON-LD object around one value ({"@value": …}, {"id": …}) counts as the value. Identifiers come canonical.
    """
    if isinstance(value, dict):
        value = next((value[name] for name in ("@value", "@id", "id") if name in value), None)
    if isinstance(value, bool):
        return Reading("true" if value else "false")
    if isinstance(value, int | float):
        number = _finite(value)
        return Reading(None if number is None else str(value), number)
    if isinstance(value, str):
        return Reading(canonical_epc(value), number_in(value), moment_in(value))
    return Reading(None)


def number_in(text: str) -> float | None:
    """The number a text writes, else None; leading zeros and very long runs of digits are not numbers."""
    text = text.strip()
    if not _NUMBER.fullmatch(text) or sum(map(str.isdigit, text)) > _MOST_DIGITS:
        return None
    return _finite(float(text))


def moment_in(text: str) -> datetime | None:
    """The moment a text writes, in UTC, else None. Source: RFC 3339, date-time."""
    text = text.strip()
    if not _TIME.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _finite(number: float) -> float | None:
    try:
        found = float(number)
    except OverflowError:
        return None
    return found if math.isfinite(found) else None
