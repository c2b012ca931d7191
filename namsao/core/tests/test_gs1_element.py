"""Element strings, printed in brackets and as scanned, and which identifiers may stand together."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from namsao.core.gs1 import element
from namsao.core.gs1.ais import Ai, table
from namsao.core.gs1.errors import BadElementString
from namsao.core.tests.test_gs1_values import value

GS = element.GS
GTIN = ("01", "09520123456788")


@st.composite
def elements(draw: st.DrawFn) -> tuple[Ai, ...]:
    ais = draw(st.lists(st.sampled_from(list(table())), min_size=1, max_size=5, unique=True))
    return tuple((ai, draw(value(ai))) for ai in ais)


@settings(max_examples=50, deadline=None)
@given(ais=elements())
def test_what_is_built_in_brackets_reads_back_the_same(ais: tuple[Ai, ...]) -> None:
    assert element.parse(element.build(ais)) == ais


@settings(max_examples=50, deadline=None)
@given(ais=elements(), symbology=st.sampled_from(["", "]C1", "]d2", "]Q3", "]e0", GS, "]d2" + GS]))
def test_what_is_built_as_scanned_reads_back_the_same(ais: tuple[Ai, ...], symbology: str) -> None:
    assert element.parse(symbology + element.build_scanned(ais)) == ais


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(01)09520123456788(10)ABC", (GTIN, ("10", "ABC"))),
        ("(10)ABC(01)09520123456788", (("10", "ABC"), GTIN)),
        ("(10)\\(21)A)", (("10", "(21)A)"),)),
        ("(3103)000195(15)261231", (("3103", "000195"), ("15", "261231"))),
        ("010952012345678810ABC", (GTIN, ("10", "ABC"))),
        (f"]C110ABC{GS}0109520123456788", (("10", "ABC"), GTIN)),
        (f"]Q3010952012345678810ABC{GS}21XYZ{GS}", (GTIN, ("10", "ABC"), ("21", "XYZ"))),
        (f"]d20109520123456788{GS}17261231", (GTIN, ("17", "261231"))),
        (f"]e03103000195392204699{GS}10A", (("3103", "000195"), ("3922", "04699"), ("10", "A"))),
        (f"10ABC{GS}10ABC", (("10", "ABC"),)),
    ],
)
def test_an_element_string_is_read(text: str, expected: tuple[Ai, ...]) -> None:
    assert element.parse(text) == expected


def test_the_separator_stands_only_after_values_without_a_predefined_length() -> None:
    ais = (GTIN, ("10", "ABC"), ("17", "261231"), ("21", "X"))
    assert element.build_scanned(ais) == f"010952012345678810ABC{GS}1726123121X"
    assert element.build(ais) == "(01)09520123456788(10)ABC(17)261231(21)X"


@pytest.mark.parametrize(
    "ais",
    [
        "(01)09520123456788(10)ABC(21)1",
        "(00)952012345678912345(02)09520123456788(37)25(10)ABC",
        "(01)09520123456788(3103)000195(3922)0299",
        "(01)09520123456788(422)704(427)QN",
        "(01)09520123456788(21)1(250)2",
        "(8006)095201234567880102(21)1",
        "(414)0614141123452(254)A",
        "(415)0614141123452(8020)A",
        "(3103)000195(3202)000430(01)09520123456788",
    ],
)
def test_identifiers_that_belong_together_are_accepted(ais: str) -> None:
    element.check_associations(element.parse(ais))


@pytest.mark.parametrize(
    ("ais", "code", "said"),
    [
        ("(01)09520123456788(37)25", "excluded_pair", ("(01)", "(37)")),
        ("(01)09520123456788(02)09520123456788(37)1", "excluded_pair", ("(01)", "(37)")),
        ("(01)09520123456788(3103)000195(3102)000019", "excluded_pair", ("(3103)", "(3102)")),
        ("(8017)061414101234567892(8018)061414101234567892", "excluded_pair", ("(8017)", "(8018)")),
        ("(10)ABC", "missing_pair", ("(10)", "(01)")),
        ("(02)09520123456788", "missing_pair", ("(02)", "(37)")),
        ("(01)09520123456788(250)2", "missing_pair", ("(250)", "(01) + (21)")),
        ("(01)09520123456788(3922)0299", "missing_pair", ("(3922)", "(01) + (31nn)")),
        ("(415)0614141123452", "missing_pair", ("(415)", "(8020)")),
        ("(01)09520123456788(427)QN", "missing_pair", ("(427)", "(01) + (422)")),
    ],
)
def test_identifiers_that_do_not_belong_together_are_refused(
    ais: str, code: str, said: tuple[str, str]
) -> None:
    with pytest.raises(BadElementString) as refusal:
        element.check_associations(element.parse(ais))
    assert refusal.value.code == code
    assert all(words in refusal.value.what and words in refusal.value.what_vi for words in said)
