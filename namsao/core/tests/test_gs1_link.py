"""GS1 Digital Link URIs: read, built, put in canonical form."""

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from namsao.core.gs1 import link, uri
from namsao.core.gs1.ais import table
from namsao.core.gs1.errors import BadLink
from namsao.core.gs1.link import Link, path_rules
from namsao.core.tests.test_gs1_values import value

GTIN = ("01", "09520123456788")
ATTRIBUTES = sorted(ai for ai, known in table().items() if known.attribute)
PLAIN_ATTRIBUTES = [ai for ai in ATTRIBUTES if ai not in path_rules()]
ROOTS = [
    "https://id.gs1.org",
    "http://localhost:8080",
    "https://qr.example.vn/s/10/2026",
    "https://[::1]:8443/01",
]


def paths() -> list[tuple[str, tuple[str, ...]]]:
    """Every key with every lawful set of qualifiers, in the standard's order."""
    found = []
    for key, rule in path_rules().items():
        runs = [tuple(run) for run in rule.runs]
        sets = {
            chosen for run in runs for size in range(len(run) + 1) for chosen in combinations(run, size)
        } | {()}
        found += [(key, chosen) for chosen in sorted(sets) if not rule.requires or chosen]
    return found


@st.composite
def links(draw: st.DrawFn, key: str, qualifiers: tuple[str, ...], among: list[str]) -> Link:
    free = [ai for ai in among if ai != key and ai not in path_rules()[key].qualifiers]
    attributes = draw(st.lists(st.sampled_from(free), max_size=2, unique=True))
    ais = tuple((ai, draw(value(ai))) for ai in (key, *qualifiers, *attributes))
    text = st.text(st.characters(codec="utf-8"), max_size=6)
    name = text.filter(lambda own: own != "" and not (own.isascii() and own.isdigit()))
    extra = draw(st.lists(st.tuples(name, text), max_size=2).map(tuple))
    return Link(key, ais, draw(st.sampled_from(ROOTS)), extra)


@pytest.mark.parametrize(("key", "qualifiers"), paths())
@settings(max_examples=4, deadline=None)
@given(data=st.data())
def test_a_link_of_every_key_and_its_qualifiers_reads_back_the_same(
    key: str, qualifiers: tuple[str, ...], data: st.DataObject
) -> None:
    made = data.draw(links(key, qualifiers, ATTRIBUTES))
    text = link.build(made)
    assert uri.parse(text) == made
    assert uri.parse(text + "#part") == made


@pytest.mark.parametrize(("key", "qualifiers"), paths())
@settings(max_examples=3, deadline=None)
@given(data=st.data())
def test_the_canonical_form_is_one_whatever_the_host_order_and_extras(
    key: str, qualifiers: tuple[str, ...], data: st.DataObject
) -> None:
    made = data.draw(links(key, qualifiers, PLAIN_ATTRIBUTES))
    other = link.of(reversed(made.ais), "https://example.com/other")
    assert other.ais == (*made.ais[: len(qualifiers) + 1], *reversed(made.attributes))
    form = link.canonical(made)
    assert form == link.canonical(other)
    assert form.startswith(f"https://id.gs1.org/{key}/")
    assert link.canonical(uri.parse(form)) == form
    assert uri.parse(form).extra == ()


def test_there_are_as_many_paths_as_the_standard_allows() -> None:
    assert Counter(key for key, _ in paths()) == {
        "00": 1, "01": 9, "253": 1, "255": 1, "401": 1, "402": 1, "414": 3, "415": 1, "417": 2,
        "8003": 1, "8004": 2, "8006": 8, "8010": 2, "8013": 1, "8017": 2, "8018": 2,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://id.gs1.org/01/09520123456788", Link("01", (GTIN,))),
        ("https://id.gs1.org/01/09520123456788/", Link("01", (GTIN,))),
        ("https://id.gs1.org/01/09520123456788?", Link("01", (GTIN,))),
        ("HTTPS://ID.GS1.ORG/01/09520123456788", Link("01", (GTIN,))),
        ("https://id.gs1.org/01/09520123456788#nutrition", Link("01", (GTIN,))),
        ("http://example.com:8080/01/09520123456788", Link("01", (GTIN,), "http://example.com:8080")),
        ("https://example.com/a/b/01/09520123456788", Link("01", (GTIN,), "https://example.com/a/b")),
        (
            "https://example.com/2026/10/05/01/09520123456788",
            Link("01", (GTIN,), "https://example.com/2026/10/05"),
        ),
        ("https://example.com/01/01/09520123456788", Link("01", (GTIN,), "https://example.com/01")),
        ("https://example.com/01/12/01/09520123456788", Link("01", (GTIN,), "https://example.com/01/12")),
        ("https://id.gs1.org/01/09520123456788/22/2A", Link("01", (GTIN, ("22", "2A")))),
        ("https://id.gs1.org/01/09520123456788/10/01/21/00", Link("01", (GTIN, ("10", "01"), ("21", "00")))),
        ("https://id.gs1.org/01/09520123456788/235/A", Link("01", (GTIN, ("235", "A")))),
        ("https://id.gs1.org/01/09520123456788/10/A%2fB%2B%41", Link("01", (GTIN, ("10", "A/B+A")))),
        (
            "https://id.gs1.org/01/09520123456788?17=261231&linkType=gs1:pip&3103=000195&a=T%E1%BA%BFt&b",
            Link(
                "01",
                (GTIN, ("17", "261231"), ("3103", "000195")),
                extra=(("linkType", "gs1:pip"), ("a", "Tết"), ("b", "")),
            ),
        ),
        (
            "https://id.gs1.org/00/952012345678912345?02=09520123456788&37=25&10=ABC",
            Link("00", (("00", "952012345678912345"), ("02", GTIN[1]), ("37", "25"), ("10", "ABC"))),
        ),
        (
            "https://id.gs1.org/8004/9520614141234567?01=09520123456788",
            Link("8004", (("8004", "9520614141234567"), GTIN)),
        ),
        (
            "https://id.gs1.org/414/0614141123452/254/32a%2Fb",
            Link("414", (("414", "0614141123452"), ("254", "32a/b"))),
        ),
    ],
)
def test_a_digital_link_is_read(text: str, expected: Link) -> None:
    assert uri.parse(text) == expected


def test_a_path_alone_is_read_for_the_resolver() -> None:
    ais = (GTIN, ("10", "ABC"), ("21", "1"), ("17", "261231"))
    assert uri.parse_path("/01/09520123456788/10/ABC/21/1", "17=261231&linkType=all") == Link(
        "01", ais, root="", extra=(("linkType", "all"),)
    )
    assert uri.parse_path("/qr/01/09520123456788/").root == "/qr"


def test_a_link_tells_its_qualifiers_attributes_and_values() -> None:
    read = uri.parse("https://id.gs1.org/01/09520123456788/10/ABC?17=261231")
    assert read.value == "09520123456788"
    assert read.qualifiers == (("10", "ABC"),)
    assert read.attributes == (("17", "261231"),)
    assert (read.get("17"), read.get("21")) == ("261231", None)
    assert link.identity(read) == "https://id.gs1.org/01/09520123456788/10/ABC"


def test_a_link_is_built_under_any_root() -> None:
    read = uri.parse("https://example.com/x/01/09520123456788/10/A%2FB?linkType=gs1:pip")
    assert link.build(read) == "https://example.com/x/01/09520123456788/10/A%2FB?linkType=gs1:pip"
    assert link.build(read, "https://qr.example.vn") == (
        "https://qr.example.vn/01/09520123456788/10/A%2FB?linkType=gs1:pip"
    )
    assert link.canonical(read) == "https://id.gs1.org/01/09520123456788/10/A%2FB"


def test_the_canonical_query_stands_in_ascending_order() -> None:
    read = uri.parse("https://example.com/01/09520123456788?3103=000195&15=261231&99=A&11=260101")
    assert link.canonical(read) == "https://id.gs1.org/01/09520123456788?11=260101&15=261231&3103=000195&99=A"


def test_of_several_keys_the_lowest_with_room_for_the_others_is_taken() -> None:
    sscc, lot = ("00", "952012345678912345"), ("10", "ABC")
    assert link.of([GTIN, sscc, lot]) == Link("00", (sscc, GTIN, lot))
    assert link.of([sscc, ("21", "1"), GTIN, lot]) == Link("01", (GTIN, lot, ("21", "1"), sscc))


@pytest.mark.parametrize(
    ("ais", "code"),
    [
        ([("10", "ABC")], "no_key"),
        ([], "no_key"),
        ([GTIN, GTIN], "duplicate_ai"),
        ([GTIN, ("10", "A"), ("235", "B")], "qualifier_order"),
        ([GTIN, ("254", "A")], "not_an_attribute"),
        ([("415", "0614141123452")], "missing_qualifier"),
    ],
)
def test_identifiers_that_make_no_link_are_refused(ais: list[tuple[str, str]], code: str) -> None:
    with pytest.raises(BadLink) as refusal:
        link.of(ais)
    assert refusal.value.code == code
