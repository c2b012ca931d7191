"""Filters of the trace page: {% load trace %}."""

from typing import Any

from django import template
from django.utils.text import capfirst

from namsao.apps.traceability import trace_words
from namsao.core.balance import Balance

register = template.Library()


@register.filter
def kind_word(kind: str) -> str:
    """A kind of thing in words."""
    return str(trace_words.KINDS.get(kind, kind))


@register.filter
def column_word(kind: str) -> str:
    """The head of a column of the picture."""
    return capfirst(str(trace_words.COLUMNS.get(kind, kind)))


@register.filter
def sum_word(kind: str) -> str:
    """What a line of the balance is about."""
    return str(trace_words.SUMS[kind])


@register.filter
def amount(thing: Any) -> str:
    """How much there is of a box or goes along an arrow."""
    return trace_words.amount(thing.quantity, thing.uom)


@register.filter
def came_in(sums: Balance) -> str:
    return trace_words.amount(sums.came_in, sums.unit)


@register.filter
def went_out(sums: Balance) -> str:
    return trace_words.amount(sums.went_out, sums.unit)


@register.filter
def lost(sums: Balance) -> str:
    return trace_words.amount(sums.lost, sums.unit)


@register.filter
def left(sums: Balance) -> str:
    """What should still be there; "0" with its unit where nothing is."""
    return trace_words.amount(sums.left, sums.unit)


@register.filter
def disposition_word(name: str) -> str:
    return trace_words.disposition_word(name)
