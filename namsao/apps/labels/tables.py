"""The list of runs; cards on a phone."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from namsao.apps.labels import queries
from namsao.apps.labels.models import LabelRun
from namsao.base.ui.display import moment, number
from namsao.base.ui.tables import NUMBER
from namsao.base.ui.templatetags.ui import demo_mark


class RunTable(tables.Table):
    """Runs with batch and product."""

    batch = tables.Column(verbose_name=gettext_lazy("Lô"), order_by=("batch__lot",))
    product = tables.Column(
        verbose_name=gettext_lazy("Sản phẩm"),
        accessor="batch__product",
        order_by=("batch__product__name_sort",),
    )
    count = tables.Column(verbose_name=gettext_lazy("Số tem"), attrs=NUMBER)
    numbers = tables.Column(
        verbose_name=gettext_lazy("Từ số – đến số"), empty_values=(), order_by="first_counter"
    )
    made_at = tables.Column(verbose_name=gettext_lazy("In lúc"))
    issuer = tables.Column(verbose_name=gettext_lazy("Người in"), empty_values=(), orderable=False)

    class Meta:
        order_by = "-made_at"

    def before_render(self, request: Any) -> None:  # noqa: ARG002  # django-tables2's signature
        """One question for the whole page, not one a row."""
        self.issuers = queries.issuers(row.record for row in self.paginated_rows)

    def render_batch(self, record: LabelRun) -> SafeString:
        url = reverse("labels:run", args=[record.pk])
        words = _("Lô %(lot)s") % {"lot": record.batch.lot}
        return format_html(
            '<span class="row"><a href="{}">{}</a>{}</span>', url, words, demo_mark(record.batch)
        )

    def render_count(self, value: int) -> str:
        return number(value)

    def render_numbers(self, record: LabelRun) -> str:
        return f"{number(record.first_counter + 1)} – {number(record.counters.stop)}"

    def render_made_at(self, record: LabelRun) -> str:
        return moment(record.made_at)

    def render_issuer(self, record: LabelRun) -> str:
        return self.issuers.get(record.pk, "—")
