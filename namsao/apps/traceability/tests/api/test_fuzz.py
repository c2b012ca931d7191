"""Whatever is asked, the answer is one of the standard's, and none says that we failed."""

import string
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from namsao.apps.traceability.tests.api.build import GLN, GTIN, LOT, SERIAL, a_document, an_event

NAMES = [
    *(
        "eventType",
        "GE_eventTime",
        "LT_recordTime",
        "EQ_action",
        "EQ_bizStep",
        "EQ_disposition",
        "WD_readPoint",
    ),
    *("EQ_persistentDisposition_set", "EQ_bizTransaction_po", "EQ_source_location", "EQ_destination_x"),
    *(
        "EQ_eventID",
        "EQ_errorReason",
        "EXISTS_errorDeclaration",
        "GE_errorDeclarationTime",
        "EQ_transformationID",
    ),
    *(
        "MATCH_epc",
        "MATCH_anyEPC",
        "MATCH_anyEPCClass",
        "MATCH_parentID",
        "MATCH_inputEPCClass",
        "EQ_quantity",
    ),
    *("GT_quantity", "EQ_ILMD_cbvmda:lotNumber", "EQ_INNER_ILMD_gs1:x", "GE_gs1:x", "EXISTS_INNER_gs1:x"),
    *("EQ_SENSORREPORT_gs1:x", "GE_value_CEL", "LT_percRank", "EQ_type", "EQ_deviceID", "EQ_stringValue"),
    *(
        "EQ_booleanValue",
        "EXISTS_sensorElementList",
        "GE_startTime",
        "HASATTR_bizLocation",
        "EQATTR_readPoint_x",
    ),
    *(
        "orderBy",
        "orderDirection",
        "eventCountLimit",
        "maxEventCount",
        "perPage",
        "nextPageToken",
        "WD_bizLocation",
    ),
    *("EQ_readPoint", "EQ_bizLocation", "EQ_readPoint_gs1:x", "stream", "minute"),
]
VALUES = [
    *(
        "ObjectEvent",
        "ADD",
        "shipping",
        "in_transit",
        "2026-11-20T08:00:00Z",
        "2026-11-20",
        "true",
        "ASC",
        "DESC",
    ),
    *("0", "1", "-1", "1e3", "1e400", "NaN", "9" * 40, "eventTime", "recordTime", "gs1:x", SERIAL, LOT, GLN),
    *(
        "urn:epc:idpat:sgtin:952110.0000001.*",
        "urn:epc:id:sgtin:952110.0000001.A1",
        "urn:epc:idpat:sgtin:*.*.*",
    ),
    *("", "|", "a|b", "\x00", "\ud7ff", "%", "'", '"', "x" * 500, "0001-01-01T00:00:00+14:00", f"{GTIN}/L1"),
]
texts = st.one_of(st.sampled_from(VALUES), st.text(max_size=20))
names = st.one_of(st.sampled_from(NAMES), st.text(string.printable, max_size=20), st.text(max_size=10))
headers = st.dictionaries(
    st.sampled_from(
        [
            *(
                "Accept",
                "GS1_EPC_Format",
                "GS1_CBV_XML_Format",
                "GS1_EPCIS_Min",
                "GS1_EPCIS_Max",
                "GS1_CBV_Min",
            ),
            *("GS1_CBV_Max", "GS1_Extensions", "GS1_EPCIS_Version", "GS1_Capture_Error_Behaviour", "Upgrade"),
        ]
    ),
    st.one_of(
        st.sampled_from(["application/xml", "*/*", "2.0.0", "1.2", "a=urn:a:", "rollback", "Always_EPC_URN"]),
        st.text(string.printable.replace("\r", "").replace("\n", ""), max_size=20),
    ),
    max_size=2,
)
paths = st.sampled_from(
    [
        *("events", "queries/mine/events", "epcs", "bizSteps", "queries", "capture", "eventTypes", ""),
        *("queries/mine/subscriptions", "bizSteps/shipping/events", "eventTypes/ObjectEvent/events"),
    ]
)
json = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), texts),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(texts, inner, max_size=3)),
    max_leaves=10,
)
quick = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def full(htx):
    """A repository with some of everything."""
    htx.capture(
        an_event(1, quantityList=[{"epcClass": LOT, "quantity": 1.5, "uom": "KGM"}]),
        an_event(2, action="ADD", ilmd={"cbvmda:lotNumber": "L1"}, bizLocation={"id": GLN}),
    )
    htx.post("queries", {"name": "mine", "query": {"EQ_bizStep": ["shipping"]}})
    return htx


def is_no_fault_of_ours(answer):
    assert answer.status_code < 500 or answer.status_code == 501, (answer.status_code, answer.content)
    if answer.status_code >= 400:
        assert answer["Content-Type"].startswith("application/problem+")


@quick
@given(paths, st.lists(st.tuples(names, texts), max_size=4), headers)
def test_any_parameters_and_headers(full, path, parameters, sent):
    query = urlencode(parameters, errors="replace")

    is_no_fault_of_ours(full.get(f"{path}?{query}", **sent))


@quick
@given(
    st.sampled_from(
        ["events/", "epcs/", "bizSteps/", "readPoints/", "eventTypes/", "queries/", "capture/", ""]
    ),
    texts,
    st.sampled_from(["", "/events", "/subscriptions", "/"]),
    st.sampled_from(["GET", "DELETE", "OPTIONS", "HEAD", "PUT"]),
)
def test_any_path_and_method(full, collection, name, below, method):
    if (collection, name, below, method) == ("queries/", "mine", "", "DELETE"):
        return
    is_no_fault_of_ours(full.ask(method, f"{collection}{quote(name, safe='', errors='replace')}{below}"))


@quick
@given(
    st.sampled_from(["capture", "events", "queries", "queries/mine/subscriptions"]),
    json,
    st.sampled_from(["application/json", "application/xml", "text/plain", ""]),
    headers,
)
def test_any_body(full, path, body, kind, sent):
    is_no_fault_of_ours(full.ask("POST", path, body, kind=kind, **sent))


@quick
@given(st.binary(max_size=60), st.sampled_from(["capture", "events", "queries"]))
def test_any_bytes(full, body, path):
    for kind in ("application/json", "application/xml"):
        is_no_fault_of_ours(full.ask("POST", path, body, kind=kind))


@quick
@given(st.dictionaries(st.one_of(st.sampled_from(list(an_event())), texts), json, min_size=1, max_size=3))
def test_an_event_with_anything_in_the_place_of_its_fields(full, changes):
    is_no_fault_of_ours(full.post("capture", a_document(an_event() | changes)))


@quick
@given(
    st.dictionaries(
        st.sampled_from(["name", "query", "@context", "dest", "stream", "schedule", "signatureToken"]), json
    ),
    st.dictionaries(names, json, max_size=3),
)
def test_any_named_query_and_subscription(full, members, asked):
    is_no_fault_of_ours(full.post("queries", {"name": "other", "query": asked} | members))
    is_no_fault_of_ours(full.post("queries/mine/subscriptions", members))
