from datetime import date

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from namsao.base.accounts.models import ApiKey, User
from namsao.base.ui.display import day
from namsao.base.ui.templatetags.ui import badge


class PersonTable(tables.Table):
    name = tables.Column(verbose_name=_("Họ tên"), linkify=("accounts:person", {"pk": tables.A("pk")}))
    login = tables.Column(verbose_name=_("Đăng nhập"), orderable=False)
    posted = tables.Column(verbose_name=_("Vai trò"), accessor="pk", orderable=False)
    is_active = tables.Column(verbose_name=_("Tình trạng"))

    class Meta:
        model = User
        fields = ("name", "login", "posted", "is_active")
        order_by = "name"

    def order_name(self, queryset: object, is_descending: bool) -> tuple[object, bool]:  # django-tables2's
        return queryset.order_by(("-" if is_descending else "") + "name_sort"), True

    def render_posted(self, record: User) -> str:
        held = [p for p in record.posting_rows.all() if p.until is None]
        return format_html_join(", ", "{} · {}", ((p.get_role_display(), p.party or p.place) for p in held))

    def render_is_active(self, record: User) -> str:
        if not record.is_active:
            return str(_("đã khoá"))
        return str(_("đang dùng") if record.has_usable_password() else _("chưa đặt mật khẩu"))


class KeyTable(tables.Table):
    """Keys of other systems; `may_revoke` says which rows get the link."""

    name = tables.Column(verbose_name=_("Tên khoá"))
    prefix = tables.Column(verbose_name=_("Đầu khoá"), orderable=False)
    party = tables.Column(verbose_name=_("Thay mặt"), empty_values=(), orderable=False)
    scopes = tables.Column(verbose_name=_("Được làm gì"), orderable=False)
    last_used_on = tables.Column(verbose_name=_("Dùng lần cuối"))
    state = tables.Column(verbose_name=_("Tình trạng"), empty_values=(), orderable=False)

    class Meta:
        order_by = "-made_at"

    def __init__(self, *args: object, may_revoke: frozenset[int] = frozenset(), **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.may_revoke = may_revoke

    def render_prefix(self, value: str) -> SafeString:
        return format_html("<code>{}…</code>", value)

    def render_party(self, record: ApiKey) -> str:
        return str(record.party or gettext("Chương trình OCOP của tỉnh"))

    def render_scopes(self, record: ApiKey) -> SafeString:
        return format_html("<div>{}</div>", format_html_join("", "<div>{}</div>", zip(record.scope_labels)))

    def render_last_used_on(self, value: date) -> str:
        return day(value)

    def render_state(self, record: ApiKey) -> SafeString:
        if record.revoked_at:
            return badge(gettext("đã thu hồi"), "bad")
        if record.is_over(timezone.localdate()):
            return badge(gettext("đã hết hạn"), "warn")
        until = gettext("đến hết %(day)s") % {"day": day(record.expires_on)} if record.expires_on else ""
        url = reverse("accounts:revoke_key", args=[record.pk])
        link = (
            format_html('<a href="{}">{}</a>', url, gettext("Thu hồi"))
            if record.pk in self.may_revoke
            else ""
        )
        return format_html(
            '<span class="row">{} {} {}</span>', badge(gettext("đang dùng"), "ok"), until, link
        )
