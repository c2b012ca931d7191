"""The shapes of single values: times, URIs, numbers and the words of CBV.

Source: GS1 EPCIS 2.0, section 10 (JSON/JSON-LD bindings) and its JSON Schema.
"""

from collections.abc import Mapping
from types import MappingProxyType

from namsao.core.epcis.formats import LONGEST
from namsao.core.epcis.schema.shape import Shape, ref, text, word
from namsao.core.epcis.vocab import (
    BIZ_STEPS,
    BIZ_TRANSACTION_TYPES,
    COMPONENTS,
    DISPOSITIONS,
    ERROR_REASONS,
    MEASUREMENT_TYPES,
    SENSOR_ALERTS,
    SOURCE_DEST_TYPES,
    Action,
)

# Note: as in the standard's own schema, its words on ref.gs1.org pass as URIs; the older ways of writing them do not.
_OWN_CBV_URI = "^(urn:epcglobal:cbv|https?://ns[.]gs1[.]org/cbv/)"
_OWN_WEB_VOCABULARY_URI = "^https?://(www[.])?gs1[.]org/voc/"

A_URI = ("một URI, ví dụ https://… hoặc urn:uuid:…", "a URI, such as https://… or urn:uuid:…")

VALUES: Mapping[str, Shape] = MappingProxyType(
    {
        "uri": Shape({"type": "string", "format": "uri", "maxLength": LONGEST}, *A_URI),
        "epc": Shape({"allOf": [ref("uri"), {"format": "epc"}]}, *A_URI),
        "time": Shape(
            {"type": "string", "format": "date-time"},
            "thời điểm có múi giờ, ví dụ 2026-11-24T10:15:00.000+07:00",
            "a time with its zone, such as 2026-11-24T10:15:00.000+07:00",
        ),
        "offset": text(
            "^[+-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00)$", "độ lệch giờ như +07:00", "an offset like +07:00"
        ),
        "version": text("^[0-9]+(\\.[0-9]+)*$", "số phiên bản như 2.0", "a version like 2.0"),
        "uom": text("^[A-Z0-9]{2,3}$", "mã đơn vị UN/ECE như KGM", "a UN/ECE unit code like KGM"),
        "hex": text("^[A-Fa-f0-9]+$", "chuỗi số hệ 16", "hexadecimal digits"),
        "string": Shape({"type": "string"}, "chuỗi ký tự", "a string"),
        "number": Shape({"type": "number"}, "số", "a number"),
        "boolean": Shape({"type": "boolean"}, "true hoặc false", "true or false"),
        "object": Shape({"type": "object"}, "một đối tượng JSON", "a JSON object"),
        "action": Shape({"enum": list(Action)}, "ADD, OBSERVE hoặc DELETE", "ADD, OBSERVE or DELETE"),
        "context": Shape(
            {
                "anyOf": [
                    ref("uri"),
                    {"type": "object"},
                    {
                        "type": "array",
                        "uniqueItems": True,
                        "items": {"anyOf": [ref("uri"), {"type": "object"}]},
                    },
                ]
            },
            "URI, đối tượng {tiền tố: URI}, hoặc danh sách của chúng, không trùng",
            "a URI, an object {prefix: URI}, or a list of such without repeats",
        ),
        "certification": Shape(
            {"anyOf": [ref("uri"), {"type": "array", "items": ref("uri")}]},
            "URI của chứng nhận hoặc danh sách URI",
            "the URI of a certificate or a list of such",
        ),
        "bizStep": word(BIZ_STEPS, _OWN_CBV_URI),
        "disposition": word(DISPOSITIONS, _OWN_CBV_URI),
        "reason": word(ERROR_REASONS, _OWN_CBV_URI),
        "transactionType": word(BIZ_TRANSACTION_TYPES, _OWN_CBV_URI),
        "partyType": word(SOURCE_DEST_TYPES, _OWN_CBV_URI),
        "component": word(COMPONENTS, _OWN_CBV_URI),
        "measurement": word(MEASUREMENT_TYPES, _OWN_WEB_VOCABULARY_URI),
        "alert": word(SENSOR_ALERTS, _OWN_WEB_VOCABULARY_URI),
    }
)
"""Name -> shape."""
