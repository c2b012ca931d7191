"""What is to be said against a story: stages that lack, amounts that cannot be, goods used after a recall."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.text import capfirst

from namsao.apps.traceability.models import Event
from namsao.apps.traceability.queries.account import Account
from namsao.apps.traceability.queries.balance import (
    TOLERANCE_PERCENT,
    Findings,
    Sum,
    batch_sums,
    lot_sums,
    season_sums,
)
from namsao.apps.traceability.queries.box import FORWARD, Box, Story
from namsao.apps.traceability.queries.search import rows_of
from namsao.apps.traceability.queries.story import reached
from namsao.apps.traceability.queries.witness import Happening
from namsao.base.access.policy import condition
from namsao.base.ui.display import VIETNAM
from namsao.core import trail
from namsao.core.actor import Actor
from namsao.core.balance import batch_findings
from namsao.core.epcis.vocab import BIZ_STEPS
from namsao.core.finding import by_severity
from namsao.core.processes.gaps import gap_findings
from namsao.core.processes.seen import STAGE, seen_in
from namsao.core.processes.template import Template

MOST_BATCHES, MOST_BODIES = 12, 500
MISSING_STAGE = "process.missing_stage"
EXPIRY = "cbvmda:itemExpirationDate"

Bodies = Mapping[int, Mapping[str, Any]]
"""Event's id -> its body, as the actor may read it."""


@dataclass(frozen=True, slots=True)
class Stages:
    """One batch against the template of its kind."""

    name: str
    template: Template
    findings: Findings


@dataclass(slots=True)
class Judgement:
    """findings: on the trail and on amounts, worst first. unjudged: batches beyond the most that are looked at.

    without_process: batches whose product has no template, so that their stages are not looked at.
    """

    findings: Findings = field(default_factory=list)
    stages: list[Stages] = field(default_factory=list)
    sums: list[Sum] = field(default_factory=list)
    unjudged: int = 0
    without_process: list[str] = field(default_factory=list)
    tolerance_percent: Decimal = TOLERANCE_PERCENT

    @property
    def all_findings(self) -> Findings:
        return [*self.findings, *(each for stages in self.stages for each in stages.findings)]


def judge(told: Story, actor: Actor) -> Judgement:
    """What the events that the actor may see say against the story."""
    account, found = Account(told), Judgement()
    bodies = _bodies(account, actor)
    batches = [box for box in account.lots if _template(account, box)]
    for box in batches[:MOST_BATCHES]:
        found.stages.append(_staged(account, bodies, box))
        found.sums += batch_sums(account, box)
    found.without_process = [
        box.title for box in account.lots if box.uri in account.goods and box not in batches
    ]
    found.unjudged = len(batches[MOST_BATCHES:])
    for lines, findings in (lot_sums(account), season_sums(account)):
        found.sums += lines
        found.findings += findings
    found.findings += _on_trail(account, bodies)
    found.findings = by_severity(found.findings)
    return found


def _bodies(account: Account, actor: Actor) -> Bodies:
    """Of the events by which things came to be, or that were noted of them."""
    wanted = {part.event for part, _happening in account.standing if part.role in {"epc", "output"}}
    whole = condition(actor, "see_whole", Event)
    rows = rows_of(Event.objects.filter(pk__in=sorted(wanted, reverse=True)[:MOST_BODIES]), whole)
    return {row.pk: json.loads(row.body) for row in rows}


def _template(account: Account, box: Box) -> Template | None:
    goods = account.goods.get(box.uri)
    return goods.template if goods else None


def _on_trail(account: Account, bodies: Bodies) -> Findings:
    findings = trail.unseen_findings(account.told.hidden_events) + trail.origin_findings(_rootless(account))
    recalled = trail.recalled_since(_recalls(account), account.made_of)
    for box in account.lots:
        uses = _uses(account, box)
        if box.pk in recalled:
            since, by = recalled[box.pk]
            of = "" if by == box.pk else _title(account, by)
            findings += trail.recall_findings(box.title, since, uses, of=of)
        if box.pk in account.made:
            findings += trail.order_findings(box.title, _local(account.made[box.pk][0][1]), uses)
        if expires_on := _expiry(account, bodies, box):
            findings += trail.expiry_findings(box.title, expires_on, uses)
    return findings


def _title(account: Account, lot: int) -> str:
    box = account.told.boxes.get(lot)
    return box.title if box else account.told.nodes[lot].name


def _rootless(account: Account) -> list[str]:
    """Lots no event tells the coming to be of; said only where the whole way back may be seen."""
    told = account.told
    if told.way == FORWARD or told.hidden_events or told.is_cut:
        return []
    return [box.title for box in account.lots if box.pk not in account.made]


def _recalls(account: Account) -> dict[int, datetime]:
    """Lot -> when it was first said to be recalled."""
    found: dict[int, datetime] = {}
    for part, happening in account.standing:
        if happening.disposition == trail.RECALLED:
            at = _local(happening)
            found[part.epc] = min(found.get(part.epc, at), at)
    return found


def _uses(account: Account, box: Box) -> list[trail.Use]:
    return [
        trail.Use(_local(happening), _step(happening))
        for part, happening in account.by_lot.get(box.pk, ())
        if trail.is_use(
            biz_step=happening.biz_step, disposition=happening.disposition, is_input=part.role == "input"
        )
    ]


def _expiry(account: Account, bodies: Bodies, box: Box) -> date | None:
    for _part, happening in account.made.get(box.pk, ()):
        said = bodies.get(happening.pk, {}).get("ilmd", {}).get(EXPIRY)
        if isinstance(said, str):
            try:
                return date.fromisoformat(said[:10])
            except ValueError:
                return None
    return None


def _staged(account: Account, bodies: Bodies, box: Box) -> Stages:
    """The stages of a batch, from all that hangs together with it backwards, and the yields on the way."""
    template = account.goods[box.uri].template
    assert template is not None  # asked for by `judge`
    behind = reached([box.pk], ((target, source) for source, target in account.made_of))
    events = sorted({pk for pk in _told_of(account, behind) if pk in bodies})
    findings = gap_findings(template, [seen_in(bodies[pk]) for pk in events])
    for pk in events:
        if bodies[pk]["type"] == "TransformationEvent":
            findings += _yield(account, template, pk, bodies[pk].get(STAGE, ""), behind)
    return Stages(box.title, template, by_severity(_gathered(template, findings)))


def _gathered(template: Template, findings: Findings) -> Findings:
    """Stages that lack for one and the same remedy as one finding: seven lines alike are not read."""
    missing: dict[str, Findings] = {}
    for each in findings:
        if each.code == MISSING_STAGE:
            missing.setdefault(each.remedy, []).append(each)
    gathered = [each for each in findings if each.code != MISSING_STAGE]
    for alike in missing.values():
        if len(alike) == 1:
            gathered += alike
            continue
        said = [
            stage.name
            for stage in template.stages
            if any(f"“{stage.name['vi']}”" in each.what for each in alike)
        ]
        what = f"Chưa thấy {len(said)} công đoạn: {'; '.join(_low(name['vi']) for name in said)}"
        what_en = f"{len(said)} stages are not shown: {'; '.join(_low(name['en']) for name in said)}"
        gathered.append(replace(alike[0], what=what, what_en=what_en))
    return gathered


def _told_of(account: Account, behind: set[int]) -> Iterable[int]:
    """Events about these things, their use in other goods left out."""
    roles = {"epc", "output", "parent"}
    return {part.event for part, _h in account.standing if part.epc in behind and part.role in roles}


def _yield(account: Account, template: Template, event: int, stage: str, behind: set[int]) -> Findings:
    """Of one transformation: by its stage when it names one with a yield, else when it is the whole way."""
    inputs, outputs = account.side([event], "input", behind), account.side([event], "output", behind)
    if not inputs or not outputs:
        return []
    if stage in template:
        of_stage: str | None = stage
    elif _is_whole_way(account, event, behind):
        of_stage = None
    else:
        return []
    return batch_findings(template, inputs, outputs, stage=of_stage, tolerance_percent=TOLERANCE_PERCENT)


def _is_whole_way(account: Account, event: int, behind: set[int]) -> bool:
    """Do harvests go straight into finished goods?"""
    parts = [part for part, _happening in account.standing if part.event == event and part.epc in behind]
    made_before = {
        lot for lot, pairs in account.made.items() if any(part.role == "output" for part, _h in pairs)
    }
    inputs = {part.epc for part in parts if part.role == "input"}
    outputs = {account.told.nodes[part.epc].uri for part in parts if part.role == "output"}
    return not inputs & made_before and outputs <= account.goods.keys()


def _low(text: str) -> str:
    return text[:1].lower() + text[1:]


def _local(happening: Happening) -> datetime:
    return happening.at.astimezone(VIETNAM)


def _step(happening: Happening) -> str:
    """The step in Vietnamese, the language of findings."""
    words = BIZ_STEPS.get(happening.biz_step)
    return capfirst(words["vi"] if words else happening.biz_step or happening.type)
