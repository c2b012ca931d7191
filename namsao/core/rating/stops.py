"""Hard stops: what ends a rating whatever the points, as data and as findings.

A stop is what people found, never computed from a sheet: a dossier stopped for one of these has no stars.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from namsao.core.finding import Finding, Severity, State
from namsao.core.rating.criteria import CriteriaSet

DECREE = "Quyết định 26/2026/QĐ-TTg"


@dataclass(frozen=True, slots=True)
class Stop:
    """One ground. vi, en: what was found; remedy: what to do next; article: where the decree says it."""

    code: str
    vi: str
    en: str
    remedy: str
    article: str


_ALL = (
    Stop(
        "forged",
        "Hồ sơ giả mạo hoặc không trung thực",
        "The dossier is forged or dishonest",
        "Không xếp hạng; lập biên bản và báo cơ quan có thẩm quyền.",
        "Phụ lục II, câu «Hồ sơ bị loại khi» của phiếu; Điều 8 khoản 1 điểm a",
    ),
    Stop(
        "food_safety",
        "Thiếu giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm, hoặc GMP khi pháp luật yêu cầu",
        "The food-safety certificate of the facility, or GMP where the law asks for it, is missing",
        "Bổ sung giấy chứng nhận còn hiệu lực rồi nộp lại.",
        "Phụ lục II, câu «Hồ sơ bị loại khi» của các bộ 1 đến 18",
    ),
    Stop(
        "licence",
        "Thiếu giấy phép sản xuất hoặc điều kiện bắt buộc để sản xuất",
        "The licence or a mandatory condition of production is missing",
        "Bổ sung giấy phép hoặc điều kiện còn thiếu rồi nộp lại.",
        "Phụ lục II, câu «Hồ sơ bị loại khi» của các bộ 15, 17 và 20",
    ),
    Stop(
        "papers",
        "Hồ sơ đăng ký không đáp ứng quy định",
        "The registration dossier does not meet the rules",
        "Hoàn thiện thành phần hồ sơ rồi nộp lại.",
        "Phụ lục II, câu «Hồ sơ bị loại khi» của phiếu; Điều 6 khoản 1",
    ),
    Stop(
        "material",
        "Nguyên liệu nhập khẩu toàn bộ hoặc không rõ nguồn gốc",
        "The material is wholly imported or cannot be traced",
        "Dùng nguyên liệu trong tỉnh và lưu giấy tờ mua bán, nguồn gốc.",
        "Phụ lục II, ghi chú tiêu chí 1.1",
    ),
    Stop(
        "copy",
        "Sản phẩm giống hệt sản phẩm của nhà sản xuất khác, chỉ đổi tên",
        "The product is a copy of another maker's, under another name",
        "Không xếp hạng; phát triển sản phẩm riêng của chủ thể.",
        "Phụ lục II, ghi chú tiêu chí 2.1",
    ),
    Stop(
        "foreign_matter",
        "Mẫu có tạp chất nguy hại đến an toàn thực phẩm",
        "The sample holds foreign matter that endangers food safety",
        "Dừng chấm; khắc phục khâu sản xuất, gửi mẫu và phiếu kiểm nghiệm mới.",
        "Phụ lục II, ghi chú tiêu chí tạp chất ở mục 6",
    ),
    Stop(
        "sensory_zero",
        "Một chỉ tiêu cảm quan của nước uống bị 0 điểm",
        "A sensory criterion of the water was given 0",
        "Dừng chấm; khắc phục chất lượng nước rồi gửi mẫu mới.",
        "Phụ lục II, Bộ 16, ghi chú mục 6",
    ),
    Stop(
        "declaration",
        "Thiếu công bố sản phẩm theo quy định",
        "The declaration of the product the law asks for is missing",
        "Công bố sản phẩm xong rồi nộp lại.",
        "Phụ lục II, câu «Hồ sơ bị loại khi» của các bộ 18, 20 và ghi chú mục 6 của các bộ 19, 20",
    ),
)
STOPS = {stop.code: stop for stop in _ALL}


def printed(criteria_set: CriteriaSet) -> tuple[Stop, ...]:
    """The stops the set's own sheet names, in the order it names them."""
    codes = dict.fromkeys(code for row in criteria_set.disqualifiers for code in row.stops)
    return tuple(STOPS[code] for code in codes)


def stop_words(stopped: Iterable[str]) -> list[str]:
    """The reasons as people read them. stopped: codes of `STOPS`, or a reason in plain words."""
    return [STOPS[each].vi if each in STOPS else each for each in stopped]


def findings(stopped: Iterable[str]) -> tuple[Finding, ...]:
    """One blocking finding for each reason. stopped: codes of `STOPS`, or a reason in plain words."""
    return tuple(_finding(reason) for reason in stopped)


def _finding(reason: str) -> Finding:
    stop = STOPS.get(reason) or Stop("other", reason, reason, "Giải quyết lý do này rồi nộp lại.", "")
    return Finding(
        code=f"rating.stop.{stop.code}",
        state=State.FAILED,
        severity=Severity.BLOCKING,
        what=stop.vi,
        what_en=stop.en,
        remedy=stop.remedy,
        source=f"{DECREE}, {stop.article}" if stop.article else "",
    )
