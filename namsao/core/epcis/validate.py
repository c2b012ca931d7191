"""Structural check of the EPCIS events we write, before they are stored or sent.

Not the whole standard: only the three kinds of event of `events`, field by field.
Source: GS1 EPCIS 2.0, section 7.4 (events), and CBV 2.0 for the vocabulary.
"""

import math
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from namsao.core.epcis.vocab import BIZ_STEPS, DISPOSITIONS, ERROR_REASONS, Action, EventType
from namsao.core.finding import Finding, Severity, State

SOURCE = "GS1 EPCIS 2.0, mục 7.4"

_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+")
_CBV_URI = re.compile(r"urn:epcglobal:cbv:|https?://(?:ref|ns)\.gs1\.org/(?:\w+/)*cbv/", re.IGNORECASE)
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(?:\.[0-9]+)?(?:Z|[+-][0-9]{2}:[0-9]{2})")
_OFFSET = re.compile(r"[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00)")
_UOM = re.compile(r"[A-Z0-9]{2,3}")
_ACTIONS = frozenset(map(str, Action))


def check(event: Mapping[str, Any]) -> list[Finding]:
    """What is wrong with the shape of one event; an empty list when nothing is.

    Finding codes are "epcis." and the field, such as "epcis.eventTime". Never raises.
    """
    kind = event.get("type")
    if not isinstance(kind, str) or kind not in _FIELDS:
        kinds = ", ".join(EventType)
        return [_failed("type", f"phải là một trong {kinds}", f"must be one of {kinds}")]
    return [*_absent(event, kind), *_strange(event, kind), *_misshapen(event), *_incomplete(event, kind)]


def _is_uri(value: object) -> bool:
    return isinstance(value, str) and _URI.fullmatch(value) is not None


def _is_time(value: object) -> bool:
    if not (isinstance(value, str) and _TIME.fullmatch(value)):
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_offset(value: object) -> bool:
    return isinstance(value, str) and _OFFSET.fullmatch(value) is not None


def _is_action(value: object) -> bool:
    return isinstance(value, str) and value in _ACTIONS


def _is_word_of(table: Mapping[str, object]) -> Callable[[object], bool]:
    """A short name of the table, or someone's own URI; the standard's own words have only short names."""

    def is_known(value: object) -> bool:
        if not isinstance(value, str):
            return False
        return value in table or (_is_uri(value) and not _CBV_URI.match(value))

    return is_known


def _is_place(value: object) -> bool:
    return isinstance(value, dict) and _is_uri(value.get("id"))


def _is_uri_list(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_uri, value)) and len(set(value)) == len(value)


def _is_quantity(value: object) -> bool:
    if not (isinstance(value, dict) and _is_uri(value.get("epcClass"))):
        return False
    if "uom" in value and not (isinstance(value["uom"], str) and _UOM.fullmatch(value["uom"])):
        return False
    return value.keys() <= {"epcClass", "quantity", "uom"} and _is_amount(value.get("quantity"))


def _is_amount(value: object) -> bool:
    if isinstance(value, float):
        return math.isfinite(value) and value > 0
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _is_quantity_list(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_quantity, value))


def _is_ilmd(value: object) -> bool:
    return isinstance(value, dict) and bool(value) and all(map(_is_uri, value))


_is_error_reason = _is_word_of(ERROR_REASONS)


def _is_error_declaration(value: object) -> bool:
    """Source: GS1 EPCIS 2.0, section 7.4.1.2: a time, perhaps a reason and the events that put it right."""
    return (
        isinstance(value, dict)
        and _is_time(value.get("declarationTime"))
        and ("reason" not in value or _is_error_reason(value["reason"]))
        and ("correctiveEventIDs" not in value or _is_uri_list(value["correctiveEventIDs"]))
    )


_Shape = tuple[Callable[[object], bool], str, str]
_A_URI: _Shape = (_is_uri, "phải là một URI", "must be a URI")
_A_TIME: _Shape = (_is_time, "phải là thời điểm ISO 8601 có múi giờ", "must be an ISO 8601 time with a zone")
_A_PLACE: _Shape = (_is_place, "phải có id là một URI", "must have an id that is a URI")
_URIS: _Shape = (_is_uri_list, "phải là danh sách URI, không trùng", "must be a list of URIs without repeats")
_AMOUNTS: _Shape = (
    _is_quantity_list,
    "cần mã loại hàng là URI, số lượng lớn hơn 0, đơn vị là mã UN/ECE",
    "needs an epcClass URI, a quantity above zero and a UN/ECE unit code",
)

_SHAPES: Mapping[str, _Shape] = {
    "eventID": _A_URI,
    "eventTime": _A_TIME,
    "eventTimeZoneOffset": (_is_offset, "phải có dạng +07:00", "must look like +07:00"),
    "recordTime": _A_TIME,
    "action": (_is_action, "phải là ADD, OBSERVE hoặc DELETE", "must be ADD, OBSERVE or DELETE"),
    "bizStep": (_is_word_of(BIZ_STEPS), "không có trong CBV 2.0", "is not a CBV 2.0 word"),
    "disposition": (_is_word_of(DISPOSITIONS), "không có trong CBV 2.0", "is not a CBV 2.0 word"),
    "readPoint": _A_PLACE,
    "bizLocation": _A_PLACE,
    "epcList": _URIS,
    "childEPCs": _URIS,
    "inputEPCList": _URIS,
    "outputEPCList": _URIS,
    "quantityList": _AMOUNTS,
    "childQuantityList": _AMOUNTS,
    "inputQuantityList": _AMOUNTS,
    "outputQuantityList": _AMOUNTS,
    "parentID": _A_URI,
    "transformationID": _A_URI,
    "errorDeclaration": (
        _is_error_declaration,
        "cần declarationTime, và reason của CBV 2.0 nếu có",
        "needs a declarationTime, and a CBV 2.0 reason if any",
    ),
    "ilmd": (
        _is_ilmd,
        "cần tên có tiền tố, như cbvmda:lotNumber",
        "needs prefixed names like cbvmda:lotNumber",
    ),
}

_REQUIRED = ("eventID", "eventTime", "eventTimeZoneOffset")
_COMMON = frozenset(
    {*_REQUIRED, "type", "@context", "recordTime", "certificationInfo", "errorDeclaration", "bizStep"}
    | {"disposition", "readPoint", "bizLocation", "bizTransactionList", "sourceList", "destinationList"}
    | {"sensorElementList"}
)
_FIELDS: Mapping[str, frozenset[str]] = {
    EventType.OBJECT: _COMMON | {"action", "epcList", "quantityList", "persistentDisposition", "ilmd"},
    EventType.AGGREGATION: _COMMON | {"action", "parentID", "childEPCs", "childQuantityList"},
    EventType.TRANSFORMATION: _COMMON
    | {"inputEPCList", "inputQuantityList", "outputEPCList", "outputQuantityList"}
    | {"transformationID", "persistentDisposition", "ilmd"},
}


def _absent(event: Mapping[str, Any], kind: str) -> Iterator[Finding]:
    required = (*_REQUIRED, "action") if "action" in _FIELDS[kind] else _REQUIRED
    for field in required:
        if field not in event:
            yield _failed(field, "còn thiếu", "is missing", State.MISSING)


def _strange(event: Mapping[str, Any], kind: str) -> Iterator[Finding]:
    """Fields the kind does not know; a prefixed name is an extension and passes."""
    for field in event:
        if field not in _FIELDS[kind] and not _is_uri(field):
            yield _failed(str(field), f"không thuộc {kind}", f"does not belong to {kind}")


def _misshapen(event: Mapping[str, Any]) -> Iterator[Finding]:
    for field, (fits, vi, en) in _SHAPES.items():
        if field in event and not fits(event[field]):
            yield _failed(field, vi, en)


def _incomplete(event: Mapping[str, Any], kind: str) -> Iterator[Finding]:
    yield from _CONTENT[kind](event)


def _object_content(event: Mapping[str, Any]) -> Iterator[Finding]:
    if not (
        _any(event, "epcList", "quantityList")
        or (_any(event, "sensorElementList") and _any(event, "readPoint"))
    ):
        yield _failed("epcList", "hoặc quantityList phải có", "or quantityList is needed", State.MISSING)
    if "ilmd" in event and event.get("action") != Action.ADD:
        yield _failed("ilmd", "chỉ đi với action ADD", "goes with action ADD only")


def _aggregation_content(event: Mapping[str, Any]) -> Iterator[Finding]:
    action = event.get("action")
    if action != Action.OBSERVE and "parentID" not in event:
        yield _failed("parentID", "phải có khi ADD, DELETE", "is needed to ADD or DELETE", State.MISSING)
    if action != Action.DELETE and not _any(event, "childEPCs", "childQuantityList"):
        yield _failed(
            "childEPCs", "hoặc childQuantityList phải có", "or childQuantityList is needed", State.MISSING
        )


def _transformation_content(event: Mapping[str, Any]) -> Iterator[Finding]:
    inputs = _any(event, "inputEPCList", "inputQuantityList")
    outputs = _any(event, "outputEPCList", "outputQuantityList")
    long_process = "transformationID" in event and (inputs or outputs)
    if not (inputs or long_process):
        yield _failed(
            "inputQuantityList", "hoặc inputEPCList phải có", "or inputEPCList is needed", State.MISSING
        )
    if not (outputs or long_process):
        yield _failed(
            "outputQuantityList", "hoặc outputEPCList phải có", "or outputEPCList is needed", State.MISSING
        )


_CONTENT: Mapping[str, Callable[[Mapping[str, Any]], Iterator[Finding]]] = {
    EventType.OBJECT: _object_content,
    EventType.AGGREGATION: _aggregation_content,
    EventType.TRANSFORMATION: _transformation_content,
}


def _any(event: Mapping[str, Any], *fields: str) -> bool:
    return any(event.get(field) for field in fields)


def _failed(field: str, vi: str, en: str, state: State = State.FAILED) -> Finding:
    return Finding(
        code=f"epcis.{field}",
        state=state,
        severity=Severity.BLOCKING,
        what=f"{field} {vi}",
        what_en=f"{field} {en}",
        source=SOURCE,
    )
