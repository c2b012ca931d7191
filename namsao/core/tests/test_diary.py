"""The law of the field diary."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namsao.core.diary import (
    CLOCK_SKEW,
    MLT,
    Dose,
    Spray,
    Use,
    check_amount,
    check_day,
    check_harvest,
    first_harvest_day,
    season_summary,
)
from namsao.core.errors import BadValue
from namsao.core.finding import State
from namsao.core.units import KGM, LTR

DAY = date(2026, 11, 10)
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
SPRAYS = st.lists(
    st.builds(Spray, DAYS, st.sampled_from("ABC"), st.none() | st.integers(0, 60)),
    max_size=6,
)


def test_one_may_harvest_on_the_day_the_interval_is_over_and_not_before():
    spray = Spray(DAY, "Bt", 7)

    found = [[f.state for f in check_harvest(DAY + timedelta(days=n), [spray])] for n in (0, 6, 7, 8)]

    assert found == [[State.FAILED], [State.FAILED], [], []]
    assert first_harvest_day([spray]) == date(2026, 11, 17)


def test_the_finding_names_the_spray_and_the_first_day_allowed():
    (finding,) = check_harvest(DAY + timedelta(days=2), [Spray(DAY, "Bt", 7)])

    assert finding.is_blocking
    assert finding.what == "Chưa hết thời gian cách ly sau khi phun Bt"
    assert finding.why == "Phun ngày 10/11/2026, phải chờ 7 ngày; còn 5 ngày."
    assert finding.remedy == "Thu hoạch từ ngày 17/11/2026."


def test_an_unknown_interval_is_said_once_for_each_name_and_does_not_block():
    found = check_harvest(DAY, [Spray(DAY, "nước tỏi", None), Spray(DAY, "nước tỏi", None)])

    assert [(f.code, f.state, f.is_blocking, f.is_open) for f in found] == [
        ("diary.interval_unknown", State.UNKNOWN, False, True)
    ]


def test_what_is_sprayed_after_the_harvest_is_no_matter_of_it():
    assert check_harvest(DAY, [Spray(DAY + timedelta(days=1), "Bt", 7)]) == []


@given(SPRAYS, DAYS)
def test_a_day_is_free_of_blocking_findings_exactly_when_every_earlier_spray_is_clear(sprays, day):
    before = [spray for spray in sprays if spray.on <= day]
    first = first_harvest_day(before)

    blocked = any(finding.is_blocking for finding in check_harvest(day, sprays))

    assert blocked == (first is not None and day < first)


@pytest.mark.parametrize(
    ("day", "ended_on", "is_fine"),
    [
        (date(2026, 3, 10), None, True),
        (date(2026, 3, 9), None, False),
        (DAY, None, True),
        (DAY + CLOCK_SKEW, None, True),
        (DAY + 2 * CLOCK_SKEW, None, False),
        (date(2026, 10, 31), date(2026, 10, 31), True),
        (date(2026, 11, 1), date(2026, 10, 31), False),
    ],
)
def test_a_day_lies_in_its_season_and_at_most_one_day_ahead(day, ended_on, is_fine):
    dates = {"today": DAY, "started_on": date(2026, 3, 10), "ended_on": ended_on}
    if is_fine:
        check_day(day, **dates)
    else:
        with pytest.raises(BadValue) as refused:
            check_day(day, **dates)
        assert refused.value.field == "done_on"


@pytest.mark.parametrize(
    ("amount", "unit", "field"), [(Decimal(0), "KGM", "amount"), (Decimal(2), "", "unit"), (None, "", None)]
)
def test_an_amount_is_above_zero_and_has_a_unit(amount, unit, field):
    if field is None:
        check_amount(amount, unit)
        return
    with pytest.raises(BadValue) as refused:
        check_amount(amount, unit)
    assert refused.value.field == field


def test_a_season_is_summed_by_input_with_grams_as_kilograms():
    later = DAY + timedelta(days=9)
    uses = [
        Use("Phân chuồng", DAY, Decimal(1), "KGM"),
        Use("Phân chuồng", later, Decimal(500), "GRM"),
        Use("Phân chuồng", DAY, None, ""),
        Use("Bt", DAY, Decimal(250), MLT.code),
    ]

    assert season_summary(uses) == [
        Dose("Bt", 1, DAY, DAY, ((Decimal("0.250"), LTR),), 0),
        Dose("Phân chuồng", 3, DAY, later, ((Decimal("1.500"), KGM),), 1),
    ]
