"""The papers that go with a dossier to the ministry. Source: Decision 26/2026/QĐ-TTg, art. 6.3a and 6.3b."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from namsao.apps.rating.flow import Kind
from namsao.apps.rating.models import Dossier
from namsao.apps.rating.packs import deadlines
from namsao.core.rating.criterion import NATIONAL


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One paper of the list. is_required: without it the dossier is not complete."""

    code: str
    name: Any
    is_required: bool = True


LETTER = PaperKind("letter", _("Văn bản của UBND tỉnh gửi Bộ"))
ADVICE = PaperKind("advice", _("Báo cáo đánh giá của Tổ tư vấn"))
AGENCY = PaperKind("agency", _("Báo cáo đánh giá của cơ quan tham mưu quản lý OCOP cấp tỉnh"))
COUNCIL = PaperKind("council", _("Báo cáo đánh giá của Hội đồng cấp tỉnh"))
APPROVAL = PaperKind("approval", _("Quyết định phê duyệt kết quả của Chủ tịch UBND tỉnh"))
PRODUCT = PaperKind("product", _("Hồ sơ sản phẩm"))
TESTS = PaperKind("tests", _("Xác nhận kiểm tra, kiểm nghiệm bổ sung của tỉnh (nếu có)"), is_required=False)
SAMPLES = PaperKind("samples", _("05 sản phẩm mẫu"))


def papers_of(dossier: Dossier) -> tuple[PaperKind, ...]:
    """What goes to the ministry with this dossier, in the order of the law; no samples for tourism.

    Art. 6.3b is for products that have five stars already; a four-star product that reaches 90 points in its
    re-evaluation comes before the ministry for the first time, so 6.3a holds: our reading, to be verified.
    """
    first = (LETTER, ADVICE, COUNCIL, APPROVAL, PRODUCT, TESTS)
    papers = (LETTER, AGENCY, PRODUCT, TESTS) if is_again_five(dossier) else first
    return (*papers, SAMPLES) if deadlines().samples_of(dossier.set_number) else papers


def is_again_five(dossier: Dossier) -> bool:
    """Whether it re-evaluates a product whose newest certificate has five stars."""
    newest = dossier.product.star_certificates.order_by("-issued_on", "-pk").values_list("stars", flat=True)
    return dossier.kind == Kind.REEVALUATION and newest.first() == NATIONAL
