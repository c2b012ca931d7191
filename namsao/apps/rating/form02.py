"""The written parts of Form 02: which texts a dossier of each kind needs, in the order of the form."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from namsao.apps.rating.flow import Kind

MOST_LETTERS = 6000


@dataclass(frozen=True, slots=True)
class Text:
    """One text. key: in `Dossier.texts`; item: where the form asks for it; needed: a dossier is not filed without."""

    key: str
    item: str
    label: Any
    hint: Any
    needed: bool = True


GENERAL = (
    Text(
        "standard",
        "I.7",
        _("Quy cách sản phẩm và tiêu chuẩn áp dụng"),
        _("Khối lượng, cách đóng gói, tiêu chuẩn cơ sở hoặc quy chuẩn mà sản phẩm theo."),
    ),
    Text(
        "history",
        "I.8",
        _("Lịch sử hình thành của chủ thể"),
        _("Các mốc từ lúc lập đến nay: năm nào, làm gì, lớn lên ra sao."),
    ),
    Text(
        "organisation",
        "I.9",
        _("Cơ cấu tổ chức của chủ thể"),
        _("Bao nhiêu thành viên, lao động; ai lo sản xuất, bán hàng, sổ sách."),
    ),
)
RESULTS = (
    Text(
        "production",
        "II.1",
        _("Vùng nguyên liệu, công nghệ, sơ chế, chế biến, đóng gói"),
        _("Nguyên liệu từ đâu, làm bằng máy móc gì, qua những bước nào."),
    ),
    Text(
        "quality",
        "II.2",
        _("Thay đổi về chất lượng, bao bì, nhãn"),
        _("Chất lượng và hình thức đã tốt lên thế nào từ khi tham gia OCOP."),
    ),
    Text("market", "II.3", _("Thị trường phân phối"), _("Bán ở đâu, cho ai, bao nhiêu phần trăm mỗi nơi.")),
    Text(
        "results",
        "II.4",
        _("Kết quả sản xuất kinh doanh: doanh thu, lợi nhuận"),
        _("Số của hai năm gần nhất là đủ."),
    ),
)
UPGRADE = (
    Text(
        "changes",
        "III",
        _("Thay đổi so với sản phẩm đã được công nhận"),
        _("Điều gì đã khác lần trước, và giấy tờ nào cho thấy điều đó."),
    ),
)
# Source: Decision 26/2026/QĐ-TTg, art. 6.1c and the note under the table of Form 02, part III.
REEVALUATION = (
    Text(
        "since_material",
        "III",
        _("Nguyên liệu sau 3 năm"),
        _("Nguồn, vùng, sản lượng nguyên liệu có gì mới."),
    ),
    Text("since_technology", "III", _("Công nghệ sử dụng"), _("Máy móc, quy trình đã đổi những gì.")),
    Text(
        "since_packaging",
        "III",
        _("Bao bì, nhãn mác"),
        _("Mẫu bao bì, nhãn hiện nay so với lúc được công nhận."),
    ),
    Text(
        "since_declaration",
        "III",
        _("Công bố chất lượng"),
        _("Bản công bố đang dùng, có đổi số hay nội dung không."),
    ),
    Text(
        "since_tests",
        "III",
        _("Phiếu kiểm nghiệm định kỳ"),
        _("Đã kiểm nghiệm lúc nào, ở đâu, kết quả ra sao."),
    ),
    Text("since_market", "III", _("Thị trường tiêu thụ"), _("Nơi bán mới, nơi đã thôi.")),
    Text("since_output", "III", _("Sản lượng"), _("Từng năm, ba năm qua.")),
    Text("since_revenue", "III", _("Doanh thu"), _("Từng năm, ba năm qua.")),
)
PLAN = (
    Text(
        "plan",
        "IV",
        _("Kế hoạch sản xuất, kinh doanh"),
        _("Hướng đi thời gian tới: sản phẩm, tổ chức sản xuất, thị trường."),
    ),
)
OF_KIND: Mapping[str, tuple[Text, ...]] = {
    Kind.FIRST: (),
    Kind.UPGRADE: UPGRADE,
    Kind.REEVALUATION: REEVALUATION,
}
PARTS = (
    (_("Phần I. Thông tin chung"), GENERAL),
    (_("Phần II. Kết quả thực hiện phương án sản xuất, kinh doanh"), RESULTS),
)


def texts_of(kind: str) -> tuple[Text, ...]:
    """The texts of a dossier of this kind, in the order of the form.

    Source: Decision 26/2026/QĐ-TTg, art. 6.1 and Form 02.
    """
    return (*GENERAL, *RESULTS, *OF_KIND[kind], *PLAN)


def parts_of(kind: str) -> tuple[tuple[Any, tuple[Text, ...]], ...]:
    """The same under the headings of the form."""
    middle = ((_("Phần III. Những gì đã đổi"), OF_KIND[kind]),) if OF_KIND[kind] else ()
    return (*PARTS, *middle, (_("Phần IV. Kế hoạch sản xuất, kinh doanh"), PLAN))
