"""Any event that JSON-LD and XML can both say: strategies for properties."""

from hypothesis import strategies as st

from namsao.core.tests.epcis_documents import FARM, ITEM, LOT, PALLET, WHEN

TEXT = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=["Cs", "Cc"]), max_size=9
)
_DOUBLE = st.floats(allow_nan=False, allow_infinity=False)
_LEAF = TEXT | st.integers(-(10**20), 10**20) | st.booleans() | st.none() | _DOUBLE
_TAGGED = st.fixed_dictionaries({"@value": TEXT, "@language": st.sampled_from(["vi", "en"])})


def _several(values):
    return st.lists(values, min_size=2, max_size=3)


def _some(values):
    return st.lists(values, min_size=1, max_size=2)


_VALUE = st.recursive(
    _LEAF | _TAGGED,
    lambda inner: st.dictionaries(
        st.sampled_from(["example:a", "cbvmda:c", "đ"]), inner | _several(inner), min_size=1, max_size=2
    ),
    max_leaves=4,
)
EXTENSIONS = st.dictionaries(
    st.sampled_from(["example:a", "example:b"]), _VALUE | _several(_VALUE), max_size=2
)
_URI = st.sampled_from(["urn:x:1", "urn:x:2", FARM, "urn:epc:id:sgln:893850597.000.0"])
_TIME = st.just("2026-01-01T00:00:00.5Z")
_NUMBER = st.integers(0, 10**15) | st.floats(0, 1e20)
_QUANTITIES = _some(
    st.fixed_dictionaries(
        {"epcClass": st.sampled_from([LOT, "urn:epc:class:lgtin:893850597.0002.a%2Fb"]), "quantity": _NUMBER},
        optional={"uom": st.sampled_from(["KGM", "LTR"])},
    )
)
_REPORT = st.fixed_dictionaries(
    {"type": st.sampled_from(["Temperature", "https://example.org/voc/Salt", "example:Salt"])},
    optional={
        "value": _NUMBER,
        "sDev": _DOUBLE,
        "booleanValue": st.booleans(),
        "stringValue": TEXT,
        "component": st.sampled_from(["x", "latitude", "example:up"]),
        "exception": st.just("ERROR_CONDITION"),
        "example:note": TEXT,
    },
)
_METADATA = st.fixed_dictionaries({}, optional={"time": _TIME, "deviceID": _URI, "example:note": TEXT})
_SENSOR = st.fixed_dictionaries(
    {"sensorReport": _some(_REPORT)}, optional={"sensorMetadata": _METADATA, "example:place": _VALUE}
)
_PLACE = st.builds(lambda uri, own: {"id": uri, **own}, _URI, EXTENSIONS)
_SIDE = st.sampled_from(["location", "owning_party", "urn:x:side"])
_ERROR = st.fixed_dictionaries(
    {"declarationTime": _TIME},
    optional={
        "reason": st.sampled_from(["did_not_occur", "urn:x:r"]),
        "correctiveEventIDs": st.lists(_URI, max_size=2, unique=True),
        "example:who": _VALUE,
    },
)
_PAPERS = _some(
    st.fixed_dictionaries(
        {"bizTransaction": _URI}, optional={"type": st.sampled_from(["po", "inv", "urn:x:type"])}
    )
)
_EPCS = st.lists(
    st.sampled_from([ITEM, PALLET, "urn:epc:id:sgtin:893850597.0003.8"]), min_size=1, max_size=3, unique=True
)
_STANDING = st.fixed_dictionaries(
    {"set": st.just(["damaged"])}, optional={"unset": st.just(["expired", "urn:x:d"])}
)
_ACTION = st.sampled_from(["ADD", "OBSERVE", "DELETE"])
_ANY_EVENT = {
    "eventID": st.just("urn:uuid:1"),
    "recordTime": _TIME,
    "bizStep": st.sampled_from(["shipping", "sampling", "urn:x:step"]),
    "disposition": st.sampled_from(["active", "in_transit", "https://example.org/d"]),
    "readPoint": _PLACE,
    "bizLocation": _PLACE,
    "sourceList": _some(st.fixed_dictionaries({"type": _SIDE, "source": _URI})),
    "destinationList": _some(st.fixed_dictionaries({"type": _SIDE, "destination": _URI})),
    "sensorElementList": _some(_SENSOR),
    "certificationInfo": _URI | st.lists(_URI, min_size=2, max_size=3, unique=True),
    "errorDeclaration": _ERROR,
}


def _event(kind, needed, optional):
    base = {"type": st.just(kind), **{name: st.just(value) for name, value in WHEN.items()}}
    fields = st.fixed_dictionaries(base | needed, optional=_ANY_EVENT | optional)
    return st.builds(lambda event, own: event | own, fields, EXTENSIONS)


EVENTS = st.one_of(
    _event(
        "ObjectEvent",
        {"action": st.just("ADD"), "epcList": _EPCS},
        {
            "quantityList": _QUANTITIES,
            "bizTransactionList": _PAPERS,
            "persistentDisposition": _STANDING,
            "ilmd": EXTENSIONS,
        },
    ),
    _event(
        "AggregationEvent",
        {"action": _ACTION, "parentID": _URI, "childEPCs": _EPCS},
        {"childQuantityList": _QUANTITIES, "bizTransactionList": _PAPERS},
    ),
    _event(
        "AssociationEvent",
        {"action": _ACTION, "parentID": _URI, "childQuantityList": _QUANTITIES},
        {"childEPCs": _EPCS, "bizTransactionList": _PAPERS},
    ),
    _event(
        "TransactionEvent",
        {"action": _ACTION, "bizTransactionList": _PAPERS, "epcList": _EPCS},
        {"parentID": _URI, "quantityList": _QUANTITIES},
    ),
    _event(
        "TransformationEvent",
        {"inputEPCList": _EPCS, "outputQuantityList": _QUANTITIES},
        {"transformationID": _URI, "persistentDisposition": _STANDING, "ilmd": EXTENSIONS},
    ),
)
"""Events of every kind, valid by JSON Schema. Lists have two items or more where XML cannot tell one from none."""
