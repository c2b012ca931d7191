"""Lots and the containers their items lie in, by ranges of serials that overlap."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from namsao.apps.traceability.models import Edge, ItemRange
from namsao.apps.traceability.queries.found import Arrow, parts


class Range(NamedTuple):
    """A row of `ItemRange`, light: a trace reads hundreds."""

    holder_id: int
    gtin_id: int
    prefix: str
    width: int
    first: int
    last: int
    event_time: datetime
    event_id: int
    is_taken_out: bool


def packed(near: str, frontier: list[int]) -> Iterator[Arrow]:
    """From lots to the containers their items lie in, or back, by ranges that overlap."""
    mine, theirs = (
        (ItemRange.Kind.LOT, ItemRange.Kind.CONTAINER)
        if near == "source"
        else (ItemRange.Kind.CONTAINER, ItemRange.Kind.LOT)
    )
    for part in parts(frontier):
        families: dict[tuple[int, str, int], list[Range]] = {}
        for each in _inside(_ranges(kind=mine, holder__in=part)):
            families.setdefault((each.gtin_id, each.prefix, each.width), []).append(each)
        for family, ranges in families.items():
            yield from _overlapping(ranges, _near(theirs, family, ranges), swap=near != "source")


def _near(kind: str, family: tuple[int, str, int], ranges: list[Range]) -> list[Range]:
    """Ranges of the other kind, of the same serials, between the first and the last of these."""
    gtin, prefix, width = family
    last = max(each.last for each in ranges)
    family_of = {"gtin": gtin, "prefix": prefix, "width": width}
    return _inside(_ranges(kind=kind, **family_of, first__lte=last, last__gte=ranges[0].first))


def _ranges(**wanted: Any) -> Iterator[Range]:
    return (Range(*row) for row in ItemRange.objects.filter(**wanted).values_list(*Range._fields))


def _inside(ranges: Iterable[Range]) -> list[Range]:
    """What lies in its holder still: ranges put in, less what was taken out later. In order of the first serial."""
    found: dict[tuple[int, int, str, int], list[Range]] = {}
    for each in sorted(ranges, key=lambda row: (row.event_time, row.event_id)):
        family = found.setdefault((each.holder_id, each.gtin_id, each.prefix, each.width), [])
        if each.is_taken_out:
            family[:] = [left for one in family for left in _without(one, each)]
        else:
            family.append(each)
    return sorted((each for family in found.values() for each in family), key=lambda row: row.first)


def _without(whole: Range, out: Range) -> list[Range]:
    """The parts of a range that are left."""
    if out.last < whole.first or out.first > whole.last:
        return [whole]
    left = []
    for first, last in ((whole.first, out.first - 1), (out.last + 1, whole.last)):
        if first <= last:
            left.append(whole._replace(first=first, last=last))
    return left


def _overlapping(mine: list[Range], theirs: list[Range], *, swap: bool) -> Iterator[Arrow]:
    """Lots into containers, with how many items; both lists by first serial. swap: mine are the containers."""
    totals: dict[tuple[int, int], tuple[int, tuple[datetime, int]]] = {}
    begin = 0
    for each in mine:
        while begin < len(theirs) and theirs[begin].last < each.first:
            begin += 1
        for other in theirs[begin:]:
            if other.first > each.last:
                break
            count = int(min(each.last, other.last) - max(each.first, other.first)) + 1
            if count > 0:
                lot, container = (other, each) if swap else (each, other)
                key = (lot.holder_id, container.holder_id)
                when = (container.event_time, container.event_id)
                before = totals.get(key, (0, when))
                totals[key] = (before[0] + count, max(before[1], when))
    for (lot_pk, container_pk), (count, (time, event)) in totals.items():
        yield Arrow(lot_pk, container_pk, Edge.Kind.AGGREGATION, Decimal(count), "", time, event)
