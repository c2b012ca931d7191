"""The deadlines of a rating decree: numbers from a pack, days from rules."""

import calendar as months
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from namsao.core.calendar import add_working_days, vietnamese_holidays


@dataclass(frozen=True, slots=True)
class RoundDays:
    """A round of art. 5: proposals before one day, the evaluation before the other."""

    level: str
    number: int
    propose_before: date
    evaluate_before: date


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The numbers of the decree, in days unless the name says otherwise."""

    commune_working_days: int
    certificate_months: int
    window_opens_days: int
    window_closes_days: int
    reevaluation_days: int
    revocation_days: int
    extension_days: int
    samples: int
    sets_without_samples: frozenset[int]
    reminders: tuple[int, ...]
    rounds: tuple[tuple[str, int, str, str], ...]

    def expiry(self, issued_on: date) -> date:
        """The last day of a certificate issued on that day.

        The day of the same number, the last of the month where there is none.
        Source: Decision 26/2026/QĐ-TTg, art. 4.3; Civil Code 91/2015/QH13, arts. 147-148 (to be verified).
        """
        return add_months(issued_on, self.certificate_months)

    def window(self, valid_to: date) -> tuple[date, date]:
        """First and last day on which a re-evaluation is filed in time. Source: art. 7.6a."""
        opens = valid_to - timedelta(days=self.window_opens_days)
        return opens, valid_to - timedelta(days=self.window_closes_days)

    def commune_due(self, filed_on: date) -> date:
        """The last day the commune has. Source: art. 7.2."""
        holidays = vietnamese_holidays(filed_on.year, filed_on.year + 1)
        return add_working_days(filed_on, self.commune_working_days, holidays)

    def reevaluation_due(self, complete_on: date) -> date:
        """The last day for the result of a re-evaluation whose dossier was complete then. Source: art. 7.6g."""
        return complete_on + timedelta(days=self.reevaluation_days)

    def revocation_due(self, concluded_on: date) -> date:
        """The last day to revoke after a conclusion. Source: art. 8.4."""
        return concluded_on + timedelta(days=self.revocation_days)

    def extension_limit(self, valid_to: date) -> date:
        """The last day an extension can reach. Source: art. 12.3."""
        return valid_to + timedelta(days=self.extension_days)

    def samples_of(self, set_number: int) -> int:
        """Samples a dossier of this set comes with. Source: art. 6.2d."""
        return 0 if set_number in self.sets_without_samples else self.samples

    def rounds_of(self, year: int) -> list[RoundDays]:
        """The regular rounds whose proposals close in that year, earliest first."""
        days = [
            RoundDays(level, number, _day(year, propose), _day(year, evaluate))
            for level, number, propose, evaluate in self.rounds
        ]
        return sorted(days, key=lambda each: each.propose_before)

    def next_round(self, level: str, day: date) -> RoundDays:
        """The first regular round of the level that a proposal of that day still reaches. Source: art. 5."""
        coming = [each for year in (day.year, day.year + 1) for each in self.rounds_of(year)]
        return next(each for each in coming if each.level == level and each.propose_before > day)


def read(pack: Mapping[str, Any]) -> Deadlines:
    """The deadlines of a pack "deadlines/…"."""
    numbers = {
        name: each["value"] for name, each in pack.items() if isinstance(each, dict) and "value" in each
    }
    return Deadlines(
        **numbers,
        sets_without_samples=frozenset(pack["sets_without_samples"]),
        reminders=tuple(pack["reminders"]),
        rounds=tuple(
            (each["level"], each["number"], each["propose_before"], each["evaluate_before"])
            for each in pack["rounds"]
        ),
    )


def add_months(day: date, n: int) -> date:
    """The day of the same number n months later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))


def _day(year: int, month_day: str) -> date:
    return date.fromisoformat(f"{year}-{month_day}")
