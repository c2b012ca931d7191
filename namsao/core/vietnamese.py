"""Vietnamese text: folding for search, dictionary order, phone numbers, tax codes."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from namsao.core.errors import BadValue

_MARKS = re.compile("[\u0300-\u036f]")
_STROKED_D = str.maketrans("đð", "dd")  # Note: old fonts typed Đ as the Icelandic Ð; they look the same


def nfc(text: str) -> str:
    """The text in Unicode composed form, the only form we store."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """The text without tones, hats, case and idle spaces, for search: “Miến  Dong” is “mien dong”.

    Idempotent; composed and decomposed input fold alike. Marks of other scripts (がぎ) stay.
    """
    bare = _MARKS.sub("", unicodedata.normalize("NFD", text)).casefold()
    bare = _MARKS.sub("", unicodedata.normalize("NFD", bare)).translate(_STROKED_D)
    return " ".join(nfc(bare).split())


_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_KEY = {letter: "3" + "0123456789abcdefghijklmnopqrstuvwxyz"[i] for i, letter in enumerate(_ALPHABET)}
_LETTER_KEY["ð"] = _LETTER_KEY["đ"]
_QUALITY = {"a\u0306": "ă", "a\u0302": "â", "e\u0302": "ê", "o\u0302": "ô", "o\u031b": "ơ", "u\u031b": "ư"}
# No tone 1, then huyền, hỏi, ngã, sắc, nặng; marks of other languages come last.
_TONE_KEY = {"\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0301": "5", "\u0323": "6"}


def sort_key(text: str) -> str:
    """Key that puts texts in Vietnamese dictionary order when compared as plain ASCII.

    Spaces and signs, digits, letters (a ă â … y z), other scripts; then tones in the order ngang, huyền,
    hỏi, ngã, sắc, nặng; then lower before upper case. Only 0-9 and a-z, so a column of keys sorts
    alike in any database collation. Length: up to 4 characters a Latin letter.
    """
    letters, tones, cases = [], [], []
    for base, marks in _clusters(" ".join(text.split())):
        letter, tone = _letter_and_tone(base.lower(), marks)
        letters.append(letter)
        tones.append(tone)
        cases.append("2" if base != base.lower() else "1")
    return "".join([*letters, "00", *tones, "0", *cases])


def _clusters(text: str) -> Iterator[tuple[str, str]]:
    """Each base character with the marks that follow it in decomposed form."""
    base, marks = "", ""
    for char in unicodedata.normalize("NFD", text):
        if unicodedata.combining(char) and base:
            marks += char
            continue
        if base:
            yield base, marks
        base, marks = char, ""
    if base:
        yield base, marks


def _letter_and_tone(base: str, marks: str) -> tuple[str, str]:
    letter, tone = base, "1"
    for mark in marks:
        if letter + mark in _QUALITY:
            letter = _QUALITY[letter + mark]
        else:
            tone = _TONE_KEY.get(mark, "7")
    return _primary(letter), tone


def _primary(letter: str) -> str:
    """Two characters for a space, sign, digit or Latin letter; seven for anything else."""
    if letter in _LETTER_KEY:
        return _LETTER_KEY[letter]
    if letter.isdecimal():
        return f"2{unicodedata.decimal(letter)}"
    if letter == " ":
        return "10"
    if not letter.isalnum():
        return "11"
    return f"z{ord(letter[0]):06x}"


_PHONE_SIGNS = re.compile(r"[\s.()\-\u2010-\u2015]")
_MOBILE = re.compile(r"0[35789][0-9]{8}")
_LANDLINE = re.compile(r"02[0-9]{8,9}")
_PHONE_GROUPS = (
    re.compile(r"(02[48])([0-9]{4})([0-9]{4})"),  # Hà Nội, TP. Hồ Chí Minh
    re.compile(r"(02[0-9]{2})([0-9]{4})([0-9]{3})"),
    re.compile(r"(0[0-9]{3})([0-9]{3})([0-9]{3})"),
)


def phone(text: str) -> str:
    """A Vietnamese phone number as E.164: “0912 345 678” is “+84912345678”.

    Takes 0…, 84…, +84…, 0084… with spaces, points, dashes or brackets.
    Raises: BadValue.
    Source: Circular 22/2014/TT-BTTTT, numbering plan (to be verified); mobile numbers have
    10 digits since 2018.
    """
    digits = _PHONE_SIGNS.sub("", text)
    international = re.fullmatch(r"(?:\+|00)?84(0?[1-9][0-9]*)", digits)
    national = "0" + international[1].removeprefix("0") if international else digits
    if not (_MOBILE.fullmatch(national) or _LANDLINE.fullmatch(national)):
        shown = text.strip()[:30]
        raise BadValue(
            f"“{shown}” không phải số điện thoại Việt Nam. Di động có 10 số, ví dụ 0912 345 678; "
            "máy bàn bắt đầu bằng 02, ví dụ 0203 3835 678.",
            f"“{shown}” is not a Vietnamese phone number. Write it like 0912 345 678 or +84 912 345 678.",
        )
    return "+84" + national[1:]


def show_phone(number: str) -> str:
    """An E.164 number as people in Vietnam write it, 0912 345 678; a foreign one stays as it is."""
    national = re.sub(r"^\+84", "0", number)
    for groups in _PHONE_GROUPS:
        if match := groups.fullmatch(national):
            return " ".join(match.groups())
    return number


class TaxCodeKind(StrEnum):
    """What a tax code stands for."""

    ENTITY = "entity"  # 10 digits: enterprise, cooperative, household registered before 07/2025
    BRANCH = "branch"  # 10 digits and a 3-digit suffix: dependent unit
    PERSON = "person"  # 12 digits: personal identification number of a person or head of household


@dataclass(frozen=True, slots=True)
class TaxCode:
    """A tax code in its written form, such as 0100233488, 0314409058-002 or a 12-digit personal number.

    verify: a personal number has no check digit we can test, so it is to be verified.
    """

    code: str
    kind: TaxCodeKind

    @property
    def verify(self) -> bool:
        return self.kind is TaxCodeKind.PERSON

    def __str__(self) -> str:
        return self.code


_TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_TAX_CODE = re.compile(r"([0-9]{10})(?:-?([0-9]{3}))?|([0-9]{12})")


def tax_code(text: str) -> TaxCode:
    """A Vietnamese tax code, its check digit tested.

    Raises: BadValue.
    Source: Circular 86/2024/TT-BTC (structure; article 5: from 1 July 2025 the personal number
    serves as the tax code of persons and business households) and the check digit, 10 - (weighted sum
    mod 11), as the tax administration practises it; both to be verified.
    """
    match = _TAX_CODE.fullmatch(re.sub(r"[\s.]", "", re.sub(r"[\u2010-\u2015]", "-", text)))
    if match and match[3]:
        return TaxCode(match[3], TaxCodeKind.PERSON)
    if not match or not _has_tax_check_digit(match[1]) or match[2] == "000":
        shown = text.strip()[:30]
        raise BadValue(
            f"Mã số thuế “{shown}” chưa đúng. Mã có 10 số (chi nhánh thêm gạch và 3 số); "
            "hộ kinh doanh ghi số định danh cá nhân 12 số. Hãy xem lại từng chữ số.",
            f"“{shown}” is not a valid tax code: 10 digits with a check digit, or 12 of a personal number.",
        )
    if match[2]:
        return TaxCode(f"{match[1]}-{match[2]}", TaxCodeKind.BRANCH)
    return TaxCode(match[1], TaxCodeKind.ENTITY)


def _has_tax_check_digit(digits: str) -> bool:
    total = sum(weight * int(digit) for weight, digit in zip(_TAX_WEIGHTS, digits, strict=False))
    return digits[9] == str(10 - total % 11) and digits[2:9] != "0000000"
