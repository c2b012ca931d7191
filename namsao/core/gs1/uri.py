"""Reading GS1 Digital Link URIs, strictly, with a reason for every refusal.

Source: GS1 Digital Link Standard: URI Syntax, 1.4 and later; RFC 3986 for what a URI is.
"""

import re
from functools import cache
from typing import NamedTuple
from urllib.parse import unquote

from namsao.core.gs1.ais import Ai, table, validate
from namsao.core.gs1.errors import BadLink, Invalid, quoted
from namsao.core.gs1.link import Link, check_attribute, check_order, duplicate, path_rules

_URI = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#.*)?")
_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*|\[[0-9A-Fa-f:.]+\]")
_PORT = re.compile(r"[0-9]{1,5}")
_VISIBLE = re.compile(r"[!-~]*")
_PLAIN = re.compile(r"[A-Za-z0-9._~-]+")
_ENCODED = re.compile(r"(?:[A-Za-z0-9._~-]|%[0-9A-Fa-f]{2})+")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_STEM = re.compile(r"[A-Za-z0-9._~!$&'()*+,;=:@%-]+")
_FOREIGN = re.compile(r"[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*")

# Source: names of keys and qualifiers that version 1.2 of the standard withdrew.
_WITHDRAWN_NAMES = {
    "gtin": "01", "sscc": "00", "gln": "414", "gtin8": "01", "itip": "8006", "gdti": "253", "gcn": "255",
    "ginc": "401", "gsin": "402", "grai": "8003", "giai": "8004", "cpid": "8010", "gmn": "8013",
    "gsrnp": "8017", "gsrn": "8018", "payto": "415", "party": "417",
    "cpv": "22", "lot": "10", "ser": "21", "glnx": "254", "refno": "8020", "srin": "8019", "cpsn": "8011",
}  # fmt: skip


class _Path(NamedTuple):
    stem: str
    pairs: tuple[Ai, ...]


def parse(uri: str) -> Link:
    """What a Digital Link URI says; its scheme and host in lower case, its fragment left out.

    Raises: BadLink for anything but a Digital Link URI; BadAi for a value its identifier does not allow.
    """
    if not _VISIBLE.fullmatch(uri):
        raise _refusal(
            "characters",
            "A URI has only visible ASCII characters; write others percent-encoded.",
            "Liên kết chỉ gồm ký tự ASCII nhìn thấy được; ký tự khác phải mã hoá bằng dấu %.",
        )
    match = _URI.fullmatch(uri)
    if match is None or match[1].lower() not in ("http", "https"):
        raise _refusal(
            "scheme",
            f"A Digital Link starts with https:// or http://; {quoted(uri)} does not.",
            f"Liên kết GS1 bắt đầu bằng https:// hoặc http://; {quoted(uri)} thì không.",
        )
    link = parse_path(match[3], match[4] or "")
    root = f"{match[1].lower()}://{_authority(match[2])}{link.root}"
    return Link(link.key, link.ais, root, link.extra)


def parse_path(path: str, query: str = "") -> Link:
    """The same from the path and the query alone, both still percent-encoded; root is the stem, often "".

    Raises: as `parse`.
    """
    stem, pairs = _read_path(path)
    extra: tuple[tuple[str, str], ...] = ()
    if query:
        attributes, extra = _read_query(pairs[0][0], query)
        pairs += attributes
    return Link(pairs[0][0], pairs, stem, extra)


def _read_path(path: str) -> _Path:
    segments = path.split("/")
    if len(segments) > 2 and not segments[-1]:
        segments.pop()  # one trailing slash is tolerated
    if segments[0] or len(segments) < 3:
        raise _no_key(segments[1:])
    rules, qualifiers = path_rules(), _all_qualifiers()
    # Keys and qualifiers are different identifiers, so going back from the end in pairs finds the one key.
    at = len(segments) - 2
    while at > 0 and segments[at] in qualifiers:
        at -= 2
    if at < 1 or segments[at] not in rules:
        raise _no_key(segments[1:])
    key = segments[at]
    pairs = tuple((segments[i], _value(segments[i], segments[i + 1])) for i in range(at, len(segments), 2))
    if len(pairs) > 1 or rules[key].requires:
        check_order(key, [ai for ai, _ in pairs[1:]])
    for ai, value in pairs:
        validate(ai, value)
    return _Path(_read_stem(segments[1:at]) if at > 1 else "", pairs)


def _value(ai: str, raw: str) -> str:
    value = raw if _PLAIN.fullmatch(raw) else _decoded(ai, raw)
    if ai == "01" and len(value) in (8, 12, 13) and value.isdigit():
        raise _refusal(
            "gtin_not_14",
            f"In a Digital Link the GTIN has 14 digits: write {value.zfill(14)} for {value}.",
            f"Trong liên kết GS1, mã GTIN phải đủ 14 chữ số: hãy viết {value.zfill(14)} thay cho {value}.",
        )
    return value


def _decoded(ai: str, raw: str) -> str:
    if not raw:
        raise _refusal("empty", f"AI ({ai}) has no value.", f"AI ({ai}) không có giá trị.")
    if _STRAY_PERCENT.search(raw):
        raise _bad_escape(raw)
    if not _ENCODED.fullmatch(raw):
        raise _refusal(
            "reserved",
            f"In AI ({ai}), {quoted(raw)} has characters that must be percent-encoded, such as %2F for “/”.",
            f"Trong AI ({ai}), {quoted(raw)} có ký tự phải mã hoá bằng dấu %, ví dụ %2F thay cho “/”.",
        )
    value = unquote(raw, errors="replace")
    if not value.isascii():
        raise _refusal(
            "characters",
            f"In AI ({ai}), {quoted(raw)} stands for characters outside ASCII.",
            f"Trong AI ({ai}), {quoted(raw)} chứa ký tự ngoài bảng ASCII (như chữ có dấu).",
        )
    return value


def _read_stem(segments: list[str]) -> str:
    for segment, following in zip(segments, [*segments[1:], ""], strict=True):
        if not segment:
            raise _refusal("empty", "The path has an empty segment (//).", "Đường dẫn có đoạn trống (//).")
        if not _STEM.fullmatch(segment) or _STRAY_PERCENT.search(segment):
            raise _bad_escape(segment)
        if segment in path_rules() and _is_valid(segment, following):
            raise _refusal(
                "two_keys",
                f"The path has a second GS1 key, ({segment}) {quoted(following)}; there must be one.",
                f"Đường dẫn có thêm mã GS1 thứ hai ({segment}) {quoted(following)}; chỉ được có một.",
            )
    return "".join(f"/{segment}" for segment in segments)


def _read_query(key: str, query: str) -> tuple[tuple[Ai, ...], tuple[tuple[str, str], ...]]:
    attributes: dict[str, str] = {}
    extra = []
    for item in filter(None, query.split("&")):
        raw_name, _, raw = item.partition("=")
        name = _foreign(raw_name)
        if not (name.isascii() and name.isdigit()):
            extra.append((name, _foreign(raw)))
            continue
        if name in attributes:
            raise duplicate(name)
        check_attribute(key, name)
        attributes[name] = _value(name, raw)
        validate(name, attributes[name])
    return tuple(attributes.items()), tuple(extra)


def _foreign(raw: str) -> str:
    """Decode a piece of the query that is not ours: any UTF-8 text."""
    if not _FOREIGN.fullmatch(raw) or _STRAY_PERCENT.search(raw):
        raise _bad_escape(raw)
    try:
        return unquote(raw, errors="strict")
    except UnicodeDecodeError:
        raise _bad_escape(raw) from None


def _authority(text: str) -> str:
    host, colon, port = text, "", ""
    if not text.endswith("]"):
        host, colon, port = text.rpartition(":") if ":" in text else (text, "", "")
    if "@" in text:
        raise _refusal(
            "userinfo",
            "A Digital Link carries no user name or password before its host.",
            "Liên kết GS1 không được có tên đăng nhập hay mật khẩu trước tên miền.",
        )
    if not _HOST.fullmatch(host) or (colon and not (_PORT.fullmatch(port) and 0 < int(port) < 65536)):
        raise _refusal(
            "host", f"{quoted(text)} is not a host name.", f"{quoted(text)} không phải là tên miền."
        )
    return text.lower()


@cache
def _all_qualifiers() -> frozenset[str]:
    return frozenset(q for rule in path_rules().values() for q in rule.qualifiers)


def _is_valid(ai: str, raw: str) -> bool:
    try:
        validate(ai, unquote(raw))
    except Invalid:
        return False
    return True


def _no_key(segments: list[str]) -> BadLink:
    """Why no key was found, in the words that help most."""
    if not all(segments) and segments != [""]:
        return _refusal("empty", "The path has an empty segment (//).", "Đường dẫn có đoạn trống (//).")
    named = next((s for s in segments if s.lower() in _WITHDRAWN_NAMES), None)
    if named:
        ai = _WITHDRAWN_NAMES[named.lower()]
        return _refusal(
            "withdrawn_name",
            f"“/{named}/” is no longer part of the standard: write /{ai}/.",
            f"“/{named}/” không còn trong tiêu chuẩn: hãy viết /{ai}/.",
        )
    if segments and segments[-1] in path_rules() and len(segments) % 2:
        return _refusal(
            "empty", f"AI ({segments[-1]}) has no value.", f"AI ({segments[-1]}) không có giá trị."
        )
    odd = next((s for s in segments[-2:-1] if s in table()), None)
    if odd:
        return _refusal(
            "not_in_path",
            f"AI ({odd}) {table()[odd].title} has no place in this path; attributes go into the query.",
            f"AI ({odd}) không có chỗ trong đường dẫn này; thuộc tính đặt sau dấu hỏi.",
        )
    if any(s in path_rules() for s in segments):
        return _refusal(
            "trailing",
            f"The end of the path, {quoted('/'.join(segments[-2:]))}, is not an identifier and its value.",
            f"Phần cuối đường dẫn, {quoted('/'.join(segments[-2:]))}, không phải là số phân định và giá trị.",
        )
    return _refusal(
        "no_key",
        "The path has no GS1 key, such as /01/ and a GTIN of 14 digits.",
        "Đường dẫn không có mã GS1, ví dụ /01/ rồi đến mã GTIN 14 chữ số.",
    )


def _bad_escape(raw: str) -> BadLink:
    return _refusal(
        "bad_escape",
        f"{quoted(raw)} is not properly percent-encoded.",
        f"{quoted(raw)} mã hoá bằng dấu % chưa đúng.",
    )


def _refusal(code: str, what: str, what_vi: str) -> BadLink:
    return BadLink(code, what, what_vi)
