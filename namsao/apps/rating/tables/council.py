"""Councils, sittings and results as tables."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from namsao.apps.rating.models import Council, Sitting
from namsao.apps.rating.queries.results import Line
from namsao.base.ui.display import day
from namsao.base.ui.tables import NUMBER, SMALL, DayColumn
from namsao.base.ui.templatetags.ui import badge, demo_mark, stars


class CouncilTable(tables.Table):
    name = tables.Column(gettext_lazy("Hội đồng"), linkify=("rating:council", {"pk": tables.A("pk")}))
    decision_no = tables.Column(gettext_lazy("Quyết định"), attrs=SMALL)
    term_to = tables.Column(gettext_lazy("Nhiệm kỳ đến"), empty_values=())
    scoring_count = tables.Column(gettext_lazy("Thành viên chấm"), attrs=NUMBER)
    sitting_count = tables.Column(gettext_lazy("Số phiên"), attrs=NUMBER)

    def render_decision_no(self, record: Council) -> str:
        return f"{record.decision_no}, {day(record.decided_on)}"

    def render_term_to(self, value: Any) -> str:
        return day(value) or "—"


class SittingTable(tables.Table):
    title = tables.Column(gettext_lazy("Phiên"), linkify=("rating:sitting", {"pk": tables.A("pk")}))
    held_on = DayColumn(gettext_lazy("Ngày"))
    mode = tables.Column(gettext_lazy("Hình thức"), attrs=SMALL)
    closed_count = tables.Column(gettext_lazy("Đã khép"), attrs=NUMBER)
    state = tables.Column(gettext_lazy("Tình trạng"), empty_values=(), orderable=False)

    def render_mode(self, record: Sitting) -> str:
        return record.get_mode_display()

    def render_closed_count(self, record: Sitting) -> str:
        return f"{record.closed_count} / {record.product_count}"  # type: ignore[attr-defined]  # annotated

    def render_state(self, record: Sitting) -> SafeString:
        return badge(_("đã đề xuất"), "ok") if record.proposed_at else badge(_("đang làm"), "info")


class ResultTable(tables.Table):
    """Rows of `queries.results.lines`."""

    place = tables.Column(gettext_lazy("Hạng"), attrs=NUMBER)
    product = tables.Column(gettext_lazy("Sản phẩm"), empty_values=(), order_by="dossier__product__name_sort")
    points = tables.Column(gettext_lazy("Điểm"), attrs=NUMBER)
    parts = tables.Column(gettext_lazy("A · B · C"), empty_values=(), orderable=False, attrs=SMALL)
    stars = tables.Column(gettext_lazy("Sao"), empty_values=())
    missed = tables.Column(gettext_lazy("Mức chưa đạt"), empty_values=(), orderable=False, attrs=SMALL)
    spread = tables.Column(gettext_lazy("Chênh"), attrs=NUMBER)
    sheets = tables.Column(gettext_lazy("Phiếu"), attrs=NUMBER)

    def render_product(self, record: Line) -> SafeString:
        url = reverse("rating:hearing", args=[record.result.hearing_id])
        product = record.dossier.product
        return format_html(
            '<span><a href="{}">{}</a> {}<br><span class="muted small">{}</span></span>',
            url,
            product.name,
            demo_mark(product),
            product.party,
        )

    def render_points(self, record: Line) -> SafeString | str:
        if record.agrees:
            return record.shown
        return format_html("{} {}", record.shown, badge(_("lệch sổ"), "bad"))

    def render_parts(self, record: Line) -> str:
        return " · ".join(shown for _code, shown in record.shown_parts)

    def render_stars(self, record: Line) -> SafeString:
        return badge(_("dừng đánh giá"), "bad") if record.result.stopped else stars(record.stars)

    def render_missed(self, record: Line) -> str:
        return record.missed_words or "—"
