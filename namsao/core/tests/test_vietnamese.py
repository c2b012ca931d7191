import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namsao.core.errors import BadValue
from namsao.core.vietnamese import TaxCode, TaxCodeKind, fold, nfc, phone, show_phone, sort_key, tax_code

TEXT = st.text() | st.text(alphabet="aăâđêôơưĐẮẵ ộợữ\u0301\u0323\u031bDd 09-")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Miến  Dong", "mien dong"),
        ("Đường Đá Bia", "duong da bia"),
        ("ÐẦM HÀ", "dam ha"),
        ("  Trà\u00a0hoa\tvàng\n", "tra hoa vang"),
        ("Ba Kích Ba Chẽ", "ba kich ba che"),
        ("ruốc HÀU Quảng Yên, nước sả ượt ỡ", "ruoc hau quang yen, nuoc sa uot o"),
        ("がぎ", "がぎ"),
        ("김치", "김치"),
        ("Straße", "strasse"),
        ("", ""),
    ],
)
def test_folding_takes_away_tones_hats_case_and_idle_spaces(text, folded):
    assert fold(text) == folded


@given(TEXT)
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(TEXT)
def test_composed_and_decomposed_text_fold_sort_and_store_alike(text):
    composed, decomposed = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)

    assert fold(composed) == fold(decomposed)
    assert sort_key(composed) == sort_key(decomposed)
    assert nfc(decomposed) == nfc(composed)


def in_order(words: str) -> bool:
    given_order = words.split("|")
    backwards = given_order[::-1]
    return sorted(backwards, key=sort_key) == given_order


@pytest.mark.parametrize(
    "words",
    [
        "a|ă|â|b|c|d|đ|e|ê|f|g|h|i|j|k|l|m|n|o|ô|ơ|p|q|r|s|t|u|ư|v|w|x|y|z",
        "ma|mà|mả|mã|má|mạ",
        "ma|Ma|mà|Mà",
        "2 sao|5 sao|An|an toàn",
        "ba|bà an|ba chẽ|bàn",
        "da|dê|đa|đê",
        "cơm|cớm|của",
        "Bình Liêu|Cẩm Phả|Cô Tô|Đông Triều|Hạ Long|Móng Cái|Uông Bí|Vân Đồn",
        "lan|lăn|lân",
        "tu|tủ|tư|tử",
        "z|干米粉",
    ],
)
def test_words_sort_in_dictionary_order(words):
    assert in_order(words)


def test_a_letter_decides_before_any_tone_does():
    assert sort_key("má a") < sort_key("ma b")


@given(TEXT)
def test_a_sort_key_is_plain_digits_and_letters_so_any_database_sorts_it_alike(text):
    assert set(sort_key(text)) <= set("0123456789abcdefghijklmnopqrstuvwxyz")


@given(TEXT, TEXT)
def test_a_word_sorts_before_the_same_word_with_more_after_it(start, rest):
    longer = f"{start.strip()}b{rest}"

    assert sort_key(start) < sort_key(longer)


@pytest.mark.parametrize(
    ("text", "e164", "shown"),
    [
        ("0912 345 678", "+84912345678", "0912 345 678"),
        ("0912.345.678", "+84912345678", "0912 345 678"),
        ("+84 912-345-678", "+84912345678", "0912 345 678"),
        ("84912345678", "+84912345678", "0912 345 678"),
        ("0084 912345678", "+84912345678", "0912 345 678"),
        ("+84 (0)912 345 678", "+84912345678", "0912 345 678"),
        ("0845 123 456", "+84845123456", "0845 123 456"),
        ("0356000111", "+84356000111", "0356 000 111"),
        ("0586000111", "+84586000111", "0586 000 111"),
        ("0776000111", "+84776000111", "0776 000 111"),
        ("(0203) 3835 678", "+842033835678", "0203 3835 678"),
        ("024\u00a03835\u00a06789", "+842438356789", "024 3835 6789"),
        ("0203 383 567", "+84203383567", "0203 383 567"),
    ],
)
def test_a_phone_number_is_read_however_it_is_written_and_shown_one_way(text, e164, shown):
    assert (phone(text), show_phone(e164)) == (e164, shown)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0912 345 67",
        "0912 345 6789",
        "0412 345 678",
        "0612345678",
        "912345678",
        "+1 202 555 0100",
        "84 12345678",
        "0912345678 hoặc 0356000111",
        "không có",
        "٠٩١٢٣٤٥٦٧٨",
        "++84912345678",
        "020338356789",
    ],
)
def test_what_is_no_vietnamese_phone_number_is_refused_with_an_example(text):
    with pytest.raises(BadValue, match=r"không phải số điện thoại Việt Nam.*0912 345 678"):
        phone(text)


@given(st.from_regex(r"0[35789][0-9]{8}", fullmatch=True))
def test_a_shown_phone_number_reads_back(number):
    assert phone(show_phone(phone(number))) == phone(number)


def test_a_foreign_number_is_shown_as_it_is():
    assert show_phone("+81312345678") == "+81312345678"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0100233488", TaxCode("0100233488", TaxCodeKind.ENTITY)),
        (" 0100 233 488 ", TaxCode("0100233488", TaxCodeKind.ENTITY)),
        ("0314409058-002", TaxCode("0314409058-002", TaxCodeKind.BRANCH)),
        ("0314409058\u2013002", TaxCode("0314409058-002", TaxCodeKind.BRANCH)),
        ("0314409058002", TaxCode("0314409058-002", TaxCodeKind.BRANCH)),
        ("022185001234", TaxCode("022185001234", TaxCodeKind.PERSON)),
    ],
)
def test_a_tax_code_is_read_with_its_kind(text, code):
    assert tax_code(text) == code


def test_a_personal_number_as_tax_code_is_marked_to_be_verified():
    codes = [tax_code("022185001234"), tax_code("0100233488")]

    assert [(str(code), code.verify) for code in codes] == [("022185001234", True), ("0100233488", False)]


@pytest.mark.parametrize(
    "text",
    ["", "0100233489", "010023348", "0314409058-000", "0314409058-02", "0100000003", "02218500123", "MST"],
)
def test_a_tax_code_that_does_not_add_up_is_refused(text):
    with pytest.raises(BadValue, match="chưa đúng"):
        tax_code(text)


@given(st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_in_a_tax_code_is_always_noticed(position, shift):
    digits = list("0100233488")
    digits[position] = str((int(digits[position]) + shift) % 10)

    with pytest.raises(BadValue):
        tax_code("".join(digits))
