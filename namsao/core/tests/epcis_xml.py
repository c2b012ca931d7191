"""EPCIS XML to read: a document around events, and one full event of each kind in 2.0 and 1.2."""

NAMESPACES = (
    'xmlns:epcis="urn:epcglobal:epcis:xsd:{v}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:ex="https://example.org/voc/" '
    'xmlns:cbvmda="urn:epcglobal:cbv:mda"'
)
TIMES = (
    "<eventTime>2026-11-24T10:15:00.000+07:00</eventTime>"
    "<recordTime>2026-11-24T03:15:01Z</recordTime>"
    "<eventTimeZoneOffset>+07:00</eventTimeZoneOffset>"
)
ID = "<eventID>urn:uuid:0f3a4a52-2f0c-4d0e-9b53-6e616d73616f</eventID>"
ERROR = (
    "<errorDeclaration><declarationTime>2026-11-25T00:00:00Z</declarationTime>"
    "<reason>urn:epcglobal:cbv:er:incorrect_data</reason>"
    "<correctiveEventIDs><correctiveEventID>urn:uuid:1</correctiveEventID></correctiveEventIDs>"
    "<ex:who>Tuấn</ex:who></errorDeclaration>"
)
EPCS = (
    "<epcList><epc>urn:epc:id:sgtin:893850597.0003.8</epc>"
    "<epc> https://id.gs1.org/01/08938505970028/21/7K </epc></epcList>"
)
CHILDREN = "<childEPCs><epc>urn:epc:id:sgtin:893850597.0003.8</epc></childEPCs>"
WHY = (
    "<bizStep>urn:epcglobal:cbv:bizstep:shipping</bizStep>"
    "<disposition>https://ref.gs1.org/cbv/Disp-in_transit</disposition>"
    "<readPoint><id>https://id.gs1.org/414/8938505970004</id><ex:gate>2</ex:gate></readPoint>"
    "<bizLocation><id>urn:epc:id:sgln:893850597.000.0</id></bizLocation>"
)
PAPERS = (
    "<bizTransactionList>"
    '<bizTransaction type="urn:epcglobal:cbv:btt:po">urn:epcglobal:cbv:bt:8938505970004:77</bizTransaction>'
    "<bizTransaction>https://example.org/papers/7</bizTransaction></bizTransactionList>"
)


def quantities(name: str) -> str:
    return (
        f"<{name}><quantityElement><epcClass>urn:epc:class:lgtin:893850597.0002.ML1</epcClass>"
        "<quantity>40.5</quantity><uom>KGM</uom></quantityElement>"
        "<quantityElement><epcClass>urn:epc:idpat:sgtin:893850597.0002.*</epcClass><quantity>12</quantity>"
        f"</quantityElement></{name}>"
    )


PARTIES = (
    '<sourceList><source type="urn:epcglobal:cbv:sdt:owning_party">urn:epc:id:pgln:893850597.000</source>'
    "</sourceList><destinationList>"
    '<destination type="https://example.org/voc/buyer">https://id.gs1.org/417/8938505970004</destination>'
    "</destinationList>"
)
SENSORS = (
    '<sensorElementList><sensorElement><sensorMetadata time="2026-11-24T03:00:00Z" '
    'deviceID="urn:epc:id:giai:893850597.4" ex:battery="0.8"/>'
    '<sensorReport type="gs1:Temperature" value="-1.50" uom="CEL" exception="gs1:ALARM_CONDITION"/>'
    '<sensorReport type="https://example.org/voc/Salt" hexBinaryValue="F09F" booleanValue="1"/>'
    '<sensorReport type="gs1:Angle" component="cbv:Comp-latitude" meanValue="1.5E1" stringValue=" êm "/>'
    "<ex:place>nóc xe</ex:place></sensorElement></sensorElementList>"
)
STANDING = (
    "<persistentDisposition><unset>urn:epcglobal:cbv:disp:completeness_inferred</unset>"
    "<set>urn:epcglobal:cbv:disp:completeness_verified</set></persistentDisposition>"
)
ILMD = "<ilmd><cbvmda:lotNumber>ML1</cbvmda:lotNumber><ex:seed><ex:kind>dong riềng</ex:kind></ex:seed></ilmd>"
OWN = "<ex:crew><ex:name>Hoa</ex:name></ex:crew><ex:crew><ex:name>Lan</ex:name></ex:crew>"

OBJECT_2 = (
    f"<ObjectEvent>{TIMES}{ID}{ERROR}<certificationInfo>https://example.org/c/1</certificationInfo>{EPCS}"
    f"<action>ADD</action>{WHY}{PAPERS}{quantities('quantityList')}{PARTIES}{SENSORS}{STANDING}{ILMD}{OWN}"
    "</ObjectEvent>"
)
OBJECT_1 = (
    f"<ObjectEvent>{TIMES}<baseExtension>{ID}{ERROR}<extension><certificationInfo>https://example.org/c/1"
    f"</certificationInfo></extension></baseExtension>{EPCS}<action>ADD</action>{WHY}{PAPERS}<extension>"
    f"{quantities('quantityList')}{PARTIES}{ILMD}<extension>{SENSORS}{STANDING}</extension></extension>{OWN}"
    "</ObjectEvent>"
)
OBJECT = {
    "type": "ObjectEvent",
    "eventTime": "2026-11-24T10:15:00.000+07:00",
    "recordTime": "2026-11-24T03:15:01Z",
    "eventTimeZoneOffset": "+07:00",
    "eventID": "urn:uuid:0f3a4a52-2f0c-4d0e-9b53-6e616d73616f",
    "errorDeclaration": {
        "declarationTime": "2026-11-25T00:00:00Z",
        "reason": "incorrect_data",
        "correctiveEventIDs": ["urn:uuid:1"],
        "ex:who": "Tuấn",
    },
    "certificationInfo": "https://example.org/c/1",
    "epcList": ["urn:epc:id:sgtin:893850597.0003.8", "https://id.gs1.org/01/08938505970028/21/7K"],
    "action": "ADD",
    "bizStep": "shipping",
    "disposition": "in_transit",
    "readPoint": {"id": "https://id.gs1.org/414/8938505970004", "ex:gate": "2"},
    "bizLocation": {"id": "urn:epc:id:sgln:893850597.000.0"},
    "bizTransactionList": [
        {"type": "po", "bizTransaction": "urn:epcglobal:cbv:bt:8938505970004:77"},
        {"bizTransaction": "https://example.org/papers/7"},
    ],
    "quantityList": [
        {"epcClass": "urn:epc:class:lgtin:893850597.0002.ML1", "quantity": 40.5, "uom": "KGM"},
        {"epcClass": "urn:epc:idpat:sgtin:893850597.0002.*", "quantity": 12},
    ],
    "sourceList": [{"type": "owning_party", "source": "urn:epc:id:pgln:893850597.000"}],
    "destinationList": [
        {"type": "https://example.org/voc/buyer", "destination": "https://id.gs1.org/417/8938505970004"}
    ],
    "sensorElementList": [
        {
            "sensorMetadata": {
                "time": "2026-11-24T03:00:00Z",
                "deviceID": "urn:epc:id:giai:893850597.4",
                "ex:battery": "0.8",
            },
            "sensorReport": [
                {"type": "Temperature", "value": -1.5, "uom": "CEL", "exception": "ALARM_CONDITION"},
                {"type": "https://example.org/voc/Salt", "hexBinaryValue": "F09F", "booleanValue": True},
                {"type": "Angle", "component": "latitude", "meanValue": 15.0, "stringValue": " êm "},
            ],
            "ex:place": "nóc xe",
        }
    ],
    "persistentDisposition": {"unset": ["completeness_inferred"], "set": ["completeness_verified"]},
    "ilmd": {"cbvmda:lotNumber": "ML1", "ex:seed": {"ex:kind": "dong riềng"}},
    "ex:crew": [{"ex:name": "Hoa"}, {"ex:name": "Lan"}],
}


def a_document(events: str, version: int = 2, header: str = "", beyond: str = "") -> bytes:
    """An EPCISDocument of 2.0 or 1.2 around events."""
    number = {1: "1.2", 2: "2.0"}[version]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<epcis:EPCISDocument {NAMESPACES.format(v=version)} schemaVersion="{number}" '
        f'creationDate="2026-11-24T04:00:00.000Z">{header}<EPCISBody><EventList>{events}</EventList></EPCISBody>'
        f"{beyond}</epcis:EPCISDocument>"
    ).encode()


def a_query_document(results: str, version: int = 2) -> bytes:
    """An EPCISQueryDocument with results."""
    return (
        f'<q:EPCISQueryDocument xmlns:q="urn:epcglobal:epcis-query:xsd:{version}" '
        'xmlns:ex="https://example.org/voc/" schemaVersion="2.0" creationDate="2026-11-24T04:00:00Z">'
        f"<EPCISBody><q:QueryResults><queryName>Q</queryName><subscriptionID>S</subscriptionID>"
        f"<resultsBody>{results}</resultsBody></q:QueryResults></EPCISBody></q:EPCISQueryDocument>"
    ).encode()


def an_event(body: str = "", kind: str = "ObjectEvent", head: str = "", tail: str = "") -> str:
    """A small event of 2.0: body after the times; by default an item seen. tail: after the action."""
    times = "<eventTime>2026-11-24T03:15:00Z</eventTime><eventTimeZoneOffset>+07:00</eventTimeZoneOffset>"
    body = body or f"{EPCS}<action>OBSERVE</action>"
    return f"<{kind}>{times}{head}{body}{tail}</{kind}>"
