"""The lists of areas, of entries and of inputs; cards on a phone."""

from collections.abc import Set
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from namsao.apps.farms.models import DiaryEntry, GrowingArea, InputProduct
from namsao.base.ui.display import number
from namsao.base.ui.tables import NUMBER, SMALL, DayColumn, TitledColumn
from namsao.base.ui.templatetags.ui import badge, demo_mark


class AreaTable(tables.Table):
    name = tables.Column(verbose_name=gettext_lazy("Vùng trồng"), order_by=("name_folded",))
    material = tables.Column(verbose_name=gettext_lazy("Trồng"), order_by=("material__name",))
    area_ha = tables.Column(verbose_name=gettext_lazy("Diện tích"), attrs=NUMBER)
    code = tables.Column(verbose_name=gettext_lazy("Mã số vùng trồng"), empty_values=(None,))
    open_season = tables.Column(verbose_name=gettext_lazy("Vụ đang mở"), empty_values=())
    party = tables.Column(verbose_name=gettext_lazy("Chủ thể"), order_by=("party__name_sort",))
    place = TitledColumn(verbose_name=gettext_lazy("Đơn vị"), order_by=("place__name_sort",))

    class Meta:
        order_by = "name"

    def render_name(self, record: GrowingArea) -> SafeString:
        url = reverse("farms:area", args=[record.pk])
        return format_html('<span class="row"><a href="{}">{}</a>{}</span>', url, record, demo_mark(record))

    def render_area_ha(self, value: object) -> str:
        return f"{number(value)}\N{NO-BREAK SPACE}ha"

    def render_code(self, value: str) -> str:
        return value or _("chưa có")

    def render_open_season(self, value: str | None) -> str:
        return value or badge(_("chưa mở vụ"), "warn", "calendar")


class DiaryTable(tables.Table):
    """Rows of `queries.diary.for_list`."""

    done_on = DayColumn(verbose_name=gettext_lazy("Ngày"))
    verb = tables.Column(verbose_name=gettext_lazy("Việc"))
    what = tables.Column(
        verbose_name=gettext_lazy("Vật tư, lô"), empty_values=(), order_by=("input__name_sort",)
    )
    quantity = tables.Column(
        verbose_name=gettext_lazy("Lượng"), accessor="quantity_text", orderable=False, attrs=NUMBER
    )
    area_ha = tables.Column(verbose_name=gettext_lazy("Diện tích"), empty_values=(), attrs=NUMBER)
    worker = tables.Column(verbose_name=gettext_lazy("Người làm"))
    note = tables.Column(verbose_name=gettext_lazy("Ghi chú"), empty_values=(), attrs=SMALL)

    class Meta:
        order_by = "-done_on"

    def render_verb(self, record: DiaryEntry) -> SafeString:
        link = format_html(
            '<a href="{}">{}</a>', reverse("farms:diary_entry", args=[record.pk]), record.get_verb_display()
        )
        return format_html("<s>{}</s> {}", link, badge(_("đã bỏ"), "bad")) if record.voided_at else link

    def render_what(self, record: DiaryEntry) -> str:
        return record.what

    def render_area_ha(self, value: object, record: DiaryEntry) -> str:
        if record.harvest_id:
            return ""
        return f"{number(value)}\N{NO-BREAK SPACE}ha" if value is not None else _("cả vùng")

    def render_note(self, record: DiaryEntry) -> str:
        return record.remarks


class InputTable(tables.Table):
    """own: ids of the inputs the reader may change."""

    name = tables.Column(verbose_name=gettext_lazy("Tên"), order_by=("name_sort",))
    kind = tables.Column(verbose_name=gettext_lazy("Loại"))
    active_ingredient = tables.Column(verbose_name=gettext_lazy("Hoạt chất, thành phần"))
    registration_no = tables.Column(verbose_name=gettext_lazy("Số đăng ký"))
    interval_days = tables.Column(verbose_name=gettext_lazy("Cách ly"), empty_values=(), attrs=NUMBER)
    party = tables.Column(verbose_name=gettext_lazy("Của"), empty_values=(), order_by=("party__name_sort",))

    class Meta:
        order_by = "name"

    def __init__(self, *args: Any, own: Set[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = own

    def render_name(self, record: InputProduct) -> SafeString:
        url = reverse("farms:change_input", args=[record.pk])
        name = format_html('<a href="{}">{}</a>', url, record) if record.pk in self.own else str(record)
        marks = [badge(_("hữu cơ"), "ok", "leaf")] if record.is_organic else []
        marks += [badge(_("ngừng dùng"), "", "stop")] if record.retired_at else []
        marks += [badge(_("dùng chung"), "info")] if record.party_id is None else []
        return format_html(
            '<span class="row">{}{}{}</span>', name, SafeString("").join(marks), demo_mark(record)
        )

    def render_interval_days(self, value: int | None) -> str:
        return _("chưa ghi") if value is None else _("%(days)s ngày") % {"days": value}

    def render_party(self, value: object) -> str:
        return str(value) if value else _("mọi chủ thể")
