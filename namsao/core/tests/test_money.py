import pytest
from hypothesis import given
from hypothesis import strategies as st

from namsao.core.errors import BadValue
from namsao.core.money import show_vnd, vnd


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1.250.000", 1_250_000),
        ("1.250.000 ₫", 1_250_000),
        ("1 250 000 đ", 1_250_000),
        ("1\u00a0250\u00a0000\u202fđ", 1_250_000),
        ("1250000", 1_250_000),
        ("1250000VND", 1_250_000),
        ("1.250.000 VNĐ", 1_250_000),
        ("85.000 đồng", 85_000),
        ("85.000 đo\u0302\u0300ng", 85_000),
        ("0", 0),
        ("999.999.999.999.999", 999_999_999_999_999),
    ],
)
def test_an_amount_is_read_however_people_write_it(text, amount):
    assert vnd(text) == amount


@pytest.mark.parametrize("text", ["1250000,50", "1.250.000,5 ₫", "12.5", "1250.50 đ"])
def test_an_amount_with_decimals_is_refused_with_the_reason(text):
    with pytest.raises(BadValue, match="Tiền đồng không có số lẻ"):
        vnd(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "đ",
        "-5.000",
        "1,250,000",
        "1.25.000",
        "0.500",
        "1.250 000",
        "năm nghìn",
        "1" * 16,
        "١٢٣",
        "1.2500",
    ],
)
def test_what_is_no_amount_is_refused_with_an_example(text):
    with pytest.raises(BadValue, match=r"không phải số tiền.*1.250.000|có phần lẻ"):
        vnd(text)


@given(st.integers(0, 10**15 - 1))
def test_a_shown_amount_reads_back(amount):
    assert vnd(show_vnd(amount)) == amount


def test_an_amount_is_shown_with_points_and_a_sign_that_does_not_break_off():
    assert [show_vnd(n) for n in (0, 999, 1_250_000, -1_250_000)] == [
        "0\u00a0₫",
        "999\u00a0₫",
        "1.250.000\u00a0₫",
        "-1.250.000\u00a0₫",
    ]
