"""The process of a product: its template, and how far a batch has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from namsao.apps.products.models import Batch, Product
from namsao.core.processes.reading import read
from namsao.core.processes.template import EventKind, Stage, Template, Where
from namsao.packs import load, names, pinned


@cache
def templates() -> tuple[Template, ...]:
    """Every process template in its newest version."""
    newest: dict[str, Template] = {}
    for name in names("processes"):
        found = read(load("processes", name))
        if found.id not in newest or newest[found.id].version < found.version:
            newest[found.id] = found
    return tuple(newest.values())


def fitting(product: Product) -> Sequence[Template]:
    """Templates for the criteria set of the product."""
    return [template for template in templates() if product.set_number in template.sets]


def process_of(product: Product) -> Template | None:
    """The template chosen for the product, else the only one that fits its criteria set."""
    if product.process:
        return read(pinned(product.process))
    fit = fitting(product)
    return fit[0] if len(fit) == 1 else None


@dataclass(frozen=True)
class StageRow:
    """A stage as a button. done_on: when it was done last, None for not yet. is_next: the first one still owed."""

    stage: Stage
    done_on: date | None
    is_next: bool = False


def stage_rows(batch: Batch, template: Template) -> list[StageRow]:
    """The stages that a facility writes down for a batch, in order, with what is there."""
    done = dict(batch.steps.exclude(stage="").order_by("done_on", "pk").values_list("stage", "done_on"))
    filled = {template.stage(code).slot for code in done if code in template}
    stages = [stage for stage in template.stages if is_noted(stage)]
    owed = next((each for each in stages if each.required and each.slot not in filled), None)
    return [StageRow(each, done.get(each.code), is_next=each is owed) for each in stages]


def is_noted(stage: Stage) -> bool:
    """Whether a stage is a note about a batch; the others have verbs of their own (make, label, pack, ship)."""
    verbs = {"encoding", "shipping", "receiving"}
    makes_a_lot = (
        stage.event in (EventKind.OBJECT, EventKind.AGGREGATION) or stage.biz_step == "commissioning"
    )
    return stage.where is Where.FACILITY and not makes_a_lot and stage.biz_step not in verbs
