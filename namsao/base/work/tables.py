from datetime import datetime

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from namsao.base.ui.display import moment
from namsao.base.ui.icons import icon
from namsao.base.ui.templatetags.ui import badge
from namsao.base.work.models import Message

KINDS = {
    Message.State.QUEUED: "info",
    Message.State.SENT: "ok",
    Message.State.KEPT: "warn",
    Message.State.FAILED: "bad",
    Message.State.SKIPPED: "",
}


class MessageTable(tables.Table):
    made_at = tables.Column(verbose_name=_("Báo lúc"), accessor="notice__made_at")
    address = tables.Column(verbose_name=_("Tới"))
    title = tables.Column(verbose_name=_("Việc"), accessor="notice__title", orderable=False)
    state = tables.Column(verbose_name=_("Tình trạng"))
    again = tables.Column(verbose_name=_("Gửi lại"), accessor="pk", orderable=False)

    class Meta:
        model = Message
        fields = ("made_at", "address", "title", "state", "again")
        order_by = "-made_at"

    def render_made_at(self, value: datetime) -> str:
        return moment(value)

    def render_state(self, record: Message) -> SafeString:
        shown = badge(record.get_state_display(), KINDS[Message.State(record.state)])
        if not record.error:
            return shown
        return format_html('<span>{} <span class="muted small">{}</span></span>', shown, record.error)

    def render_again(self, record: Message) -> SafeString:
        if record.state in {Message.State.QUEUED, Message.State.SKIPPED}:
            return SafeString("–")
        link = '<a class="btn" href="{}">{}{}</a>'
        return format_html(link, reverse("work:resend", args=[record.pk]), icon("undo"), _("Gửi lại"))
