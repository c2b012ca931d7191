"""The verbs of the audit trail in words; a verb without words shows as it is."""

from django.utils.translation import gettext_lazy as _

from namsao.core.vietnamese import fold

WORDS = {
    "resend": _("gửi lại thư"),
    "unmute": _("bật lại một kênh nhắc"),
    "mute": _("tắt một kênh nhắc"),
    "end_stars": _("thôi hiệu lực sao"),
    "extend": _("kéo dài hiệu lực"),
    "add": _("thêm"),
    "add_area": _("thêm vùng trồng"),
    "add_factor": _("bật lớp bảo vệ thứ hai"),
    "add_file": _("thêm tệp minh chứng"),
    "add_step": _("ghi công đoạn"),
    "bring_in": _("nhập từ sổ khác"),
    "change": _("sửa thông tin"),
    "close": _("khép lại"),
    "declare_error": _("khai báo ghi nhầm"),
    "delist": _("đưa ra khỏi danh mục"),
    "end": _("kết thúc vai trò"),
    "end_season": _("kết thúc vụ"),
    "invite": _("tạo đường mời"),
    "issue_labels": _("cấp tem"),
    "keep": _("nhận tệp"),
    "make_batch": _("làm lô"),
    "mark_used": _("dùng trong hồ sơ"),
    "name": _("ghi tên bằng các thứ tiếng"),
    "open": _("mở tài khoản"),
    "post": _("giao vai trò"),
    "recognise": _("công nhận sao"),
    "record_harvest": _("ghi mẻ thu hoạch"),
    "register": _("ghi vào sổ"),
    "remove_factor": _("tắt lớp bảo vệ thứ hai"),
    "remove_file": _("gỡ tệp minh chứng"),
    "report": _("báo vấn đề"),
    "replace": _("thay bản mới"),
    "reset_factor": _("gỡ lớp bảo vệ thứ hai"),
    "restore": _("mở khoá tài khoản"),
    "set_password": _("đặt mật khẩu"),
    "set_photo": _("đặt ảnh"),
    "start_season": _("mở vụ"),
    "suspend": _("khoá tài khoản"),
    "tell_story": _("viết câu chuyện"),
    "void_batch": _("xoá lô ghi nhầm"),
    "void_harvest": _("xoá mẻ thu hoạch ghi nhầm"),
    "withdraw": _("rút lại"),
}


def meaning(text: str) -> list[str]:
    """Verbs whose words, without marks, contain the text; or whose name it is."""
    wanted = fold(text)
    return [verb for verb, words in WORDS.items() if wanted in fold(str(words)) or verb == text.strip()]
