import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namsao.core.epcis.document import Document, Malformed
from namsao.core.epcis.xml.parse import LARGEST_BYTES
from namsao.core.epcis.xml.read import read_xml
from namsao.core.tests.epcis_xml import (
    CHILDREN,
    EPCS,
    ILMD,
    OBJECT_1,
    OBJECT_2,
    PAPERS,
    SENSORS,
    WHY,
    a_document,
    a_query_document,
    an_event,
    quantities,
)

LIST = "/epcis:EPCISDocument/EPCISBody/EventList"
ACT = "<action>OBSERVE</action>"


def _faults(content: bytes) -> list[tuple[str, str]]:
    with pytest.raises(Malformed) as refused:
        read_xml(content)
    for fault in refused.value.faults:
        assert fault.what
        assert fault.what_en
        assert fault.what != fault.what_en
    return [(fault.path.rpartition(":")[0], fault.rule) for fault in refused.value.faults]


@pytest.mark.parametrize(
    ("event", "path", "rule"),
    [
        (an_event(f"{ACT}{EPCS}"), "ObjectEvent/epcList", "order"),
        (an_event(tail=EPCS), "ObjectEvent/epcList[2]", "maxOccurs"),
        (an_event(EPCS), "ObjectEvent", "required"),
        (an_event(f"{EPCS}<action>observe</action>"), "ObjectEvent/action", "action"),
        (an_event(tail="<foo>1</foo>"), "ObjectEvent/foo", "unknown"),
        (an_event(tail='<epcis:foo xmlns:epcis="urn:epcglobal:epcis:xsd:2"/>'), "ObjectEvent/epcis:foo", "unknown"),
        (an_event(tail="<ex:a>1</ex:a><bizStep>urn:x:1</bizStep>"), "ObjectEvent/bizStep", "order"),
        (an_event(tail="<extension/>"), "ObjectEvent/extension", "minOccurs"),
        (an_event(tail="<extension><foo/></extension>"), "ObjectEvent/extension/foo", "unknown"),
        (an_event(tail="lạc"), "ObjectEvent/action", "text"),
        (an_event().replace("<ObjectEvent>", '<ObjectEvent foo="1">'), "ObjectEvent/@foo", "attribute"),
        (an_event(f'<epcList a="1"/>{ACT}'), "ObjectEvent/epcList/@a", "attribute"),
        (an_event(f"<epcList><epc>urn:x:1</epc><epx/></epcList>{ACT}"), "ObjectEvent/epcList/epx", "unknown"),
        (an_event(f"<epcList><epc>urn:x:1<b/></epc></epcList>{ACT}"), "ObjectEvent/epcList/epc/b", "unknown"),
        (an_event(tail=quantities("quantityList").replace("40.5", "4e1")),
         "ObjectEvent/quantityList/quantityElement[1]/quantity", "decimal"),
        (an_event(tail="<quantityList><quantityElement><epcClass>urn:x:1</epcClass><uom>KGM</uom>"
                       "</quantityElement></quantityList>"),
         "ObjectEvent/quantityList/quantityElement/uom", "order"),
        (an_event(tail=SENSORS.replace("-1.50", "INF")),
         "ObjectEvent/sensorElementList/sensorElement/sensorReport[1]/@value", "double"),
        (an_event(tail=SENSORS.replace('"1"', '"yes"')),
         "ObjectEvent/sensorElementList/sensorElement/sensorReport[2]/@booleanValue", "boolean"),
        (an_event(tail=SENSORS.replace("F09F", "F09")),
         "ObjectEvent/sensorElementList/sensorElement/sensorReport[2]/@hexBinaryValue", "hexBinary"),
        (an_event(tail="<sensorElementList/>"), "ObjectEvent/sensorElementList", "required"),
        (an_event(tail="<bizTransactionList/>"), "ObjectEvent/bizTransactionList", "required"),
        (an_event(tail="<sourceList><source>urn:x:1</source></sourceList>"),
         "ObjectEvent/sourceList/source/@type", "required"),
        (an_event(head="<eventID>urn:x:1</eventID><recordTime>2026-11-24T03:15:00Z</recordTime>"),
         "ObjectEvent/recordTime", "order"),
        (an_event(head="<errorDeclaration><reason>urn:x:1</reason></errorDeclaration>"),
         "ObjectEvent/errorDeclaration", "required"),
        (an_event().replace("03:15:00Z", "03:15:00"), "ObjectEvent/eventTime", "dateTime"),
        (an_event().replace("03:15:00Z", "03:15Z"), "ObjectEvent/eventTime", "dateTime"),
        (an_event().replace("11-24T", "13-24T"), "ObjectEvent/eventTime", "dateTime"),
        (an_event(tail='<ex:a xsi:type="xsd:integer">mười</ex:a>'), "ObjectEvent/ex:a", "integer"),
        (an_event(f"{PAPERS}{ACT}{EPCS}", "TransactionEvent"), "TransactionEvent/epcList", "order"),
        (an_event(f"{CHILDREN}{ACT}", "AssociationEvent"), "AssociationEvent", "required"),
        (f"<extension>{an_event()}</extension>", "extension/ObjectEvent", "unknown"),
        ("<QuantityEvent/>", "QuantityEvent", "unknown"),
    ],
)  # fmt: skip
def test_what_the_schema_of_2_0_does_not_allow_is_refused_at_its_place(event, path, rule):
    assert _faults(a_document(event))[0] == (f"{LIST}/{path}", rule)


@pytest.mark.parametrize(
    ("event", "path", "rule"),
    [
        (an_event(ACT), "ObjectEvent", "required"),
        (an_event(head="<eventID>urn:x:1</eventID>"), "ObjectEvent/eventID", "unknown"),
        (an_event(tail=quantities("quantityList")), "ObjectEvent/quantityList", "unknown"),
        (an_event(tail=f"<extension>{ILMD}{quantities('quantityList')}</extension>"),
         "ObjectEvent/extension/quantityList", "order"),
        (an_event(tail=f"<extension>{SENSORS}</extension>"),
         "ObjectEvent/extension/sensorElementList", "unknown"),
        (an_event(tail="<extension><ex:a>1</ex:a></extension>"), "ObjectEvent/extension/ex:a", "unknown"),
        (an_event("<inputEPCList/>", "TransformationEvent"), "TransformationEvent", "unknown"),
        ("<extension/>", "extension", "minOccurs"),
        ("<QuantityEvent/>", "QuantityEvent", "withdrawn"),
        (f"<extension>{an_event(quantities('inputQuantityList'), 'TransformationEvent') * 2}</extension>",
         "extension", "minOccurs"),
    ],
)  # fmt: skip
def test_what_the_schema_of_1_2_does_not_allow_is_refused_at_its_place(event, path, rule):
    assert _faults(a_document(event, 1))[0] == (f"{LIST}/{path}", rule)


@pytest.mark.parametrize(
    ("event", "path", "rule"),
    [
        (an_event().replace("+07:00", "+7"), "ObjectEvent[2]/eventTimeZoneOffset", "pattern"),
        (an_event().replace("11-24T", "02-30T"), "ObjectEvent[2]/eventTime", "format date-time"),
        (an_event().replace("893850597.0003.8", "893850597.003.8"), "ObjectEvent[2]/epcList/epc[1]", "format epc"),
        (an_event().replace("08938505970028", "08938505970029"), "ObjectEvent[2]/epcList/epc[2]", "format epc"),
        (an_event(tail="<bizStep>urn:epcglobal:cbv:bizstep:flying</bizStep>"), "ObjectEvent[2]/bizStep", "anyOf"),
        (an_event(tail=WHY.replace("urn:epc:id:sgln:893850597.000.0", "")),
         "ObjectEvent[2]/bizLocation/id", "format uri"),
        (an_event(tail=ILMD), "ObjectEvent[2]/ilmd", "ilmd"),
        (an_event(quantities("inputQuantityList"), "TransformationEvent"),
         "TransformationEvent/outputQuantityList", "required"),
        (an_event(f"{CHILDREN}<action>OBSERVE</action><persistentDisposition><set>kaput</set>"
                  "</persistentDisposition>", "AggregationEvent"),
         "AggregationEvent/persistentDisposition/set", "anyOf"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_event_itself_is_said_at_its_place_in_the_xml(event, path, rule):
    assert _faults(a_document(an_event() + event)) == [(f"{LIST}/{path}", rule)]


@pytest.mark.parametrize(
    ("old", "new", "path", "rule"),
    [
        (' schemaVersion="2.0"', "", "/epcis:EPCISDocument/@schemaVersion", "required"),
        ('"2.0"', '"two"', "/epcis:EPCISDocument/@schemaVersion", "decimal"),
        ("2026-11-24T04:00:00.000Z", "2026-11-31T04:00:00Z", "/epcis:EPCISDocument/@creationDate", "created"),
        (
            "<EPCISBody>",
            "<EPCISHeader><a/></EPCISHeader><EPCISBody>",
            "/epcis:EPCISDocument/EPCISHeader/a",
            "unknown",
        ),
        ("EPCISBody", "EPCISBoddy", "/epcis:EPCISDocument/EPCISBoddy", "unknown"),
        ("xsd:2", "xsd:9", "/EPCISDocument", "root"),
        ("epcis:EPCISDocument", "epcis:ObjectEvent", "/ObjectEvent", "root"),
    ],
)
def test_a_document_that_is_none_is_refused(old, new, path, rule):
    content = a_document(an_event()).decode().replace(old, new).encode()
    assert (path, rule) in _faults(content)


def test_a_header_of_1_2_needs_its_business_document_header():
    content = a_document(an_event(), 1, header="<EPCISHeader/>")
    assert len(_faults(content)) == 1


@pytest.mark.parametrize(
    ("vocabulary", "path", "rule"),
    [
        ("<Vocabulary/>", "@type", "required"),
        ('<Vocabulary type="places"/>', "@type", "uri"),
        (
            '<Vocabulary type="urn:x:1"><VocabularyElementList/></Vocabulary>',
            "VocabularyElementList",
            "required",
        ),
        (
            '<Vocabulary type="urn:x:1"><VocabularyElementList><VocabularyElement id="urn:x:2">'
            "<attribute>1</attribute></VocabularyElement></VocabularyElementList></Vocabulary>",
            "VocabularyElementList/VocabularyElement/attribute/@id",
            "required",
        ),
    ],
)
def test_master_data_out_of_shape_are_refused(vocabulary, path, rule):
    header = (
        "<EPCISHeader><extension><EPCISMasterData><VocabularyList>"
        f"{vocabulary}</VocabularyList></EPCISMasterData></extension></EPCISHeader>"
    )
    way = "/epcis:EPCISDocument/EPCISHeader/extension/EPCISMasterData/VocabularyList/Vocabulary"
    assert _faults(a_document(an_event(), header=header)) == [(f"{way}/{path}", rule)]


def test_results_are_events_or_vocabularies():
    both = "<EventList/><VocabularyList/>"
    path = "/q:EPCISQueryDocument/EPCISBody/q:QueryResults/resultsBody"
    assert _faults(a_query_document(both)) == [(path, "minOccurs")]


def test_a_fault_tells_its_line():
    content = a_document("\n\n" + an_event() + "\n" + an_event(tail="<foo/>"))
    with pytest.raises(Malformed) as refused:
        read_xml(content)
    assert [fault.path for fault in refused.value.faults] == [f"{LIST}/ObjectEvent[2]/foo:4"]


def test_there_are_at_most_twenty_faults():
    assert len(_faults(a_document(an_event(tail="<foo/>") * 50))) == 20


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "well-formed"),
        (b"{}", "well-formed"),
        (b"<a>", "well-formed"),
        (b"<a>&lol;</a>", "well-formed"),
        (b"\xff\xfe\x00", "well-formed"),
        (b'<?xml version="1.0" encoding="nonsense"?><a/>', "well-formed"),
        (b"<!DOCTYPE a><a/>", "doctype"),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "doctype"),
        (b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd"><a/>', "doctype"),
        (b'<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;]><a/>', "doctype"),
        ("<!DOCTYPE a><a/>".encode("utf-16"), "doctype"),
        (b"<a>" * 10_000 + b"</a>" * 10_000, "well-formed"),
        (b" " * (LARGEST_BYTES + 1), "size"),
    ],
)
def test_hostile_xml_is_refused(content, rule):
    assert [each for _, each in _faults(content)] == [rule]


def test_no_file_that_a_document_names_is_opened(tmp_path):
    (tmp_path / "broken.dtd").write_text("<broken")
    assert _faults(f'<!DOCTYPE a SYSTEM "{tmp_path}/broken.dtd"><a/>'.encode()) == [("", "doctype")]


@pytest.mark.parametrize("place", ["<a>&l9;</a>", '<a b="&l9;"/>'])
def test_a_billion_laughs_are_refused_at_once(place):
    entities = '<!ENTITY l0 "lol">' + "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    began = time.process_time()
    rules = [rule for _, rule in _faults(f"<!DOCTYPE a [{entities}]>{place}".encode())]
    assert rules in (["doctype"], ["well-formed"])
    assert time.process_time() - began < 1


def test_bottomless_extensions_are_refused():
    deep = "<ex:a>" * 120 + "</ex:a>" * 120
    assert [rule for _, rule in _faults(a_document(an_event(tail=deep)))] == ["depth"]


def test_an_element_included_from_a_file_stays_an_element():
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd" parse="text"/>'
    (event,) = read_xml(a_document(an_event(tail=include))).events
    assert event["xi:include"] == {"href": "/etc/passwd", "parse": "text"}


@given(st.binary(max_size=200))
def test_any_bytes_are_a_document_or_are_refused(content):
    with pytest.raises(Malformed):
        read_xml(content)


_WHOLE = [a_document(OBJECT_2).decode(), a_document(OBJECT_1, 1).decode()]


@given(st.sampled_from(_WHOLE), st.integers(0), st.integers(0, 40), st.text(max_size=12))
def test_any_slip_of_the_pen_leaves_a_document_or_is_refused(whole, place, length, text):
    place %= len(whole)
    slipped = (whole[:place] + text + whole[place + length :]).encode("utf-8", "replace")
    try:
        assert isinstance(read_xml(slipped), Document)
    except Malformed as refused:
        assert refused.faults
