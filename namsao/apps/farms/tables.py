"""The lists of areas, entries, inputs, households and contracts; cards on a phone."""

from collections.abc import Set
from datetime import date
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from namsao.apps.farms.models import Contract, DiaryEntry, GrowingArea, Household, InputProduct
from namsao.base.ui.display import kg, number, vnd
from namsao.base.ui.tables import NUMBER, SMALL, DayColumn, TitledColumn
from namsao.base.ui.templatetags.ui import badge, demo_mark

STATES = {"not_yet": "info", "in_force": "ok", "expired": "warn", "void": "bad"}


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
    """Rows of `queries.diary.for_list`. named: whether the reader may know growers by name."""

    done_on = DayColumn(verbose_name=gettext_lazy("Ngày"))
    verb = tables.Column(verbose_name=gettext_lazy("Việc"))
    what = tables.Column(
        verbose_name=gettext_lazy("Vật tư, lô"), empty_values=(), order_by=("input__name_sort",)
    )
    quantity = tables.Column(
        verbose_name=gettext_lazy("Lượng"), accessor="quantity_text", orderable=False, attrs=NUMBER
    )
    area_ha = tables.Column(verbose_name=gettext_lazy("Diện tích"), empty_values=(), attrs=NUMBER)
    worker = tables.Column(verbose_name=gettext_lazy("Hộ, người làm"), empty_values=())
    note = tables.Column(verbose_name=gettext_lazy("Ghi chú"), empty_values=(), attrs=SMALL)

    class Meta:
        order_by = "-done_on"

    def __init__(self, *args: Any, named: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.named = named

    def render_worker(self, record: DiaryEntry) -> str:
        return record.done_by(named=self.named)

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


class HouseholdTable(tables.Table):
    """Rows of `queries.households_listed`."""

    number = tables.Column(verbose_name=gettext_lazy("Số"), attrs=NUMBER)
    name = tables.Column(verbose_name=gettext_lazy("Chủ hộ"), empty_values=(), order_by=("name_sort",))
    hamlet = tables.Column(verbose_name=gettext_lazy("Thôn"), order_by=("hamlet_folded",))
    place = TitledColumn(verbose_name=gettext_lazy("Đơn vị"), order_by=("place__name_sort",))
    phone = tables.Column(verbose_name=gettext_lazy("Điện thoại"), orderable=False)
    areas = tables.Column(verbose_name=gettext_lazy("Vùng trồng"), orderable=False, empty_values=())
    running = tables.Column(verbose_name=gettext_lazy("Hợp đồng"), attrs=NUMBER)
    party = tables.Column(verbose_name=gettext_lazy("Chủ thể"), order_by=("party__name_sort",))

    class Meta:
        order_by = "name"

    def render_name(self, record: Household) -> SafeString:
        url = reverse("farms:household", args=[record.pk])
        mark = badge(_("đã xoá thông tin"), "", "trash") if record.erased_at else ""
        return format_html(
            '<span class="row"><a href="{}">{}</a>{}{}</span>', url, record.called, mark, demo_mark(record)
        )

    def render_phone(self, record: Household) -> str:
        return record.shown_phone

    def render_areas(self, record: Household) -> str:
        return ", ".join(each.name for each in record.areas.all()) or _("chưa gắn")

    def render_running(self, value: int) -> str:
        return number(value) if value else _("chưa có")


class ContractTable(tables.Table):
    """Rows of `queries.contracts_listed`. named: ids of those whose grower the reader may know by name."""

    number = tables.Column(verbose_name=gettext_lazy("Số hợp đồng"))
    side = tables.Column(
        verbose_name=gettext_lazy("Ký với"),
        empty_values=(),
        order_by=("household__name_sort", "seller_folded"),
    )
    material = tables.Column(verbose_name=gettext_lazy("Nguyên liệu"), order_by=("material__name",))
    valid_to = DayColumn(verbose_name=gettext_lazy("Đến ngày"))
    delivered_kg = tables.Column(verbose_name=gettext_lazy("Đã giao"), attrs=NUMBER)
    owed = tables.Column(verbose_name=gettext_lazy("Còn nợ"), empty_values=(), orderable=False, attrs=NUMBER)
    state = tables.Column(verbose_name=gettext_lazy("Tình trạng"), empty_values=(), orderable=False)
    party = tables.Column(verbose_name=gettext_lazy("Chủ thể"), order_by=("party__name_sort",))

    class Meta:
        order_by = "-valid_to"

    def __init__(self, *args: Any, named: Set[int], day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.named, self.day = named, day

    def render_number(self, record: Contract) -> SafeString:
        url = reverse("farms:contract", args=[record.pk])
        return format_html(
            '<span class="row"><a href="{}">{}</a>{}</span>', url, record.number, demo_mark(record)
        )

    def render_side(self, record: Contract) -> str:
        return record.other_side if record.pk in self.named else record.masked_side

    def render_delivered_kg(self, record: Contract) -> str:
        said = {"done": number(record.delivered_kg), "all": kg(record.agreed_kg)}
        return _("%(done)s / %(all)s") % said if record.agreed_kg else kg(record.delivered_kg)

    def render_owed(self, record: Contract) -> str:
        return vnd(max(record.due_vnd - record.paid_vnd, 0))

    def render_state(self, record: Contract) -> SafeString:
        state = record.state_on(self.day)
        return badge(state.label, STATES[state])
