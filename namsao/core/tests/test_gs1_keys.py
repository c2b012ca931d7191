"""Check digits, check characters and keys made from a company prefix."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namsao.core.errors import Refused
from namsao.core.gs1 import keys
from namsao.core.gs1.errors import BadKey, Invalid
from namsao.core.gs1.keys import CHARSET_82

DIGITS = st.text("0123456789", min_size=1, max_size=25)


@pytest.mark.parametrize(
    "key",
    [
        "09520123456788",
        "9521321000018",
        "8936012345674",
        "036000291452",
        "96385074",
        "952012345678912345",
        "0614141123452",
        "6291041500213",
    ],
)
def test_keys_of_the_standard_have_their_check_digit(key: str) -> None:
    assert keys.check_digit(key[:-1]) == key[-1]
    assert keys.has_valid_check_digit(key)


@given(body=DIGITS, wrong=st.integers(1, 9))
def test_one_last_digit_is_right_and_the_nine_others_are_wrong(body: str, wrong: int) -> None:
    right = keys.check_digit(body)
    assert keys.has_valid_check_digit(body + right)
    assert not keys.has_valid_check_digit(body + str((int(right) + wrong) % 10))


@given(body=DIGITS, place=st.integers(0, 24), shift=st.integers(1, 9))
def test_one_changed_digit_is_always_noticed(body: str, place: int, shift: int) -> None:
    key = body + keys.check_digit(body)
    at = place % len(key)
    changed = key[:at] + str((int(key[at]) + shift) % 10) + key[at + 1 :]
    assert not keys.has_valid_check_digit(changed)


@pytest.mark.parametrize(
    "key",
    [
        "1987654Ad4X4bL5ttr2310c2K",
        "12345678901234567890123NT",
        "12345_ABCDEFGHIJKLMCP",
        "12345_NOPQRSTUVWXYZDN",
        "12345_abcdefghijklmN3",
        "12345_nopqrstuvwxyzP2",
        "12345_!\"%&'()*+,-./LC",
        "12345_0123456789:;<=>?62",
        "99999zzzzzzzzzzzzzzzzzzT2",
    ],
)
def test_alphanumeric_keys_of_the_standard_have_their_check_character_pair(key: str) -> None:
    assert keys.check_characters(key[:-2]) == key[-2:]
    assert keys.has_valid_check_characters(key)


@given(body=st.text(CHARSET_82, max_size=23), other=st.text(CHARSET_82, min_size=2, max_size=2))
def test_only_one_pair_of_check_characters_is_right(body: str, other: str) -> None:
    right = keys.check_characters(body)
    assert keys.has_valid_check_characters(body + right)
    assert keys.has_valid_check_characters(body + other) == (other == right)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("96385074", "00000096385074"),
        ("036000291452", "00036000291452"),
        ("8936012345674", "08936012345674"),
        ("09520123456788", "09520123456788"),
    ],
)
def test_a_gtin_of_any_length_has_one_form_of_fourteen_digits(given: str, expected: str) -> None:
    assert keys.gtin14(given) == expected


def test_keys_are_made_from_prefix_and_reference() -> None:
    assert keys.make_gtin("9520123", "45678") == "09520123456788"
    assert keys.make_gtin("9520123", "45678", indicator="1") == "19520123456785"
    assert keys.make_gtin("893601234567", "") == "08936012345674"
    assert keys.make_gln("0614141", "12345") == "0614141123452"
    assert keys.make_sscc("0614141", "234567890", extension="1") == "106141412345678908"


def test_a_short_reference_is_filled_with_zeros() -> None:
    assert keys.make_gtin("9520123", "7") == keys.make_gtin("9520123", "00007")
    assert keys.make_gln("9520123", "") == keys.make_gln("9520123", "00000")
    assert keys.make_sscc("9520123", "1") == keys.make_sscc("9520123", "000000001", "0")


@given(prefix=st.text("0123456789", min_size=4, max_size=12), data=st.data())
def test_every_key_made_is_a_valid_key(prefix: str, data: st.DataObject) -> None:
    def reference(width: int) -> str:
        return data.draw(st.text("0123456789", max_size=width - len(prefix)))

    digit = data.draw(st.sampled_from("0123456789"))
    gtin, gln = keys.make_gtin(prefix, reference(12), digit), keys.make_gln(prefix, reference(12))
    sscc = keys.make_sscc(prefix, reference(16), digit)
    assert (keys.gtin14(gtin), keys.gln(gln), keys.sscc(sscc)) == (gtin, gln, sscc)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: keys.check_digit("12a"), "not_digits"),
        (lambda: keys.check_digit("１２３"), "not_digits"),
        (lambda: keys.gtin14(""), "not_digits"),
        (lambda: keys.gtin14("952012345678"), "csum"),
        (lambda: keys.gtin14("95201234567"), "length"),
        (lambda: keys.gln("09520123456788"), "length"),
        (lambda: keys.gln("9520123456789"), "csum"),
        (lambda: keys.sscc("952012345678912346"), "csum"),
        (lambda: keys.make_gtin("9520123", "456789"), "reference"),
        (lambda: keys.make_gtin("9520123", "4567x"), "not_digits"),
        (lambda: keys.make_gtin("952", "45678"), "company_prefix"),
        (lambda: keys.make_gtin("9520123456789", ""), "company_prefix"),
        (lambda: keys.make_gtin("9520123", "45678", "10"), "leading_digit"),
        (lambda: keys.make_sscc("9520123", "1", "x"), "leading_digit"),
        (lambda: keys.make_sscc("9520123", "1" * 10), "reference"),
        (lambda: keys.check_characters("x" * 24), "charset"),
        (lambda: keys.check_characters("é"), "charset"),
    ],
)
def test_what_is_no_key_is_refused_with_its_reason(make: object, code: str) -> None:
    with pytest.raises(BadKey) as refusal:
        make()  # type: ignore[operator]  # a parametrised callable
    assert refusal.value.code == code
    assert refusal.value.what
    assert refusal.value.what_vi


def test_a_refusal_speaks_both_languages_and_survives_a_copy() -> None:
    with pytest.raises(Invalid) as refusal:
        keys.gtin14("9520123456789")
    assert isinstance(refusal.value, ValueError)
    assert isinstance(refusal.value, Refused)
    assert (
        refusal.value.what == "The check digit of GTIN “9520123456789” is wrong: the last digit should be 8."
    )
    assert str(refusal.value) == refusal.value.what_vi == refusal.value.sentence
    assert "chữ số cuối phải là 8" in refusal.value.what_vi
    assert vars(pickle.loads(pickle.dumps(refusal.value))) == vars(refusal.value)
