"""Malformed EPCIS in JSON-LD: events whose fields do not go together, and wrong frames around them."""

import pytest

from namsao.core.epcis.document import Malformed, read_json
from namsao.core.epcis.faults import MOST_FAULTS
from namsao.core.tests.epcis_documents import (
    ABSENT,
    ITEM,
    PALLET,
    a_document,
    a_query_document,
    a_transaction_event,
    a_transformation_event,
    an_aggregation_event,
    an_association_event,
    an_object_event,
    changed,
)

OF_OTHERS = [
    (an_object_event(), {"/action": "OBSERVE"}, "/ilmd", "ilmd"),
    (an_object_event(), {"/action": "DELETE"}, "/ilmd", "ilmd"),
    (
        an_object_event(),
        {"/epcList": ABSENT, "/quantityList": ABSENT, "/sensorElementList": ABSENT},
        "/epcList",
        "required",
    ),
    (
        an_object_event(),
        {"/epcList": ABSENT, "/quantityList": [], "/readPoint": ABSENT},
        "/epcList",
        "required",
    ),
    (an_aggregation_event(), {"/parentID": ABSENT}, "/parentID", "required"),
    (an_aggregation_event(), {"/childEPCs": [], "/childQuantityList": ABSENT}, "/childEPCs", "required"),
    (an_aggregation_event(), {"/ilmd": {"cbvmda:lotNumber": "1"}}, "/ilmd", "unknown field"),
    (an_aggregation_event(), {"/epcList": [ITEM]}, "/epcList", "unknown field"),
    (
        an_aggregation_event(),
        {"/persistentDisposition": {"set": ["active"]}},
        "/persistentDisposition",
        "unknown field",
    ),
    (an_aggregation_event(), {"/parentID": [PALLET]}, "/parentID", "type"),
    (
        an_aggregation_event(),
        {"/parentID": "https://id.gs1.org/00/089385059700000017"},
        "/parentID",
        "format epc",
    ),
    (an_association_event(), {"/parentID": ABSENT}, "/parentID", "required"),
    (an_association_event(), {"/action": "ADD"}, "/childEPCs", "required"),
    (an_association_event(), {"/action": "OBSERVE", "/childEPCs": []}, "/childEPCs", "required"),
    (an_association_event(), {"/ilmd": {"cbvmda:lotNumber": "1"}}, "/ilmd", "unknown field"),
    (a_transaction_event(), {"/bizTransactionList": ABSENT}, "/bizTransactionList", "required"),
    (a_transaction_event(), {"/bizTransactionList": []}, "/bizTransactionList", "minItems"),
    (a_transaction_event(), {"/quantityList": ABSENT}, "/epcList", "required"),
    (a_transaction_event(), {"/ilmd": {"cbvmda:lotNumber": "1"}}, "/ilmd", "unknown field"),
    (a_transformation_event(), {"/action": "ADD"}, "/action", "unknown field"),
    (a_transformation_event(), {"/epcList": [ITEM]}, "/epcList", "unknown field"),
    (
        a_transformation_event(),
        {"/inputQuantityList": ABSENT, "/transformationID": ABSENT},
        "/inputQuantityList",
        "required",
    ),
    (
        a_transformation_event(),
        {"/outputEPCList": [], "/transformationID": ABSENT},
        "/outputQuantityList",
        "required",
    ),
    (
        a_transformation_event(),
        {"/inputQuantityList": [], "/outputEPCList": []},
        "/inputQuantityList",
        "required",
    ),
    (a_transformation_event(), {"/outputEPCList": [ITEM, ITEM]}, "/outputEPCList", "uniqueItems"),
    (a_transformation_event(), {"/transformationID": "1"}, "/transformationID", "format uri"),
]


@pytest.mark.parametrize(("event", "changes", "path", "rule"), OF_OTHERS)
def test_what_must_or_must_not_stand_together_is_refused_by_name(event, changes, path, rule):
    for where, new in changes.items():
        event = changed(event, where, new)

    with pytest.raises(Malformed) as refusal:
        read_json(a_query_document(event))

    at = "/epcisBody/queryResults/resultsBody/eventList/0"
    assert [(fault.path, fault.rule) for fault in refusal.value.faults] == [(at + path, rule)]


OF_DOCUMENTS = [
    (a_document(**{"@context": ABSENT}), "/@context", "required"),
    (a_document(**{"@context": "epcis"}), "/@context", "anyOf"),
    (a_document(**{"@context": [7]}), "/@context", "anyOf"),
    (a_document(schemaVersion=ABSENT), "/schemaVersion", "required"),
    (a_document(schemaVersion=2.0), "/schemaVersion", "type"),
    (a_document(schemaVersion="two"), "/schemaVersion", "pattern"),
    (a_document(creationDate=ABSENT), "/creationDate", "required"),
    (a_document(creationDate="2026-11-24"), "/creationDate", "format date-time"),
    (a_document(type="EPCISDocuments"), "/type", "enum"),
    (a_document(type=ABSENT), "/type", "required"),
    (a_document(id="document 1"), "/id", "format uri"),
    (a_document(sender=7), "/sender", "type"),
    (a_document(comment="x"), "/comment", "unknown field"),
    (a_document(**{"nobody:comment": "x"}), "/nobody:comment", "prefix"),
    (a_document(epcisBody=ABSENT), "/epcisBody", "required"),
    (a_document(epcisBody=[]), "/epcisBody", "type"),
    (a_document(epcisBody={}), "/epcisBody/eventList", "required"),
    (a_document(epcisBody={"eventList": {}}), "/epcisBody/eventList", "type"),
    (a_document(epcisBody={"eventList": [], "events": []}), "/epcisBody/events", "unknown field"),
    (a_document("ObjectEvent"), "/epcisBody/eventList/0", "type"),
    (a_document(None), "/epcisBody/eventList/0", "type"),
    (a_document(a_document()), "/epcisBody/eventList/0/type", "enum"),
    (a_document(epcisHeader=[]), "/epcisHeader", "type"),
    (a_document(epcisHeader={"masterData": {}}), "/epcisHeader/masterData", "unknown field"),
    (
        a_document(epcisHeader={"epcisMasterData": {"vocabularyList": [{"type": "lots"}]}}),
        "/epcisHeader/epcisMasterData/vocabularyList/0/type",
        "format uri",
    ),
    (
        a_document(
            epcisHeader={
                "epcisMasterData": {
                    "vocabularyList": [
                        {
                            "type": "urn:v",
                            "vocabularyElementList": [
                                {"id": "urn:e", "attributes": [{"id": "urn:a", "attribute": []}]}
                            ],
                        }
                    ]
                }
            }
        ),
        "/epcisHeader/epcisMasterData/vocabularyList/0/vocabularyElementList/0/attributes/0/attribute",
        "anyOf",
    ),
    (a_query_document(epcisBody={}), "/epcisBody/queryResults", "required"),
    (
        a_query_document(epcisBody={"queryResults": {"resultsBody": {"eventList": []}}}),
        "/epcisBody/queryResults/queryName",
        "required",
    ),
    (
        a_query_document(epcisBody={"queryResults": {"queryName": "Q", "resultsBody": {}}}),
        "/epcisBody/queryResults/resultsBody/eventList",
        "required",
    ),
    (a_query_document(epcisHeader={}), "/epcisHeader", "unknown field"),
    (an_association_event(), "/@context", "required"),
]


@pytest.mark.parametrize(("document", "path", "rule"), OF_DOCUMENTS)
def test_a_wrong_frame_around_the_events_is_refused_at_its_place(document, path, rule):
    with pytest.raises(Malformed) as refusal:
        read_json(document)

    assert [(fault.path, fault.rule) for fault in refusal.value.faults] == [(path, rule)]


def test_every_fault_is_told_until_there_are_enough():
    few = a_document(
        changed(changed(an_object_event(), "/action", "add"), "/weather", "mưa"), {"type": "ObjectEvent"}
    )
    many = a_document(*[{"type": "ObjectEvent"}] * 50)

    with pytest.raises(Malformed) as refusal:
        read_json(few)
    with pytest.raises(Malformed) as long_refusal:
        read_json(many)

    at = "/epcisBody/eventList/"
    assert [(fault.path, fault.rule) for fault in refusal.value.faults] == [
        (at + "0/action", "enum"),
        (at + "0/weather", "unknown field"),
        (at + "1/eventTime", "required"),
        (at + "1/eventTimeZoneOffset", "required"),
        (at + "1/action", "required"),
        (at + "1/epcList", "required"),
    ]
    assert len(long_refusal.value.faults) == MOST_FAULTS
