import pytest

from namsao.core.epcis.document import Document, read_json
from namsao.core.epcis.events import CONTEXT
from namsao.core.epcis.forms import to_json_document
from namsao.core.epcis.hashing import hashes
from namsao.core.epcis.xml.read import read_xml
from namsao.core.tests.epcis_xml import (
    CHILDREN,
    OBJECT,
    OBJECT_1,
    OBJECT_2,
    PAPERS,
    WHY,
    a_document,
    a_query_document,
    an_event,
    quantities,
)

SBDH = (
    '<sbdh:StandardBusinessDocumentHeader xmlns:sbdh="http://www.unece.org/cefact/namespaces/'
    'StandardBusinessDocumentHeader"><sbdh:HeaderVersion>1.0</sbdh:HeaderVersion>'
    '<sbdh:Sender><sbdh:Identifier Authority="GS1">urn:epc:id:sgln:893850597.000.0</sbdh:Identifier></sbdh:Sender>'
    "<sbdh:Receiver><sbdh:Identifier>R</sbdh:Identifier></sbdh:Receiver><sbdh:DocumentIdentification>"
    "<sbdh:Standard>EPCglobal</sbdh:Standard><sbdh:TypeVersion>1.0</sbdh:TypeVersion>"
    "<sbdh:InstanceIdentifier>77</sbdh:InstanceIdentifier><sbdh:Type>Events</sbdh:Type>"
    "<sbdh:CreationDateAndTime>2026-11-24T04:00:00Z</sbdh:CreationDateAndTime>"
    "</sbdh:DocumentIdentification></sbdh:StandardBusinessDocumentHeader>"
)
MASTER = (
    '<extension><EPCISMasterData><VocabularyList><Vocabulary type="urn:epcglobal:epcis:vtype:ReadPoint">'
    '<VocabularyElementList><VocabularyElement id="urn:epc:id:sgln:893850597.000.0">'
    '<attribute id="urn:epcglobal:cbv:mda#name">Xưởng</attribute>'
    '<attribute id="https://example.org/voc/at"><ex:lat>21.3</ex:lat></attribute>'
    "<children><id>urn:epc:id:sgln:893850597.000.1</id></children>"
    "</VocabularyElement></VocabularyElementList></Vocabulary></VocabularyList></EPCISMasterData></extension>"
)


def _only_event(content: bytes):
    (event,) = read_xml(content).events
    return event


@pytest.mark.parametrize(("xml", "version"), [(OBJECT_2, 2), (OBJECT_1, 1)])
def test_every_field_of_an_event_reads_alike_from_2_0_and_from_1_2(xml, version):
    document = read_xml(a_document(xml, version))
    assert document == Document(
        kind="EPCISDocument",
        form={1: "xml12", 2: "xml2"}[version],
        context=[CONTEXT, {"ex": "https://example.org/voc/", "cbvmda": "urn:epcglobal:cbv:mda"}],
        events=[OBJECT],
        created="2026-11-24T04:00:00.000Z",
        header={},
        outer={"schemaVersion": {1: "1.2", 2: "2.0"}[version]},
    )


def test_an_xml_event_hashes_as_the_same_event_in_json():
    xml = read_xml(a_document(OBJECT_2))
    event = {name: value for name, value in OBJECT.items() if name != "ilmd"}
    json = [CONTEXT, {"ex": "https://example.org/voc/"}]
    without_ilmd = [{name: value for name, value in each.items() if name != "ilmd"} for each in xml.events]
    assert hashes(xml.context, without_ilmd) == hashes(json, [event])


@pytest.mark.parametrize(
    ("xml", "version", "expected"),
    [
        (
            an_event(f"<parentID>urn:x:1</parentID>{CHILDREN}<action>ADD</action>", "AggregationEvent"),
            2,
            {"type": "AggregationEvent", "parentID": "urn:x:1", "action": "ADD"}
            | {"childEPCs": ["urn:epc:id:sgtin:893850597.0003.8"]},
        ),
        (
            an_event(f"{PAPERS}<epcList/><action>DELETE</action>", "TransactionEvent"),
            2,
            {"type": "TransactionEvent", "bizTransactionList": OBJECT["bizTransactionList"]}
            | {"epcList": [], "action": "DELETE"},
        ),
        (
            "<extension>"
            + an_event(
                quantities("inputQuantityList") + quantities("outputQuantityList"), "TransformationEvent"
            )
            + "</extension>",
            1,
            {"type": "TransformationEvent"}
            | dict.fromkeys(("inputQuantityList", "outputQuantityList"), OBJECT["quantityList"]),
        ),
        (
            "<extension><extension>"
            + an_event(f"<parentID>urn:x:1</parentID>{CHILDREN}<action>ADD</action>{WHY}", "AssociationEvent")
            + "</extension></extension>",
            1,
            {"type": "AssociationEvent", "parentID": "urn:x:1", "action": "ADD"}
            | {"childEPCs": ["urn:epc:id:sgtin:893850597.0003.8"]}
            | {name: OBJECT[name] for name in ("bizStep", "disposition", "readPoint", "bizLocation")},
        ),
        (
            an_event(f"<epcList/><action>ADD</action><extension>{quantities('quantityList')}</extension>"),
            1,
            {"type": "ObjectEvent", "action": "ADD", "quantityList": OBJECT["quantityList"]},
        ),
        (
            "<extension>" + an_event("<ex:what>sấy</ex:what>", "ex:Drying") + "</extension>",
            2,
            {"type": "ex:Drying", "ex:what": "sấy"},
        ),
    ],
)
def test_each_kind_of_event_stands_in_its_place(xml, version, expected):
    times = {"eventTime": "2026-11-24T03:15:00Z", "eventTimeZoneOffset": "+07:00"}
    assert _only_event(a_document(xml, version)) == expected | times


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ("<ex:a> hai  chữ </ex:a>", " hai  chữ "),
        ("<ex:a/>", ""),
        ('<ex:a xsi:type="xsd:integer"> 10 </ex:a>', 10),
        ('<ex:a xsi:type="xsd:double">2.5E1</ex:a>', 25.0),
        ('<ex:a xsi:type="xsd:boolean">false</ex:a>', False),
        ('<ex:a xsi:type="xsd:dateTime">2026-11-24T00:00:00Z</ex:a>', "2026-11-24T00:00:00Z"),
        ('<ex:a xsi:nil="true"/>', None),
        ('<ex:a xml:lang="vi">sấy</ex:a>', {"@value": "sấy", "@language": "vi"}),
        ('<ex:a unit="KGM">3.5</ex:a>', {"unit": "KGM", "#text": "3.5"}),
        ("<ex:a><b>1</b><b>2</b><ex:c>3</ex:c></ex:a>", {"b": ["1", "2"], "ex:c": "3"}),
        ("<ex:a><![CDATA[<b>]]> &amp; <!-- bỏ qua -->c</ex:a>", "<b> & c"),
        ('<ex:a><b xmlns="urn:other">1</b></ex:a>', {"ns1:b": "1"}),
        ('<ex:a xmlns:ld="http://www.w3.org/ns/json-ld#"><ld:id>urn:x:1</ld:id></ex:a>', {"@id": "urn:x:1"}),
    ],
)
def test_an_extension_becomes_json_ld(xml, expected):
    assert _only_event(a_document(an_event(tail=xml)))["ex:a"] == expected


def test_extensions_may_stand_in_extension_elements_and_attributes_of_the_event():
    event = an_event(
        head="<baseExtension><ex:a>1</ex:a></baseExtension>", tail="<extension><ex:b>2</ex:b></extension>"
    ).replace("<ObjectEvent>", '<ObjectEvent ex:c="3">')
    found = _only_event(a_document(event))
    assert {name: value for name, value in found.items() if ":" in name} == {
        "ex:a": "1",
        "ex:b": "2",
        "ex:c": "3",
    }


def test_two_namespaces_of_one_prefix_get_two_prefixes():
    one = an_event(tail='<p:a xmlns:p="urn:one:">1</p:a>')
    other = an_event(tail='<p:a xmlns:p="urn:two:">2</p:a>')
    document = read_xml(a_document(one + other))
    assert document.context[1] == {
        "ex": "https://example.org/voc/",
        "cbvmda": "urn:epcglobal:cbv:mda",
        "p": "urn:one:",
        "ns1": "urn:two:",
    }
    assert [event.get("p:a") or event.get("ns1:a") for event in document.events] == ["1", "2"]


def test_every_event_may_have_a_persistent_disposition_as_the_xml_schema_says():
    xml = an_event(
        f"{CHILDREN}<action>OBSERVE</action>"
        "<persistentDisposition><set>urn:epcglobal:cbv:disp:damaged</set></persistentDisposition>",
        "AggregationEvent",
    )
    assert _only_event(a_document(xml))["persistentDisposition"] == {"set": ["damaged"]}


def test_a_header_is_kept_whole():
    document = read_xml(a_document(an_event(), header=f"<EPCISHeader>{SBDH}{MASTER}</EPCISHeader>"))
    sbdh = document.header["sbdh:StandardBusinessDocumentHeader"]
    assert sbdh["sbdh:Sender"] == {
        "sbdh:Identifier": {"Authority": "GS1", "#text": "urn:epc:id:sgln:893850597.000.0"}
    }
    assert document.header["epcisMasterData"] == {
        "vocabularyList": [
            {
                "type": "urn:epcglobal:epcis:vtype:ReadPoint",
                "vocabularyElementList": [
                    {
                        "id": "urn:epc:id:sgln:893850597.000.0",
                        "attributes": [
                            {"id": "urn:epcglobal:cbv:mda#name", "attribute": "Xưởng"},
                            {"id": "https://example.org/voc/at", "attribute": {"ex:lat": "21.3"}},
                        ],
                        "children": ["urn:epc:id:sgln:893850597.000.1"],
                    }
                ],
            }
        ]
    }
    assert document.outer == {
        "schemaVersion": "2.0",
        "sender": "urn:epc:id:sgln:893850597.000.0",
        "receiver": "R",
        "instanceIdentifier": "77",
    }
    assert read_json(to_json_document(document)).header == document.header


@pytest.mark.parametrize("version", [1, 2])
def test_the_results_of_a_query_read_too(version):
    document = read_xml(a_query_document(f"<EventList>{an_event()}</EventList>", version))
    assert (document.kind, len(document.events)) == ("EPCISQueryDocument", 1)
    assert document.outer == {"schemaVersion": "2.0", "queryName": "Q", "subscriptionID": "S"}


def test_vocabularies_as_results_are_kept():
    lists = MASTER.removeprefix("<extension><EPCISMasterData>").removesuffix("</EPCISMasterData></extension>")
    document = read_xml(a_query_document(lists))
    assert document.events == []
    assert document.outer["vocabularyList"][0]["type"] == "urn:epcglobal:epcis:vtype:ReadPoint"


def test_an_extension_of_the_document_is_kept():
    assert read_xml(a_document(an_event(), beyond="<ex:note>a</ex:note>")).outer["ex:note"] == "a"


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1"])
def test_other_encodings_read_as_xml_says(encoding):
    text = a_document(an_event(tail="<ex:a>é</ex:a>")).decode().replace("UTF-8", encoding)
    assert _only_event(text.encode(encoding))["ex:a"] == "é"
