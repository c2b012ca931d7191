"""What a time, a URI and the identifier of a thing look like in an event: the formats our schema asserts."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache, lru_cache
from types import MappingProxyType

import jsonschema_rs

from namsao.core.gs1 import epc, uri
from namsao.core.gs1.errors import BadUrn, Invalid, quoted

LONGEST = 2000
"""Characters of the longest URI we take: indexes of databases have their limits, and no key comes near it."""

_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?"
    r"(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])"
)

# Source: GS1 EPC Tag Data Standard, EPC schemes that are no GS1 keys; `core.gs1.epc` reads those that are.
_FOREIGN_EPCS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "id:gid": re.compile(r"[0-9]{1,9}\.[0-9]{1,8}\.[0-9]{1,11}"),
        "idpat:gid": re.compile(r"[0-9]{1,9}\.[0-9]{1,8}\.\*"),
        "id:usdod": re.compile(r"[A-HJ-NP-Z0-9]{5,6}\.[0-9]{1,11}"),
        "id:adi": re.compile(
            r"[A-HJ-NP-Z0-9]{5,6}\.(?:[A-Z0-9-]|%2F){0,32}\.(?:%23)?(?:[A-Z0-9-]|%2F){1,30}"
        ),
        "id:bic": re.compile(r"[A-Z]{3}[JUZ][0-9]{7}"),
        "id:imovn": re.compile(r"[0-9]{7}"),
    }
)

# A GS1 key in the path of any host, with as many digits as such a key has: no mere coincidence.
_KEY_IN_PATH = re.compile(
    r"/(?:01/[0-9]{8,14}|00/[0-9]{18}|40[12]/[0-9]{17}|41[47]/[0-9]{13}|253/[0-9]{13}[^/]*|255/[0-9]{13}[^/]*"
    r"|8003/0[0-9]{13}[^/]*|8006/[0-9]{18}|801[78]/[0-9]{18})(?:/|$)"
)
_ID_GS1_ORG = re.compile(r"https?://id\.gs1\.org/", re.IGNORECASE)


def is_moment(text: str) -> bool:
    """Is it an XML Schema dateTimeStamp that a calendar of the years 1 to 9999 can hold in UTC?

    Note: RFC 3339 would also allow a leap second, the year 0 and a small t or z; XML allows none of them.
    """
    if not _TIME.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        return False
    return True


def is_uri(text: str) -> bool:
    """Is it an absolute URI of bearable length? Source: RFC 3986."""
    return len(text) <= LONGEST and _is_uri(text)


@lru_cache(maxsize=8192)
def trouble_with(identifier: str) -> Invalid | None:
    """Why a URI cannot be the identifier it claims to be; None when it can, or claims nothing.

    EPC URNs and GS1 Digital Link URIs are read by their own rules; any other URI is its owner's affair.
    Source: GS1 EPCIS 2.0, section 6.4; GS1 EPC Tag Data Standard; GS1 Digital Link.
    """
    try:
        if identifier[:8].lower() == "urn:epc:":
            _check_urn(identifier)
        elif _claims_a_key(identifier):
            uri.parse(identifier)
    except Invalid as reason:
        return reason
    return None


def is_identifier(text: str) -> bool:
    """Is nothing wrong with it by the rules of `trouble_with`?"""
    return len(text) > LONGEST or trouble_with(text) is None  # its length is the schema's affair


FORMATS: Mapping[str, Callable[[str], bool]] = MappingProxyType(
    {"date-time": is_moment, "epc": is_identifier}
)
"""JSON Schema format -> is this text of that format: those we add to the validator or know better."""


def _claims_a_key(text: str) -> bool:
    if _ID_GS1_ORG.match(text):
        return True
    return (
        text[:4].lower() == "http" and _KEY_IN_PATH.search(re.split("[?#]", text, maxsplit=1)[0]) is not None
    )


def _check_urn(urn: str) -> None:
    _, _, kind, scheme, body = (*urn.split(":", 4), "", "")[:5]
    foreign = _FOREIGN_EPCS.get(f"{kind}:{scheme}")
    if foreign is None:
        epc.parse(urn)
    elif not foreign.fullmatch(body):
        raise BadUrn(
            "component",
            f"{quoted(urn)} does not have the parts of a urn:epc:{kind}:{scheme}.",
            f"{quoted(urn)} không có đủ các phần của một urn:epc:{kind}:{scheme}.",
        )


@lru_cache(maxsize=8192)
def _is_uri(text: str) -> bool:
    try:
        return _uri().is_valid(text)
    except ValueError:  # half a surrogate pair
        return False


@cache
def _uri() -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for({"type": "string", "format": "uri"}, validate_formats=True)
