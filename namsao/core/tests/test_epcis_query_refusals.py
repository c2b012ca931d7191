"""Queries that are refused, each by the name of its parameter."""

import pickle

import pytest

from namsao.core.epcis.query import BadQuery, Kind, read_params, read_query

OURS = {"ex": "https://ns.example.org/epcis/"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("EQ_colour", "red"), ("color", "red"), ("EQ_nobody:grade", "1"), ("EQ_", "1"), ("", ""),
        ("WD_action", "ADD"),
        ("MATCH_bizStep", "urn:x:1"), ("EQ_value_celsius", "1"), ("EQ_bizTransaction_", "urn:x:1"),
        ("EQ_bizTransaction_nonsense", "urn:x:1"), ("EQATTR_bizLocation", "x"), ("EQ_ex:a b", "x"),
        ("EQ_bizStep", ""), ("EQ_bizStep", "shipping||packing"), ("EQ_bizStep", "shiping"),
        ("EQ_bizStep", "urn:epcglobal:cbv:bizstep:shiping"), ("EQ_action", "add"),
        ("eventType", "QuantityEvent"),
        ("GE_eventTime", "2026-11-24T08:15:00"), ("GE_eventTime", "2026-11-24"),
        ("GE_eventTime", "9999-12-31T23:59:59-14:00"),
        ("GE_eventTime", "2026-02-30T00:00:00Z"), ("EQ_readPoint", "kho 1"), ("EQ_quantity", "many"),
        ("EQ_quantity", "NaN"),
        ("EQ_quantity", "1e999"), ("GT_quantity", "1|2"), ("EQ_booleanValue", "yes"),
        ("EQ_hexBinaryValue", "xyz"),
        ("EXISTS_errorDeclaration", "maybe"), ("MATCH_epc", "urn:epc:id:sgtin:1.2.3"), ("MATCH_epc", "a b"),
        ("GT_ex:grade", "good"), ("EQ_stringValue", "a\0b"), ("EQ_stringValue", "\ud800"),
        ("orderBy", "bizStep"), ("orderDirection", "down"), ("maxEventCount", "0"), ("maxEventCount", "-1"),
        ("eventCountLimit", "5"), ("perPage", "0"), ("perPage", "ten"), ("nextPageToken", ""),
        ("LE_eventTime", "2026-11-24T08:15:00Z"), ("orderBy", "nobody:grade"),
    ],
)  # fmt: skip
def test_a_name_or_value_that_means_nothing_is_refused_by_its_name(name, value):
    with pytest.raises(BadQuery) as refused:
        read_params({name: [value]}, OURS)

    assert (refused.value.parameter, refused.value.kind) == (name, Kind.PARAMETER)
    assert refused.value.sentence.endswith(".")
    assert refused.value.sentence_en.endswith(".")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("EQ_bizStep", []), ("EQ_bizStep", [None]), ("EQ_bizStep", {"a": 1}), ("EQ_bizStep", [["shipping"]]),
        ("EQ_quantity", ["5"]), ("EQ_quantity", True), ("EQ_quantity", 10**400),
        ("GE_eventTime", ["2026-11-24T08:15:00Z"]),
        ("GE_eventTime", 5), ("EQ_booleanValue", "true"), ("EXISTS_ex:grade", "yes"), ("EQ_ex:grade", [{}]),
        ("GT_ex:grade", "7"), ("perPage", 5), ("nextPageToken", "a"), ("maxEventCount", "5"),
        ("maxEventCount", 2.0),
    ],
)  # fmt: skip
def test_json_of_another_type_is_refused_by_its_name(name, value):
    with pytest.raises(BadQuery) as refused:
        read_query({name: value}, OURS)

    assert (refused.value.parameter, refused.value.kind) == (name, Kind.PARAMETER)


@pytest.mark.parametrize(
    "body", [[], None, "query", {"query": []}, {"query": None}, {"query": {"@context": 5}}, {"@context": [5]}]
)
def test_a_body_without_a_query_is_refused_as_such(body):
    with pytest.raises(BadQuery) as refused:
        read_query(body)

    assert refused.value.kind == Kind.VALIDATION


@pytest.mark.parametrize(
    "params",
    [
        {"EQ_bizStep": ["shipping", "packing"]},
        {"EXISTS_errorDeclaration": ["true", "false"]},
        {"GE_errorDeclarationTime": ["2026-11-24T01:15:00Z"],
        "GE_errorDeclaration_Time": ["2026-11-24T01:16:00Z"]},
        {"EQ_ex:grade": ["A"], "EQ_https://ns.example.org/epcis/#grade": ["B"]},
        {"perPage": ["5", "6"]},
        {"orderBy": ["eventTime"], "eventCountLimit": ["5"], "maxEventCount": ["6"]},
    ],
)  # fmt: skip
def test_two_that_contradict_each_other_are_refused(params):
    with pytest.raises(BadQuery) as refused:
        read_params(params, OURS)

    assert refused.value.parameter in params


@pytest.mark.parametrize(
    "params",
    [
        {f"EQ_ex:n{n}": ["1"] for n in range(101)},
        {"EQ_eventID": ["|".join(f"urn:x:{n}" for n in range(1_001))]},
        {f"EQ_ex:n{n}": ["|".join(f"a{i}" for i in range(900))] for n in range(3)},
        {"EQ_stringValue": ["x" * 2_049]},
    ],
)
def test_too_much_of_a_query_is_refused_as_too_complex(params):
    with pytest.raises(BadQuery) as refused:
        read_params(params, OURS)

    assert refused.value.kind == Kind.TOO_COMPLEX


def test_a_refusal_survives_pickling():
    refused = BadQuery("EQ_x", "sai", "is wrong", Kind.TOO_COMPLEX)

    again = pickle.loads(pickle.dumps(refused))

    assert (again.parameter, again.kind, str(again)) == ("EQ_x", Kind.TOO_COMPLEX, "“EQ_x” sai.")
