"""A story as documents: EPCIS in JSON-LD and XML, rows for a spreadsheet, the report of an inspector."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from namsao.apps.traceability.picture import columns_of, draw
from namsao.apps.traceability.queries.balance import Sum
from namsao.apps.traceability.queries.box import BACK, BOTH, FORWARD, Box, Story
from namsao.apps.traceability.queries.judgement import Judgement
from namsao.apps.traceability.queries.search import Row
from namsao.apps.traceability.queries.transcript import told_events
from namsao.apps.traceability.query_document import query_document
from namsao.apps.traceability.trace_words import KINDS, SUMS, amount, disposition_word
from namsao.base.keys.queries import company_prefixes
from namsao.base.ui.display import day, moment
from namsao.base.ui.documents import paper
from namsao.core.actor import Actor
from namsao.core.epcis.document import Document
from namsao.core.epcis.forms import to_json_document
from namsao.core.epcis.xml.write import write_xml
from namsao.core.finding import Finding, State

MOST_PRINTED = 1_000
WAYS = {BOTH: "cả hai chiều", BACK: "truy ngược", FORWARD: "truy xuôi"}
STATES = {
    State.MET: "đạt",
    State.WARNING: "lưu ý",
    State.FAILED: "chưa đạt",
    State.NOT_APPLICABLE: "không áp dụng",
    State.UNKNOWN: "chưa rõ",
    State.MISSING: "thiếu",
}

Rows = list[list[str]]


def epcis_json(rows: list[Row], *, at: datetime, is_illustrative: bool) -> str:
    """An EPCISDocument of the events, as they were captured. at: when the document is made."""
    whole = to_json_document(_document(rows, at))
    if is_illustrative:
        whole["rdfs:comment"] = _("Dữ liệu minh hoạ")  # a prefix of the EPCIS context itself
    return json.dumps(whole, ensure_ascii=False, indent=2)


def epcis_xml(rows: list[Row], *, at: datetime) -> bytes:
    """The same in EPCIS 2.0 XML. Raises: Malformed when an event has what XML cannot say."""
    return write_xml(_document(rows, at), "xml2", company_prefixes())


def table(told: Story) -> tuple[list[str], Iterator[list[str]]]:
    """(head, rows): each thing of the story, and after it what it went into."""
    head = [
        _("Loại"),
        _("Tên"),
        _("Mã"),
        _("Lúc"),
        _("Ở đâu"),
        _("Lượng"),
        _("Số đơn vị"),
        _("Ai ghi"),
        _("Tình trạng"),
        _("Đi vào"),
        _("GS1 Digital Link"),
        _("Dữ liệu minh hoạ"),
    ]
    into: dict[int, list[str]] = {}
    for arrow in told.arrows:
        much = amount(arrow.quantity, arrow.uom)
        into.setdefault(arrow.source, []).append(
            " ".join(filter(None, (told.boxes[arrow.target].name, much)))
        )
    mark = _("có") if told.is_illustrative else ""
    return head, (
        [
            capfirst(str(KINDS.get(box.kind, box.kind))),
            *_cells(box),
            "; ".join(into.get(box.pk, [])),
            box.uri,
            mark,
        ]
        for box in in_order(told)
    )


def in_order(told: Story) -> list[Box]:
    """The things as the goods went: places, what grew there, what was made of it, who has it."""
    column = columns_of(told)
    return sorted(told.boxes.values(), key=lambda box: (column[box.pk], box.kind, box.name, box.pk))


def report(told: Story, judged: Judgement, asked: str, *, by: Actor, at: datetime) -> bytes:
    """The report for an inspector, as PDF, in Vietnamese."""
    with override("vi"):
        data = {
            "name": "Báo cáo truy xuất nguồn gốc",
            "about": _title(told),
            "date": at.date(),
            "illustrative": told.is_illustrative,
            "facts": _facts(told, asked, by, at),
            "picture": render_to_string("traceability/_trace_picture.html", {"picture": draw(told)}),
            "said": "; ".join(f"{box.name}: {amount(box.quantity, box.uom)}" for box in in_order(told)[:20]),
            "findings": [_finding("", each) for each in judged.findings]
            + [_finding(stages.name, each) for stages in judged.stages for each in stages.findings],
            "templates": [f"{stages.name}: {stages.template.name['vi']}" for stages in judged.stages],
            "sums": [
                [
                    f"{line.name} ({SUMS[line.kind]})",
                    *_sides(line),
                    "vượt" if line.is_over else "không vượt",
                ]
                for line in judged.sums
            ],
            "without_process": judged.without_process,
            "tolerance": f"{judged.tolerance_percent}",
            "things": [_printed(box) for box in in_order(told)],
            "events": [_event(told, event) for event in reversed(told_events(told, MOST_PRINTED))],
            "left_out": max(len(told.happenings) - MOST_PRINTED, 0),
            "hidden": told.hidden_events,
        }
    return paper("traceability/trace", data, at=at, title=f"Báo cáo truy xuất {_title(told)}")


def _document(rows: list[Row], at: datetime) -> Document:
    return replace(query_document(rows, at=at), kind="EPCISDocument", outer={})


def _cells(box: Box) -> list[str]:
    return [
        box.name,
        box.label,
        moment(box.when),
        box.place,
        amount(box.quantity, box.uom),
        str(box.items) if box.items else "",
        box.who,
        disposition_word(box.now),
    ]


def _title(told: Story) -> str:
    roots = told.roots
    named = ", ".join(box.title for box in roots[:3])
    return f"{named} …" if len(roots) > 3 else named


def _facts(told: Story, asked: str, by: Actor, at: datetime) -> Rows:
    rows = [["Mã đã hỏi", asked], ["Hướng", WAYS[told.way]]]
    if told.bounds:
        rows.append(["Từ ngày, đến ngày", f"{day(told.bounds[0])} đến {day(told.bounds[1])}"])
    rows.append(["Số việc đã ghi", str(len(told.happenings))])
    if told.hidden_events:
        rows.append(["Không được xem", f"{told.hidden_events} việc của chủ thể khác"])
    return [*rows, ["Người in", str(by)], ["In lúc", moment(at)]]


def _printed(box: Box) -> list[str]:
    name, label, when, place, much, items, who, now = _cells(box)
    code = label if label != name else ""
    counted = f"{items} mã" if items else ""
    kind = capfirst(str(KINDS.get(box.kind, box.kind)))
    return [kind, name, code, when, place, "; ".join(filter(None, (much, counted))), who, now]


def _sides(line: Sum) -> list[str]:
    """Into, out of, lost, left; what a batch has less than its inputs is no rest."""
    sums = line.sums
    left = "–" if line.kind == "batch" else amount(sums.left, sums.unit)
    return [*(amount(each, sums.unit) for each in (sums.came_in, sums.went_out, sums.lost)), left]


def _finding(name: str, finding: Finding) -> list[str]:
    what = f"{name}: {finding.what}" if name else finding.what
    source = f"{finding.source} (cần xác minh)" if finding.verify else finding.source
    return [STATES[finding.state], what, " ".join(filter(None, (finding.why, finding.remedy))), source]


def _event(told: Story, event: Any) -> list[str]:
    mark = " (đã khai báo ghi nhầm)" if told.witness.seen[event.pk].is_mistaken else ""
    return [
        moment(event.event_time),
        f"{capfirst(event.step_text)}{mark}",
        event.owner.name,
        event.event_id,
        f"ni:///sha-256;{event.hash}?ver=CBV2.0",
    ]
