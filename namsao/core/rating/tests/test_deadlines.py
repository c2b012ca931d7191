import json
from datetime import date
from pathlib import Path

import pytest

from namsao.core.rating.deadlines import RoundDays, add_months, read

PACK = Path(__file__).parents[3] / "packs" / "deadlines" / "ocop-26-2026.json"
RULES = read(json.loads(PACK.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("day", "n", "then"),
    [
        (date(2026, 11, 24), 36, date(2029, 11, 24)),
        (date(2024, 2, 29), 36, date(2027, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 1, 31), -1, date(2025, 12, 31)),
    ],
)
def test_months_end_on_the_day_of_the_same_number_or_the_last(day: date, n: int, then: date):
    assert add_months(day, n) == then


def test_a_certificate_lasts_thirty_six_months():
    assert RULES.expiry(date(2026, 6, 15)) == date(2029, 6, 15)


def test_the_window_of_re_evaluation_is_from_180_to_120_days_before_expiry():
    # 24/05/2027 + 180 days = 20/11/2027; 23/07/2027 + 120 days = 20/11/2027
    assert RULES.window(date(2027, 11, 20)) == (date(2027, 5, 24), date(2027, 7, 23))


def test_the_commune_has_fifteen_working_days_over_the_holidays():
    # Filed on Monday 20/04/2026: 21-24/4 (4); 27/4 off for Sunday 26/4, the kings' day; 28, 29/4 (6); 30/4 and
    # 1/5 off; 4-8/5 (11); 11-14/5 (15).
    assert RULES.commune_due(date(2026, 4, 20)) == date(2026, 5, 14)


def test_the_other_days_are_plain_days():
    day = date(2026, 3, 1)
    assert RULES.reevaluation_due(day) == date(2026, 4, 15)
    assert RULES.revocation_due(day) == date(2026, 3, 16)
    assert RULES.extension_limit(day) == date(2026, 8, 28)


def test_tourism_brings_no_samples():
    assert (RULES.samples_of(7), RULES.samples_of(26)) == (5, 0)


def test_the_rounds_of_a_year_come_in_order():
    assert RULES.rounds_of(2026) == [
        RoundDays("central", 2, date(2026, 1, 30), date(2026, 3, 30)),
        RoundDays("province", 1, date(2026, 4, 30), date(2026, 6, 30)),
        RoundDays("central", 1, date(2026, 7, 30), date(2026, 9, 30)),
        RoundDays("province", 2, date(2026, 10, 30), date(2026, 12, 30)),
    ]


@pytest.mark.parametrize(
    ("level", "day", "propose_before"),
    [
        ("province", date(2026, 4, 29), date(2026, 4, 30)),
        ("province", date(2026, 4, 30), date(2026, 10, 30)),  # "before" the day: on it is too late
        ("province", date(2026, 12, 1), date(2027, 4, 30)),
        ("central", date(2026, 12, 1), date(2027, 1, 30)),
    ],
)
def test_the_next_round_is_the_first_whose_proposals_still_close(level, day, propose_before):
    found = RULES.next_round(level, day)

    assert (found.level, found.propose_before) == (level, propose_before)
