"""Events of our own and their hashes, as epcis-event-hash-generator 1.9.3 computes them."""

from typing import Any

PREFIXES = {"qn": "https://ocop.quangninh.example/epcis/", "v": "urn:vietgap:field:"}
ITEM = "urn:epc:id:sgtin:8938505.097002.7"
LOT = "https://id.gs1.org/01/08938505970028/10/ML2611A"


def event(kind: str, **fields: Any) -> dict[str, Any]:
    when = {"eventTime": "2026-11-24T03:15:00Z", "eventTimeZoneOffset": "+07:00"}
    return {"type": kind, **when, **fields}


def seen(**fields: Any) -> dict[str, Any]:
    return event("ObjectEvent", **{"action": "OBSERVE", **fields})


KNOWN: dict[str, tuple[dict[str, Any], str]] = {
    "a harvest with its facts": (
        seen(
            action="ADD",
            quantityList=[
                {
                    "epcClass": "urn:epc:class:lgtin:8938505.097001.TH-2026-07",
                    "quantity": 1250.5,
                    "uom": "KGM",
                }
            ],
            bizStep="creating_class_instance",
            disposition="active",
            readPoint={"id": "urn:epc:id:sgln:8938505.97000.0"},
            ilmd={"cbvmda:lotNumber": "TH-2026-07", "cbvmda:harvestEndDate": "2026-11-24"},
        ),
        "09458b34a67fdb0271c98d246e5a5fac8369c8487150516b3e0317544a1a6b97",
    ),
    "a pallet": (
        event(
            "AggregationEvent",
            parentID="urn:epc:id:sscc:8938505.0970000001",
            childEPCs=[
                "https://qn.vn/01/08938505970028/21/B2",
                "https://qn.vn/01/08938505970028/10/L/21/B1?17=271231",
            ],
            childQuantityList=[{"epcClass": LOT, "quantity": 40}],
            action="ADD",
            bizStep="packing",
        ),
        "e758ab89c42a1630fe3c14ab9f8286df4541306990dee684f7ee46c461dcf0ba",
    ),
    "a batch made of two lots": (
        event(
            "TransformationEvent",
            eventTime="2026-11-24T03:15:00.0005Z",
            inputEPCList=["urn:epc:id:giai:8938505.TB7"],
            inputQuantityList=[
                {"epcClass": "https://id.gs1.org/01/08938505970011/10/A", "quantity": 5.0, "uom": "KGM"},
                {"epcClass": "urn:epc:idpat:sgtin:8938505.097001.*", "quantity": 0.50},
            ],
            outputEPCList=[ITEM],
            outputQuantityList=[{"epcClass": LOT, "quantity": 500}],
            transformationID="urn:uuid:5f3a4a52-2f0c-4d0e-9b53-6e616d73616f",
        ),
        "b425d5e83f104ab566f895ae7b9c8fc23b0e80d2edcab54009192d7366eb4b35",
    ),
    "a paper with parent and items": (
        event(
            "TransactionEvent",
            bizTransactionList=[
                {"type": "po", "bizTransaction": "https://hd.vn/po/7"},
                {"type": "desadv", "bizTransaction": "urn:epc:id:gdti:8938505.90001.77"},
            ],
            parentID="urn:epc:id:grai:8938505.97000.12",
            epcList=[ITEM],
            action="ADD",
        ),
        "1a8a1e6b9a0c4d08f529dea9d9a1c4cc9a8f1b5676917b783994c42026d9fde6",
    ),
    "a sensor bound to a crate": (
        event(
            "AssociationEvent",
            parentID="urn:epc:id:grai:8938505.97000.12",
            childEPCs=["urn:epc:id:giai:8938505.S-1"],
            action="ADD",
            bizStep="https://ref.gs1.org/cbv/BizStep-installing",
        ),
        "e3f7cc6b2e71822960d77d3c7a94bc02e417620961aafb0dc1ac33bd06f9b275",
    ),
    "a cold chain": (
        seen(
            epcList=[ITEM],
            sensorElementList=[
                {
                    "sensorMetadata": {
                        "startTime": "2026-11-24T00:00:00+07:00",
                        "endTime": "2026-11-24T10:00:00+07:00",
                        "deviceID": "urn:epc:id:giai:8938505.S-1",
                        "qn:room": "2",
                    },
                    "sensorReport": [
                        {"type": "Temperature", "minValue": -18.0, "maxValue": -17.50, "uom": "CEL"},
                        {
                            "type": "RelativeHumidity",
                            "value": 1e1,
                            "uom": "P1",
                            "exception": "ALARM_CONDITION",
                            "component": "x",
                            "time": "2026-11-24T10:00:00.9994+07:00",
                            "booleanValue": True,
                            "qn:note": "ẩm",
                        },
                    ],
                }
            ],
        ),
        "856323b3ca19856abf3ab5981a84a1493ff0641b0bf03c166018acb8e497c57b",
    ),
    "parties": (
        seen(
            epcList=[ITEM],
            sourceList=[
                {"type": "owning_party", "source": "urn:epc:id:pgln:8938505.97000"},
                {"type": "location", "source": "https://id.gs1.org/414/8938505970004/254/K2"},
            ],
            destinationList=[
                {
                    "type": "urn:epcglobal:cbv:sdt:possessing_party",
                    "destination": "https://id.gs1.org/417/8938505970004",
                }
            ],
        ),
        "d480d8efd5a51c7d0040a62592ff3518fd94489a032e6c16b4beb141f9307cb4",
    ),
    "lasting dispositions": (
        seen(
            epcList=[ITEM],
            persistentDisposition={"unset": ["completeness_inferred"], "set": ["recalled", "conformant"]},
        ),
        "b4045e50fff50e5cf1c5fddca25b6c639d88ae931c18a0cb4f83612e41b9cdcb",
    ),
    "words as URNs": (
        seen(
            bizStep="urn:epcglobal:cbv:bizstep:shipping",
            disposition="urn:epcglobal:cbv:disp:in_transit",
            bizTransactionList=[
                {
                    "type": "urn:epcglobal:cbv:btt:inv",
                    "bizTransaction": "urn:epcglobal:cbv:bt:8938505970004:1",
                }
            ],
        ),
        "119da0f17edb4db1ea1eeae39dfe33b33e86d204319c07333ff330a0dc6b957e",
    ),
    "words of others": (
        seen(bizStep="https://ocop.quangninh.example/step/drying", disposition="qn:on_rack"),
        "4ca886f76d46c8cb0b3994a5544b7f968e6dce5ad6d5e955a864d5f0432ade54",
    ),
    "certificates": (
        seen(certificationInfo=["https://cert.vn/2", "https://cert.vn/1"]),
        "bada359659216392bdd520386618d03c61a05b52474748398184804550a8d88a",
    ),
    "empty lists": (
        seen(
            epcList=[],
            quantityList=[],
            bizTransactionList=[],
            ilmd={},
            **{"qn:none": [], "qn:nothing": "", "qn:empty": {}},
        ),
        "8e2d5ae00c4de2d820f2c5d2183fb6e3c968167e2fd045469a662398afaadc5d",
    ),
    "numbers in many shapes": (
        seen(
            **{
                "qn:a": 1.0,
                "qn:b": 26.40,
                "qn:c": 1e3,
                "qn:d": "007",
                "qn:e": "+5",
                "qn:f": "1e3",
                "qn:g": -0.0,
                "qn:h": 1e-7,
                "qn:i": 12345678901234567890,
                "qn:j": "nan",
            }
        ),
        "3a1064f69d1c9849270cb0010b9609c453639f99320b2e3b74118c2c554be380",
    ),
    "truth and nothing": (
        seen(**{"qn:a": True, "qn:b": False, "qn:c": None, "qn:d": "true"}),
        "919c905b138b50f09712d6d15c9905e012d17ba32419a3aca35637bfe860e1ad",
    ),
    "spaces and letters": (
        seen(**{"qn:a": "  Miến dong Bình Liêu \n", "v:b": "\u00a0🌾 ", "qn:c": "a  b"}),
        "1da7269f1c2ebb837f0f21c7ec87053219f5850321c521a55bfc363f2fd3446f",
    ),
    "nested extensions": (
        seen(
            **{
                "qn:season": {"v:plots": ["B2", "A1"], "qn:weather": {"v:rain": 12.0, "qn:heat": "26.40"}},
                "v:crew": [{"qn:n": "Hoa"}, {"qn:n": "Bình"}],
                "qn:visitList": ["c", "a"],
                "qn:grid": [[3, 1], [2]],
            }
        ),
        "82b2c966cb5e3b7f43fc6e232dc481a6cf92e2150bb573b8be51b3eb9cbe040f",
    ),
    "an attribute and a text": (
        seen(**{"qn:weight": {"#text": " 12.0 ", "unit": "KGM"}}),
        "927cbe4eb9a13af9cf87d1297a4e79dea3f90d6cd37466cad4bba2367d4473f5",
    ),
    "comments": (
        seen(**{"rdfs:comment": "x", "comment": "y", "qn:a": {"comment": "z", "qn:b": 1}}),
        "ea267a0dbcec93a395a33b3951336200044549f8417df8633375ee48d020baa4",
    ),
    "a prefix nobody declared": (
        seen(**{"zz:a": "zz:b", "qn:a": "v:b"}),
        "af88557abc0b01c9bfaa8210878faa7b732352a5d2fee7899c4febc0362cfd7a",
    ),
    "extensions of places": (
        seen(
            readPoint={"id": "https://id.gs1.org/414/8938505970004", "qn:gate": "2"},
            bizLocation={"id": "https://qn.vn/kho", "v:shelf": "7"},
        ),
        "d558fc435f67e26509d1f6d6e2b26cc035b405c33d3693baed918defe766a55f",
    ),
    "identifiers in extensions": (
        seen(
            **{
                "qn:old": "http://dl.vn/a/gtin/8938505970028/lot/ML2611A?x=1",
                "qn:short": "https://dl.vn/01/08938505970028/22/V1/10/ML2611A/21/S1",
                "qn:raw": "https://dl.vn/01/08938505970028/10/M%2FA",
                "qn:bad": "https://id.gs1.org/01/08938505970020",
            }
        ),
        "f35f68134b3f9bbb22ee23e80ce79f2485e383c08c2546fcf55c702aa07e9579",
    ),
    "URNs of every kind": (
        seen(
            epcList=[
                "urn:epc:id:upui:8938505.097002.Z(1)",
                "urn:epc:id:itip:8938505.097002.01.02.7",
                "urn:epc:id:gsrn:8938505.0000000017",
                "urn:epc:id:gsrnp:8938505.0000000017",
                "urn:epc:id:gsin:8938505.000000001",
                "urn:epc:id:sgcn:8938505.00001.9",
                "urn:epc:id:ginc:8938505.A%2FB",
                "urn:epc:id:cpi:8938505.P-1.9",
                "urn:epc:id:gid:1.2.3",
                "urn:epc:id:sgtin:8938505.097002.a;b='c*",
                "urn:epc:idpat:itip:8938505.097002.01.02.*",
                "urn:epc:idpat:gdti:8938505.90001.*",
                "urn:epc:idpat:grai:8938505.97000.*",
                "urn:epc:idpat:cpi:8938505.P-1.*",
                "urn:epc:idpat:upui:8938505.097002.*",
                "urn:epc:idpat:sgcn:8938505.00001.*",
            ]
        ),
        "6ddf9a30a7580db832470fc4e7179dd6b651f42b63432038c88d7a758b18e82f",
    ),
    "links of other keys": (
        seen(
            epcList=[
                "https://a.vn/00/089385059700000017",
                "https://a.vn/253/8938505900019ABC",
                "https://a.vn/255/89385050000119",
                "https://a.vn/401/8938505A-1",
                "https://a.vn/402/89385050000000012",
                "https://a.vn/8003/08938505970004Z1",
                "https://a.vn/8004/8938505TB7",
                "https://a.vn/8006/089385059700280102/10/L/21/S",
                "https://a.vn/8010/8938505P-1/8011/9",
                "https://a.vn/8018/893850500000000174/8019/1",
            ]
        ),
        "f9cc9ca05d8a98656e027a8ffdc1526530eb6fdc2cb815f76939b6624b4d6b72",
    ),
    "a declared error": (
        seen(
            eventID="urn:uuid:1",
            recordTime="2026-11-24T03:15:01Z",
            errorDeclaration={"declarationTime": "2026-11-25T03:15:00Z", "reason": "incorrect_data"},
            epcList=[ITEM],
        ),
        "bcd129f56b0521b2b551e955a0cea578a714b6d5561969ec44581e005b769fb8",
    ),
    "a half millisecond up": (
        seen(eventTime="2026-11-24T10:15:00.1235+07:00"),
        "4f234d9bda3ba782b16edf5a792396109b4115b5b978ee0dfc216341a92c14dd",
    ),
    "a half millisecond down": (
        seen(eventTime="2026-11-24T10:15:00.1245+07:00"),
        "4f234d9bda3ba782b16edf5a792396109b4115b5b978ee0dfc216341a92c14dd",
    ),
    "a tenth of a microsecond": (
        seen(eventTime="2026-12-31T23:59:59.1234999-01:00"),
        "24ffe64468b03adce4b50bda215f1225532165e3277bd15c32beed0f4c763449",
    ),
}
