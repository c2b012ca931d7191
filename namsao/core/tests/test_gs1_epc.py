"""EPC URNs: from Digital Links and back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from namsao.core.gs1 import epc, link, uri
from namsao.core.gs1.link import Link
from namsao.core.tests.test_gs1_link import paths
from namsao.core.tests.test_gs1_values import value

# Source: examples of the EPC Tag Data Standard; class and pattern URNs as in the Core Business Vocabulary.
EXAMPLES = {
    "urn:epc:id:sgtin:0614141.812345.6789": "01/80614141123458/21/6789",
    "urn:epc:id:sgtin:0614141.812345.32a%2Fb": "01/80614141123458/21/32a%2Fb",
    "urn:epc:class:lgtin:4012345.012345.998877": "01/04012345123456/10/998877",
    "urn:epc:idpat:sgtin:4012345.012345.*": "01/04012345123456",
    "urn:epc:id:upui:1234567.089456.51qIgY)%3C%26p3*SDB": "01/01234567894560/235/51qIgY%29%3C%26p3%2ASDB",
    "urn:epc:id:itip:4012345.012345.01.02.987": "8006/040123451234560102/21/987",
    "urn:epc:idpat:itip:4012345.012345.01.02.*": "8006/040123451234560102",
    "urn:epc:id:sscc:0614141.1234567890": "00/106141412345678908",
    "urn:epc:id:sgln:0614141.12345.400": "414/0614141123452/254/400",
    "urn:epc:id:sgln:0614141.12345.0": "414/0614141123452",
    "urn:epc:id:sgln:061414112345..0": "414/0614141123452",
    "urn:epc:id:pgln:0614141.12345": "417/0614141123452",
    "urn:epc:id:grai:0614141.12345.400": "8003/00614141123452400",
    "urn:epc:idpat:grai:0614141.12345.*": "8003/00614141123452",
    "urn:epc:id:giai:0614141.12345400": "8004/061414112345400",
    "urn:epc:id:giai:0614141.12.5%2F400": "8004/061414112.5%2F400",
    "urn:epc:id:gsrn:0614141.0123456789": "8018/061414101234567892",
    "urn:epc:id:gsrnp:0614141.0123456789": "8017/061414101234567892",
    "urn:epc:id:gdti:0614141.12345.400": "253/0614141123452400",
    "urn:epc:idpat:gdti:0614141.12345.*": "253/0614141123452",
    "urn:epc:id:sgcn:4012345.67890.04711": "255/401234567890104711",
    "urn:epc:idpat:sgcn:4012345.67890.*": "255/4012345678901",
    "urn:epc:id:cpi:0614141.123ABC.123456789": "8010/0614141123ABC/8011/123456789",
    "urn:epc:id:cpi:0614141.5PQ7%2FZ43.12345": "8010/06141415PQ7%2FZ43/8011/12345",
    "urn:epc:id:cpi:0614141.A%23B.1": "8010/0614141A%23B/8011/1",
    "urn:epc:idpat:cpi:0614141.123ABC.*": "8010/0614141123ABC",
    "urn:epc:id:ginc:0614141.xyz3311cba": "401/0614141xyz3311cba",
    "urn:epc:id:gsin:0614141.123456789": "402/06141411234567890",
}


@pytest.mark.parametrize(("urn", "path"), EXAMPLES.items())
def test_an_epc_urn_and_its_digital_link_say_the_same(urn: str, path: str) -> None:
    assert link.build(epc.parse(urn)) == f"https://id.gs1.org/{path}"
    assert epc.to_urn(uri.parse_path(f"/{path}"), epc.prefix_length_of(urn)) == urn


def test_every_scheme_has_an_example() -> None:
    assert {":".join(urn.split(":")[2:4]) for urn in EXAMPLES} == epc.SCHEMES.keys()


@pytest.mark.parametrize(("key", "qualifiers"), paths())
@settings(max_examples=4, deadline=None)
@given(data=st.data(), length=st.integers(6, 12))
def test_what_has_a_urn_reads_back_as_the_same_thing(
    key: str, qualifiers: tuple[str, ...], data: st.DataObject, length: int
) -> None:
    made = Link(key, tuple((ai, data.draw(value(ai))) for ai in (key, *qualifiers)))
    urn = epc.to_urn(made, length)
    if urn is not None:
        assert epc.prefix_length_of(urn) == length
        assert epc.to_urn(epc.parse(urn), length) == urn
        told = {"01": ("21", "235", "10"), "8006": ("21",)}.get(key, qualifiers)
        finest = next(((ai, made.get(ai)) for ai in told if made.get(ai) is not None), None)
        assert epc.parse(urn).ais == (made.ais[0], *([finest] if finest else []))


@pytest.mark.parametrize(
    "path",
    [
        "01/09520123456788/22/2A",
        "8006/095201234567880102/10/A",
        "8013/1987654Ad4X4bL5ttr2310c2K",
        "415/0614141123452/8020/A",
        "414/0614141123452/7040/1ABC",
        "414/0614141123452/254/0",
        "417/0614141123452/7040/1ABC",
        "8004/061414112345400/7040/1ABC",
        "8018/061414101234567892/8019/1",
    ],
)
def test_what_the_standard_has_no_urn_for_gets_none(path: str) -> None:
    assert epc.to_urn(uri.parse_path(f"/{path}"), 7) is None


@pytest.mark.parametrize("length", [None, 0, 5, 13, -1])
def test_without_a_lawful_prefix_length_there_is_no_urn(length: int | None) -> None:
    assert epc.to_urn(uri.parse_path("/01/09520123456788/21/1"), length) is None


def test_a_prefix_must_be_digits_and_leave_a_reference_to_stand_in_a_urn() -> None:
    assert epc.to_urn(uri.parse_path("/8004/9520123AB"), 7) == "urn:epc:id:giai:9520123.AB"
    assert epc.to_urn(uri.parse_path("/8004/9520123AB"), 8) is None
    assert epc.to_urn(uri.parse_path("/8004/9520123"), 7) is None


def test_attributes_and_coarser_qualifiers_do_not_change_the_urn() -> None:
    read = uri.parse_path("/01/09520123456788/22/V/10/LOT/21/1", "17=261231")
    assert epc.to_urn(read, 7) == "urn:epc:id:sgtin:9520123.045678.1"


def test_the_longest_known_prefix_is_taken() -> None:
    read = uri.parse_path("/01/09520123456788")
    assert epc.company_digits(read) == "9520123456788"
    assert epc.prefix_length("9520123456788", ["952", "9520123", "95201", "8936012"]) == 7
    assert epc.prefix_length("9520123456788", ["8936012", ""]) is None
    assert epc.prefix_length("9520123456788", []) is None
