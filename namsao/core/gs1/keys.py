"""GS1 keys: check digits, check character pairs, GTIN in 14 digits, keys made from a company prefix."""

from namsao.core.gs1.errors import BadKey, quoted

CHARSET_82 = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
"""The characters GS1 allows in alphanumeric values, in the order of their weights."""

_CHARSET_32 = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_WEIGHT_82 = {character: weight for weight, character in enumerate(CHARSET_82)}
# Source: GS1 General Specifications, check character pair: one prime for each character from the right.
_PRIMES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83)
_SHORTEST_PREFIX, _LONGEST_PREFIX = 4, 12


def check_digit(digits: str) -> str:
    """GS1 check digit for `digits`, the key without its last character.

    digits: any run of ASCII digits. Weights 3, 1, 3 … from the right.
    Raises: BadKey for anything but digits.
    Source: GS1 General Specifications, check digit calculation.
    """
    _need_digits(digits)
    return str(-(3 * sum(map(int, digits[::-2])) + sum(map(int, digits[-2::-2]))) % 10)


def has_valid_check_digit(key: str) -> bool:
    """Do the digits end in the right check digit? False for anything but two or more digits."""
    if len(key) < 2 or not (key.isascii() and key.isdigit()):
        return False
    return (3 * sum(map(int, key[-2::-2])) + sum(map(int, key[::-2]))) % 10 == 0


def check_characters(text: str) -> str:
    """Check character pair of an alphanumeric key (GMN), for `text`, the key without the pair.

    text: up to 23 characters of character set 82.
    Raises: BadKey for other characters or a longer text.
    Source: GS1 General Specifications, check character pair for alphanumeric keys.
    """
    if len(text) > len(_PRIMES) or not _WEIGHT_82.keys() >= set(text):
        raise BadKey(
            "charset",
            f"{quoted(text)} is not a run of up to 23 characters of GS1 character set 82.",
            f"{quoted(text)} phải gồm tối đa 23 ký tự thuộc bộ ký tự GS1 82.",
        )
    total = sum(_WEIGHT_82[c] * prime for c, prime in zip(reversed(text), _PRIMES, strict=False)) % 1021
    return _CHARSET_32[total >> 5] + _CHARSET_32[total & 31]


def has_valid_check_characters(key: str) -> bool:
    """Does the alphanumeric key end in the right check character pair?"""
    body, pair = key[:-2], key[-2:]
    if len(pair) < 2 or len(body) > len(_PRIMES) or not _WEIGHT_82.keys() >= set(body):
        return False
    return check_characters(body) == pair


def gtin14(text: str) -> str:
    """The GTIN in its 14 digits, from a GTIN-8, GTIN-12, GTIN-13 or GTIN-14.

    Raises: BadKey when it is not 8, 12, 13 or 14 digits or the check digit is wrong.
    """
    return _checked(text, (8, 12, 13, 14), "GTIN").zfill(14)


def gln(text: str) -> str:
    """The GLN itself, 13 digits. Raises: BadKey for another length or a wrong check digit."""
    return _checked(text, (13,), "GLN")


def sscc(text: str) -> str:
    """The SSCC itself, 18 digits. Raises: BadKey for another length or a wrong check digit."""
    return _checked(text, (18,), "SSCC")


def make_gtin(prefix: str, item_reference: str, indicator: str = "0") -> str:
    """A GTIN-14 under a company prefix.

    prefix: 4 to 12 digits. item_reference: filled with zeros on the left up to 12 digits with the prefix.
    indicator: 0 for the consumer unit, 1 to 8 for its groupings, 9 for variable measure.
    Raises: BadKey for other lengths or anything but digits.
    """
    return _with_check_digit(
        _leading(indicator, "indicator", "số chỉ thị") + _filled(prefix, item_reference, 12)
    )


def make_gln(prefix: str, location_reference: str) -> str:
    """A GLN of 13 digits; the reference is filled with zeros up to 12 digits with the prefix.

    Raises: BadKey for other lengths or anything but digits.
    """
    return _with_check_digit(_filled(prefix, location_reference, 12))


def make_sscc(prefix: str, serial_reference: str, extension: str = "0") -> str:
    """An SSCC of 18 digits: extension digit, prefix, serial reference filled with zeros, check digit.

    Raises: BadKey for other lengths or anything but digits.
    """
    return _with_check_digit(
        _leading(extension, "extension digit", "số mở rộng") + _filled(prefix, serial_reference, 16)
    )


def _need_digits(text: str) -> None:
    if not (text.isascii() and text.isdigit()):
        raise BadKey(
            "not_digits",
            f"{quoted(text)} must be digits only.",
            f"{quoted(text)} phải chỉ gồm chữ số.",
        )


def _checked(text: str, lengths: tuple[int, ...], kind: str) -> str:
    _need_digits(text)
    if len(text) not in lengths:
        allowed = ", ".join(map(str, lengths))
        raise BadKey(
            "length",
            f"A {kind} has {allowed} digits; {quoted(text)} has {len(text)}.",
            f"Mã {kind} phải có {allowed} chữ số; {quoted(text)} có {len(text)}.",
        )
    if not has_valid_check_digit(text):
        right = check_digit(text[:-1])
        raise BadKey(
            "csum",
            f"The check digit of {kind} {quoted(text)} is wrong: the last digit should be {right}.",
            f"Số kiểm tra của mã {kind} {quoted(text)} chưa đúng: chữ số cuối phải là {right}.",
        )
    return text


def _filled(prefix: str, reference: str, width: int) -> str:
    _need_digits(prefix)
    if not _SHORTEST_PREFIX <= len(prefix) <= _LONGEST_PREFIX:
        raise BadKey(
            "company_prefix",
            f"A GS1 company prefix has 4 to 12 digits; {quoted(prefix)} has {len(prefix)}.",
            f"Tiền tố mã doanh nghiệp GS1 có từ 4 đến 12 chữ số; {quoted(prefix)} có {len(prefix)}.",
        )
    room = width - len(prefix)
    if reference:
        _need_digits(reference)
    if len(reference) > room:
        raise BadKey(
            "reference",
            f"After prefix {prefix} there is room for {room} digits, not for {quoted(reference)}.",
            f"Sau tiền tố {prefix} chỉ còn chỗ cho {room} chữ số, không đủ cho {quoted(reference)}.",
        )
    return prefix + reference.rjust(room, "0")


def _leading(digit: str, name: str, name_vi: str) -> str:
    if len(digit) != 1 or digit not in "0123456789":
        raise BadKey(
            "leading_digit",
            f"The {name} is one digit from 0 to 9, not {quoted(digit)}.",
            f"Phần {name_vi} là một chữ số từ 0 đến 9, không phải {quoted(digit)}.",
        )
    return digit


def _with_check_digit(digits: str) -> str:
    return digits + check_digit(digits)
