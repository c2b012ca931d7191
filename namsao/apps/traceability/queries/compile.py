"""Conditions of an EPCIS query as conditions on rows, one for each kind, and nothing left for Python to filter."""

import math
from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Exists as SqlExists
from django.db.models import OuterRef, Q

from namsao.apps.traceability.models import EventKey, Mention
from namsao.core.epcis.query import conditions as asked
from namsao.core.epcis.query.conditions import Op, Section, Shape

LONGEST_TEXT = 300  # as `core.epcis.keys` cuts them
NOTHING, EVERYTHING = Q(pk__in=[]), Q(pk__isnull=False)
LOOKUPS = {Op.EQ: "", Op.GT: "__gt", Op.GE: "__gte", Op.LT: "__lt", Op.LE: "__lte"}
COLUMNS = {
    "eventType": "type",
    "action": "action",
    "bizStep": "biz_step",
    "disposition": "disposition",
    "readPoint": "read_point",
    "bizLocation": "biz_location",
    "eventID": "event_id",
}
KEYS = {
    "persistentDisposition.set": "persistentDisposition:set",
    "persistentDisposition.unset": "persistentDisposition:unset",
    "transformationID": "transformationID",
    "errorReason": "errorReason",
    "correctiveEventID": "correctiveEventID",
}
MOMENTS = {
    "eventTime": "event_time",
    "recordTime": "record_time",
    "errorDeclarationTime": "error_declared_at",
}
PLACES = {"readPoint": "read_point", "bizLocation": "biz_location"}
# List of the event -> part of its things.
ROLES = {
    "parentID": "parent",
    "epcList": "epc",
    "quantityList": "epc",
    "childEPCs": "child",
    "childQuantityList": "child",
    "inputEPCList": "input",
    "inputQuantityList": "input",
    "outputEPCList": "output",
    "outputQuantityList": "output",
}


class Compiler:
    """Turns conditions into conditions on `Event`. whole: which events are read with their private fields."""

    def __init__(self, whole: Q) -> None:
        self.whole = whole

    def compile(self, condition: asked.Condition) -> Q:
        ways: dict[type, Callable[[Any], Q]] = {
            asked.Field: self._field,
            asked.Exists: self._exists,
            asked.Moment: self._moment,
            asked.Within: _within,
            asked.Match: matching,
            asked.Quantity: _quantity,
            asked.Sensor: self._sensor,
            asked.Measure: self._measure,
            asked.Key: self._key,
            # There is no master data of other vocabularies here, so nothing has an attribute.
            asked.HasAttribute: lambda _each: NOTHING,
            asked.Attribute: lambda _each: NOTHING,
        }
        return ways[type(condition)](condition)

    def _field(self, each: asked.Field) -> Q:
        if each.name in COLUMNS:
            return Q(**{f"{COLUMNS[each.name]}__in": each.values})
        return self._with_key(KEYS[each.name], text__in=_cut(each.values))

    def _exists(self, each: asked.Exists) -> Q:
        if each.name == "errorDeclaration":
            return Q(error_declared_at__isnull=False)
        return self._with_key("sensor")

    def _moment(self, each: asked.Moment) -> Q:
        if not each.sections:
            return Q(**{f"{MOMENTS[each.name]}{LOOKUPS[each.op]}": each.at})
        number = {f"number{LOOKUPS[each.op]}": each.at.timestamp()}
        return _any(self._with_key(f"{section}:{each.name}@", **number) for section in each.sections)

    def _sensor(self, each: asked.Sensor) -> Q:
        return _any(
            self._with_key(f"{section}:{each.name}", text__in=_cut(each.values)) for section in each.sections
        )

    def _measure(self, each: asked.Measure) -> Q:
        key = f"{Section.SENSOR_REPORT}:{each.name}"
        unit = {"text": each.uom} if each.uom else {}
        return _any(
            self._with_key(key, **{f"number{LOOKUPS[each.op]}": value}, **unit) for value in each.values
        )

    def _key(self, each: asked.Key) -> Q:
        key = f"{each.section}.inner:{each.name}" if each.is_inner else f"{each.section}:{each.name}"
        if each.op is Op.EXISTS:
            return self._with_key(key)
        lookup = LOOKUPS[each.op]
        ways = [self._with_key(f"{key}@", **{f"number{lookup}": _seconds(at)}) for at in each.times]
        ways += [self._with_key(key, **{f"number{lookup}": number}) for number in each.numbers]
        if each.op is Op.EQ and each.texts:
            ways.append(self._with_key(key, text__in=_cut(each.texts)))
        return _any(ways)

    def _with_key(self, key: str, **wanted: Any) -> Q:
        """Events that have such a value and show it to whoever asks."""
        rows = EventKey.objects.filter(event=OuterRef("pk"), key=key, **wanted)
        return Q(SqlExists(rows.filter(is_private=False))) | (
            Q(SqlExists(rows.filter(is_private=True))) & self.whole
        )


def matching(match: asked.Match) -> Q:
    """Events with a thing that fits."""
    return Q(SqlExists(Mention.objects.filter(mentions_of(match), event=OuterRef("pk"))))


def mentions_of(match: asked.Match) -> Q:
    """The mentions that fit a MATCH parameter."""
    roles = {ROLES[each] for each in match.fields}
    return Q(role__in=roles, is_class=match.is_class) & _any(_fitting(each) for each in match.patterns)


def _fitting(pattern: asked.Pattern) -> Q:
    if pattern.shape is Shape.EXACT:
        return Q(epc__uri=pattern.text)
    found = Q(epc__uri__startswith=pattern.text)
    if pattern.qualifier is None:
        return found
    if pattern.qualifier == "":
        # A class: nothing follows its own value.
        return found & Q(epc__gtin__isnull=True, epc__lot__isnull=True)
    return found & Q(epc__uri__contains=f"/{pattern.qualifier}/")


def _within(each: asked.Within) -> Q:
    """The place itself, and the parts of a site: a GLN and its extensions."""
    column = PLACES[each.name]
    inside = _any(Q(**{f"{column}__startswith": f"{value}/254/"}) for value in each.values)
    return Q(**{f"{column}__in": each.values}) | inside


def _quantity(each: asked.Quantity) -> Q:
    unit = {"uom": each.uom} if each.uom else {}
    ways = [
        Mention.objects.filter(
            event=OuterRef("pk"),
            **{f"quantity{LOOKUPS[each.op]}": Decimal(repr(value))},
            **unit,
        )
        for value in each.values
        if math.isfinite(value) and abs(value) < 1e15  # the digits a column has
    ]
    return _any(Q(SqlExists(way)) for way in ways)


def _any(ways: Iterable[Q]) -> Q:
    found: Q | None = None
    for way in ways:
        found = way if found is None else found | way
    return NOTHING if found is None else found


def _cut(texts: Iterable[str]) -> list[str]:
    return [text[:LONGEST_TEXT] for text in texts]


def _seconds(at: datetime) -> float:
    return at.timestamp()
