"""Days of papers."""

from datetime import date, timedelta

import pytest

from namsao.core.errors import BadValue
from namsao.core.rating.papers import check_day

TODAY = date(2026, 11, 24)
ONE = timedelta(days=1)


def test_a_paper_of_today_that_answers_one_of_today_is_fine():
    check_day(TODAY, TODAY, not_before=TODAY, than="ngày trình")
    check_day(TODAY - 400 * ONE, TODAY)


def test_a_day_to_come_or_before_what_it_answers_is_refused_beside_its_field():
    with pytest.raises(BadValue) as future:
        check_day(TODAY + ONE, TODAY)
    with pytest.raises(BadValue) as early:
        check_day(TODAY - ONE, TODAY, not_before=TODAY, than="ngày trình", field="letter_on")

    assert (future.value.sentence, future.value.field) == ("Ngày này chưa tới.", "on")
    assert (early.value.sentence, early.value.field) == (
        "Ngày này không thể trước ngày trình (24/11/2026).",
        "letter_on",
    )
