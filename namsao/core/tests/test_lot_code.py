import pytest
from hypothesis import given
from hypothesis import strategies as st

from namsao.core.errors import BadValue
from namsao.core.gs1 import link, uri
from namsao.core.lot_code import lot_code


@pytest.mark.parametrize("text", ["ML2611A", "TH261124-1", "a.b_c", " ML2611A "])
def test_a_lot_is_kept_as_written_without_spaces_around(text):
    assert lot_code(text) == text.strip()


@pytest.mark.parametrize("text", ["", " ", "A B", "A/B", "A%B", "lô1", "A" * 21, "A+B", "A\nB"])
def test_what_a_label_cannot_carry_is_refused_at_its_field(text):
    with pytest.raises(BadValue) as refused:
        lot_code(text)
    assert refused.value.field == "lot"


@given(st.from_regex(r"\A[A-Za-z0-9._-]{1,20}\Z"))
def test_every_lot_stands_in_an_address_without_escapes(lot):
    address = link.build(link.of([("01", "09521100000017"), ("10", lot_code(lot))]))
    assert "%" not in address
    assert uri.parse(address).get("10") == lot
