"""EPC pure identity URNs of GS1 keys, both ways.

A URN marks where the company prefix ends: reading one needs nothing, writing one needs the prefix length.
Source: GS1 EPC Tag Data Standard, EPC URI; GS1 Core Business Vocabulary 2.0 for class and pattern URNs.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import unquote

from namsao.core.gs1.ais import Ai
from namsao.core.gs1.errors import BadUrn, quoted
from namsao.core.gs1.keys import check_digit
from namsao.core.gs1.link import Link, of

_URN = re.compile(r"(?i:urn:epc):([a-z]+):([a-z]+):(.+)")
_PREFIX_LENGTHS = range(6, 13)
# Source: Tag Data Standard, characters that a URI component writes escaped.
_ESCAPED = {character: f"%{ord(character):02X}" for character in '"%&/<>?#'}
_COMPONENT = re.compile(r"(?:[A-Za-z0-9!'()*+,.:;=_-]|%[0-9A-Fa-f]{2})+")


@dataclass(frozen=True, slots=True)
class Scheme:
    """How the URN of one kind of key is made.

    digits: length of company prefix and reference together, leading digit included; 0 when not fixed.
    lead: the first digit of the key goes behind the prefix. zero: the value opens with a filler 0.
    tail: the identifier of the last component; "" when it is part of the key's own value, None for none.
    pieces: two components of two digits each stand before the tail. without_tail: what stands for none.
    """

    key: str
    digits: int
    tail: str | None = None
    lead: bool = False
    zero: bool = False
    pieces: bool = False
    checked: bool = True
    without_tail: str | None = None


SCHEMES: Mapping[str, Scheme] = MappingProxyType(
    {
        "id:sgtin": Scheme("01", 13, tail="21", lead=True),
        "class:lgtin": Scheme("01", 13, tail="10", lead=True),
        "id:upui": Scheme("01", 13, tail="235", lead=True),
        "idpat:sgtin": Scheme("01", 13, lead=True, without_tail="*"),
        "id:itip": Scheme("8006", 13, tail="21", lead=True, pieces=True),
        "idpat:itip": Scheme("8006", 13, lead=True, pieces=True, without_tail="*"),
        "id:sscc": Scheme("00", 17, lead=True),
        "id:sgln": Scheme("414", 12, tail="254", without_tail="0"),
        "id:pgln": Scheme("417", 12),
        "id:gsrn": Scheme("8018", 17),
        "id:gsrnp": Scheme("8017", 17),
        "id:gsin": Scheme("402", 16),
        "id:grai": Scheme("8003", 12, tail="", zero=True),
        "idpat:grai": Scheme("8003", 12, zero=True, without_tail="*"),
        "id:gdti": Scheme("253", 12, tail=""),
        "idpat:gdti": Scheme("253", 12, without_tail="*"),
        "id:sgcn": Scheme("255", 12, tail=""),
        "idpat:sgcn": Scheme("255", 12, without_tail="*"),
        "id:giai": Scheme("8004", 0, checked=False),
        "id:ginc": Scheme("401", 0, checked=False),
        "id:cpi": Scheme("8010", 0, tail="8011", checked=False),
        "idpat:cpi": Scheme("8010", 0, checked=False, without_tail="*"),
    }
)
"""Kind and scheme, as in urn:epc:KIND:SCHEME -> how the URN is made; the first that fits a key is taken."""

# Keys whose company prefix starts at the second digit, behind an indicator, an extension digit or a filler.
_PREFIX_FROM_SECOND = frozenset({"00", "01", "8003", "8006"})


@dataclass(frozen=True, slots=True)
class _Components:
    name: str
    prefix: str
    reference: str
    pieces: str
    tail: str | None


def parse(urn: str) -> Link:
    """The link that says the same as an EPC URN; its check digit is computed.

    Raises: BadUrn for another kind of text or URN; BadAi for a component its identifier does not allow.
    """
    parts = _take_apart(urn)
    scheme = SCHEMES[parts.name]
    reference = parts.reference
    digits = reference[:1] + parts.prefix + reference[1:] if scheme.lead else parts.prefix + reference
    value = digits
    if scheme.checked:
        value = ("0" if scheme.zero else "") + digits + check_digit(digits) + parts.pieces
    pairs: list[Ai] = [(scheme.key, value + (parts.tail or "") if scheme.tail == "" else value)]
    if scheme.tail and parts.tail is not None:
        pairs.append((scheme.tail, parts.tail))
    return of(pairs)


def to_urn(link: Link, prefix_length: int | None) -> str | None:
    """The EPC URN of the finest thing the link names, attributes left out.

    prefix_length: digits of the company prefix, 6 to 12.
    None when the length is unknown or impossible, or the standard has no URN for this key and qualifiers.
    """
    name = next((name for name, scheme in SCHEMES.items() if _fits(scheme, link)), None)
    if name is None or prefix_length not in _PREFIX_LENGTHS or prefix_length is None:
        return None
    scheme = SCHEMES[name]
    base = link.value[scheme.zero :][: scheme.digits] if scheme.checked else link.value
    lead, rest = (base[0], base[1:]) if scheme.lead else ("", base)
    prefix, reference = rest[:prefix_length], rest[prefix_length:]
    if not prefix.isdigit() or len(prefix) < prefix_length or not (scheme.checked or reference):
        return None
    body = [prefix, lead + _escaped(reference)]
    if scheme.pieces:
        body += [link.value[14:16], link.value[16:18]]
    tail = _tail(scheme, link)
    return f"urn:epc:{name}:" + ".".join([*body, *([] if tail is None else [tail])])


def prefix_length_of(urn: str) -> int:
    """How many digits of a URN are the company prefix. Raises: BadUrn as `parse`."""
    return len(_take_apart(urn).prefix)


def prefix_length(key_digits: str, prefixes: Iterable[str]) -> int | None:
    """Length of the longest known company prefix that `key_digits` starts with, None when none does.

    key_digits: the key from its company prefix on, as `company_digits` gives it.
    """
    return max((len(prefix) for prefix in prefixes if prefix and key_digits.startswith(prefix)), default=None)


def company_digits(link: Link) -> str:
    """The key of a link from its company prefix on, without indicator, extension digit or filler."""
    return link.value[1:] if link.key in _PREFIX_FROM_SECOND else link.value


def _take_apart(urn: str) -> _Components:
    match = _URN.fullmatch(urn)
    name = f"{match[1]}:{match[2]}" if match else ""
    if match is None or name not in SCHEMES:
        raise _refusal(
            "scheme",
            f"{quoted(urn)} is not an EPC URN of a GS1 key, such as urn:epc:id:sgtin:….",
            f"{quoted(urn)} không phải là URN EPC của một mã GS1, ví dụ urn:epc:id:sgtin:….",
        )
    scheme = SCHEMES[name]
    has_last = scheme.tail is not None or scheme.without_tail is not None
    count = 2 + 2 * scheme.pieces + has_last
    components = match[3].split(".", count - 1)
    if len(components) != count:
        raise _refusal(
            "components",
            f"urn:epc:{name} has {count} components with dots between, unlike {quoted(match[3])}.",
            f"urn:epc:{name} phải có {count} phần cách nhau bằng dấu chấm, không như {quoted(match[3])}.",
        )
    prefix = components[0]
    if not (prefix.isascii() and prefix.isdigit() and len(prefix) in _PREFIX_LENGTHS):
        raise _refusal(
            "company_prefix",
            f"The company prefix in a URN has 6 to 12 digits, unlike {quoted(prefix)}.",
            f"Tiền tố doanh nghiệp trong URN có từ 6 đến 12 chữ số, không phải {quoted(prefix)}.",
        )
    reference = _read_reference(scheme, prefix, components[1])
    pieces = components[2:4] if scheme.pieces else []
    if any(len(piece) != 2 for piece in pieces):
        raise _refusal(
            "pieces",
            f"Piece and total have two digits each, unlike {quoted('.'.join(pieces))}.",
            f"Số thứ tự và tổng số có hai chữ số mỗi phần, không như {quoted('.'.join(pieces))}.",
        )
    tail = _read_tail(scheme, components[-1]) if has_last else None
    return _Components(name, prefix, reference, "".join(pieces), tail)


def _read_reference(scheme: Scheme, prefix: str, text: str) -> str:
    if not scheme.checked:
        return _unescaped(text)
    if len(prefix + text) != scheme.digits or (text and not (text.isascii() and text.isdigit())):
        both = quoted(f"{prefix}.{text}")
        raise _refusal(
            "length",
            f"Company prefix and reference together have {scheme.digits} digits, unlike {both}.",
            f"Tiền tố và phần tham chiếu có tổng cộng {scheme.digits} chữ số, không như {both}.",
        )
    return text


def _read_tail(scheme: Scheme, text: str) -> str | None:
    if text == scheme.without_tail:
        return None
    if scheme.tail is None:
        raise _refusal(
            "pattern",
            f"The pattern of a class ends in “*”, not in {quoted(text)}.",
            f"Mẫu của một loại hàng kết thúc bằng “*”, không phải {quoted(text)}.",
        )
    return _unescaped(text)


def _unescaped(text: str) -> str:
    if not _COMPONENT.fullmatch(text):
        raise _refusal(
            "component",
            f"{quoted(text)} is empty or has characters that a URN writes escaped, such as %2F for “/”.",
            f"{quoted(text)} bị trống hoặc có ký tự phải viết dạng thoát, ví dụ %2F thay cho “/”.",
        )
    return unquote(text, errors="replace")


def _escaped(text: str) -> str:
    return "".join(_ESCAPED.get(character, character) for character in text)


def _base_length(scheme: Scheme) -> int:
    """Characters of the value before a tail of its own; 0 when not fixed."""
    return scheme.zero + scheme.digits + 1 + 4 * scheme.pieces if scheme.checked else 0


def _fits(scheme: Scheme, link: Link) -> bool:
    if scheme.key != link.key:
        return False
    if scheme.tail:
        own = link.get(scheme.tail)
        return (
            not link.qualifiers and scheme.without_tail is not None
            if own is None
            else own != scheme.without_tail
        )
    has_own_tail = scheme.checked and len(link.value) > _base_length(scheme)
    return not link.qualifiers and has_own_tail == (scheme.tail == "")


def _tail(scheme: Scheme, link: Link) -> str | None:
    own = link.get(scheme.tail) if scheme.tail else None
    if scheme.tail == "":
        own = link.value[_base_length(scheme) :]
    return scheme.without_tail if own is None else _escaped(own)


def _refusal(code: str, what: str, what_vi: str) -> BadUrn:
    return BadUrn(code, what, what_vi)
