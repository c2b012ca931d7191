"""The list of recalls; cards on a phone."""

from collections.abc import Mapping
from datetime import datetime

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from namsao.apps.traceability.flow import State
from namsao.apps.traceability.models import Recall
from namsao.apps.traceability.queries.naming import Name
from namsao.base.ui.display import moment
from namsao.base.ui.tables import NUMBER, SMALL
from namsao.base.ui.templatetags.ui import badge, demo_mark

KINDS = {
    State.DRAFT: "info",
    State.PROPOSED: "warn",
    State.LAUNCHED: "bad",
    State.CLOSED: "ok",
    State.DROPPED: "",
}


def state_of(recall: Recall) -> SafeString:
    """The state as a badge, and the mark of a drill."""
    state = badge(recall.get_state_display(), KINDS[State(recall.state)])
    drill = badge(_("Diễn tập"), "info", "flag") if recall.is_mock else ""
    return format_html('<span class="row">{}{}</span>', state, drill)


class RecallTable(tables.Table):
    """Rows of `queries.recall.listed`. `names`: those of the identifiers they began from, set once it is paged."""

    names: Mapping[str, Name] = {}

    opened_at = tables.Column(gettext_lazy("Mở lúc"), attrs=SMALL)
    root = tables.Column(gettext_lazy("Vụ triệu hồi"), orderable=False)
    party = tables.Column(gettext_lazy("Chủ thể"), order_by="party__name_sort", attrs=SMALL)
    line_count = tables.Column(gettext_lazy("Mã trong phạm vi"), attrs=NUMBER)
    state = tables.Column(gettext_lazy("Trạng thái"))

    class Meta:
        order_by = "-opened_at"

    def render_opened_at(self, value: datetime) -> str:
        return moment(value)

    def render_root(self, record: Recall) -> SafeString:
        url = reverse("traceability:recall", args=[record.pk])
        return format_html(
            '<span><a href="{}">{}</a> {}<br><span class="small muted">{} · {}</span></span>',
            url,
            self.names[record.root].text if record.root in self.names else record.root_label,
            demo_mark(record),
            record.code,
            record.root_label,
        )

    def render_state(self, record: Recall) -> SafeString:
        return state_of(record)
