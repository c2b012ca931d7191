"""What the page of a recall shows, gathered once; views and refused forms share it."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from namsao.apps.traceability.flow import State
from namsao.apps.traceability.forms.recall import AddForm, TakeOutForm
from namsao.apps.traceability.models import Recall, RecallLine, RecallReturn, RecallStock
from namsao.apps.traceability.queries import recall as queries
from namsao.apps.traceability.queries.naming import Name
from namsao.apps.traceability.queries.recall_story import steps, story
from namsao.apps.traceability.tables.recall import state_of
from namsao.base.access.policy import allowed, rows
from namsao.core.actor import Actor

MOST_LINES = 400  # on the page; the rest is in the report
MOST_RUNS = 6  # of one line
OVER = frozenset({State.CLOSED, State.DROPPED})


def page_of(case: Recall, actor: Actor, **forms: Any) -> dict[str, Any]:
    """What the page of a case shows. forms: those that were just refused, in place of fresh ones."""
    may = allowed(actor, case, "see_whole", "work", "propose", "launch", "drop")
    lines = list(queries.lines_of(case)[: MOST_LINES + 1])
    seen = list(rows(actor, "see", queries.stocks_of(case)))
    names = queries.names_in(lines)
    inside = [line for line in lines if not line.is_out]
    visible = {each.line_id for each in seen}
    recordable = set(rows(actor, "record", queries.stocks_of(case)).values_list("pk", flat=True))
    return {
        "case": case,
        "may": may,
        "called": queries.title_of(case),
        "state": state_of(case),
        "parts": _parts(case),
        "steps": steps(case),
        "lines": [_line(each, names) for each in inside[:MOST_LINES]],
        "out": [_line(each, names) for each in lines if each.is_out and may["see_whole"]],
        "is_long": len(lines) > MOST_LINES,
        "holders": [
            (party, [_stock(each, names, recordable) for each in held])
            for party, held in queries.holders(seen)
        ],
        "hidden": sum(1 for each in inside if each.pk not in visible and each.kind in {"lot", "item"}),
        "progress": queries.progress(seen),
        "returns": _returns(case, actor),
        "events": story(case, whole=may["see_whole"]),
        "may_reopen": may["launch"] and case.state in OVER and not case.is_mock,
        "breadcrumb": [crumb()],
        "out_form": TakeOutForm(found=queries.lines_of(case)),
        "add_form": AddForm(),
    } | forms


def crumb() -> dict[str, str]:
    """The way back to the list."""
    return {"label": _("Triệu hồi"), "url": reverse("traceability:recalls")}


def runs_text(line: RecallLine) -> list[str]:
    """Serials of a line as people read them: "A0001 – A0500"; the first few."""
    shown = []
    for run in line.ranges[:MOST_RUNS]:
        first, last = run.serial(run.first), run.serial(run.last)
        shown.append(first if first == last else f"{first} – {last}")
    if len(line.ranges) > MOST_RUNS:
        shown.append(_("và %(n)s dải khác") % {"n": len(line.ranges) - MOST_RUNS})
    return shown


def _parts(case: Recall) -> list[tuple[dict[str, str], str]]:
    """The public text with its titles."""
    said = case.public_texts
    titles = {"what": _("Thu hồi hàng nào"), "why": _("Vì sao"), "advice": _("Người mua phải làm gì")}
    return [(said[part], title) for part, title in titles.items()]


def _line(line: RecallLine, names: Mapping[str, Name]) -> dict[str, Any]:
    return {"row": line, "name": names.get(line.epc.uri), "runs": runs_text(line)}


def _stock(stock: RecallStock, names: Mapping[str, Name], recordable: set[int]) -> dict[str, Any]:
    return {
        "row": stock,
        "name": names.get(stock.line.epc.uri),
        "may_record": stock.pk in recordable and stock.due != 0 and stock.line.recall.is_running,
    }


def _returns(case: Recall, actor: Actor) -> list[dict[str, Any]]:
    found = rows(actor, "see", queries.returns_of(case))
    mine = set(
        rows(actor, "void", RecallReturn).filter(stock__line__recall=case).values_list("pk", flat=True)
    )
    return [
        {"row": each, "may_void": case.is_running and each.pk in mine and not each.voided_at}
        for each in found
    ]
