"""Values of MATCH parameters as sets of identifiers."""

import pytest

from namsao.core.epcis.canonical import canonical_epc
from namsao.core.epcis.query import BadQuery, Match, Pattern, Shape, read_params

GTIN = "https://id.gs1.org/01/10614141073464"
LOT = f"{GTIN}/10/L1"


def patterns(value: str, name: str = "MATCH_epc") -> tuple[Pattern, ...]:
    (condition,) = read_params({name: [value]}).conditions
    assert isinstance(condition, Match)
    return condition.patterns


def exact(uri: str) -> Pattern:
    return Pattern(Shape.EXACT, uri)


def opening(text: str, qualifier: str | None = None) -> Pattern:
    return Pattern(Shape.OPENING, text, qualifier)


@pytest.mark.parametrize(
    ("name", "fields", "is_class"),
    [
        ("MATCH_epc", ("epcList", "childEPCs"), False),
        ("MATCH_parentID", ("parentID",), False),
        ("MATCH_inputEPC", ("inputEPCList",), False),
        ("MATCH_outputEPC", ("outputEPCList",), False),
        ("MATCH_anyEPC", ("epcList", "childEPCs", "parentID", "inputEPCList", "outputEPCList"), False),
        ("MATCH_epcClass", ("quantityList", "childQuantityList"), True),
        ("MATCH_inputEPCClass", ("inputQuantityList",), True),
        ("MATCH_outputEPCClass", ("outputQuantityList",), True),
        ("MATCH_anyEPCClass",
         ("quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList"), True),
    ],
)  # fmt: skip
def test_a_match_looks_into_its_fields(name, fields, is_class):
    query = read_params({name: ["urn:epc:class:lgtin:0614141.107346.L1|urn:x:1"]})

    assert query.conditions == (
        Match(name.removeprefix("MATCH_"), fields, is_class, (exact(LOT), exact("urn:x:1"))),
    )


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("urn:epc:id:sgtin:0614141.107346.2018", (exact(f"{GTIN}/21/2018"),)),
        ("https://dl.example.org/01/10614141073464/10/L1/21/2018?17=271231", (exact(f"{GTIN}/21/2018"),)),
        ("urn:epc:idpat:sgtin:0614141.107346.2018", (exact(f"{GTIN}/21/2018"),)),
        ("urn:epc:idpat:sgtin:0614141.107346.*", (exact(GTIN), opening(f"{GTIN}/21/"))),
        (GTIN, (exact(GTIN), opening(f"{GTIN}/21/"))),
        (f"{GTIN}/21/*", (opening(f"{GTIN}/21/"),)),
        ("urn:epc:idpat:sgtin:0614141.*.*",
         tuple(opening(f"https://id.gs1.org/01/{digit}0614141", "21") for digit in range(10))),
        ("urn:epc:idpat:sgtin:*.*.*", (opening("https://id.gs1.org/01/", "21"),)),
        ("urn:epc:class:lgtin:0614141.107346.*", (opening(f"{GTIN}/10/"),)),
        ("urn:epc:idpat:sscc:0614141.*",
         tuple(opening(f"https://id.gs1.org/00/{digit}0614141") for digit in range(10))),
        ("urn:epc:idpat:sgln:0614141.07346.*",
         (exact("https://id.gs1.org/414/0614141073467"), opening("https://id.gs1.org/414/0614141073467/254/"))),
        ("urn:epc:idpat:sgln:0614141.*.*", (opening("https://id.gs1.org/414/0614141"),)),
        ("urn:epc:idpat:grai:0614141.12345.*", (opening("https://id.gs1.org/8003/00614141123452"),)),
        ("https://id.gs1.org/8003/00614141123452", (opening("https://id.gs1.org/8003/00614141123452"),)),
        ("urn:epc:idpat:giai:0614141.*", (opening("https://id.gs1.org/8004/0614141"),)),
        ("urn:epc:idpat:adi:2S194.*.*", (opening("urn:epc:id:adi:2S194."),)),
        ("https://example.org/things/*", (exact("https://example.org/things/*"),)),
    ],
)  # fmt: skip
def test_a_value_asked_of_single_things_is_a_set_of_them(value, found):
    assert patterns(value) == found


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (GTIN, (exact(GTIN),)),
        ("urn:epc:idpat:sgtin:0614141.107346.*", (exact(GTIN),)),
        ("urn:epc:class:lgtin:0614141.107346.L1", (exact(LOT),)),
        ("urn:epc:class:lgtin:0614141.107346.*", (opening(f"{GTIN}/10/"),)),
        (f"{GTIN}/10/*", (opening(f"{GTIN}/10/"),)),
        ("urn:epc:idpat:sgtin:0614141.*.*",
         tuple(opening(f"https://id.gs1.org/01/{digit}0614141", "") for digit in range(10))),
        ("urn:epc:class:lgtin:0614141.*.*",
         tuple(opening(f"https://id.gs1.org/01/{digit}0614141", "10") for digit in range(10))),
    ],
)  # fmt: skip
def test_a_value_asked_of_classes_is_a_set_of_classes(value, found):
    assert patterns(value, "MATCH_epcClass") == found


@pytest.mark.parametrize(
    ("value", "fitting", "others"),
    [
        ("urn:epc:idpat:sgtin:0614141.107346.*", ["urn:epc:id:sgtin:0614141.107346.1"],
         ["urn:epc:id:sgtin:0614141.107347.1", "urn:epc:class:lgtin:0614141.107346.1",
         "urn:epc:id:sscc:0614141.1073461234"]),
        ("urn:epc:idpat:sgtin:0614141.*.*",
         ["urn:epc:id:sgtin:0614141.107346.1", "urn:epc:id:sgtin:0614141.999999.*2"],
         ["urn:epc:id:sgtin:0614142.107346.1", "urn:epc:class:lgtin:0614141.107346.1",
         "urn:epc:idpat:sgtin:0614141.107346.*"]),
        ("urn:epc:idpat:sgln:0614141.07346.*",
         ["urn:epc:id:sgln:0614141.07346.0", "urn:epc:id:sgln:0614141.07346.1234"],
         ["urn:epc:id:sgln:0614141.07347.0"]),
        ("urn:epc:idpat:grai:0614141.12345.*", ["urn:epc:id:grai:0614141.12345.400"],
        ["urn:epc:id:grai:0614141.12346.400"]),
        ("urn:epc:idpat:cpi:0614141.5PQ7.*", ["urn:epc:id:cpi:0614141.5PQ7.1234"],
        ["urn:epc:id:cpi:0614141.5PQ8.1234"]),
        ("urn:epc:idpat:itip:0614141.107346.01.02.*", ["urn:epc:id:itip:0614141.107346.01.02.981"],
         ["urn:epc:id:itip:0614141.107346.02.02.981"]),
        ("urn:epc:idpat:adi:2S194.*.*", ["urn:epc:id:adi:2S194.12345.6"], ["urn:epc:id:adi:2S195.12345.6"]),
    ],
)  # fmt: skip
def test_a_pattern_fits_its_things_and_no_others(value, fitting, others):
    found = patterns(value)

    assert [urn for urn in fitting if not any(each.fits(canonical_epc(urn)) for each in found)] == []
    assert [urn for urn in others if any(each.fits(canonical_epc(urn)) for each in found)] == []


def test_an_opening_is_a_range_of_texts():
    pattern = opening(f"{GTIN}/21/")

    assert pattern.until == f"{GTIN}/210"
    assert pattern.text <= f"{GTIN}/21/~" < pattern.until


@pytest.mark.parametrize(
    "value",
    [
        "urn:epc:idpat:sgtin:*.107346.*", "urn:epc:idpat:sgtin:0614141.*", "urn:epc:idpat:sgtin:0614141.107346",
        "urn:epc:idpat:sgtin:0614141.*.2018", "urn:epc:idpat:sgtin:*.*.*.*", "urn:epc:idpat:sgtin:06.*.*",
        "urn:epc:idpat:sgtin:0614141.1.*", "urn:epc:idpat:sgtin:0614141.107346.2*", "urn:epc:idpat:sgtin:..*",
        "urn:epc:idpat:sscc:0614141.1.*", "urn:epc:idpat:itip:0614141.107346.*.*.*",
        "urn:epc:id:sgtin:0614141.107346.",
        "urn:epc:idpat:adi:", "urn:epc:idpat:*",
    ],
)  # fmt: skip
def test_a_malformed_pattern_is_refused(value):
    with pytest.raises(BadQuery) as refused:
        patterns(value)

    assert refused.value.parameter == "MATCH_epc"
