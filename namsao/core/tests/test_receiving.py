"""What came against what was sent."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namsao.core.receiving import Counted, differences

AMOUNTS = st.decimals(min_value=0, max_value=10_000, places=3)


@pytest.mark.parametrize(
    ("sent", "came", "code", "what"),
    [
        ("10", "0", "receipt.missing", "Miến: không tới, phiếu ghi 10"),
        ("10", "8", "receipt.short", "Miến: nhận 8, thiếu 2 so với phiếu"),
        ("10", "11", "receipt.over", "Miến: nhận 11, thừa 1 so với phiếu"),
    ],
)
def test_each_kind_of_difference_is_said_with_how_much(sent, came, code, what):
    (finding,) = differences([Counted("Miến", Decimal(sent), Decimal(came))])

    assert (finding.code, finding.what) == (code, what)
    assert finding.remedy
    assert not finding.is_blocking


def test_weights_are_said_in_kilograms():
    (finding,) = differences([Counted("Củ dong", Decimal(200), Decimal("198.5"), is_weighed=True)])

    nbsp = "\N{NO-BREAK SPACE}"
    assert finding.what == f"Củ dong: nhận 198,5{nbsp}kg, thiếu 1,5{nbsp}kg so với phiếu"
    assert finding.what_en == "Củ dong: 198.5 kg came, 1.5 kg short"


@given(st.lists(st.tuples(AMOUNTS, AMOUNTS)))
def test_there_is_one_finding_for_each_line_that_differs(lines):
    counted = [Counted("x", sent, came) for sent, came in lines]

    assert len(differences(counted)) == sum(sent != came for sent, came in lines)
