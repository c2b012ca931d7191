from datetime import datetime

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from namsao.apps.scans.models import ProblemReport
from namsao.base.ui.display import moment


class ReportTable(tables.Table):
    at = tables.Column(verbose_name=_("Lúc"))
    kind = tables.Column(verbose_name=_("Chuyện gì"), linkify=("scans:report", {"pk": tables.A("pk")}))
    product = tables.Column(verbose_name=_("Sản phẩm"), empty_values=(), orderable=False)
    closed_at = tables.Column(verbose_name=_("Tình trạng"), empty_values=())

    class Meta:
        model = ProblemReport
        fields = ("at", "kind", "product", "closed_at")

    def render_at(self, value: datetime) -> str:
        return moment(value)

    def render_product(self, record: ProblemReport) -> str:
        return str(record.product or record.code)

    def render_closed_at(self, record: ProblemReport) -> str:
        return str(_("đã xử lý") if record.closed_at else _("đang chờ"))
