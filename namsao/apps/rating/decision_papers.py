"""What the papers of this desk say: values for the Typst templates."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import override

from namsao.apps.rating.models import (
    Decision,
    DecisionRow,
    Dossier,
    Result,
    ResultNotice,
    StarCertificate,
    Submission,
    SubmissionRow,
)
from namsao.apps.rating.queries.decisions import newest_result
from namsao.apps.rating.queries.next_star import way_up
from namsao.apps.rating.queries.register import WORDS
from namsao.apps.rating.queries.results import shown_points
from namsao.apps.rating.register_files import verify_url
from namsao.base.places.models import Place
from namsao.base.ui.days import show_day
from namsao.base.ui.display import VIETNAM, number
from namsao.base.ui.documents import paper
from namsao.base.ui.qr import svg

AGENCY = "Văn phòng Điều phối OCOP"
VERDICTS = {
    DecisionRow.Verdict.RECOGNISED: "công nhận",
    DecisionRow.Verdict.APPROVED: "gửi Bộ",
    DecisionRow.Verdict.NOT_RECOGNISED: "không công nhận",
    DecisionRow.Verdict.REVOKED: "thu hồi",
    DecisionRow.Verdict.ANNULLED: "bỏ dòng sai",
}
IN_WORDS = {3: "Ba sao", 4: "Bốn sao", 5: "Năm sao"}


def certificate_paper(certificate: StarCertificate) -> bytes:
    """The province's certificate; one from before this software as an extract of the register, for its paper exists."""
    product, decision = certificate.product, certificate.row.decision
    ending = getattr(certificate, "ending", None)
    is_extract = decision.kind == Decision.Kind.BROUGHT_IN
    data = {
        "province": decision.place.name,
        "is_extract": is_extract,
        "number": certificate.number,
        "code": certificate.code,
        "product": product.name,
        "product_code": product.ocop_code or product.gtin,
        "producer": product.party.name,
        "commune": _vi(product.party.place),
        "stars": certificate.stars,
        "stars_in_words": IN_WORDS[certificate.stars],
        "decision": decision.number,
        "issued_on": certificate.issued_on,
        "valid_to": certificate.valid_to,
        "signer": decision.signer,
        "url": verify_url(certificate),
        "qr": svg(verify_url(certificate)),
        "illustrative": product.is_illustrative,
        "ended": str(WORDS[ending.standing]) if ending else "",
    }
    title = f"{'Trích sổ' if is_extract else 'Giấy chứng nhận'} {certificate.number}: {product.name}"
    with override("vi"):
        return paper("rating/certificate", data, at=certificate.made_at, title=title)


def submission_draft(dossiers: Sequence[Dossier], at: datetime) -> bytes:
    """The submission as it would be, without number and signature."""
    results = [(dossier, newest_result(dossier)) for dossier in dossiers]
    rows = [_line(n, dossier, result) for n, (dossier, result) in enumerate(results, 1) if result]
    data = _submission_data(dossiers[0].place.parent, rows) | {"draft": True}
    data["illustrative"] = any(each.is_illustrative for each in dossiers)
    return _paper("rating/submission", data, at, "Dự thảo tờ trình kết quả đánh giá sản phẩm OCOP")


def submission_paper(submission: Submission) -> bytes:
    """The list of a submission as it was recorded."""
    found = list(submission.rows.select_related("result", "dossier__product__party__place"))
    rows = [_line(n, row.dossier, row.result) for n, row in enumerate(found, 1)]
    data = _submission_data(submission.place, rows) | {"number": submission.number, "date": submission.on}
    data["illustrative"] = any(row.dossier.is_illustrative for row in found)
    return _paper("rating/submission", data, submission.at, str(submission))


def decision_draft(
    submission: Submission, rows: Sequence[SubmissionRow], verdicts: Mapping[int, str], at: datetime
) -> bytes:
    """The decision as it would be for these verdicts; rows without one are left out."""
    kept = [row for row in rows if verdicts.get(row.dossier_id) in VERDICTS]
    lines = [
        [*_line(n, row.dossier, row.result)[:4], VERDICTS[verdicts[row.dossier_id]], _stars(row.result.stars)]
        for n, row in enumerate(kept, 1)
    ]
    data = _decision_data(submission.place, lines) | {
        "draft": True,
        "basis": f"{submission.number} ngày {show_day(submission.on)}",
        "illustrative": any(row.dossier.is_illustrative for row in kept),
    }
    return _paper("rating/decision", data, at, "Dự thảo quyết định kết quả đánh giá sản phẩm OCOP")


def decision_paper(decision: Decision, rows: Sequence[DecisionRow]) -> bytes:
    """The list of a decision as it was recorded, for reading; the signed paper is what counts."""
    lines = [
        [
            str(n),
            row.product.name,
            row.product.party.name,
            _vi(row.product.party.place),
            VERDICTS[row.verdict],
            _stars(row.stars) if row.stars else "",
        ]
        for n, row in enumerate(rows, 1)
    ]
    data = _decision_data(decision.place, lines) | {
        "number": decision.number,
        "date": decision.on,
        "signer": decision.signer,
        "corrects": decision.corrects.number if decision.corrects else "",
        "is_ministry": decision.is_ministry,
        "illustrative": any(row.product.is_illustrative for row in rows),
    }
    return _paper("rating/decision", data, decision.at, str(decision))


def notice_paper(notice: ResultNotice) -> bytes:
    """The written notice of one result, with the way to the next star."""
    row = notice.row
    product, party, result = row.product, row.product.party, row.result
    with override("vi"):
        way = way_up(result) if result else None
        data = {
            "agency_above": f"UBND tỉnh {row.decision.place.name}",
            "agency": AGENCY,
            "number": notice.number,
            "place": row.decision.place.name,
            "date": notice.on,
            "name": "Thông báo",
            "about": "kết quả đánh giá, phân hạng sản phẩm OCOP",
            "to": [f"UBND {_vi(party.place)}", party.name],
            "product": product.name,
            "decision": row.decision.number,
            "decided_on": row.decision.on,
            "verdict": str(row.get_verdict_display()),
            "stars": row.stars,
            "why": row.why if row.verdict == DecisionRow.Verdict.NOT_RECOGNISED else "",
            "points": shown_points(result) if result else "",
            "parts": [
                f"Phần {code}: {number(value)} điểm"
                for code, value in (result.parts if result else {}).items()
            ],
            "missed": way.missed if way else [],
            "next_stars": way.stars if way else None,
            "steps": way.steps if way else [],
            "text": notice.text,
            "certificate": row.granted.number if hasattr(row, "granted") else "",
            "recipients": ["Như trên", "Lưu: VT"],
            "illustrative": product.is_illustrative,
        }
    return _paper("rating/notice", data, notice.at, f"Thông báo kết quả {product.name}")


def register_paper(found: Sequence[StarCertificate], at: datetime) -> bytes:
    """A list of certificates with `queries.register.with_word`, as they stand today."""
    with override("vi"):
        rows = [
            [
                str(n),
                each.product.name,
                each.product.party.name,
                each.product.party.place.name,
                _stars(each.stars),
                each.row.decision.number,
                show_day(each.valid_to),
                str(WORDS[each.word]),
            ]
            for n, each in enumerate(found, 1)
        ]
    today = at.astimezone(VIETNAM).date()
    data = {
        "name": "Danh sách giấy chứng nhận sản phẩm OCOP",
        "day": today,
        "rows": rows,
        "illustrative": any(each.product.is_illustrative for each in found),
    }
    return _paper("rating/register", data, at, "Danh sách giấy chứng nhận sản phẩm OCOP")


def _paper(template: str, data: Mapping[str, Any], at: datetime, title: str) -> bytes:
    return paper(template, data, at=at, title=title)


def _submission_data(province: Place, rows: list[list[str]]) -> dict[str, Any]:
    return {
        "agency_above": f"UBND tỉnh {province.name}",
        "agency": AGENCY,
        "place": province.name,
        "name": "Tờ trình",
        "about": "kết quả đánh giá, phân hạng sản phẩm OCOP",
        "to": [f"Chủ tịch UBND tỉnh {province.name}"],
        "rows": rows,
        "recipients": ["Như trên", "Lưu: VT"],
    }


def _decision_data(province: Place, rows: list[list[str]]) -> dict[str, Any]:
    return {
        "agency": f"UBND tỉnh {province.name}",
        "place": province.name,
        "name": "Quyết định",
        "about": "kết quả đánh giá, phân hạng sản phẩm OCOP",
        "rows": rows,
        "recipients": ["UBND xã, phường, đặc khu", "Chủ thể OCOP", "Lưu: VT"],
        "authority": ["Chủ tịch"],
    }


def _line(n: int, dossier: Dossier, result: Result) -> list[str]:
    product = dossier.product
    return [
        str(n),
        product.name,
        product.party.name,
        _vi(product.party.place),
        shown_points(result),
        _stars(result.stars),
    ]


def _stars(stars: int) -> str:
    return f"{stars} sao" if stars else "không xếp hạng"


def _vi(place: Place) -> str:
    with override("vi"):
        return str(place)
