"""The public register as a table."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy

from namsao.apps.rating.models import StarCertificate
from namsao.apps.rating.tables.decisions import standing_badge
from namsao.base.ui.display import day as show_day
from namsao.base.ui.tables import SMALL, StarsColumn, TitledColumn
from namsao.base.ui.templatetags.ui import demo_mark
from namsao.core.words import pick

__all__ = ["RegisterTable", "standing_badge"]


class RegisterTable(tables.Table):
    """Rows of `queries.register.speaking`. lang_query: what keeps the asked language in links."""

    product = tables.Column(gettext_lazy("Sản phẩm"), order_by="product__name_sort")
    party = tables.Column(
        gettext_lazy("Chủ thể"),
        accessor="product__party",
        order_by="product__party__name_sort",
        attrs=SMALL,
    )
    commune = TitledColumn(
        gettext_lazy("Xã, phường, đặc khu"),
        accessor="product__party__place",
        order_by="product__party__place__name_sort",
        attrs=SMALL,
    )
    stars = StarsColumn(gettext_lazy("Sao"))
    shown = tables.Column(gettext_lazy("Tình trạng"))
    valid_to = tables.Column(gettext_lazy("Hiệu lực đến"), attrs=SMALL)

    class Meta:
        order_by_field = "sort_by"

    def __init__(self, *args: Any, lang_query: str, **kwargs: Any) -> None:
        self.lang_query = lang_query
        super().__init__(*args, **kwargs)

    def render_product(self, record: StarCertificate) -> SafeString:
        product = record.product
        name, language = pick(product.words("names"), get_language() or "vi")
        url = reverse("register:product", args=[product.gtin]) + self.lang_query
        return format_html(
            '<span><a href="{}" lang="{}">{}</a> {}</span>', url, language, name, demo_mark(product)
        )

    def render_shown(self, value: str) -> SafeString:
        return standing_badge(value)

    def render_valid_to(self, record: StarCertificate) -> str:
        return show_day(record.last_day)
