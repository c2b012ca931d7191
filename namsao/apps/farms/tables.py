"""The list of areas; cards on a phone."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from namsao.apps.farms.models import GrowingArea
from namsao.base.ui.display import number
from namsao.base.ui.tables import NUMBER, TitledColumn
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
