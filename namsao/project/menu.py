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


@dataclass(frozen=True)
class Item:
    """One job: its words, its page, its icon, and whose job it is."""

    label: Any
    url_name: str
    icon: str
    roles: frozenset[Role]


ITEMS = [
    Item(_("Việc của tôi"), "home", "home", frozenset(Role)),
    Item(_("Vùng trồng"), "farms:areas", "leaf", frozenset(READERS)),
    Item(pgettext_lazy("danh sách", "Sản phẩm"), "products:products", "box", frozenset(READERS)),
    Item(_("Truy xuất"), "traceability:events", "trace", frozenset(READERS)),
    Item(_("Tem"), "labels:runs", "qr", frozenset(READERS)),
    Item(_("Lượt quét"), "scans:scans", "chart", frozenset(READERS)),
    Item(_("Báo vấn đề"), "scans:reports", "flag", frozenset(READERS)),
    Item(
        pgettext_lazy("danh sách", "Chủ thể"),
        "parties:parties",
        "factory",
        frozenset({COMMUNE, PROVINCE, AUDITOR, ADMIN}),
    ),
    Item(
        pgettext_lazy("danh sách", "Đơn vị"),
        "places:places",
        "pin",
        frozenset({COMMUNE, PROVINCE, AUDITOR, ADMIN}),
    ),
    Item(_("Tài khoản"), "accounts:people", "person", frozenset({COMMUNE, PROVINCE, AUDITOR, ADMIN})),
    Item(_("Nhật ký hệ thống"), "audit:entries", "dossier", frozenset({PROVINCE, AUDITOR, ADMIN})),
]


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of every page: the menu, the programme's name, whether this is the demo."""
    return {
        "programme_name": programme_name(),
        "is_demo": settings.DEMO,
        "menu": menu(request) if getattr(request, "user", None) and request.user.is_authenticated else [],
    }


def menu(request: HttpRequest) -> list[dict[str, Any]]:
    roles = {posting.role for posting in request.user.postings()}
    mine = [item for item in ITEMS if item.roles & roles] or ITEMS[:1]
    urls = [(item, reverse(item.url_name)) for item in mine]
    current = max((url for _item, url in urls if request.path.startswith(url)), key=len, default="")
    return [
        {"label": item.label, "url": url, "icon": item.icon, "current": url == current} for item, url in urls
    ]
