"""Reading a query, from the parameters of a URL or from JSON, into what it asks of an event.

Source: GS1 EPCIS 2.0, sections 8.2.7.1 and 12.6; openapi.json and query-schema.json of its REST binding.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from typing import Any, TypeAlias

from namsao.core.epcis.document import prefixes_of
from namsao.core.epcis.query import given as read
from namsao.core.epcis.query.conditions import MOST_PER_PAGE, Condition, Query
from namsao.core.epcis.query.errors import BadQuery, Kind
from namsao.core.epcis.query.families import extension, reader_of
from namsao.core.epcis.query.given import Given
from namsao.core.epcis.query.parameters import FIXED

MOST_PARAMETERS = 100
MOST_VALUES_IN_ALL = 2_000
LONGEST_NAME = 1_000

# What a condition is compared to; the rest of it says what is compared.
_ASKED = frozenset({"values", "at", "patterns", "texts", "numbers", "times"})
_CONTEXT = "@context"
_Parameters: TypeAlias = list[tuple[str, Given]]


def read_params(params: Mapping[str, Iterable[str]], prefixes: Mapping[str, str] | None = None) -> Query:
    """The query in the parameters of a URL.

    params: name -> its texts, already decoded; "|" stands between the values of one. prefixes: prefix -> namespace,
    as the header GS1-Extensions declares; those of GS1 itself are always known.
    Raises: BadQuery, which names the parameter.
    """
    known = prefixes_of([]) | dict(prefixes or {})
    named: _Parameters = []
    for name, texts in params.items():
        named += [(name, Given(name, text, known)) for text in texts or [""]]
    return _query(named, _ORDER | _PAGE)


def read_query(body: Mapping[str, Any], prefixes: Mapping[str, str] | None = None) -> Query:
    """The query in the JSON that makes a named query, {"name": …, "query": {…}}, or in its "query" alone.

    Prefixes come from its "@context", inside or beside the query, and from `prefixes` (GS1-Extensions).
    Raises: BadQuery, which names the parameter; its kind is VALIDATION when there is no query in the body.
    """
    inner = body.get("query", body) if isinstance(body, Mapping) else body
    if not isinstance(inner, Mapping) or not all(isinstance(name, str) for name in inner):
        raise BadQuery("query", "phải là một đối tượng JSON", "must be a JSON object", Kind.VALIDATION)
    known = prefixes_of([]) | dict(prefixes or {})
    for holder in (body, inner):
        known |= _declared(holder.get(_CONTEXT))
    named = [
        (name, Given(name, value, known, is_typed=True)) for name, value in inner.items() if name != _CONTEXT
    ]
    return _query(named, _ORDER)


def _declared(context: Any) -> dict[str, str]:
    """Prefixes of a @context. Raises: BadQuery when it is none."""
    if context is None:
        return {}
    listed = context if isinstance(context, list) else [context]
    if not all(isinstance(each, str | Mapping) for each in listed):
        what, what_en = "phải là địa chỉ hoặc đối tượng JSON", "must be an address or a JSON object"
        raise BadQuery(_CONTEXT, what, what_en, Kind.VALIDATION)
    return prefixes_of(listed)


def _query(named: _Parameters, controls: "_Controls") -> Query:
    if len(named) > MOST_PARAMETERS:
        raise _too_much(f"quá {MOST_PARAMETERS} tham số", f"more than {MOST_PARAMETERS} parameters")
    names = {name for name, _ in named}
    _check_limits(names)
    conditions = _conditions((name, given) for name, given in named if name not in controls)
    told: dict[str, Any] = {}
    for name, given in named:
        if name in controls:
            field, value = controls[name]
            found = given.one(value)
            if told.setdefault(field, found) != found:
                raise _contradiction(given)
    return Query(conditions=conditions, **told)


def _conditions(named: Iterable[tuple[str, Given]]) -> tuple[Condition, ...]:
    """What is asked, each once. Raises: BadQuery when two parameters say different things of the same."""
    by_name: dict[str, Condition | None] = {}
    kept: dict[tuple[Any, ...], Condition] = {}
    for name, given in named:
        condition = _condition(name, given)
        if by_name.setdefault(name, condition) != condition:
            raise _contradiction(given)
        if condition and kept.setdefault(_about(condition), condition) != condition:
            raise _contradiction(given)
    if sum(map(_weight, kept.values())) > MOST_VALUES_IN_ALL:
        raise _too_much(f"quá {MOST_VALUES_IN_ALL} giá trị", f"more than {MOST_VALUES_IN_ALL} values")
    return tuple(kept.values())


def _condition(name: str, given: Given) -> Condition | None:
    reader = FIXED.get(name)
    if reader is None and len(name) <= LONGEST_NAME:
        reader = reader_of(name, given.prefixes)
    if reader is None:
        raise given.refusal(
            "không phải là tham số tìm sự kiện của EPCIS 2.0", "is not a query parameter of EPCIS 2.0"
        )
    return reader(given)


def _about(condition: Condition) -> tuple[Any, ...]:
    """What a condition looks at, without what it wants there."""
    rest = (getattr(condition, each.name) for each in fields(condition) if each.name not in _ASKED)
    return type(condition).__name__, *rest


def _weight(condition: Condition) -> int:
    """How many values an event is compared to."""
    asked = (getattr(condition, each.name) for each in fields(condition) if each.name in _ASKED)
    return sum(len(each) if isinstance(each, tuple) else 1 for each in asked)


def _check_limits(names: set[str]) -> None:
    """Source: EPCIS 2.0, section 8.2.7.1, eventCountLimit and maxEventCount."""
    if "eventCountLimit" not in names:
        return
    if "maxEventCount" in names:
        raise BadQuery(
            "eventCountLimit",
            "không dùng cùng với maxEventCount",
            "cannot be used together with maxEventCount",
        )
    if "orderBy" not in names:
        raise BadQuery("eventCountLimit", "cần có orderBy", "needs orderBy")


def _order_by(given: Given, value: Any) -> str:
    written = read.text(given, value)
    if written in ("eventTime", "recordTime"):
        return written
    found = extension(given.parameter, written, given.prefixes)
    if found is None:
        raise given.refusal(
            "phải là eventTime, recordTime hoặc tên một trường mở rộng",
            "must be eventTime, recordTime or the name of an extension field",
        )
    return found


def _is_descending(given: Given, value: Any) -> bool:
    return read.choice("ASC", "DESC")(given, value) == "DESC"


def _per_page(given: Given, value: Any) -> int:
    """A wish for more than the limit gets the limit. Source: openapi.json, perPage."""
    return min(read.whole(given, value), MOST_PER_PAGE)


def _contradiction(given: Given) -> BadQuery:
    return given.refusal("được cho hai lần với giá trị khác nhau", "is given twice with different values")


def _too_much(what: str, what_en: str) -> BadQuery:
    return BadQuery("", f"có {what}", f"has {what_en}", Kind.TOO_COMPLEX)


_Controls: TypeAlias = Mapping[str, tuple[str, Callable[[Given, Any], Any]]]
_ORDER = {
    "orderBy": ("order_by", _order_by),
    "orderDirection": ("descending", _is_descending),
    "eventCountLimit": ("event_count_limit", read.whole),
    "maxEventCount": ("max_event_count", read.whole),
}
_PAGE = {"perPage": ("per_page", _per_page), "nextPageToken": ("next_page_token", read.text)}
