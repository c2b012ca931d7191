"""Papers of what comes after the stars: the report of an inspection, the decision that revokes."""

from datetime import datetime
from typing import Any

from django.utils.translation import override

from namsao.apps.rating.models import Inspection, RevocationCase
from namsao.apps.rating.queries.after_cases import is_ministers
from namsao.apps.rating.queries.after_inspections import findings_of
from namsao.base.ui.documents import paper
from namsao.core.finding import State

STATES = {
    State.MET: "đạt",
    State.WARNING: "cần lưu ý",
    State.FAILED: "chưa đạt",
    State.NOT_APPLICABLE: "không áp dụng",
    State.UNKNOWN: "chưa rõ",
    State.MISSING: "thiếu",
}
CONCLUSIONS = {
    "keeps": "Sản phẩm vẫn đáp ứng Bộ tiêu chí.",
    "to_fix": "Sản phẩm phải khắc phục.",
    "fails": "Sản phẩm không còn đáp ứng Bộ tiêu chí.",
}
GROUNDS = {
    "a": "cung cấp thông tin, tài liệu không trung thực hoặc giả mạo hồ sơ",
    "b": "sản phẩm không còn đáp ứng các tiêu chí",
    "c": "sản phẩm vi phạm quy định pháp luật theo kết luận của cơ quan có thẩm quyền",
    "d": "sử dụng nhãn hiệu OCOP không đúng quy định",
    "đ": "chủ thể không còn sản xuất sản phẩm",
    "e": "trường hợp khác theo kết luận của cơ quan có thẩm quyền",
}


def inspection_report(inspection: Inspection, at: datetime) -> bytes:
    """The report of an inspection; a draft until it is concluded. Source: art. 9."""
    product = inspection.product
    province = product.party.place.province
    with override("vi"):
        kind = str(inspection.get_kind_display())
    data = {
        "agency_above": f"Uỷ ban nhân dân tỉnh {province.name}",
        "agency": "Cơ quan tham mưu quản lý OCOP",
        "place": province.name,
        "date": inspection.concluded_on or inspection.done_on,
        "number": inspection.conclusion_no,
        "name": "Biên bản kiểm tra",
        "about": f"Kiểm tra sản phẩm OCOP: {product.name}",
        "illustrative": product.is_illustrative,
        "draft": not inspection.conclusion,
        "kind": kind,
        "product": product.name,
        "producer": product.party.name,
        "commune": str(product.party.place),
        "team": inspection.team,
        "done_on": inspection.done_on,
        "complaint": inspection.complaint,
        "rows": [
            [str(n), each.what, STATES[each.state], each.why, each.remedy]
            for n, each in enumerate(findings_of(inspection), 1)
        ],
        "text": inspection.text,
        "conclusion": CONCLUSIONS.get(inspection.conclusion, ""),
        "fix_by": inspection.fix_by,
    }
    return paper("rating/inspection", data, at=at, title=f"Biên bản kiểm tra {product.name}")


def revocation(case: RevocationCase, at: datetime) -> bytes:
    """The decision that revokes, as a draft to be signed or as it was recorded. Source: art. 8."""
    certificate, product = case.certificate, case.certificate.product
    decision = case.row.decision if case.row else None
    province = product.party.place.province
    of_minister = is_ministers(certificate)
    authority = ["Bộ trưởng"] if of_minister else ["Chủ tịch"]
    data: dict[str, Any] = {
        "agency": "Bộ Nông nghiệp và Môi trường" if of_minister else f"Uỷ ban nhân dân tỉnh {province.name}",
        "place": "Hà Nội" if of_minister else province.name,
        "number": decision.number if decision else "",
        "date": decision.on if decision else None,
        "name": "Quyết định",
        "about": "Thu hồi giấy chứng nhận kết quả phân hạng sản phẩm OCOP",
        "authority": authority,
        "signer": decision.signer if decision else "",
        "recipients": [
            "Chủ thể OCOP",
            f"UBND {product.party.place}",
            "Các cơ quan liên quan",
            "Lưu: VT",
        ],
        "illustrative": product.is_illustrative,
        "draft": decision is None,
        "submission_no": case.submission_no,
        "submitted_on": case.submitted_on,
        "conclusion_no": case.conclusion_no,
        "concluded_on": case.concluded_on,
        "by_authority": case.authority,
        "certificate": certificate.number,
        "issued_on": certificate.issued_on,
        "stars": certificate.stars,
        "product": product.name,
        "code": product.ocop_code or "",
        "producer": product.party.name,
        "commune": str(product.party.place),
        "ground": f"{GROUNDS[case.ground]} (điểm {case.ground} khoản 1 Điều 8)",
    }
    return paper("rating/revocation", data, at=at, title=f"Thu hồi giấy chứng nhận {certificate.number}")
