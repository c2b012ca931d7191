"""The diary of a season on paper and as rows for a spreadsheet."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from namsao.apps.farms import queries
from namsao.apps.farms.models import DiaryEntry, InputProduct, Season
from namsao.apps.farms.queries.diary import for_list
from namsao.base.ui.display import day, moment, number
from namsao.base.ui.documents import paper
from namsao.core.diary import Dose, Spray, Work
from namsao.core.finding import Finding
from namsao.core.units import show_quantity

Rows = list[list[str]]


def table(entries: Iterable[DiaryEntry], *, named: bool) -> tuple[list[str], Rows]:
    """(head, rows) of the diary for a spreadsheet, voided entries and why among them.

    named: whether the reader may know growers by name; else they stand by number.
    """
    head = [
        _("Ngày"),
        _("Việc"),
        _("Vật tư, lô"),
        _("Lượng"),
        _("Diện tích (ha)"),
        _("Cách ly (ngày)"),
        _("Hộ trồng"),
        _("Người làm"),
        _("Ghi chú"),
        _("Người ghi"),
        _("Nhận lúc"),
        _("Đã bỏ"),
        _("Dữ liệu minh hoạ"),
    ]
    return head, [_cells(entry, named) for entry in entries]


def season_paper(season: Season, at: datetime, *, named: bool) -> bytes:
    """The diary of one season as PDF, in the parts that auditors of VietGAP go through.

    Voided entries are left out; at the end stands how many. named: as in `table`.
    Source: TCVN 11892-1:2017 (VietGAP, crops), records of seed, fertilisers, pesticides and harvests; the columns are
    to be verified with the standard in force.
    """
    area = season.area
    with override("vi"):
        entries = list(for_list(season.entries.all()).order_by("done_on", "pk"))
        data = {
            "name": "Nhật ký sản xuất",
            "about": f"{area.name}, {season.name}",
            "place": area.place.province.name,
            "date": at.date(),
            "illustrative": season.area.is_illustrative,
            "facts": _facts(season),
            **_parts([entry for entry in entries if not entry.voided_at], season, named),
            "voided": sum(bool(entry.voided_at) for entry in entries),
            "printed_at": moment(at),
        }
    title = f"Nhật ký sản xuất {area.name}, {season.name}"
    return paper("farms/diary", data, at=at, title=title)


def _cells(entry: DiaryEntry, named: bool) -> list[str]:
    return [
        day(entry.done_on),
        str(entry.get_verb_display()),
        entry.what,
        entry.quantity_text,
        number(entry.area_ha),
        number(entry.waits_days) if entry.verb == DiaryEntry.Verb.SPRAY else "",
        entry.grower(named=named),
        entry.worker,
        entry.remarks,
        str(entry.entered_by or ""),
        moment(entry.made_at),
        moment(entry.voided_at),
        _("có") if entry.is_illustrative else "",
    ]


def _facts(season: Season) -> Rows:
    area = season.area
    end = day(season.ended_on) if season.ended_on else "chưa kết thúc"
    return [
        ["Chủ thể", area.party.name],
        ["Địa chỉ", area.party.address or area.party.place.title],
        ["Vùng trồng", area.name],
        ["Mã số vùng trồng", area.code or "chưa có"],
        ["Nơi trồng", area.place.title],
        ["Diện tích", f"{number(area.area_ha)} ha"],
        ["Cây trồng, sản phẩm thu", area.material.name],
        ["Vụ", f"{season.name}, từ {day(season.started_on)}, {end}"],
    ]


def _parts(entries: list[DiaryEntry], season: Season, named: bool) -> dict[str, Any]:
    of = {work: [entry for entry in entries if entry.verb == work] for work in Work}
    lots = [entry.harvest for entry in of[Work.HARVEST] if entry.harvest]
    return {
        "care": [
            _care(each, named) for each in entries if each.verb in (Work.SOW, Work.IRRIGATE, Work.PROCESS)
        ],
        "fertilisers": [_fertilised(each, named) for each in of[Work.FERTILISE]],
        "sprays": [_sprayed(each, named) for each in of[Work.SPRAY]],
        "harvests": [_harvested(each, named) for each in of[Work.HARVEST]],
        "inputs": [_described(each) for each in _inputs(entries)],
        "doses": [_summed(each) for each in queries.summary_of(entries)],
        "findings": [
            [lot.lot, day(lot.harvested_on), _judged(each)]
            for lot, findings in queries.findings_of(lots, season)
            for each in findings
        ],
    }


def _care(entry: DiaryEntry, named: bool) -> list[str]:
    said = "; ".join(each for each in (entry.what, entry.remarks) if each)
    return [
        day(entry.done_on),
        str(entry.get_verb_display()),
        said,
        entry.quantity_text,
        entry.done_by(named=named),
    ]


def _fertilised(entry: DiaryEntry, named: bool) -> list[str]:
    return [
        day(entry.done_on),
        entry.what or entry.note,
        entry.quantity_text,
        _treated(entry),
        entry.done_by(named=named),
        entry.note if entry.what else "",
    ]


def _sprayed(entry: DiaryEntry, named: bool) -> list[str]:
    clear_on = Spray(entry.done_on, "", entry.waits_days).clear_on
    return [
        day(entry.done_on),
        entry.what or entry.note,
        entry.quantity_text,
        _treated(entry),
        "chưa rõ" if entry.waits_days is None else str(entry.waits_days),
        day(clear_on) or "chưa rõ",
        entry.done_by(named=named),
        entry.note if entry.what else "",
    ]


def _harvested(entry: DiaryEntry, named: bool) -> list[str]:
    return [day(entry.done_on), entry.what, entry.quantity_text, entry.done_by(named=named), entry.remarks]


def _treated(entry: DiaryEntry) -> str:
    return "cả vùng" if entry.area_ha is None else f"{number(entry.area_ha)} ha"


def _inputs(entries: Iterable[DiaryEntry]) -> list[InputProduct]:
    used = {entry.input.pk: entry.input for entry in entries if entry.input}
    return sorted(used.values(), key=lambda each: each.name_sort)


def _described(each: InputProduct) -> list[str]:
    wait = "" if each.interval_days is None else f"{each.interval_days} ngày"
    kind = str(each.get_kind_display()).capitalize()
    return [
        each.name,
        kind,
        each.active_ingredient,
        each.registration_no,
        wait,
        "có" if each.is_organic else "",
    ]


def _summed(dose: Dose) -> list[str]:
    totals = "; ".join(show_quantity(amount, unit) for amount, unit in dose.totals)
    missing = f"{dose.unmeasured} lần không ghi lượng" if dose.unmeasured else ""
    said = "; ".join(each for each in (totals, missing) if each)
    return [dose.name, str(dose.times), said, day(dose.first_on), day(dose.last_on)]


def _judged(finding: Finding) -> str:
    return ". ".join(each.rstrip(".") for each in (finding.what, finding.why, finding.remedy) if each) + "."
