"""The list of events; cards on a phone."""

from datetime import datetime

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from namsao.apps.traceability.models import Event
from namsao.base.ui.display import moment
from namsao.base.ui.templatetags.ui import badge, demo_mark

MOST_THINGS = 3  # named in one row


class EventTable(tables.Table):
    event_time = tables.Column(verbose_name=gettext_lazy("Lúc"), order_by=("event_time", "id"))
    step_text = tables.Column(verbose_name=gettext_lazy("Việc"), orderable=False)
    things = tables.Column(verbose_name=gettext_lazy("Hàng"), orderable=False)
    owner = tables.Column(verbose_name=gettext_lazy("Chủ thể"), order_by=("owner__name_sort",))

    class Meta:
        order_by = "-event_time"

    def render_event_time(self, value: datetime) -> str:
        return moment(value)

    def render_step_text(self, record: Event) -> SafeString:
        url, said = reverse("traceability:event", args=[record.pk]), capfirst(record.step_text)
        marks = (badge(_("Đã khai báo ghi nhầm"), "warn") if record.mistaken_at else "", demo_mark(record))
        return format_html('<span class="row"><a href="{}">{}</a>{}{}</span>', url, said, *marks)

    def render_things(self, record: Event) -> SafeString:
        things = record.things
        lines = [(thing.label, thing.amount) for thing in things[:MOST_THINGS]]
        if len(things) > MOST_THINGS:
            lines.append((_("và %(n)s mã khác") % {"n": len(things) - MOST_THINGS}, ""))
        # One element around them: on a phone the cell is a grid of two columns.
        return format_html("<div>{}</div>", format_html_join("", "<div>{} {}</div>", lines))
