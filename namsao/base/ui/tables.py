"""Columns that lists of all apps have, and what their cells look like."""

from datetime import date
from typing import Any

import django_tables2 as tables
from django.utils.safestring import SafeString

from namsao.base.ui.display import day
from namsao.base.ui.templatetags.ui import stars

SMALL = {"td": {"class": "small"}}
NUMBER = {"td": {"class": "n"}, "th": {"class": "n"}}


class DayColumn(tables.Column):
    """A date, or a moment by its day in Vietnam."""

    def render(self, value: date) -> str:
        return day(value)


class StarsColumn(tables.Column):
    """How many stars."""

    def render(self, value: int) -> SafeString:
        return stars(value)


class TitledColumn(tables.Column):
    """A place, by its title: “Xã Lục Hồn”."""

    def render(self, value: Any) -> str:
        return str(value.title)
