"""Where in a JSON text something stands that a JSON Pointer names."""

import json
import re
from json.decoder import scanstring  # type: ignore[attr-defined]  # not in the stubs; the reader of strings itself

_SPACE = re.compile(r"[ \t\n\r]*")
_decode = json.JSONDecoder().raw_decode


def line_of(text: str, pointer: str) -> int:
    """Line of the value, 1 for the first; as near as the pointer leads when it names what is not there.

    text: valid JSON. Source: RFC 6901.
    """
    at = _skip(text, 0)
    for step in pointer.split("/")[1:]:
        found = _member(text, at, step.replace("~1", "/").replace("~0", "~"))
        if found is None:
            break
        at = found
    return text.count("\n", 0, at) + 1


def _member(text: str, at: int, step: str) -> int | None:
    """Where the member of the object or list at `at` begins."""
    opening = text[at : at + 1]
    if opening not in {"{", "["}:
        return None
    at, place = _skip(text, at + 1), 0
    while text[at : at + 1] not in {"}", "]", ""}:
        name = str(place)
        if opening == "{":
            name, at = scanstring(text, at + 1, True)  # noqa: FBT003  # how it is called
            at = _skip(text, _skip(text, at) + 1)  # past the colon
        if name == step:
            return at
        at = _skip(text, _decode(text, at)[1])
        at, place = (_skip(text, at + 1) if text[at : at + 1] == "," else at), place + 1
    return None


def _skip(text: str, at: int) -> int:
    return _SPACE.match(text, at).end()  # type: ignore[union-attr]  # it matches nothing too
