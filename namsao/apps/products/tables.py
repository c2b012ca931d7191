"""The register as a table."""

from datetime import date
from typing import Any

import django_tables2 as tables
from django.db.models import F
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from namsao.apps.products.models import Product, ProductQuerySet
from namsao.apps.products.templatetags.products import standing, valid_until
from namsao.base.ui.tables import SMALL, TitledColumn
from namsao.base.ui.templatetags.ui import demo_mark


class ProductTable(tables.Table):
    """Rows of `queries.register_rows`. today: the day the standing is shown for."""

    name = tables.Column(_("Sản phẩm"), order_by="name_sort")
    party = tables.Column(_("Chủ thể"), order_by="party__name_sort", attrs=SMALL)
    commune = TitledColumn(
        _("Xã, phường"), accessor="party__place", order_by="party__place__name_sort", attrs=SMALL
    )
    stars = tables.Column(_("Sao"), empty_values=())
    until = tables.Column(_("Hiệu lực đến"), accessor="last_until", empty_values=())
    codes = tables.Column(
        _("Mã OCOP, GTIN"), accessor="ocop_code", order_by="ocop_code", empty_values=(), attrs=SMALL
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)

    def render_name(self, record: Product) -> SafeString:
        url = reverse("products:product", kwargs={"pk": record.pk})
        return format_html('<span><a href="{}">{}</a> {}</span>', url, record.name, demo_mark(record))

    def render_stars(self, record: Product) -> SafeString:
        return standing(record)

    def render_until(self, record: Product) -> SafeString | str:
        return valid_until(record.last_until, self.today) or "—"

    def render_codes(self, record: Product) -> SafeString:
        if record.ocop_code:
            return format_html("<span>{}<br>{}</span>", record.ocop_code, record.gtin)
        return format_html("<span>{}</span>", record.gtin)

    def order_stars(self, queryset: ProductQuerySet, is_descending: bool) -> tuple[ProductQuerySet, bool]:
        return _ordered(queryset, "stars", is_descending=is_descending), True

    def order_until(self, queryset: ProductQuerySet, is_descending: bool) -> tuple[ProductQuerySet, bool]:
        return _ordered(queryset, "last_until", is_descending=is_descending), True


def _ordered(queryset: ProductQuerySet, field: str, *, is_descending: bool) -> ProductQuerySet:
    """Products without a value come last either way."""
    key = F(field).desc(nulls_last=True) if is_descending else F(field).asc(nulls_last=True)
    return queryset.order_by(key, "name_sort")
