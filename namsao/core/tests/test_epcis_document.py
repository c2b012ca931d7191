"""Reading EPCIS documents in JSON-LD."""

import json

import pytest

from namsao.core.epcis.document import Document, Malformed, event_faults, prefixes_of, read_json
from namsao.core.epcis.events import CONTEXT
from namsao.core.epcis.names import GS1_PREFIXES
from namsao.core.tests.epcis_documents import (
    OWN_CONTEXT,
    a_document,
    a_query_document,
    an_association_event,
    an_object_event,
    changed,
    every_kind,
)


def test_a_document_is_read_as_it_was_written():
    events = every_kind()
    header = {"epcisMasterData": {"vocabularyList": [{"type": "urn:epcglobal:epcis:vtype:BusinessLocation"}]}}
    whole = a_document(*events, epcisHeader=header, sender="Hoa", **{"example:note": "lần 1"})

    assert read_json(json.dumps(whole).encode()) == Document(
        kind="EPCISDocument",
        form="json",
        context=OWN_CONTEXT,
        events=events,
        created="2026-11-24T04:00:00.000Z",
        header=header,
        outer={
            "id": "https://example.org/documents/1",
            "schemaVersion": "2.0",
            "sender": "Hoa",
            "example:note": "lần 1",
        },
    )


def test_the_results_of_a_query_are_read_with_the_name_of_the_query():
    whole = a_query_document(*every_kind())
    del whole["creationDate"], whole["schemaVersion"], whole["id"]

    assert read_json(json.dumps(whole)) == Document(
        kind="EPCISQueryDocument",
        form="json",
        context=OWN_CONTEXT,
        events=every_kind(),
        created="",
        header={},
        outer={"queryName": "Q", "subscriptionID": "S"},
    )


def test_an_event_may_stand_alone_with_its_own_context():
    event = {"@context": CONTEXT, **an_association_event()}

    assert read_json(event) == Document("AssociationEvent", "json", [CONTEXT], [event], "", {}, {})


@pytest.mark.parametrize(
    "kind", ["example:Tasting", "https://example.org/voc/Tasting", "urn:example:Tasting"]
)
def test_an_event_of_somebodys_own_kind_passes_with_what_every_event_has(kind):
    event = {
        "type": kind,
        "eventTime": "2026-11-24T03:15:00Z",
        "eventTimeZoneOffset": "+07:00",
        "example:salt": 3,
    }

    assert read_json(a_document(event)).events == [event]
    assert (
        event_faults({"type": "example:Tasting", "@context": {"example": "urn:example:"}})[0].rule
        == "required"
    )


@pytest.mark.parametrize(
    ("path", "new"),
    [
        ("/eventTime", "2026-11-24T10:15:00Z"),
        ("/eventTime", "2026-11-24T10:15:00.1234567-00:30"),
        ("/eventTimeZoneOffset", "-13:59"),
        ("/eventTimeZoneOffset", "+14:00"),
        ("/epcList", []),
        ("/epcList/0", "https://shop.example.vn/a/01/08938505970028/21/7?17=270101&linkType=gs1:pip"),
        ("/epcList/0", "urn:epc:id:gid:95100000.12345.400"),
        ("/epcList/0", "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6"),
        ("/epcList/0", "https://example.org/01/anything"),
        ("/epcList/0", "https://example.org/?next=/01/08938505970029"),
        ("/quantityList/0/epcClass", "urn:epc:idpat:sgtin:893850597.0003.*"),
        ("/quantityList/0/quantity", 0),
        ("/quantityList/0/quantity", -2.5),
        ("/bizStep", "https://ref.gs1.org/cbv/BizStep-shipping"),
        ("/bizStep", "https://example.org/voc/harvesting"),
        ("/bizTransactionList", []),
        ("/sensorElementList", []),
        ("/ilmd", {}),
        ("/ilmd/https:~1~1example.org~1voc~1seed", "x"),
        ("/xsd:note", None),
        ("/@context", {"own": "example:deeper/"}),
    ],
)
def test_what_the_standard_allows_passes(path, new):
    steps = path.replace("/ilmd/https:~1~1example.org~1voc~1seed", "")
    event = an_object_event()
    event = changed(event, path, new) if steps else event | {"ilmd": {"https://example.org/voc/seed": new}}

    assert event_faults(event, prefixes=prefixes_of(OWN_CONTEXT)) == []


def test_prefixes_are_those_of_gs1_then_of_the_document_then_of_the_event():
    context = [
        CONTEXT,
        {
            "a": "https://a.example/",
            "b": {"@id": "urn:b:", "@prefix": True},
            "a:term": {"@type": "@id"},
            "c": 7,
        },
        {"d": "a:deeper/", "@vocab": "urn:v:", "e": "no uri"},
    ]

    assert prefixes_of(context, {"@context": {"a": "urn:other:", "b": None}}) == {
        **GS1_PREFIXES,
        "a": "urn:other:",
        "d": "https://a.example/deeper/",
    }
    assert prefixes_of([]) == GS1_PREFIXES


def test_the_prefix_of_one_event_is_not_that_of_the_next():
    first = an_association_event() | {"@context": {"mine": "urn:mine:"}, "mine:note": "x"}
    second = an_association_event() | {"mine:note": "x"}

    with pytest.raises(Malformed) as refusal:
        read_json(a_document(first, second))

    assert [fault.path for fault in refusal.value.faults] == ["/epcisBody/eventList/1/mine:note"]
