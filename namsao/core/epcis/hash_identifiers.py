"""GS1 identifiers as the event hash of CBV 2.0 writes them.

Note: this is not `canonical.canonical_epc`. The hash compares texts, so it must take over every habit of the
reference implementation: check digits of links are not checked, ' ; = stay as they are, a link with %
escapes or an unknown combination of keys stays whole, and some URNs of 12-digit company prefixes are not read.
Source: CBV 2.0, section 8.9.2; behaviour of epcis-event-hash-generator 1.9.3.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from namsao.core.gs1.keys import check_digit
from namsao.core.gs1.link import ID_GS1_ORG

# Source: EPC Tag Data Standard, what a component of a URN may hold: set 82, nine of it escaped.
_82 = r"(?:%(?:2[125-9A-Fa-f]|3[0-9A-Fa-f]|4[1-9A-Fa-f]|5[0-9AaFf]|6[1-9A-Fa-f]|7[0-9Aa])|[!'()*+,.0-9:;=A-Za-z_-])"
_39 = r"(?:%(?:2[3dfDF]|3[0-9]|4[1-9A-Fa-f]|5[0-9Aa])|[0-9A-Z-])"
_ESCAPES = str.maketrans({c: f"%{ord(c):02X}" for c in "!()*+,:"})
_NO_SERIAL = r"\*"


@dataclass(frozen=True, slots=True)
class _Scheme:
    """digits: of prefix and reference together, 0 for a free reference of up to 30 with the prefix.

    lead: the first digit of the reference stands before the prefix. zero: a filler stands there.
    tail: pattern of the last component, "" for none. joint: what joins it to the key, "" for nothing.
    most_prefix: longest company prefix that is read.
    """

    key: str
    digits: int
    tail: str = ""
    joint: str = ""
    lead: bool = False
    zero: bool = False
    pieces: bool = False
    charset: str = ""
    most_prefix: int = 12

    def pattern(self) -> re.Pattern[str]:
        reference = rf"({self.charset}{{1,24}})" if self.charset else "([0-9]*)"
        pieces = r"\.([0-9]{2})\.([0-9]{2})" if self.pieces else "()()"
        tail = rf"\.({self.tail})" if self.tail else "()"
        return re.compile(rf"([0-9]{{6,{self.most_prefix}}})\.{reference}{pieces}{tail}")


_SCHEMES: Mapping[str, _Scheme] = MappingProxyType(
    {
        "id:sgtin": _Scheme("01", 13, _82 + "{1,20}", "/21/", lead=True),
        "class:lgtin": _Scheme("01", 13, _82 + "{1,20}", "/10/", lead=True),
        "id:upui": _Scheme("01", 13, _82 + "{1,28}", "/235/", lead=True),
        "idpat:sgtin": _Scheme("01", 13, _NO_SERIAL, lead=True),
        "idpat:upui": _Scheme("01", 13, _NO_SERIAL, lead=True),
        "id:itip": _Scheme("8006", 13, _82 + "{1,20}", "/21/", lead=True, pieces=True),
        "idpat:itip": _Scheme("8006", 13, _NO_SERIAL, lead=True, pieces=True),
        "id:sscc": _Scheme("00", 17, lead=True),
        "id:sgln": _Scheme("414", 12, _82 + "{1,20}", "/254/"),
        "id:pgln": _Scheme("417", 12),
        "id:gsrn": _Scheme("8018", 17),
        "id:gsrnp": _Scheme("8017", 17),
        "id:gsin": _Scheme("402", 16),
        "id:grai": _Scheme("8003", 12, _82 + "{1,16}", zero=True, most_prefix=11),
        "idpat:grai": _Scheme("8003", 12, _NO_SERIAL, zero=True, most_prefix=11),
        "id:gdti": _Scheme("253", 12, _82 + "{1,19}"),
        "idpat:gdti": _Scheme("253", 12, _NO_SERIAL, most_prefix=11),
        "id:sgcn": _Scheme("255", 12, "[0-9]{1,12}"),
        "idpat:sgcn": _Scheme("255", 12, _NO_SERIAL, most_prefix=11),
        "id:giai": _Scheme("8004", 0, charset=_82),
        "id:ginc": _Scheme("401", 0, charset=_82),
        "id:cpi": _Scheme("8010", 0, "[0-9]{1,12}", "/8011/", charset=_39),
        "idpat:cpi": _Scheme("8010", 0, _NO_SERIAL, charset=_39),
    }
)
_PATTERNS = {name: scheme.pattern() for name, scheme in _SCHEMES.items()}
_NO_EXTENSION = "0"  # of an sgln: the place itself

# The names that Digital Link 1.1 had for keys and qualifiers.
_NAMES = {
    "gtin": "01", "itip": "8006", "cpid": "8010", "gln": "414", "party": "417", "gsrnp": "8017", "gsrn": "8018",
    "gcn": "255", "sscc": "00", "gdti": "253", "ginc": "401", "gsin": "402", "grai": "8003", "giai": "8004",
    "cpv": "22", "lot": "10", "ser": "21",
}  # fmt: skip
_KEYS = ("00", "01", "253", "255", "401", "402", "414", "417", "8003", "8004", "8006", "8010", "8017", "8018")
_ON_ID_GS1_ORG = tuple(f"{ID_GS1_ORG}/{key}/" for key in _KEYS)
_HAS_KEY = re.compile(rf"https?:[^?#]*/(?:{'|'.join((*_KEYS, *list(_NAMES)[:14]))})/[0-9]{{4}}[^/]")
_SHORT_GTIN = re.compile(r"/01/([0-9]{8}|[0-9]{12}|[0-9]{13})(?![0-9])")
_VARIANT = re.compile(r"(/01/[0-9]{14}|/8006/[0-9]{18})/22/([\"'.0-9;<=>?A-Z_a-z/-]{0,20})")
_RAW = "[\"'.0-9;<=>?A-Z_a-z-]"
_PATH = re.compile(
    rf"(/01/[0-9]{{14}}|/8006/[0-9]{{18}})(?:/10/{_RAW}{{0,20}}(?=/21/))?(/(?:10|21)/{_RAW}{{0,20}})?"
    rf"|/01/[0-9]{{14}}/235/{_RAW}{{0,28}}|/00/[0-9]{{18}}|/253/[0-9]{{13}}{_RAW}{{0,17}}"
    rf"|/255/[0-9]{{13,25}}|/(?:401|8004)/{_RAW}{{0,30}}|/402/[0-9]{{17}}|/417/[0-9]{{13}}"
    rf"|/414/[0-9]{{13}}(?:/254/{_RAW}{{0,20}})?|/8003/[0-9]{{14}}{_RAW}{{0,16}}"
    r"|/8010/[#/0-9A-Z-]{0,30}(?:/8011/[0-9]{0,12})?|/801[78]/[0-9]{18}"
)


def hashed_identifier(text: str) -> str:
    """The canonical Digital Link of an EPC URN or a link with a GS1 key; any other text unchanged."""
    if text.startswith("urn:epc:"):
        return _of_urn(text) or text
    if text.startswith("http") and _HAS_KEY.match(text):
        return _of_link(text) or text
    return text


def _of_urn(text: str) -> str | None:
    _, _, kind, scheme_name, body = (*text.split(":", 4), "", "")[:5]
    name = f"{kind}:{scheme_name}"
    match = _PATTERNS[name].fullmatch(body) if name in _PATTERNS else None
    if match is None:
        return None
    scheme = _SCHEMES[name]
    prefix, reference, piece, total, tail = match.groups()
    if scheme.charset:
        if len(re.sub("%..", "%", reference)) > 30 - len(prefix):
            return None
        value = prefix + reference.translate(_ESCAPES)
    elif len(prefix) + len(reference) != scheme.digits:
        return None
    else:
        digits = (
            reference[:1] + prefix + reference[1:] if scheme.lead else "0" * scheme.zero + prefix + reference
        )
        value = digits + check_digit(digits) + piece + total
    has_tail = tail and scheme.tail != _NO_SERIAL and not (scheme.key == "414" and tail == _NO_EXTENSION)
    return f"{ID_GS1_ORG}/{scheme.key}/{value}" + (
        scheme.joint + tail.translate(_ESCAPES) if has_tail else ""
    )


def _of_link(text: str) -> str | None:
    path = text.partition("?")[0]
    for name, ai in _NAMES.items():
        path = path.replace(f"/{name}/", f"/{ai}/")
    path = path[_start(path) :]
    path = _SHORT_GTIN.sub(lambda found: f"/01/{found[1]:0>14}", path, count=1)
    variant = _VARIANT.fullmatch(path)
    if variant:
        path = variant[1] + "".join(variant[2].partition("/")[1:])
    match = _PATH.fullmatch(path)
    if match is None:
        return None
    return ID_GS1_ORG + (match[1] + (match[2] or "") if match[1] else path)


def _start(path: str) -> int:
    """Where the key stands. Note: on other hosts than id.gs1.org a lot "00" is taken for the key 00."""
    if path.startswith(_ON_ID_GS1_ORG):
        return len(ID_GS1_ORG)
    return next((at for key in _KEYS if (at := path.find(f"/{key}/")) >= 0), 0)
