"""What the diary says on the phone; its scripts have no words of their own."""

from collections.abc import Mapping

from django.utils.translation import gettext as _


def diary_words() -> Mapping[str, str]:
    """Name -> sentence in the reader's language; {n} and {day} are filled in on the phone."""
    return {
        "all": _("Đã gửi hết."),
        "waiting": _("{n} việc chờ mạng. Cứ ghi tiếp, có mạng là tự gửi."),
        "sending": _("Đang gửi…"),
        "refused": _("{n} việc bị từ chối. Hãy xem lý do ở dưới rồi sửa hoặc bỏ."),
        "out": _("Phiên làm việc đã hết. Hãy đăng nhập lại, {n} việc đang giữ trên máy sẽ được gửi."),
        "odd": _("Máy chủ không nhận (mã {n}). Hãy sửa rồi gửi lại, hoặc báo cán bộ xã."),
        "season": _("Hãy chọn vùng trồng và vụ."),
        "verb": _("Hãy chọn một việc."),
        "number": _("Ghi số như 1250 hoặc 2,5. Phần lẻ ghi sau dấu phẩy."),
        "day": _("Ghi ngày/tháng/năm, ví dụ 24/11/2026."),
        "weight": _("Hãy ghi số cân thu được."),
        "input": _("Hãy chọn thứ đã dùng, hoặc ghi vào ghi chú."),
        "early": _("Chưa hết thời gian cách ly: được thu từ ngày {day}. Nếu vẫn thu, hãy ghi lý do."),
        "why": _("Hãy ghi vì sao thu trước hạn cách ly."),
        "photo": _("Không đọc được ảnh này. Hãy chụp lại."),
        "photos": _("{n} ảnh"),
        "again": _("Lặp lại: {work}"),
        "drop": _("Bỏ việc này khỏi máy? Nội dung chưa gửi sẽ mất."),
        "leave": _("Còn {n} việc chưa gửi. Đăng xuất thì vẫn giữ trên máy này, đăng nhập lại mới gửi tiếp."),
    }
