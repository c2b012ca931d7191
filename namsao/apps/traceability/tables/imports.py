"""Lists of what was brought: files, their rows, capture jobs; cards on a phone."""

from datetime import datetime
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from namsao.apps.traceability.imports.dry_run import FAULTY, KNOWN, NEW
from namsao.apps.traceability.models import CaptureJob, Import
from namsao.base.ui.display import language, moment
from namsao.base.ui.tables import NUMBER, SMALL
from namsao.base.ui.templatetags.ui import badge, demo_mark

State = Import.State
KINDS = {
    State.WAITING: "info",
    State.COLUMNS: "warn",
    State.CHECKED: "warn",
    State.REFUSED: "bad",
    State.WRITING: "info",
    State.DONE: "ok",
    State.DROPPED: "",
}
ROWS = {
    NEW: ("ok", gettext_lazy("sẽ ghi")),
    KNOWN: ("info", gettext_lazy("đã có")),
    FAULTY: ("bad", gettext_lazy("lỗi")),
}


def state_of(found: Import) -> SafeString:
    """The state as a badge."""
    return badge(found.get_state_display(), KINDS[State(found.state)])


class ImportTable(tables.Table):
    made_at = tables.Column(gettext_lazy("Tải lên lúc"), attrs=SMALL)
    name = tables.Column(gettext_lazy("Tệp"), orderable=False)
    owner = tables.Column(gettext_lazy("Chủ thể"), order_by="owner__name_sort", attrs=SMALL)
    stored = tables.Column(gettext_lazy("Sự kiện mới"), attrs=NUMBER)
    state = tables.Column(gettext_lazy("Trạng thái"))

    class Meta:
        order_by = "-made_at"

    def render_made_at(self, value: datetime) -> str:
        return moment(value)

    def render_name(self, record: Import) -> SafeString:
        return format_html(
            '<span><a href="{}">{}</a> {}<br><span class="small muted">{}</span></span>',
            reverse("traceability:import", args=[record.pk]),
            record.name,
            demo_mark(record),
            record.get_kind_display(),
        )

    def render_state(self, record: Import) -> SafeString:
        return state_of(record)


class RowTable(tables.Table):
    """Rows of a table of lots, from the report of its dry run."""

    line = tables.Column(gettext_lazy("Dòng"), attrs=NUMBER)
    what = tables.Column(gettext_lazy("Hàng"), orderable=False)
    state = tables.Column(gettext_lazy("Kết quả"))
    why = tables.Column(gettext_lazy("Cần sửa"), orderable=False, empty_values=())

    def render_state(self, value: str) -> SafeString:
        kind, word = ROWS[value]
        return badge(word, kind)

    def render_why(self, value: list[list[str]]) -> str:
        return " ".join(said[0] if language() == "vi" else said[1] for said in value or ())


class JobTable(tables.Table):
    """Everything that was handed in for capture, by people and by systems."""

    made_at = tables.Column(gettext_lazy("Nhận lúc"), attrs=SMALL)
    capture_id = tables.Column(gettext_lazy("Lần nhận"), orderable=False)
    owner = tables.Column(gettext_lazy("Chủ thể"), order_by="owner__name_sort", attrs=SMALL)
    stored = tables.Column(gettext_lazy("Mới"), attrs=NUMBER)
    known = tables.Column(gettext_lazy("Đã có"), attrs=NUMBER)
    success = tables.Column(gettext_lazy("Kết quả"))

    class Meta:
        order_by = "-made_at"

    def render_made_at(self, value: datetime) -> str:
        return moment(value)

    def render_capture_id(self, record: CaptureJob, value: Any) -> SafeString:
        url = reverse("traceability:job", args=[record.pk])
        return format_html(
            '<span><a href="{}">{}</a> {}</span>', url, str(value)[:8], demo_mark(record.owner)
        )

    def render_success(self, record: CaptureJob) -> SafeString:
        return job_state_of(record)


def job_state_of(job: CaptureJob) -> SafeString:
    """The outcome of a job as a badge."""
    if job.running:
        return badge(_("đang chạy"), "info")
    return badge(_("xong"), "ok") if job.success else badge(_("có lỗi"), "bad")
