"""Form 03, the advisory report and the sample slip as papers."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from namsao.apps.rating.models import Advice, CommuneReport, Dossier, SampleMove
from namsao.apps.rating.packs import criteria_of
from namsao.apps.rating.queries.form03 import ITEMS
from namsao.apps.rating.queries.personal import representative_said
from namsao.base.ui.documents import paper
from namsao.core.rating.criterion import Part
from namsao.core.rating.stops import stop_words
from namsao.core.rating.tally import tally


def form03(report: CommuneReport, *, at: datetime, personal: bool) -> bytes:
    """Form 03 as PDF; a draft until it is issued.

    personal: whether the lines on the representative are filled in, or masked.
    Source: Decision 26/2026/QĐ-TTg, Appendix III, Form 03.
    """
    dossier = report.dossier
    commune, province = dossier.place, dossier.place.parent
    data = {
        "agency": f"Ủy ban nhân dân {commune}",
        "number": report.report_no,
        "place": commune.name,
        "date": report.report_on,
        "name": "Báo cáo",
        "about": "Đánh giá một số nội dung của hồ sơ đăng ký tham gia đánh giá, phân hạng sản phẩm OCOP",
        "authority": [f"TM. Ủy ban nhân dân {commune}"],
        "draft": report.issued_at is None,
        "illustrative": dossier.is_illustrative,
        "party": _party(dossier),
        "representative": representative_said(dossier.product.party, personal),
        "product": str(dossier.product),
        "items": [
            {
                "name": str(item.name),
                "verdict": str(getattr(report, f"get_{item.key}_verdict_display")()),
                "text": getattr(report, item.key),
            }
            for item in ITEMS
        ],
        "commune": str(commune),
        "province": str(province or ""),
    }
    return paper("rating/form03", data, at=at, title=f"Mẫu số 03: {dossier.product}")


def advice(report: Advice, *, at: datetime, with_scores: bool) -> bytes:
    """The report of the advisory group as PDF. with_scores: False leaves the proposed scores out.

    Source: Decision 26/2026/QĐ-TTg, arts. 7.3c and 7.6c; the layout is ours, the decree prints none.
    """
    dossier = report.dossier
    data = {
        "agency": "Tổ tư vấn Hội đồng cấp tỉnh" if report.member_id else "Cơ quan tham mưu quản lý OCOP",
        "number": report.report_no,
        "place": dossier.place.parent.name if dossier.place.parent else "",
        "date": report.report_on,
        "name": "Báo cáo",
        "about": f"Đánh giá hồ sơ sản phẩm {dossier.product}",
        "to": ["Chủ tịch Hội đồng đánh giá, phân hạng sản phẩm OCOP cấp tỉnh"],
        "signer": str(report.member.user) if report.member else "",
        "draft": report.submitted_at is None,
        "illustrative": dossier.is_illustrative,
        "facts": _dossier_facts(dossier),
        "needs_survey": report.needs_survey,
        "surveyed_on": report.surveyed_on,
        "photos": len(report.photos),
        "survey": report.survey,
        "summary": report.summary,
        "stops": stop_words(report.stops),
        "tests": [_test(each) for each in dossier.tests.select_related("answer")],
        "scores": _scores(report) if with_scores else None,
    }
    return paper("rating/advice", data, at=at, title=f"Báo cáo tư vấn: {dossier.product}")


def sample_slip(move: SampleMove, *, at: datetime) -> bytes:
    """The slip of one hand-over as PDF."""
    dossier = move.dossier
    data = {
        "name": "Phiếu giao nhận mẫu",
        "date": move.at,
        "illustrative": dossier.is_illustrative,
        "product": str(dossier.product),
        "party": str(dossier.product.party),
        "filing": str(dossier.filings.order_by("-at").first() or ""),
        "way": str(move.get_way_display()),
        "desk": str(move.get_desk_display()),
        "quantity": move.quantity,
        "note": move.note,
        "by": str(move.by or ""),
    }
    return paper("rating/samples", data, at=at, title=f"Phiếu giao nhận mẫu: {dossier.product}")


def _party(dossier: Dossier) -> dict[str, str]:
    party = dossier.product.party
    address = ", ".join(filter(None, [party.address, str(party.place)]))
    return {"name": party.name, "kind": party.get_kind_display(), "address": address}


def _dossier_facts(dossier: Dossier) -> list[tuple[str, str]]:
    criteria_set = criteria_of(dossier)
    return [
        (_("Sản phẩm"), str(dossier.product)),
        (_("Chủ thể"), str(dossier.product.party)),
        (_("Xã, phường"), str(dossier.place)),
        (_("Lần đánh giá"), str(dossier.get_kind_display())),
        (_("Bộ tiêu chí"), f"{criteria_set.number}. {criteria_set.name}"),
        (_("Đợt"), str(dossier.round or "")),
    ]


def _test(test: Any) -> list[str]:
    if test.answer:
        return [test.what, f"{test.answer.title} {test.answer.number}".strip()]
    return [test.what, test.dropped_why and f"không cần nữa: {test.dropped_why}"]


def _scores(report: Advice) -> dict[str, Any]:
    criteria_set = criteria_of(report.dossier)
    found = tally(criteria_set, report.scores, report.stops)
    return {
        "points": float(found.points),
        "parts": [_part(report, part) for part in criteria_set.parts],
        "stars": found.stars,
    }


def _part(report: Advice, part: Part) -> dict[str, Any]:
    lines = []
    for each in part.criteria:
        seq = report.scores.get(each.code)
        option = each.option(seq) if seq is not None else None
        points = "" if seq is None else option.points if option else 0
        lines.append([each.code, each.title, str(each.max), str(points), report.notes.get(each.code, "")])
    return {"title": f"Phần {part.code}. {part.title}", "max": part.max, "lines": lines}
