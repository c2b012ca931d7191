"""Days as typed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namsao.base.ui.days import FIRST_YEAR, LAST_YEAR, read_day, show_day
from namsao.core.errors import BadValue


@pytest.mark.parametrize(
    "text",
    ["03/04/2026", "3/4/2026", "03-04-2026", "3.4.2026", "2026-04-03", "2026-4-3", " 3 / 4 / 2026 "],
)
def test_a_day_is_read_day_first_or_as_iso(text):
    assert read_day(text) == date(2026, 4, 3)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("3/4/26", "“3/4/26” thiếu năm. Hãy ghi năm đủ 4 chữ số, ví dụ 24/11/2026."),
        ("31/02/2026", "Không có ngày “31/02/2026” trong lịch. Hãy xem lại ngày, tháng và năm."),
        ("11/24/2026", "Không có ngày “11/24/2026” trong lịch. Hãy xem lại ngày, tháng và năm."),
        ("24/11/0202", "Không có ngày “24/11/0202” trong lịch. Hãy xem lại ngày, tháng và năm."),
        ("hôm qua", "“hôm qua” không phải ngày tháng. Hãy ghi ngày/tháng/năm, ví dụ 24/11/2026."),
        ("3/4-2026", "“3/4-2026” không phải ngày tháng. Hãy ghi ngày/tháng/năm, ví dụ 24/11/2026."),
        ("２４/11/2026", "“２４/11/2026” không phải ngày tháng. Hãy ghi ngày/tháng/năm, ví dụ 24/11/2026."),
    ],
)
def test_what_is_no_day_is_refused_with_a_way_out(text, sentence):
    with pytest.raises(BadValue) as caught:
        read_day(text)

    assert caught.value.sentence == sentence
    assert caught.value.sentence_en


@given(st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)))
def test_a_day_shown_is_read_back_as_itself(day):
    assert read_day(show_day(day)) == day
    assert read_day(day.isoformat()) == day
