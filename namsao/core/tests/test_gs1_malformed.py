"""Malformed identifiers: each is refused, and the refusal names the reason."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from namsao.core.gs1 import uri
from namsao.core.gs1.element import GS
from namsao.core.gs1.errors import Invalid
from namsao.core.gs1.text import describe

ID = "https://id.gs1.org"
GTIN = "/01/09520123456788"

LINKS = [
    ("ftp://id.gs1.org/01/09520123456788", "scheme"),
    ("https:///01/09520123456788", "host"),
    ("https://a..b/01/09520123456788", "host"),
    ("https://-a.b/01/09520123456788", "host"),
    ("https://id.gs1.org:/01/09520123456788", "host"),
    ("https://id.gs1.org:99999/01/09520123456788", "host"),
    ("https://id.gs1.org:8o/01/09520123456788", "host"),
    ("https://hoa@id.gs1.org/01/09520123456788", "userinfo"),
    ("https://hoa:x@id.gs1.org/01/09520123456788", "userinfo"),
    ("https://id.gs1.org\\@evil.example/01/09520123456788", "userinfo"),
    (ID, "no_key"),
    (f"{ID}/", "no_key"),
    (f"{ID}/about/us", "no_key"),
    (f"{ID}/01", "empty"),
    (f"{ID}/01/", "empty"),
    (f"{ID}?01=09520123456788", "no_key"),
    (f"{ID}/09520123456788", "no_key"),
    (f"{ID}/gtin/09520123456788", "withdrawn_name"),
    (f"{ID}{GTIN}/lot/ABC", "withdrawn_name"),
    (f"{ID}/01/9520123456788", "gtin_not_14"),
    (f"{ID}/01/036000291452", "gtin_not_14"),
    (f"{ID}/01/96385074", "gtin_not_14"),
    (f"{ID}/01/952012345678", "gtin_not_14"),
    (f"{ID}/01/095201234567880", "length"),
    (f"{ID}/01/0952012345678X", "charset"),
    (f"{ID}/01/09520123456789", "csum"),
    (f"{ID}{GTIN}//", "empty"),
    (f"{ID}//01/09520123456788", "empty"),
    (f"{ID}{GTIN}/10//21/1", "empty"),
    (f"{ID}{GTIN}/10/", "trailing"),
    (f"{ID}{GTIN}/10", "trailing"),
    (f"{ID}{GTIN}/foo", "trailing"),
    (f"{ID}{GTIN}/foo/bar", "trailing"),
    (f"{ID}{GTIN}/10/ABC/foo", "trailing"),
    (f"{ID}{GTIN}/21/1/10/ABC", "qualifier_order"),
    (f"{ID}{GTIN}/10/ABC/22/2A", "qualifier_order"),
    (f"{ID}{GTIN}/10/ABC/235/X", "qualifier_order"),
    (f"{ID}{GTIN}/10/ABC/10/ABC", "qualifier_order"),
    (f"{ID}{GTIN}/254/X", "qualifier_order"),
    (f"{ID}/00/952012345678912345/10/ABC", "qualifier_order"),
    (f"{ID}/415/0614141123452", "missing_qualifier"),
    (f"{ID}{GTIN}/17/261231", "not_in_path"),
    (f"{ID}{GTIN}/01/09520123456788", "two_keys"),
    (f"{ID}/414/0614141123452/01/09520123456788", "two_keys"),
    (f"{ID}{GTIN}/x{GTIN}", "two_keys"),
    (f"{ID}{GTIN}/10/A%2", "bad_escape"),
    (f"{ID}{GTIN}/10/A%zz", "bad_escape"),
    (f"{ID}{GTIN}/10/%", "bad_escape"),
    (f"{ID}/a%g{GTIN}", "bad_escape"),
    (f"{ID}{GTIN}/10/A(B)", "reserved"),
    (f"{ID}{GTIN}/10/A+B", "reserved"),
    (f"{ID}{GTIN}/10/A:B", "reserved"),
    (f"{ID}{GTIN}/10/A!B", "reserved"),
    (f"{ID}{GTIN}/10/%C3%A9", "characters"),
    (f"{ID}{GTIN}/10/é", "characters"),
    (f"{ID}{GTIN}/10/A B", "characters"),
    (f"{ID}{GTIN}/10/A\nB", "characters"),
    (f"{ID}{GTIN}/10/A%20B", "charset"),
    (f"{ID}{GTIN}/10/A%00", "charset"),
    (f"{ID}{GTIN}/10/A%23", "charset"),
    (f"{ID}{GTIN}/10/A~B", "charset"),
    (f"{ID}{GTIN}/10/{'x' * 21}", "length"),
    (f"{ID}{GTIN}?17=261231&17=261231", "duplicate_ai"),
    (f"{ID}{GTIN}?17=261231&%31%37=261230", "duplicate_ai"),
    (f"{ID}{GTIN}?17=261331", "yymmd0"),
    (f"{ID}{GTIN}?17=", "empty"),
    (f"{ID}{GTIN}?17", "empty"),
    (f"{ID}{GTIN}?10=ABC", "belongs_in_path"),
    (f"{ID}{GTIN}?21=1", "belongs_in_path"),
    (f"{ID}{GTIN}?01=09520123456788", "belongs_in_path"),
    (f"{ID}/414/0614141123452?254=A", "belongs_in_path"),
    (f"{ID}{GTIN}?8020=A", "not_an_attribute"),
    (f"{ID}{GTIN}?03=09520123456788", "not_an_attribute"),
    (f"{ID}{GTIN}?89=A", "unknown_ai"),
    (f"{ID}{GTIN}?12345=A", "unknown_ai"),
    (f"{ID}{GTIN}?240=A/B", "reserved"),
    (f"{ID}{GTIN}?240=A%2", "bad_escape"),
    (f"{ID}{GTIN}?utm=%FF", "bad_escape"),
    (f"{ID}{GTIN}?utm=a|b", "bad_escape"),
    (f"{ID}{GTIN}?37=5", "excluded_pair"),
]

NOT_EVEN_LINKS = [
    ("", "scheme"),
    ("id.gs1.org/01/09520123456788", "scheme"),
    ("//id.gs1.org/01/09520123456788", "scheme"),
    ("https:/id.gs1.org/01/09520123456788", "scheme"),
    (" https://id.gs1.org/01/09520123456788", "characters"),
    ("https://id.gs1.org/01/09520123456788\n", "characters"),
]

OTHERS = [
    ("", "unreadable"),
    ("   ", "unreadable"),
    ("https:/id.gs1.org/01/09520123456788", "unreadable"),
    ("mộc nhĩ", "unreadable"),
    ("id.gs1.org/01/09520123456788", "unreadable"),
    ("1234", "length"),
    ("95201234567891234", "length"),
    ("9520123456789", "csum"),
    ("952012345678912346", "csum"),
    ("(01)09520123456789", "csum"),
    ("(01)9520123456788", "length"),
    ("(01)", "length"),
    ("()09520123456788", "brackets"),
    ("(01 09520123456788", "brackets"),
    ("(1)09520123456788", "brackets"),
    ("(01)09520123456788(10)A(B)", "brackets"),
    ("(01)09520123456788\\10", "brackets"),
    ("(01)09520123456788 (10)ABC", "length"),
    ("(18)1", "unknown_ai"),
    ("(01)09520123456788(10)A(10)B", "duplicate_ai"),
    ("(10)ABC", "no_key"),
    ("(01)09520123456788(254)A", "not_an_attribute"),
    ("(00)952012345678912345(02)09520123456788", "missing_pair"),
    ("]E09520123456788", "symbology"),
    ("]C1", "empty"),
    ("]C10109520123456789", "csum"),
    ("]C101095201234567", "length"),
    (f"]C1010952012345678810{GS}21X", "length"),
    (f"]C1010952012345678810ABC{GS}{GS}21X", "unknown_ai"),
    ("]C1180952", "unknown_ai"),
    ("urn:isbn:0451450523", "scheme"),
    ("urn:epc:id:gid:1.2.3", "scheme"),
    ("urn:epc:tag:sgtin-96:1.0614141.812345.6789", "scheme"),
    ("urn:epc:id:sgtin:0614141.812345", "components"),
    ("urn:epc:id:sgtin:0614141.81234.6789", "length"),
    ("urn:epc:id:sgtin:0614141.81234x.6789", "length"),
    ("urn:epc:id:sgtin:06141.41812345.6789", "company_prefix"),
    ("urn:epc:id:sgtin:0614141812345.1.6789", "company_prefix"),
    ("urn:epc:id:sgtin:0614141.812345.", "component"),
    ("urn:epc:id:sgtin:0614141.812345.a/b", "component"),
    ("urn:epc:id:sgtin:0614141.812345.a%2", "component"),
    ("urn:epc:id:sgtin:0614141.812345.a%20b", "charset"),
    ("urn:epc:id:sgtin:0614141.812345." + "x" * 21, "length"),
    ("urn:epc:idpat:sgtin:0614141.812345.6789", "pattern"),
    ("urn:epc:idpat:sgtin:0614141.*.*", "length"),
    ("urn:epc:id:sscc:0614141.1234567890.1", "length"),
    ("urn:epc:id:itip:4012345.012345.1.023.987", "pieces"),
    ("urn:epc:id:itip:4012345.012345.03.02.987", "pieceoftotal"),
    ("urn:epc:id:cpi:0614141.123abc.1", "charset"),
    ("urn:epc:id:cpi:0614141.123ABC.01", "nozeroprefix"),
    ("urn:epc:id:giai:0614141.", "component"),
]


@pytest.mark.parametrize(("text", "code"), LINKS + OTHERS)
def test_a_malformed_identifier_is_refused_with_its_reason(text: str, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        describe(text)
    assert refusal.value.code == code
    assert refusal.value.what.endswith((".", "…"))
    assert refusal.value.what_vi != refusal.value.what


@pytest.mark.parametrize(("text", "code"), LINKS[:-1] + NOT_EVEN_LINKS)
def test_the_reader_of_links_refuses_it_too(text: str, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        uri.parse(text)
    assert refusal.value.code == code


@settings(max_examples=100, deadline=None)
@example(text="https://[/01/09520123456788")
@example(text="https://id.gs1.org:٣/01/09520123456788")
@example(text="²²")
@example(text="(" * 50)
@given(text=st.one_of(st.text(), st.text("01/:?&=%()[]]C1urnepc.*" + GS).map(lambda tail: ID + GTIN + tail)))
def test_any_text_is_described_or_refused_and_nothing_else(text: str) -> None:
    try:
        canonical = describe(text)["canonical"]
    except Invalid:
        return
    assert describe(canonical)["canonical"] == canonical


def test_a_long_text_is_refused_without_being_repeated_whole() -> None:
    with pytest.raises(Invalid) as refusal:
        uri.parse(ID + GTIN + "/10/" + "A" * 10_000)
    assert len(refusal.value.what) < 300
