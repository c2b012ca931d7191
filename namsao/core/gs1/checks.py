"""Content checks of GS1 values, under the names the GS1 syntax tests give them.

A check takes a part of the right characters and length and says whether its content makes sense.
Source: GS1 General Specifications; GS1 Barcode Syntax Tests (2025).
"""

import json
import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from namsao.core.gs1.keys import has_valid_check_characters, has_valid_check_digit

_IMPORTER_INDEX = re.compile(r"[A-Za-z0-9_-]")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_POSITION = re.compile(r"([1-9][0-9]*)/([1-9][0-9]*)")
# Note: GS1 pads character set 64 to a multiple of three, where base64 would to four.
_BASE64URL = re.compile(r"[A-Za-z0-9_-]*={0,2}")
_IBAN = re.compile(r"[A-Z]{2}[0-9A-Z]{9,}")


def _is_date(text: str, *, day_may_be_open: bool = False) -> bool:
    """YYMMDD or YYYYMMDD; day 00 stands for "that month" where it may be left open.

    Two digits of a year are enough for the leap day: between 1950 and 2049 every fourth year has one.
    """
    year, month, day = int(text[:-4]), int(text[-4:-2]), int(text[-2:])
    if not 1 <= month <= 12:
        return False
    if day == 0:
        return day_may_be_open
    full_year = year if len(text) == 8 else 2000 + year
    return day <= monthrange(max(full_year, 1), month)[1]


def _is_iban(text: str) -> bool:
    """Source: ISO 13616-1: country code, then modulo 97 over the rotated, numbered text gives 1."""
    if not _IBAN.fullmatch(text) or text[:2] not in countries():
        return False
    return int("".join(str(int(character, 36)) for character in text[4:] + text[:4])) % 97 == 1


def _is_position(text: str) -> bool:
    match = _POSITION.fullmatch(text)
    return match is not None and int(match[1]) <= int(match[2])


def _lengths(shown: range, added: int) -> str:
    """Pattern of a coupon field that tells its own length: digit n, then n + `added` digits."""
    return "(?:" + "|".join(f"{n}[0-9]{{{n + added}}}" for n in shown) + ")"


_PREFIX, _AMOUNT, _SERIAL = _lengths(range(7), 6), _lengths(range(1, 6), 0), _lengths(range(10), 6)
_PURCHASE = f"{_AMOUNT}[0-49][0-9]{{3}}"
_OTHER_PURCHASE = f"{_PURCHASE}(?:{_PREFIX}|9)"
# Source: GS1 General Specifications, coupon codes in North America, AI (8110): fields in their order.
_COUPON = re.compile(
    f"{_PREFIX}[0-9]{{6}}{_AMOUNT}{_PURCHASE}"
    f"(?:1[0-3]{_OTHER_PURCHASE})?(?:2{_OTHER_PURCHASE})?"
    f"(?:3(?P<expiry>[0-9]{{6}}))?(?:4(?P<start>[0-9]{{6}}))?"
    f"(?:5{_SERIAL})?(?:6{_lengths(range(1, 8), 6)})?(?:9[01256][0-2][0-9][01])?"
)
# Source: the same, positive offer file coupons, AI (8112).
_POSITIVE_OFFER = re.compile(f"[01]{_PREFIX}[0-9]{{6}}{_SERIAL}")


def _is_coupon(text: str) -> bool:
    match = _COUPON.fullmatch(text)
    if match is None:
        return False
    start, expiry = match["start"], match["expiry"]
    dated = all(_is_date(date) for date in (start, expiry) if date)
    return dated and not (start and expiry and start > expiry)


@cache
def _codes(name: str) -> frozenset[str]:
    lists = json.loads(files(__package__).joinpath("code_lists.json").read_text("utf-8"))["lists"]
    return frozenset(" ".join(lists[name]["codes"]).split())


@cache
def countries() -> Mapping[str, str]:
    """Two-letter country code -> numeric code, after ISO 3166-1."""
    return MappingProxyType(dict(pair.split(":") for pair in sorted(_codes("countries"))))


@cache
def _country_numbers() -> frozenset[str]:
    return frozenset(countries().values())


CHECKS: Mapping[str, Callable[[str], bool]] = MappingProxyType(
    {
        "csum": has_valid_check_digit,
        "csumalpha": has_valid_check_characters,
        "cset64": lambda text: (
            _BASE64URL.fullmatch(text) is not None and ("=" not in text or len(text) % 3 == 0)
        ),
        "gcppos1": lambda text: len(text) >= 4 and text[:4].isdigit(),
        "gcppos2": lambda text: len(text) >= 5 and text[1:5].isdigit(),
        "yymmdd": _is_date,
        "yymmd0": lambda text: _is_date(text, day_may_be_open=True),
        "yyyymmdd": _is_date,
        "hhmi": lambda text: text[:2] <= "23" and text[2:] <= "59",
        "hh": lambda text: text <= "23",
        "mi": lambda text: text <= "59",
        "ss": lambda text: text <= "59",
        "iso3166": lambda text: text in _country_numbers(),
        "iso3166999": lambda text: text == "999" or text in _country_numbers(),
        "iso3166alpha2": lambda text: text in countries(),
        "iso4217": lambda text: text in _codes("currencies"),
        "iso5218": lambda text: text in ("0", "1", "2", "9"),
        "latitude": lambda text: int(text) <= 180_0000000,
        "longitude": lambda text: int(text) <= 360_0000000,
        "pcenc": lambda text: not _STRAY_PERCENT.search(text),
        "nonzero": lambda text: text.strip("0") != "",
        "zero": lambda text: text.strip("0") == "",
        "nozeroprefix": lambda text: not text.startswith("0"),
        "yesno": lambda text: text in ("0", "1"),
        "winding": lambda text: text in ("0", "1", "9"),
        "pieceoftotal": lambda text: "00" < text[:2] <= text[2:],
        "posinseqslash": _is_position,
        "hasnondigit": lambda text: not text.isdigit(),
        "iban": _is_iban,
        "mediatype": lambda text: text in _codes("media_types"),
        "packagetype": lambda text: text in _codes("package_types"),
        "importeridx": lambda text: _IMPORTER_INDEX.fullmatch(text) is not None,
        "hyphen": lambda text: text.strip("-") == "",
        "couponcode": _is_coupon,
        "couponposoffer": lambda text: _POSITIVE_OFFER.fullmatch(text) is not None,
    }
)
"""Check name -> does the part of a value pass it?"""

WANTED: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "csum": ("a key with a correct check digit", "mã có số kiểm tra đúng"),
        "csumalpha": ("a key with a correct check character pair", "mã có cặp ký tự kiểm tra đúng"),
        "cset64": ("base64url text, padded at its end if at all", "chuỗi base64url, chỉ đệm dấu = ở cuối"),
        "gcppos1": ("a key starting with a company prefix in digits", "mã bắt đầu bằng tiền tố doanh nghiệp"),
        "gcppos2": (
            "a key with a company prefix from the second digit",
            "mã có tiền tố doanh nghiệp từ chữ số thứ hai",
        ),
        "yymmdd": ("a date as YYMMDD", "ngày dạng YYMMDD (năm, tháng, ngày)"),
        "yymmd0": (
            "a date as YYMMDD, day 00 for a whole month",
            "ngày dạng YYMMDD, ngày 00 nếu chỉ có tháng",
        ),
        "yyyymmdd": ("a date as YYYYMMDD", "ngày dạng YYYYMMDD (năm, tháng, ngày)"),
        "hhmi": ("a time as HHMM", "giờ phút dạng HHMM"),
        "hh": ("an hour from 00 to 23", "giờ từ 00 đến 23"),
        "mi": ("minutes from 00 to 59", "phút từ 00 đến 59"),
        "ss": ("seconds from 00 to 59", "giây từ 00 đến 59"),
        "iso3166": ("a numeric country code of ISO 3166", "mã số nước theo ISO 3166"),
        "iso3166999": ("a numeric country code of ISO 3166, or 999", "mã số nước theo ISO 3166, hoặc 999"),
        "iso3166alpha2": ("a two-letter country code of ISO 3166", "mã nước hai chữ cái theo ISO 3166"),
        "iso4217": ("a numeric currency code of ISO 4217", "mã số tiền tệ theo ISO 4217"),
        "iso5218": ("0, 1, 2 or 9", "0, 1, 2 hoặc 9"),
        "latitude": ("a latitude from 0000000000 to 1800000000", "vĩ độ từ 0000000000 đến 1800000000"),
        "longitude": ("a longitude from 0000000000 to 3600000000", "kinh độ từ 0000000000 đến 3600000000"),
        "pcenc": ("every % followed by two hexadecimal digits", "sau mỗi dấu % là hai chữ số thập lục phân"),
        "nonzero": ("a number above zero", "số lớn hơn 0"),
        "zero": ("zero", "số 0"),
        "nozeroprefix": ("a number that does not start with 0", "số không bắt đầu bằng 0"),
        "yesno": ("0 for no or 1 for yes", "0 là không, 1 là có"),
        "winding": ("0, 1 or 9", "0, 1 hoặc 9"),
        "pieceoftotal": ("a piece number and the total, neither 00", "số thứ tự và tổng số, không phải 00"),
        "posinseqslash": ("a position and the total, such as 1/3", "thứ tự trên tổng số, ví dụ 1/3"),
        "hasnondigit": ("at least one character that is not a digit", "ít nhất một ký tự không phải chữ số"),
        "iban": ("an IBAN bank account number", "số tài khoản ngân hàng IBAN"),
        "mediatype": (
            "an AIDC media type, 01 to 10 or 80 to 99",
            "loại phương tiện AIDC, từ 01 đến 10 hoặc 80 đến 99",
        ),
        "packagetype": ("a GS1 package type code", "mã loại bao gói GS1"),
        "importeridx": ("a letter, a digit, - or _", "một chữ cái, chữ số, - hoặc _"),
        "hyphen": ("a hyphen for a temperature below zero", "dấu gạch ngang cho nhiệt độ âm"),
        "couponcode": ("a North American coupon code", "mã phiếu giảm giá Bắc Mỹ"),
        "couponposoffer": ("a North American positive offer coupon", "mã phiếu ưu đãi Bắc Mỹ"),
    }
)
"""Check name -> what a value must be, in English and in Vietnamese."""
