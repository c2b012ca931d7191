from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namsao.core.errors import BadValue
from namsao.core.units import KGM, UNITS, area_ha, number, show_number, show_quantity, weight_kg


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.250", "1250"),
        ("1250", "1250"),
        ("1 250", "1250"),
        ("1,25", "1.25"),
        ("1,250", "1.250"),
        ("1.250,5", "1250.5"),
        ("0,5", "0.5"),
        (" 12\u00a0500,75 ", "12500.75"),
        ("-18", "-18"),
        ("−18,5", "-18.5"),
        ("1.250.000", "1250000"),
    ],
)
def test_a_number_is_read_the_vietnamese_way(text, value):
    assert number(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("1.25", "1,25"),
        ("12.50", "12,50"),
        ("1.2500", "1,2500"),
        ("0.250", "0,250"),
        ("1,250.5", "1.250,5"),
        ("1250.000", "1250,000"),
    ],
)
def test_a_number_that_reads_two_ways_is_refused_with_the_way_to_write_it(text, advice):
    with pytest.raises(BadValue) as refusal:
        number(text)

    assert refusal.value.sentence == (
        f"“{text}” chưa rõ là bao nhiêu. Phần lẻ ghi sau dấu phẩy: hãy ghi {advice}."
    )
    assert number(advice) is not None


@pytest.mark.parametrize(
    "text",
    ["", "-", ",5", "5,", "1,2,3", "1.250.00", "1,250,000", "1.250 000", "1e3", "NaN", "٣", "5 kg", "9" * 16],
)
def test_what_is_no_number_is_refused_with_an_example(text):
    with pytest.raises(BadValue, match=r"không phải con số.*1.250,5"):
        number(text)


@given(st.decimals(-(10**12), 10**12, places=3))
def test_a_shown_number_reads_back(value):
    assert number(show_number(value)) == value


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("1250.50", "1.250,5"),
        ("1000", "1.000"),
        ("100", "100"),
        ("0.125", "0,125"),
        ("1E+3", "1.000"),
        ("0", "0"),
    ],
)
def test_a_number_is_shown_with_points_and_a_comma_and_no_idle_zeros(value, shown):
    assert show_number(Decimal(value)) == shown


@pytest.mark.parametrize(
    ("text", "kg"), [("1.250,5", "1250.5"), ("12 kg", "12"), ("0,125kg", "0.125"), ("3 KG", "3")]
)
def test_a_weight_is_read_in_kilograms(text, kg):
    assert weight_kg(text) == Decimal(kg)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("0", "Con số phải lớn hơn 0."),
        ("-2", "Con số phải lớn hơn 0."),
        ("0,1255", "Số kg chỉ ghi tới 3 chữ số sau dấu phẩy."),
    ],
)
def test_a_weight_is_more_than_nothing_and_to_the_gram(text, sentence):
    with pytest.raises(BadValue) as refusal:
        weight_kg(text)

    assert refusal.value.sentence == sentence


def test_an_area_goes_down_to_the_square_metre():
    assert area_ha("0,0360 ha") == Decimal("0.036")
    with pytest.raises(BadValue, match="4 chữ số"):
        area_ha("0,00001")


def test_every_unit_has_its_code_and_its_words():
    assert {code: (unit.code, unit.symbol, unit.words["vi"]) for code, unit in UNITS.items()} == {
        "KGM": ("KGM", "kg", "ki-lô-gam"),
        "GRM": ("GRM", "g", "gam"),
        "LTR": ("LTR", "l", "lít"),
        "HAR": ("HAR", "ha", "héc-ta"),
        "EA": ("EA", "cái", "cái (gói, chai, hộp)"),
    }


def test_a_quantity_is_shown_with_its_unit():
    assert show_quantity(Decimal("1250.50"), KGM) == "1.250,5\u00a0kg"
