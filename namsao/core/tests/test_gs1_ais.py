"""The table of application identifiers, and the values they allow."""

import pytest

from namsao.core.gs1.ais import ai_lengths, identifier, table, validate
from namsao.core.gs1.errors import BadAi
from namsao.core.gs1.link import path_rules

GOOD = [
    ("00", "952012345678912345"),
    ("01", "09520123456788"),
    ("10", "!\"%&'()*+,-./:;<=>?_"),
    ("11", "240229"),
    ("17", "261200"),
    ("253", "9521321000018ABC"),
    ("255", "9521321000018"),
    ("3105", "000195"),
    ("3932", "7041250000"),
    ("421", "704200000"),
    ("422", "704"),
    ("423", "704392410"),
    ("4307", "VN"),
    ("4309", "02790858480009000000"),
    ("4324", "2612312359"),
    ("4330", "001234-"),
    ("4300", "H%E1%BB%A3p+t%C3%A1c+x%C3%A3"),
    ("7003", "2612312359"),
    ("7007", "260101260131"),
    ("7011", "2601010930"),
    ("7030", "999ABC"),
    ("7040", "1ABc"),
    ("7041", "PX"),
    ("7241", "80"),
    ("7250", "20000229"),
    ("7252", "9"),
    ("7258", "1/3"),
    ("8001", "00010000200310"),
    ("8003", "09521321000018ABC"),
    ("8006", "095201234567880102"),
    ("8007", "GB98MIDL07009312345678"),
    ("8008", "26123123"),
    ("8008", "261231235959"),
    ("8010", "9521321ABC#-/"),
    ("8011", "1"),
    ("8013", "1987654Ad4X4bL5ttr2310c2K"),
    ("8030", "abc-_A_=="),
    ("8030", "abcde="),
    ("8110", "012345612345611110123"),
    ("8110", "0123456123456111101231011012393261231"),
    ("8112", "001234561234560123456"),
    ("99", "x" * 90),
]

BAD = [
    ("18", "1", "unknown_ai"),
    ("3106", "000195", "unknown_ai"),
    ("1", "1", "unknown_ai"),
    ("00", "95201234567891234", "length"),
    ("00", "952012345678912346", "csum"),
    ("01", "09520123456789", "csum"),
    ("01", "0952012345678x", "charset"),
    ("10", "", "length"),
    ("10", "x" * 21, "length"),
    ("10", "a b", "charset"),
    ("10", "a#b", "charset"),
    ("10", "Quảng", "charset"),
    ("10", "a\n", "charset"),
    ("11", "241301", "yymmd0"),
    ("11", "240001", "yymmd0"),
    ("11", "230229", "yymmd0"),
    ("253", "9521321000011ABC", "csum"),
    ("253", "952132100001", "length"),
    ("20", "٣٤", "charset"),
    ("3932", "0001250000", "iso4217"),
    ("422", "999", "iso3166"),
    ("423", "7043", "length"),
    ("423", "704999", "iso3166"),
    ("4307", "VX", "iso3166alpha2"),
    ("4309", "18000000010000000000", "latitude"),
    ("4309", "00000000003600000001", "longitude"),
    ("4300", "50%", "pcenc"),
    ("4300", "%4G", "pcenc"),
    ("4321", "2", "yesno"),
    ("4324", "2612312400", "hhmi"),
    ("4324", "2612312360", "hhmi"),
    ("4326", "261200", "yymmdd"),
    ("4330", "001234x", "hyphen"),
    ("7030", "998ABC", "iso3166999"),
    ("7040", "1AB!", "importeridx"),
    ("7041", "QQQ", "packagetype"),
    ("7241", "11", "mediatype"),
    ("7250", "19000229", "yyyymmdd"),
    ("7252", "3", "iso5218"),
    ("7258", "4/3", "posinseqslash"),
    ("7258", "0/3", "posinseqslash"),
    ("8001", "00000000200310", "nonzero"),
    ("8001", "00010000200320", "winding"),
    ("8003", "19521321000018", "zero"),
    ("8006", "095201234567880001", "pieceoftotal"),
    ("8006", "095201234567880302", "pieceoftotal"),
    ("8004", "952A123", "gcppos1"),
    ("8004", "952", "gcppos1"),
    ("8007", "GB98MIDL07009312345679", "iban"),
    ("8007", "XX361234567890", "iban"),
    ("8007", "gb98midl07009312345678", "iban"),
    ("8008", "26123124", "hh"),
    ("8008", "2612312360", "mi"),
    ("8008", "261231235960", "ss"),
    ("8010", "9521321abc", "charset"),
    ("8011", "01", "nozeroprefix"),
    ("8013", "1987654Ad4X4bL5ttr2310cXK", "csumalpha"),
    ("8013", "1987", "csumalpha"),
    ("8014", "952003922", "hasnondigit"),
    ("8030", "abcd=", "cset64"),
    ("8030", "ab=cde", "cset64"),
    ("8030", "abcd=x", "cset64"),
    ("8030", "abc===", "cset64"),
    ("8110", "012345612345611110123x", "couponcode"),
    ("8110", "71234567890123456", "couponcode"),
    ("8110", "0123456123456111151234", "couponcode"),
    ("8110", "01234561234561111012333261301", "couponcode"),
    ("8110", "01234561234561111012332601014260102", "couponcode"),
    ("8112", "201234561234560123456", "couponposoffer"),
    ("8112", "0012345612345601234567", "couponposoffer"),
]


@pytest.mark.parametrize(("ai", "value"), GOOD)
def test_a_value_of_the_standard_is_accepted(ai: str, value: str) -> None:
    validate(ai, value)


@pytest.mark.parametrize(("ai", "value", "code"), BAD)
def test_a_value_the_standard_forbids_is_refused_with_its_reason(ai: str, value: str, code: str) -> None:
    with pytest.raises(BadAi) as refusal:
        validate(ai, value)
    assert refusal.value.code == code
    assert refusal.value.what
    assert refusal.value.what_vi


def test_the_table_holds_every_identifier_of_the_standard_once() -> None:
    assert len(table()) == 541
    assert all(known.ai == ai and ai.isdigit() and 2 <= len(ai) <= 4 for ai, known in table().items())
    assert list(table()) == sorted(table())


def test_the_first_two_digits_tell_how_long_an_identifier_is() -> None:
    assert all(ai_lengths()[ai[:2]] == len(ai) for ai in table())


def test_the_predefined_lengths_are_those_of_the_general_specifications() -> None:
    lengths = {ai[:2]: known.most for ai, known in table().items() if known.predefined_length}
    two = {"00": 18, "01": 14, "02": 14, "03": 14, "20": 2}
    dates = dict.fromkeys(["11", "12", "13", "15", "16", "17"], 6)
    measures = dict.fromkeys(["31", "32", "33", "34", "35", "36"], 6)
    assert lengths == two | dates | measures | {"41": 13}
    assert all(known.least == known.most for known in table().values() if known.predefined_length)


def test_only_the_last_required_part_has_a_variable_length() -> None:
    for known in table().values():
        required = [part for part in known.parts if not part.optional]
        assert known.parts[: len(required)] == tuple(required)
        assert all(part.least == part.most for part in known.parts[:-1])


def test_every_identifier_named_in_the_table_exists() -> None:
    def exists(pattern: str) -> bool:
        return any(
            len(ai) == len(pattern) and all(p in ("n", c) for p, c in zip(pattern, ai, strict=True))
            for ai in table()
        )

    for known in table().values():
        named = [*known.excludes, *(ai for group in known.requires for ai in group)]
        named += [ai for run in known.qualifiers or () for ai in run]
        assert [pattern for pattern in named if not exists(pattern)] == []


def test_the_keys_of_a_digital_link_and_their_qualifiers_are_those_of_the_standard() -> None:
    assert {key: [list(run) for run in rule.runs] for key, rule in path_rules().items()} == {
        "00": [], "01": [["22", "10", "21"], ["235"]], "253": [], "255": [], "401": [], "402": [],
        "414": [["254"], ["7040"]], "415": [["8020"]], "417": [["7040"]], "8003": [], "8004": [["7040"]],
        "8006": [["22", "10", "21"]], "8010": [["8011"]], "8013": [], "8017": [["8019"]], "8018": [["8019"]],
    }  # fmt: skip


def test_no_qualifier_is_itself_a_key() -> None:
    qualifiers = {ai for rule in path_rules().values() for ai in rule.qualifiers}
    assert qualifiers & path_rules().keys() == set()


def test_an_identifier_tells_its_title_and_lengths() -> None:
    lot = identifier("10")
    assert (lot.title, lot.least, lot.most, lot.predefined_length, lot.attribute) == (
        "BATCH/LOT",
        1,
        20,
        False,
        True,
    )
