"""Values of every application identifier, drawn to order: what the other GS1 tests build with."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from namsao.core.gs1.ais import Part, table, validate
from namsao.core.gs1.checks import CHECKS, WANTED, countries
from namsao.core.gs1.keys import CHARSET_82, check_characters, check_digit

DIGITS = "0123456789"
CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ALPHABETS = {
    "numeric": DIGITS,
    "82": CHARSET_82,
    "39": "#-/" + DIGITS + CAPITALS,
    "64": CAPITALS + CAPITALS.lower() + DIGITS + "-_",
}
DATES = st.dates(date(1951, 1, 1), date(2049, 12, 31))


def digits(least: int, most: int | None = None) -> st.SearchStrategy[str]:
    return st.text(DIGITS, min_size=least, max_size=least if most is None else most)


def number(low: int, high: int, width: int) -> st.SearchStrategy[str]:
    return st.integers(low, high).map(lambda n: f"{n:0{width}d}")


def piece_of_total() -> st.SearchStrategy[str]:
    return st.tuples(st.integers(1, 99), st.integers(1, 99)).map(lambda t: f"{min(t):02d}{max(t):02d}")


MEANINGFUL = {
    "yymmdd": DATES.map(lambda day: f"{day:%y%m%d}"),
    "yymmd0": DATES.flatmap(lambda day: st.sampled_from([f"{day:%y%m%d}", f"{day:%y%m}00"])),
    "yyyymmdd": DATES.map(lambda day: f"{day:%Y%m%d}"),
    "hhmi": st.times().map(lambda time: f"{time:%H%M}"),
    "hh": number(0, 23, 2),
    "mi": number(0, 59, 2),
    "ss": number(0, 59, 2),
    "iso3166": st.sampled_from(sorted(countries().values())),
    "iso3166999": st.sampled_from([*sorted(countries().values()), "999"]),
    "iso3166alpha2": st.sampled_from(sorted(countries())),
    "iso4217": st.sampled_from(["704", "840", "978", "392", "410", "156"]),
    "iso5218": st.sampled_from("0129"),
    "latitude": number(0, 180_0000000, 10),
    "longitude": number(0, 360_0000000, 10),
    "pcenc": st.sampled_from(["QN", "V%C3%A2n+%C4%90%E1%BB%93n", "a/b?"]),
    "yesno": st.sampled_from("01"),
    "winding": st.sampled_from("019"),
    "pieceoftotal": piece_of_total(),
    "posinseqslash": st.sampled_from(["1/1", "1/3", "9/9"]),
    "hyphen": st.just("-"),
    "iban": st.sampled_from(["DE91100000000123456789", "BE71096123456769", "FR7630006000011234567890189"]),
    "mediatype": st.sampled_from(["01", "10", "80", "99"]),
    "packagetype": st.sampled_from(["1A", "PX", "APE", "8"]),
    "importeridx": st.sampled_from("-_aZ9"),
    "couponcode": st.sampled_from(["012345612345611110123", "0123456123456111101233261231426010190000"]),
    "couponposoffer": st.just("001234561234560123456"),
    "zero": st.just("0"),
}


def part_value(part: Part) -> st.SearchStrategy[str]:
    if "csum" in part.checks:
        return digits(part.most - 1).map(lambda text: text + check_digit(text))
    if "csumalpha" in part.checks:
        body = st.tuples(digits(5), st.text(CHARSET_82, min_size=1, max_size=17)).map(
            lambda t: t[0] + "x" + t[1]
        )
        return body.map(lambda text: text + check_characters(text))
    for check in part.checks:
        if check in MEANINGFUL:
            return MEANINGFUL[check]
    text = st.text(ALPHABETS[part.charset], min_size=part.least, max_size=part.most)
    if "gcppos1" in part.checks:
        rest = st.text(ALPHABETS[part.charset], min_size=0, max_size=part.most - 12)
        return st.tuples(digits(12), rest).map("".join)
    if {"nonzero", "nozeroprefix"} & set(part.checks):
        return text.map(lambda own: "1" + own[1:])
    return text


def value(ai: str) -> st.SearchStrategy[str]:
    """Any value the standard allows for `ai`; optional parts come one after the other or not at all."""
    parts = table()[ai].parts
    fixed = [part for part in parts if not part.optional]
    return st.integers(len(fixed), len(parts)).flatmap(
        lambda count: st.tuples(*map(part_value, parts[:count])).map("".join)
    )


@pytest.mark.parametrize("first", sorted({ai[:2] for ai in table()}))
@settings(max_examples=2, deadline=None)
@given(data=st.data())
def test_every_value_drawn_for_an_identifier_is_one_it_allows(first: str, data: st.DataObject) -> None:
    for ai in (ai for ai in table() if ai.startswith(first)):
        validate(ai, data.draw(value(ai)))


def test_every_check_of_the_table_exists_and_can_be_explained() -> None:
    used = {check for known in table().values() for part in known.parts for check in part.checks}
    assert used == CHECKS.keys() == WANTED.keys()
