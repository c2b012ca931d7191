import django_tables2 as tables
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from namsao.base.accounts.models import User


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
