"""Lists of submissions, decisions and certificates."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from namsao.apps.rating.models import Decision, StarCertificate, Submission
from namsao.apps.rating.queries.register import LOOKS, WORDS
from namsao.base.ui.tables import SMALL, DayColumn, StarsColumn, TitledColumn
from namsao.base.ui.templatetags.ui import badge, demo_mark


def standing_badge(word: str) -> SafeString:
    """Icon, word and colour of a standing."""
    return badge(WORDS[word], *LOOKS[word])


class SubmissionTable(tables.Table):
    """Rows of `queries.decisions.submissions`."""

    number = tables.Column(gettext_lazy("Tờ trình"))
    on = DayColumn(gettext_lazy("Ngày"))
    products = tables.Column(gettext_lazy("Sản phẩm"))
    waiting = tables.Column(gettext_lazy("Chờ quyết định"), empty_values=())

    def render_number(self, record: Submission) -> SafeString:
        return format_html(
            '<a href="{}">{}</a>', reverse("rating:submission", args=[record.pk]), record.number
        )

    def render_waiting(self, value: int | None) -> SafeString:
        return badge(value, "warn", "clock") if value else badge(_("xong"), "ok", "check")


class DecisionTable(tables.Table):
    """Rows of `queries.decisions.decisions`."""

    number = tables.Column(gettext_lazy("Quyết định"))
    on = DayColumn(gettext_lazy("Ngày ký"))
    kind = tables.Column(gettext_lazy("Nội dung"), attrs=SMALL)
    products = tables.Column(gettext_lazy("Sản phẩm"))
    untold = tables.Column(gettext_lazy("Thông báo"), empty_values=())

    def render_number(self, record: Decision) -> SafeString:
        url = reverse("rating:decision", args=[record.pk])
        mark = badge(_("của Bộ"), "info", "star") if record.is_ministry else ""
        return format_html('<span><a href="{}">{}</a> {}</span>', url, record.number, mark)

    def render_untold(self, record: Decision) -> SafeString | str:
        if record.kind in {Decision.Kind.BROUGHT_IN, Decision.Kind.REVOCATION}:
            return "—"
        if record.untold:
            return badge(_("còn %(n)s") % {"n": record.untold}, "warn", "mail")
        return badge(_("đã gửi"), "ok", "check")


class CertificateTable(tables.Table):
    """Certificates with `queries.register.with_word`."""

    product = tables.Column(gettext_lazy("Sản phẩm"), order_by="product__name_sort")
    number = tables.Column(gettext_lazy("Số giấy"), attrs=SMALL)
    party = tables.Column(
        gettext_lazy("Chủ thể"),
        accessor="product__party",
        order_by="product__party__name_sort",
        attrs=SMALL,
    )
    commune = TitledColumn(
        gettext_lazy("Xã, phường"),
        accessor="product__party__place",
        order_by="product__party__place__name_sort",
        attrs=SMALL,
    )
    stars = StarsColumn(gettext_lazy("Sao"))
    word = tables.Column(gettext_lazy("Tình trạng"))
    valid_to = DayColumn(gettext_lazy("Hiệu lực đến"))

    def render_product(self, record: StarCertificate) -> SafeString:
        url = reverse("rating:certificate", args=[record.pk])
        return format_html(
            '<span><a href="{}">{}</a> {}</span>', url, record.product, demo_mark(record.product)
        )

    def render_word(self, value: str) -> SafeString:
        return standing_badge(value)
