"""Finding: what every judge says about a fact, in the same words."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How a fact stands against a rule."""

    MET = "met"
    NOT_APPLICABLE = "not_applicable"
    WARNING = "warning"
    UNKNOWN = "unknown"
    MISSING = "missing"
    FAILED = "failed"


class Severity(StrEnum):
    """What the rule weighs: blocking stops the way, advisory should be followed, a note only informs."""

    NOTE = "note"
    ADVISORY = "advisory"
    BLOCKING = "blocking"


CLOSED = frozenset({State.MET, State.NOT_APPLICABLE})

_STATE_RANK = {state: rank for rank, state in enumerate(State)}
_SEVERITY_RANK = {severity: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One judgement: the rule, how the fact stands, and what to do about it.

    code: stable id of the rule, such as "JP-IMP-01" or "mass_balance.over"; translations and tests key on it.
    what, why, remedy: plain text in Vietnamese: the point judged, the reason, the next thing to do.
    what_en: `what` in English, for the API and the command line.
    source: the document or the record the judgement rests on.
    verify: the rule or the fact is not yet confirmed ("cần xác minh").
    """

    code: str
    state: State
    severity: Severity
    what: str
    why: str = ""
    remedy: str = ""
    source: str = ""
    what_en: str = ""
    verify: bool = False

    @property
    def is_open(self) -> bool:
        """Does someone still have something to do or to find out? Unknown never counts as met."""
        return self.state not in CLOSED

    @property
    def is_blocking(self) -> bool:
        """Does it stop the way: open (a mere warning aside) under a blocking rule?"""
        return self.is_open and self.state is not State.WARNING and self.severity is Severity.BLOCKING

    @property
    def rank(self) -> tuple[int, int]:
        """Sort key, higher is worse: open ones by severity, then by state; closed ones below all."""
        severity = _SEVERITY_RANK[self.severity] if self.is_open else -1
        return severity, _STATE_RANK[self.state]


def by_severity(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, worst first; equals keep the order they came in."""
    return sorted(findings, key=lambda finding: finding.rank, reverse=True)


def worst(findings: Iterable[Finding]) -> Finding | None:
    """The worst finding, the earliest of equals; None when there is none."""
    return max(findings, key=lambda finding: finding.rank, default=None)
