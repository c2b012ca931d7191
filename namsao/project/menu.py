"""The rail of the workbench, by job, for the person who looks at it."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from namsao.base.places.queries import programme_name
from namsao.core.actor import Role

PRODUCER, COMMUNE, PROVINCE, AUDITOR, ADMIN, LEADER, MEMBER = Role
READERS = {PRODUCER, COMMUNE, PROVINCE, AUDITOR}
OFFICES = {COMMUNE, PROVINCE, AUDITOR}
DAILY, STARS, TRACE, BOOKS = (
    _("Hằng ngày"),
    _("Sao OCOP"),
    _("Từ nương tới kệ"),
    _("Sổ sách"),
)


@dataclass(frozen=True)
class Item:
    """One job: its words, its page, its icon, whose job it is, and under which heading it stands."""

    label: Any
    url_name: str
    icon: str
    roles: frozenset[Role]
    group: Any


def job(group: Any, label: Any, url_name: str, icon: str, roles: set[Role]) -> Item:
    return Item(label, url_name, icon, frozenset(roles), group)


# The first four a person has stand in the bar of a phone, so the daily ones come first.
ITEMS = [
    job(DAILY, _("Việc của tôi"), "home", "home", set(Role)),
    job(DAILY, _("Chấm điểm"), "rating:my_scoring", "star", {MEMBER}),
    job(DAILY, pgettext_lazy("danh sách", "Sản phẩm"), "products:products", "box", READERS),
    job(DAILY, _("Hồ sơ OCOP"), "rating:dossiers", "dossier", READERS | {LEADER}),
    job(DAILY, _("Minh chứng"), "evidence:documents", "image", READERS),
    job(DAILY, _("Nhắc việc"), "work:notices", "bell", set(Role)),
    job(STARS, _("Xã thẩm định"), "rating:commune_queue", "check", {COMMUNE}),
    job(STARS, _("Tiếp nhận hồ sơ"), "rating:intake", "download", {PROVINCE}),
    job(STARS, _("Đợt đánh giá"), "rating:rounds", "calendar", {PROVINCE, LEADER, AUDITOR}),
    job(STARS, _("Khảo sát, tư vấn"), "rating:advice_queue", "edit", {MEMBER, PROVINCE}),
    job(STARS, _("Hội đồng"), "rating:councils", "people", {PROVINCE, MEMBER, LEADER, AUDITOR}),
    job(STARS, _("Phiên đánh giá"), "rating:sittings", "clock", {PROVINCE, MEMBER, LEADER, AUDITOR}),
    job(STARS, _("Trình kết quả"), "rating:submit", "upload", {PROVINCE}),
    job(STARS, _("Quyết định"), "rating:decisions", "scale", {PROVINCE, LEADER, AUDITOR}),
    job(STARS, _("Hồ sơ gửi Bộ"), "rating:with_ministry", "arrow", {PROVINCE, LEADER, AUDITOR}),
    job(STARS, _("Giấy chứng nhận"), "rating:certificates", "shield", READERS | {LEADER}),
    job(STARS, _("Sắp hết hạn"), "rating:expiring", "history", READERS),
    job(STARS, _("Kiểm tra sau công nhận"), "rating:inspections", "eye", OFFICES),
    job(STARS, _("Thu hồi"), "rating:revocations", "stop", OFFICES | {LEADER}),
    job(TRACE, _("Nhật ký"), "farms:diary", "edit", {PRODUCER, COMMUNE}),
    job(TRACE, _("Vùng trồng"), "farms:areas", "leaf", READERS),
    job(TRACE, _("Hộ trồng"), "farms:households", "people", {PRODUCER, COMMUNE, PROVINCE}),
    job(TRACE, _("Hợp đồng với hộ trồng"), "farms:contracts", "dossier", READERS),
    job(TRACE, _("Chế biến, đóng gói"), "products:work", "box", {PRODUCER, COMMUNE}),
    job(TRACE, _("Truy xuất"), "traceability:events", "trace", READERS),
    job(TRACE, _("Nhập, xuất tệp"), "traceability:imports", "upload", READERS),
    job(TRACE, _("Triệu hồi"), "traceability:recalls", "bell", READERS),
    job(TRACE, _("Tem"), "labels:runs", "qr", READERS),
    job(TRACE, _("Lượt quét"), "scans:scans", "chart", READERS),
    job(TRACE, _("Báo vấn đề"), "scans:reports", "flag", READERS),
    job(BOOKS, pgettext_lazy("danh sách", "Chủ thể"), "parties:parties", "factory", OFFICES | {ADMIN}),
    job(BOOKS, pgettext_lazy("danh sách", "Đơn vị"), "places:places", "pin", OFFICES | {ADMIN}),
    job(BOOKS, _("Tài khoản"), "accounts:people", "person", OFFICES | {ADMIN}),
    job(BOOKS, _("Khoá API"), "accounts:keys", "key", {ADMIN}),
    job(BOOKS, _("Thư đã gửi"), "work:messages", "mail", {ADMIN}),
    job(BOOKS, _("Nhật ký hệ thống"), "audit:entries", "book", {PROVINCE, AUDITOR, ADMIN}),
]


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of every page: the menu, the programme's name, whether this is the demo."""
    return {
        "programme_name": programme_name(),
        "is_demo": settings.DEMO,
        "menu": menu(request) if getattr(request, "user", None) and request.user.is_authenticated else [],
    }


def menu(request: HttpRequest) -> list[dict[str, Any]]:
    """The person's jobs in order; `group` is said where a new one begins, and only when there are many jobs."""
    roles = {posting.role for posting in request.user.postings()}
    mine = [item for item in ITEMS if item.roles & roles] or ITEMS[:1]
    urls = [(item, reverse(item.url_name)) for item in mine]
    current = max((url for _item, url in urls if request.path.startswith(url)), key=len, default="")
    shown, last = [], None
    for item, url in urls:
        begins = item.group != last and len(mine) > FEW
        last = item.group
        shown.append(
            {
                "label": item.label,
                "url": url,
                "icon": item.icon,
                "current": url == current,
                "group": item.group if begins else None,
            }
        )
    return shown


FEW = 9  # without headings a rail this long is still read at a glance
