"""What is wrong with a document, each fault with its place, its rule and a sentence in two languages."""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from jsonschema_rs import ValidationError
from jsonschema_rs import ValidationErrorKind as Kind

from namsao.core.epcis.formats import LONGEST, trouble_with
from namsao.core.epcis.schema import DOCUMENTS, EVENTS, EXTENDED, SHAPES, Shape, validator
from namsao.core.errors import Refused
from namsao.core.gs1.errors import quoted

MOST_FAULTS = 20
"""A reader stops after so many: who has twenty faults has one cause."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a document.

    path: JSON Pointer (RFC 6901), such as "/epcisBody/eventList/3/eventTime", of a missing field too; "" is all of it.
    In XML the way of elements, such as "/epcis:EPCISDocument/EPCISBody/EventList/ObjectEvent[4]/eventTime".
    rule: the keyword of the schema or our name of the rule, such as "required", "format date-time", "prefix".
    what, what_en: what is wrong and what would be right, in Vietnamese and in English.
    """

    path: str
    rule: str
    what: str
    what_en: str


class Malformed(Refused):
    """A document that breaks the rules of EPCIS; `faults` has the first of them, at least one."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        first = faults[0]
        place = f"{first.path}: " if first.path else ""
        super().__init__(place + first.what, place + first.what_en)
        self.args = (tuple(faults),)  # so that a pickled copy can be made again
        self.faults = tuple(faults)


def pointer(at: str, *steps: str | int) -> str:
    """The JSON Pointer of what is `steps` below `at`. Source: RFC 6901."""
    return at + "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


def shown(value: object) -> tuple[str, str]:
    """A JSON value as a sentence may show it, in Vietnamese and in English."""
    if isinstance(value, str):
        return (quoted(value), quoted(value)) if value else ("chuỗi trống", "an empty string")
    if isinstance(value, Mapping):
        return "một đối tượng", "an object"
    if isinstance(value, Sequence):
        return "một danh sách", "a list"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return (f"số {value}", f"the number {value}") if abs(value) < 10**15 else ("một số", "a number")
    word = "null" if value is None else str(value).lower()
    return word, word


def shape_faults(kind: str, value: Any, at: str = "") -> list[Fault]:
    """What the schema of a kind of document or event says against a JSON object; [] for nothing."""
    judge = validator(kind)
    if judge.is_valid(value):
        return []
    shape = DOCUMENTS.get(kind) or EVENTS.get(kind) or EXTENDED
    try:
        told = (fault for error in judge.iter_errors(value) for fault in _told(error, shape, at))
        return list(islice(told, MOST_FAULTS)) or [unwritable(at)]
    except UnicodeEncodeError:
        return [unwritable(at)]
    except ValueError:  # the validator shows no value of more than 255 levels
        return [too_deep(at)]


def unwritable(at: str) -> Fault:
    """The fault of text that cannot be written in UTF-8 or in XML."""
    return Fault(
        at,
        "characters",
        "Có ký tự không thể ghi lại (ký tự NUL hoặc nửa cặp surrogate); hãy bỏ đi.",
        "There is a character that cannot be written again (NUL or half a surrogate pair); leave it out.",
    )


def too_deep(at: str) -> Fault:
    """The fault of objects and lists inside each other without end."""
    return Fault(at, "depth", "Dữ liệu lồng nhau quá nhiều tầng.", "Data are nested too deep.")


def suggestion(word: str, known: Iterable[str]) -> tuple[str, str]:
    """The known word that was probably meant, as the end of a sentence, in two languages; empty for none."""
    by_lower = {each.lower(): each for each in known}
    short = word[-80:].lower()  # comparing is slow
    last = re.split("[:/-]", short)[-1]
    near = [last] if last in by_lower else difflib.get_close_matches(short, by_lower, 1, 0.75)
    if not near:
        return "", ""
    right = quoted(by_lower[near[0]])
    return f" Ý bạn là {right}?", f" Did you mean {right}?"


def _told(error: ValidationError, root: Shape, at: str) -> Iterator[Fault]:
    """An error of the validator in our words."""
    steps, way = error.instance_path, error.schema_path
    shape = SHAPES[str(way[1])] if way[0] == "$defs" else root
    path, keyword = pointer(at, *steps), error.kind.name
    vi, en = _field(steps)
    match error.kind:
        case Kind.Required(property=name):
            yield _missing(name, shape, path)
        case Kind.AdditionalProperties(unexpected=names):
            for name in names:
                yield stranger(name, path, (vi, en), shape.rule["properties"])
        case Kind.UniqueItems() if isinstance(error.instance, list):
            twice, twice_en = _repeated(error.instance)
            yield Fault(path, keyword, f"{vi} ghi hai lần {twice}.", f"{en} has {twice_en} twice.")
        case Kind.Format(format="epc"):
            reason = trouble_with(str(error.instance))
            if reason is not None:
                yield Fault(path, "format epc", f"{vi}: {reason.what_vi}", f"{en}: {reason.what}")
        case Kind.MaxLength():
            yield Fault(
                path, keyword, f"{vi} dài quá {LONGEST} ký tự.", f"{en} is longer than {LONGEST} characters."
            )
        case Kind.Format(format=name):
            yield _unlike(error.instance, shape, path, f"format {name}", (vi, en))
        case _:
            yield _unlike(error.instance, shape, path, keyword, (vi, en))


def _unlike(value: object, shape: Shape, path: str, rule: str, field: tuple[str, str]) -> Fault:
    """The fault of a value that is not what the shape asks for."""
    given, given_en = shown(value)
    hint, hint_en = _meant(value, shape.rule)
    return Fault(
        path,
        rule,
        f"{field[0]} phải là {shape.vi}; đang ghi {given}.{hint}",
        f"{field[1]} must be {shape.en}, not {given_en}.{hint_en}",
    )


def _missing(name: str, shape: Shape, path: str) -> Fault:
    """The fault of a field that a shape needs, said at the field."""
    wanted = SHAPES[shape.rule["properties"][name]["$ref"].rpartition("/")[2]]
    return Fault(
        pointer(path, name),
        "required",
        f"Thiếu {name}: cần {wanted.vi}.",
        f"{name} is missing: it must be {wanted.en}.",
    )


def stranger(name: str, path: str, owner: tuple[str, str], known: Iterable[str]) -> Fault:
    """The fault of a field the standard does not know there. owner: what it stands in, in two languages."""
    hint, hint_en = suggestion(name, known)
    return Fault(
        pointer(path, name),
        "unknown field",
        f"{owner[0]} không có trường {quoted(name)}; trường riêng phải có tiền tố, ví dụ example:{_plain(name)}.{hint}",
        f"{owner[1]} has no field {quoted(name)}; "
        f"a field of your own needs a prefix, such as example:{_plain(name)}.{hint_en}",
    )


def _plain(name: str) -> str:
    return name if re.fullmatch("[A-Za-z][A-Za-z0-9_]{0,30}", name) else "myField"


def _field(steps: Sequence[str | int]) -> tuple[str, str]:
    """The field of a path as a sentence names it, in two languages."""
    if not steps:
        return "Sự kiện", "The event"
    last = steps[-1]
    if isinstance(last, str):
        return last, last
    owner = next((step for step in reversed(steps) if isinstance(step, str)), "")
    return f"Mục {last + 1} của {owner}", f"Item {last + 1} of {owner}"


def _meant(value: object, rule: Mapping[str, Any]) -> tuple[str, str]:
    """A hint for a word that is nearly one of the list the rule has."""
    words = rule.get("enum") or next((way["enum"] for way in rule.get("anyOf", ()) if "enum" in way), None)
    return suggestion(value, words) if words and isinstance(value, str) else ("", "")


def _repeated(items: Sequence[Any]) -> tuple[str, str]:
    """The first item that stands there twice; items are few or the same strings, so == is enough."""
    seen: set[str] = set()
    for item in items:
        if isinstance(item, str) and item in seen:
            return shown(item)
        seen.add(str(item))
    return "cùng một mục", "an item"
