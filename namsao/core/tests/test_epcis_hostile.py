"""Reading what may be no EPCIS, no JSON or an attack: a document or a refusal, never a crash."""

import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namsao.core.epcis.document import Document, Malformed, event_faults, prefixes_of, read_json
from namsao.core.tests.epcis_documents import (
    ITEM,
    OWN_CONTEXT,
    a_document,
    a_transformation_event,
    an_aggregation_event,
    an_association_event,
    an_object_event,
    changed,
)


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "json"),
        (b"{", "json"),
        (b'{"type": "ObjectEvent",}', "json"),
        (b"<epcis:EPCISDocument/>", "json"),
        (b"[]", "type"),
        (b"null", "type"),
        (b'"ObjectEvent"', "type"),
        (b"\xff\xfe{\x00}\x00", "encoding"),
        ('{"type": "Việt"}'.encode("utf-16"), "encoding"),
        (b'{"type": "\xe9"}', "encoding"),
        (b'{"type": "ObjectEvent", "type": "ObjectEvent"}', "duplicate name"),
        (b'{"a": {"b": 1, "b": 1}}', "duplicate name"),
        (b'{"a": NaN}', "number"),
        (b'{"a": -Infinity}', "number"),
        (b'{"a": 1e999}', "number"),
        (b'{"a": ' + b"9" * 301 + b"}", "number"),
        (b'{"a": ' + b"9" * 9999 + b"}", "number"),
        (b'{"a": ' + b"[" * 100_000, "depth"),
        (b'{"a": "\\u0000"}', "characters"),
        (b'{"a": "\\ud800"}', "characters"),
        (b'{"\\udfff": 1}', "characters"),
        ('{"a": "\ud800"}', "characters"),
    ],
)
def test_what_is_no_json_of_ours_is_refused_as_a_whole(content, rule):
    with pytest.raises(Malformed) as refusal:
        read_json(content)

    assert refusal.value.faults[0].rule == rule


def test_a_byte_order_mark_and_escaped_pairs_are_read():
    event = an_association_event() | {"example:note": "\N{OLIVE} \\u0000"}
    content = json.dumps(a_document(event)).encode()

    assert b"\\ud83e\\uded2" in content
    assert read_json(b"\xef\xbb\xbf" + content).events == [event]
    assert read_json("\ufeff" + content.decode()).events == [event]


@pytest.mark.parametrize("path", ["/epcList", "/ilmd", "/example:deep", "/@context", "/readPoint"])
@pytest.mark.parametrize("depth", [120, 900])
def test_bottomless_data_are_refused_wherever_they_stand(path, depth):
    content = json.dumps(a_document(changed(an_object_event(), path, "HERE")))
    inside = '{"example:a":' * depth + "1" + "}" * depth
    if path == "/epcList":
        inside = "[" * depth + "]" * depth

    with pytest.raises(Malformed) as refusal:
        read_json(content.replace('"HERE"', inside))

    assert {fault.path[:24] for fault in refusal.value.faults} == {"/epcisBody/eventList/0" + path[:2]} or (
        [(fault.path, fault.rule) for fault in refusal.value.faults[:1]]
        == [("/epcisBody/eventList/0", "depth")]
    )


def test_data_of_bearable_depth_are_read():
    deep = 1
    for _ in range(90):
        deep = [deep]

    assert event_faults(an_association_event() | {"cbvmda:deep": deep}) == []


def test_a_refusal_survives_a_pickle():
    with pytest.raises(Malformed) as refusal:
        read_json(b"[]")

    assert pickle.loads(pickle.dumps(refusal.value)).faults == refusal.value.faults


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from([ITEM, "urn:epc:id:sgtin:1"]),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.sampled_from(["@context", "a:b"]), inner),
    max_leaves=5,
)


@given(json_values | st.dictionaries(st.sampled_from([*a_document(), *an_object_event()]), json_values))
def test_any_json_is_a_document_or_malformed(value):
    for content in (json.dumps(value), value if isinstance(value, dict) else "null"):
        try:
            assert isinstance(read_json(content), Document)
        except Malformed as refusal:
            assert all(fault.what and fault.what_en and fault.rule for fault in refusal.faults)


@given(st.binary() | st.text())
def test_any_bytes_and_any_text_are_a_document_or_malformed(content):
    with pytest.raises(Malformed):
        read_json(content)


places = [
    "/eventTime",
    "/epcList/0",
    "/quantityList/0",
    "/quantityList/0/quantity",
    "/bizStep",
    "/readPoint/id",
    "/sourceList/0/type",
    "/persistentDisposition/set",
    "/ilmd/cbvmda:lotNumber",
    "/errorDeclaration/reason",
    "/sensorElementList/0/sensorReport/0/value",
    "/sensorElementList/0/sensorReport",
    "/example:crew/0",
    "/@context",
    "/type",
]


@given(st.sampled_from(places), json_values)
def test_any_json_in_any_place_of_an_event_is_answered_never_a_crash(path, value):
    for event in (changed(an_object_event(), path, value), value):
        document = a_document(an_aggregation_event(), event, a_transformation_event())
        try:
            read_json(json.dumps(document))
        except Malformed as refusal:
            assert all(
                fault.path.startswith("/epcisBody/eventList/1") for fault in refusal.faults if fault.path
            )


@given(
    st.text(alphabet="urn:epcidsgtlb/01.*%2F-AZ?#", max_size=40),
    st.sampled_from(["urn:epc:", "https://id.gs1.org/"]),
)
def test_any_identifier_is_answered_never_a_crash(text, start):
    faults = event_faults(an_object_event() | {"epcList": [start + text]}, prefixes=prefixes_of(OWN_CONTEXT))

    assert {fault.path for fault in faults} <= {"/epcList/0"}
