"""The queues of the desks, and the rounds, as tables."""

from typing import Any

import django_tables2 as tables
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from namsao.apps.rating.models import Dossier, Round
from namsao.apps.rating.queries.queue import commune_due, province_due
from namsao.base.ui.display import day
from namsao.base.ui.tables import NUMBER, SMALL, DayColumn, TitledColumn
from namsao.base.ui.templatetags.ui import badge, deadline, demo_mark


class QueueTable(tables.Table):
    """Rows of `queries.queue.listed`."""

    product = tables.Column(_("Sản phẩm"), order_by="product__name_sort")
    kind = tables.Column(_("Lần đánh giá"), attrs=SMALL)

    def render_product(self, record: Dossier) -> SafeString:
        return format_html(
            '<span><a href="{}">{}</a> {}<br><span class="muted small">{}</span></span>',
            reverse("rating:dossier", args=[record.pk]),
            record.product,
            demo_mark(record),
            record.product.party,
        )


class PickColumn(tables.Column):
    """A box to tick for each row; its name in the form is `pick`."""

    def render(self, value: int, record: Dossier) -> SafeString:
        said = _now("Chọn %(product)s") % {"product": record.product}
        return format_html(
            '<input type="checkbox" class="pick" name="pick" value="{}" aria-label="{}">', value, said
        )


class CommuneTable(QueueTable):
    filed_on = tables.Column(_("Nộp ngày"))
    due = tables.Column(_("Hạn của xã"), accessor="filed_on", empty_values=(), order_by="filed_on")
    act = tables.Column(_("Việc tiếp theo"), accessor="pk", orderable=False)

    def render_filed_on(self, record: Dossier) -> str:
        return day(record.filed_on)

    def render_due(self, record: Dossier) -> SafeString:
        due = commune_due(record)
        return deadline(due) if due else badge(record.get_state_display())

    def render_act(self, record: Dossier) -> SafeString | str:
        if record.state != "filed":
            return "—"
        return _button("rating:form03", record, _now("Viết Mẫu số 03"))


class IntakeTable(QueueTable):
    place = TitledColumn(_("Xã, phường"), order_by="place__name_sort", attrs=SMALL)
    proposed_at = tables.Column(_("Xã đề nghị"))
    round = tables.Column(_("Đợt"), empty_values=(), attrs=SMALL)
    due = tables.Column(_("Hạn"), accessor="pk", orderable=False)
    act = tables.Column(_("Việc tiếp theo"), accessor="pk", orderable=False)

    def __init__(self, *args: Any, rounds: dict[int, Any], **kwargs: Any) -> None:
        self.rounds = rounds  # dossier id -> the round it falls into
        super().__init__(*args, **kwargs)

    def render_proposed_at(self, record: Dossier) -> str:
        return day(record.proposed_at)  # type: ignore[attr-defined]  # annotated by queries.queue

    def render_round(self, record: Dossier) -> str:
        return str(record.round or self.rounds.get(record.pk) or "—")

    def render_due(self, record: Dossier) -> SafeString:
        return deadline(province_due(record)) or SafeString("—")

    def render_act(self, record: Dossier) -> SafeString | str:
        if record.state != "proposed":
            return record.get_state_display()
        return _button("rating:accept", record, _now("Tiếp nhận"))


class AdviceTable(QueueTable):
    place = TitledColumn(_("Xã, phường"), order_by="place__name_sort", attrs=SMALL)
    adviser = tables.Column(_("Người phụ trách"), empty_values=(), attrs=SMALL)
    surveyed_on = tables.Column(_("Khảo sát"), empty_values=(), attrs=SMALL)
    due = tables.Column(_("Hạn"), accessor="pk", orderable=False)
    act = tables.Column(_("Việc tiếp theo"), accessor="pk", orderable=False)

    def render_adviser(self, value: str | None) -> str:
        return value or _now("chưa ai nhận")

    def render_surveyed_on(self, record: Dossier) -> SafeString | str:
        if record.has_open_test:  # type: ignore[attr-defined]  # annotated by queries.queue
            return badge(_now("chờ kiểm nghiệm"), "warn", "flask")
        return day(record.surveyed_on) or _now("chưa khảo sát")  # type: ignore[attr-defined]  # as above

    def render_due(self, record: Dossier) -> SafeString:
        return deadline(province_due(record)) or SafeString("—")

    def render_act(self, record: Dossier) -> SafeString:
        return _button("rating:advice", record, _now("Mở báo cáo"))


class RoundTable(tables.Table):
    """Rows of `queries.rounds.standings`."""

    name = tables.Column(_("Đợt"), accessor="round", orderable=False)
    propose_before = DayColumn(_("Xã đề nghị trước"), accessor="round__propose_before", orderable=False)
    evaluate_before = tables.Column(
        _("Đánh giá xong trước"), accessor="round__evaluate_before", orderable=False
    )
    total = tables.Column(_("Hồ sơ"), orderable=False, attrs=NUMBER)

    def render_name(self, value: Round) -> SafeString:
        extra = badge(_now("đợt thêm"), "info") if value.is_extra else ""
        return format_html(
            '<span><a href="{}">{}</a> {}</span>', reverse("rating:round", args=[value.pk]), value, extra
        )

    def render_evaluate_before(self, record: Any, value: Any) -> SafeString | str:
        is_over = not any(record.counts.get(stage) for stage in ("intake", "advice", "council"))
        return day(value) if is_over else deadline(value)


class RoundDossierTable(QueueTable):
    """The dossiers of one round."""

    place = TitledColumn(_("Xã, phường"), order_by="place__name_sort", attrs=SMALL)
    state = tables.Column(_("Tình trạng"), attrs=SMALL)

    def order_product(
        self, queryset: QuerySet[Dossier], is_descending: bool
    ) -> tuple[QuerySet[Dossier], bool]:
        key = F("product__name_sort")
        return queryset.order_by(key.desc() if is_descending else key.asc()), True


def _button(page: str, record: Dossier, words: str) -> SafeString:
    label = _now("%(what)s: %(product)s") % {"what": words, "product": record.product}
    return format_html(
        '<a class="btn" href="{}" aria-label="{}">{}</a>', reverse(page, args=[record.pk]), label, words
    )
