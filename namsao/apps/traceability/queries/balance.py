"""The mass balance of a story: per lot, per batch and per season, with a tolerance."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from namsao.apps.traceability.queries.account import Account
from namsao.apps.traceability.queries.background import Season, seasons_of
from namsao.apps.traceability.queries.box import Box
from namsao.core.balance import Amount, Balance, balance, lot_findings, season_findings
from namsao.core.finding import Finding
from namsao.core.processes.template import Template

TOLERANCE_PERCENT = Decimal(
    2
)  # what honest scales of a village may differ by; a choice of ours, no law says it

Findings = list[Finding]


@dataclass(frozen=True, slots=True)
class Sum:
    """One line of the balance. kind: lot, batch or season. is_over: more out than in, beyond the tolerance."""

    name: str
    kind: str
    sums: Balance
    is_over: bool


def lot_sums(account: Account) -> tuple[list[Sum], Findings]:
    """No more used, passed on and lost than came to be; of lots whose coming to be may be seen."""
    lines, findings = [], Findings()
    for box in account.lots:
        came_in, (used, lost) = account.came_in(box.pk), account.went_out(box.pk)
        if came_in and (used or lost):
            findings += lot_findings(box.title, came_in, used, lost, tolerance_percent=TOLERANCE_PERCENT)
            lines += _line(box.title, "lot", came_in, used, lost)
    return lines, findings


def season_sums(account: Account) -> tuple[list[Sum], Findings]:
    """No more picked than the fields bear, no more used than picked; where the harvest is the actor's to read."""
    lots = {box.uri: box for box in account.lots if account.is_whole(box)}
    seasons = {each.pk: each for each in seasons_of(lots.keys()).values()}
    template = _only_template(account)
    lines, findings = [], Findings()
    for season in seasons.values():
        came_in, used, lost = _of_season(account, season, lots.values())
        if template:
            findings += season_findings(
                template,
                season.name,
                season.area_ha,
                came_in,
                used,
                lost,
                tolerance_percent=TOLERANCE_PERCENT,
            )
        lines += _line(season.name, "season", came_in, used, lost)
    return lines, findings


def batch_sums(account: Account, box: Box) -> list[Sum]:
    """What went into a batch and what came of it, weighed."""
    events = {happening.pk for part, happening in account.made.get(box.pk, ()) if part.role == "output"}
    inputs = account.side(events, "input", account.told.nodes)
    return _line(box.title, "batch", inputs, account.came_in(box.pk), ()) if inputs else []


def _of_season(
    account: Account, season: Season, boxes: Iterable[Box]
) -> tuple[list[Amount], list[Amount], list[Amount]]:
    """(harvested, used of the lots in this story, lost)."""
    used: list[Amount] = []
    lost: list[Amount] = []
    for box in boxes:
        if box.uri in season.harvests:
            out, gone = account.went_out(box.pk)
            used += out
            lost += gone
    return [Amount(kg) for kg in season.harvests.values()], used, lost


def _only_template(account: Account) -> Template | None:
    """How the crop is used; None when it goes into goods of several kinds."""
    known = {each.template.reference: each.template for each in account.goods.values() if each.template}
    return next(iter(known.values())) if len(known) == 1 else None


def _line(
    name: str, kind: str, came_in: Sequence[Amount], used: Sequence[Amount], lost: Sequence[Amount]
) -> list[Sum]:
    """None where the amounts do not compare; a finding says so."""
    sums = balance(came_in, used, lost)
    return [Sum(name, kind, sums, sums.is_over(TOLERANCE_PERCENT))] if sums else []
