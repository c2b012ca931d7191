"""Whatever comes as a query is a query or refused, and every query has an answer for every event."""

from hypothesis import given
from hypothesis import strategies as st

from namsao.core.epcis.match import matches
from namsao.core.epcis.query import BadQuery, Query, read_params, read_query
from namsao.core.epcis.query.parameters import FIXED

PREFIXES = {"ex": "https://ns.example.org/epcis/"}
OPS = st.sampled_from(
    ["EQ_", "GT_", "GE_", "LT_", "LE_", "EXISTS_", "HASATTR_", "EQATTR_", "EQ_ATTR_", "MATCH_", "WD_", ""]
)
PARTS = st.sampled_from([
    "INNER_", "ILMD_", "ERROR_DECLARATION_", "SENSORELEMENT_", "SENSORMETADATA_", "SENSORREPORT_",
    "readPoint_", "bizLocation_",
    "bizTransaction_", "source_", "destination_", "quantity", "value", "sDev_", "percRank", "CEL", "_KGM",
    "ex:name",
    "https://ns.example.org/epcis/#name", "cbvmda:lotNumber", "po", "owning_party", "epc", "anyEPCClass",
    "eventTime", "#", ":", "_",
])  # fmt: skip
CONTROLS = ["orderBy", "orderDirection", "eventCountLimit", "maxEventCount", "perPage", "nextPageToken"]
NAMES = (
    st.sampled_from([*FIXED, *CONTROLS, "EQ_ex:name", "GT_ex:name", "EQ_INNER_ILMD_ex:name", "GE_value_CEL"])
    | st.builds(lambda op, parts: op + "".join(parts), OPS, st.lists(PARTS, max_size=4))
    | st.text(max_size=20)
)
WORDS = st.sampled_from([
    "shipping", "ADD", "ObjectEvent", "5", "-1e3", "1e999", "true", "false", "2026-11-24T08:15:00+07:00",
    "2026-11-24T08:15:00",
    "0001-01-01T00:00:00+14:00", "urn:epc:id:sgtin:0614141.107346.2018", "urn:epc:idpat:sgtin:0614141.*.*",
    "urn:epc:idpat:sgtin:*",
    "urn:epc:class:lgtin:0614141.107346.*", "https://id.gs1.org/01/10614141073464",
    "https://id.gs1.org/8003/00614141123452",
    "https://id.gs1.org/01/1/21/*", "ni:///sha-256;af?ver=CBV2.0", "ex:word", "ex:", ":", "", "|", "*",
    "eventTime", "ASC", "Temperature",
])  # fmt: skip
TEXTS = WORDS | st.text(max_size=20) | st.lists(WORDS, max_size=4).map("|".join)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)
EVENTS = st.dictionaries(
    st.sampled_from([
        "type", "eventTime", "recordTime", "bizStep", "action", "eventID", "readPoint", "bizLocation",
        "epcList", "childEPCs", "parentID",
        "quantityList", "ilmd", "errorDeclaration", "persistentDisposition", "sensorElementList",
        "bizTransactionList", "sourceList",
        "destinationList", "ex:name", "transformationID",
    ]),
    JSON | st.lists(st.fixed_dictionaries({}, optional={
        "id": TEXTS, "ex:name": JSON, "quantity": JSON, "epcClass": JSON, "type": JSON, "source": JSON,
        "declarationTime": JSON,
        "sensorReport": st.lists(st.fixed_dictionaries({"type": JSON, "value": JSON}), max_size=2),
        "sensorMetadata": JSON,
    }), max_size=2),
    max_size=5,
)  # fmt: skip


@given(st.dictionaries(NAMES, st.lists(TEXTS, max_size=2), max_size=4), st.sampled_from([None, PREFIXES]))
def test_any_parameters_are_a_query_or_refused(params, prefixes):
    try:
        query = read_params(params, prefixes)
    except BadQuery as refused:
        assert refused.sentence
        assert refused.sentence_en
        assert refused.parameter in {"", *params}
    else:
        assert isinstance(query, Query)
        hash(query)
        assert 1 <= query.per_page <= 100


@given(st.dictionaries(NAMES, JSON, max_size=4) | JSON)
def test_any_json_is_a_query_or_refused(body):
    try:
        query = read_query(body, PREFIXES)
    except BadQuery as refused:
        assert refused.sentence
    else:
        hash(query)


@given(st.tuples(NAMES, TEXTS), EVENTS)
def test_every_query_has_an_answer_for_every_event(parameter, event):
    name, value = parameter
    try:
        query = read_params({name: [value]}, PREFIXES)
    except BadQuery:
        return

    assert matches(event, query, PREFIXES) in (True, False)
    assert not query.conditions or not matches({}, query, PREFIXES)


@given(
    st.sampled_from([name for name in FIXED if name.startswith("EQ_")]),
    st.lists(WORDS, min_size=1, max_size=3),
)
def test_what_was_read_reads_the_same_again(name, words):
    try:
        (condition,) = read_params({name: ["|".join(words)]}, PREFIXES).conditions
    except BadQuery:
        return

    again = read_params({name: ["|".join(condition.values)]})

    assert again.conditions == (condition,)
    if condition.values not in (("true",), ("false",)):
        assert read_query({name: words}, PREFIXES).conditions == (condition,)
