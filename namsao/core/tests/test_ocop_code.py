import pytest
from hypothesis import given
from hypothesis import strategies as st

from namsao.core.errors import BadValue
from namsao.core.ocop_code import ocop_code


@pytest.mark.parametrize("text", ["22-06838-01-2026", " 22 - 06838 - 01 - 2026 ", "22–06838–01–2026"])
def test_a_code_is_read_whatever_the_dash_and_the_spaces(text):
    assert ocop_code(text) == "22-06838-01-2026"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "22-06838-01",
        "22-6838-01-2026",
        "22-06838-00-2026",
        "22-06838-01-1999",
        "22-06838-1-2026",
        "83-829-28780-3-2022",
        "２２-06838-01-2026",
        "22-06838-01-2026-1",
    ],
)
def test_anything_else_is_refused_with_an_example(text):
    with pytest.raises(BadValue) as refused:
        ocop_code(text)

    assert "22-06838-01-2026" in refused.value.sentence
    assert "22-06838-01-2026" in refused.value.sentence_en


@given(st.integers(0, 99), st.integers(0, 99_999), st.integers(1, 9999), st.integers(2000, 2099))
def test_a_written_code_reads_as_itself(province, commune, number, year):
    code = f"{province:02}-{commune:05}-{number:02}-{year}"

    assert ocop_code(code) == code
