"""Printed papers of a council: a member's sheet, the minutes, the list of results."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from namsao.apps.rating.models import Hearing, Member, Round, Sheet, Sitting
from namsao.apps.rating.packs import criteria
from namsao.apps.rating.queries.council import agenda, recusals_of
from namsao.apps.rating.queries.results import Line, results_in
from namsao.base.ui.documents import paper
from namsao.core.rating.criteria import CriteriaSet
from namsao.core.rating.sheet import parts, points
from namsao.core.rating.stops import stop_words


def sheet_paper(sheet: Sheet, at: datetime) -> bytes:
    """A member's sheet in the order of the decree's form, every option with its points, the chosen one ticked."""
    hearing = sheet.hearing
    dossier, known = hearing.dossier, criteria(hearing.dossier.pack)
    product, member = dossier.product, sheet.member
    day = timezone.localdate(sheet.submitted_at or at)
    data = {
        "name": "Phiếu chấm điểm",
        "about": f"Sản phẩm {product.name}",
        "agency": hearing.sitting.council.name,
        "place": hearing.sitting.council.place.name,
        "date": day,
        "authority": [member.get_seat_display()],
        "signer": str(member.user),
        "draft": sheet.submitted_at is None,
        "illustrative": product.is_illustrative,
        "facts": [
            ["Sản phẩm", product.name],
            ["Chủ thể", str(product.party)],
            ["Xã, phường, đặc khu", str(dossier.place)],
            ["Bộ tiêu chí", f"Bộ {known.number}: {known.name} (Quyết định {known.decree})"],
            ["Phiên", f"{hearing.sitting.title}, lượt chấm {sheet.turn}"],
            ["Người chấm", f"{member.user}, {member.agency}" if member.agency else str(member.user)],
        ],
        "parts": [_part(known, part, sheet) for part in known.parts],
        "total": points(known, sheet.scores),
        "comment": sheet.comment,
    }
    return paper("rating/sheet", data, at=at, title=f"Phiếu chấm điểm {product.name}")


def minutes_paper(sitting: Sitting, at: datetime) -> bytes:
    """The minutes: presence, recusals, what was discussed, results of the products closed so far."""
    council, hearings = sitting.council, agenda(sitting)
    data = {
        "name": "Biên bản",
        "about": sitting.title,
        "agency": council.name,
        "number": sitting.minutes_no,
        "place": council.place.name,
        "date": sitting.minutes_on or sitting.held_on,
        "chair": _name_of(council.members.serving().filter(seat=Member.Seat.CHAIR).first()),
        "secretary": _name_of(council.members.serving().filter(seat=Member.Seat.SECRETARY).first()),
        "draft": sitting.proposed_at is None,
        "illustrative": any(each.dossier.is_illustrative for each in hearings),
        "facts": [
            ["Hình thức", sitting.get_mode_display()],
            ["Ngày", f"{sitting.held_on:%d/%m/%Y}"],
            ["Địa điểm", sitting.venue],
            ["Hội đồng", f"thành lập theo Quyết định {council.decision_no}"],
            ["Quy chế", council.regulation_no],
        ],
        "members": _presence(sitting),
        "recusals": _recusals(sitting, hearings),
        "discussions": [
            [each.dossier.product.name, each.discussion]
            for each in hearings
            if each.discussion and each.closed_at
        ],
        "stops": [
            [each.dossier.product.name, "; ".join(stop_words(each.stops))]
            for each in hearings
            if each.stops and each.closed_at
        ],
        "results": [_result(line) for line in results_in(hearings)],
    }
    return paper("rating/minutes", data, at=at, title=f"Biên bản {sitting.title}")


def results_paper(the_round: Round, lines: Sequence[Line], at: datetime) -> bytes:
    """The list of results of a round."""
    data = {
        "name": "Danh sách kết quả đánh giá, phân hạng",
        "about": str(the_round),
        "place": the_round.place.name,
        "date": timezone.localdate(at),
        "illustrative": any(line.dossier.is_illustrative for line in lines),
        "results": [_result(line) for line in lines],
    }
    return paper("rating/results", data, at=at, title=f"Kết quả {the_round}")


def _part(known: CriteriaSet, part: Any, sheet: Sheet) -> dict[str, Any]:
    return {
        "title": f"Phần {part.code}. {part.title}",
        "max": part.max,
        "points": parts(known, sheet.scores)[part.code],
        "rows": [
            {
                "code": each.code,
                "title": each.title,
                "max": each.max,
                "option": _chosen(each, sheet.scores.get(each.code)),
                "points": known.levels[each.code, sheet.scores[each.code]][0]
                if each.code in sheet.scores
                else "",
                "note": sheet.notes.get(each.code, ""),
            }
            for each in part.criteria
        ],
    }


def _chosen(criterion: Any, seq: int | None) -> str:
    if seq is None:
        return "(chưa chấm)"
    return criterion.options[seq - 1].label if seq else "Không đạt mức nào"


def _name_of(member: Member | None) -> str:
    return str(member.user) if member else ""


def _presence(sitting: Sitting) -> list[list[str]]:
    """Name, seat, agency, present or not; everybody counts as present until it is noted otherwise."""
    serving = sitting.council.members.serving().select_related("user", "council")
    seated = [each for each in serving if each.scores or each.seat == Member.Seat.SECRETARY]
    present = set(sitting.present)
    return [
        [
            str(each.user),
            str(each.get_seat_display()),
            each.agency,
            "có mặt" if not present or each.pk in present or not each.scores else "vắng",
        ]
        for each in seated
    ]


def _recusals(sitting: Sitting, hearings: Sequence[Hearing]) -> list[list[str]]:
    found = recusals_of(sitting)
    return [
        [str(recusal.member.user), each.dossier.product.name, recusal.why]
        for each in hearings
        for recusal in found.get(each.pk, [])
    ]


def _result(line: Line) -> list[str]:
    """Cells of the list of results, the same in the minutes."""
    stopped = line.result.stopped
    product = line.dossier.product
    return [
        str(line.place or "—"),
        f"{product.name}, {product.party}",
        line.shown,
        " · ".join(shown for _code, shown in line.shown_parts),
        "dừng" if stopped else f"{line.stars} sao",
        "; ".join(line.stop_words) if stopped else line.missed_words,
    ]
