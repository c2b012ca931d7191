"""The filters that write values for people."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import formats, translation

MOMENT = datetime(2026, 11, 24, 1, 5, tzinfo=UTC)
LATE = datetime(2026, 11, 23, 18, 30, tzinfo=UTC)


def shown(value, filter_name, language="vi"):
    with translation.override(language):
        return Template("{% load ui %}{{ value|" + filter_name + " }}").render(Context({"value": value}))


@pytest.mark.parametrize(
    ("value", "filter_name", "language", "text"),
    [
        (1_250_000, "vnd", "vi", "1.250.000\N{NO-BREAK SPACE}₫"),
        (1_250_000, "vnd", "en", "₫1,250,000"),
        (Decimal("1250.500"), "number", "vi", "1.250,5"),
        (Decimal("1250.500"), "number", "ja", "1,250.5"),
        (1250, "number", "en", "1,250"),
        (0, "number", "vi", "0"),
        (Decimal("1000"), "number", "en", "1,000"),
        (Decimal("2.4"), "kg", "vi", "2,4\N{NO-BREAK SPACE}kg"),
        (date(2026, 11, 4), "day", "vi", "04/11/2026"),
        (date(2026, 11, 4), "day", "en", "4 Nov 2026"),
        (date(2026, 11, 4), "day", "zh-hans", "2026年11月4日"),
        (date(2026, 11, 4), "day", "ja", "2026年11月4日"),
        (date(2026, 11, 4), "day", "ko", "2026년 11월 4일"),
        (LATE, "day", "vi", "24/11/2026"),
        (MOMENT, "moment", "vi", "24/11/2026 08:05"),
        (MOMENT, "moment", "en", "24 Nov 2026 08:05"),
    ],
)
def test_a_value_is_written_for_its_reader(value, filter_name, language, text):
    assert shown(value, filter_name, language) == text


@pytest.mark.parametrize("filter_name", ["vnd", "number", "kg", "day", "moment"])
@pytest.mark.parametrize("nothing", [None, ""])
def test_an_absent_value_is_shown_as_nothing(filter_name, nothing):
    assert shown(nothing, filter_name) == ""


@pytest.mark.parametrize("language", ["vi", "en"])
def test_staff_screens_write_bare_values_the_vietnamese_way(language):
    with translation.override(language):
        assert formats.localize(date(2026, 4, 3)) == "03/04/2026"
        # Digits are grouped by the filters only: grouped ids would spoil addresses.
        assert formats.localize(Decimal("1250.5"), use_l10n=True) == "1250,5"
        assert formats.get_format("DATE_INPUT_FORMATS")[0] == "%d/%m/%Y"
