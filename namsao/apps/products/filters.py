"""Filters of the register."""

from typing import Any

import django_filters as filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from namsao.apps.products.models import Product, ProductQuerySet
from namsao.apps.products.queries import standing_on
from namsao.base.places.models import Place
from namsao.base.ui.filters import offer

STANDINGS = [
    ("in_force", _("đang có hiệu lực")),
    ("expiring", _("hết hạn trong 180 ngày tới")),
    ("expired", _("hết hiệu lực")),
    ("delisted", _("đã ra khỏi danh mục")),
    ("unrated", _("chưa xếp hạng")),
]


class ProductFilter(filters.FilterSet):
    """Over rows of `queries.register_rows`."""

    q = filters.CharFilter(label=_("Tên, GTIN hoặc mã OCOP"), method="search")
    stars = filters.ChoiceFilter(
        label=_("Sao"),
        choices=[("5", _("5 sao")), ("4", _("4 sao")), ("3", _("3 sao"))],
        empty_label=_("tất cả"),
    )
    commune = filters.ModelChoiceFilter(
        label=_("Xã, phường"),
        field_name="party__place",
        queryset=Place.objects.units(),
        empty_label=_("tất cả"),
    )
    standing = filters.ChoiceFilter(
        label=_("Tình trạng"), choices=STANDINGS, method="stand", empty_label=_("tất cả")
    )

    class Meta:
        model = Product
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "commune")

    def search(self, products: ProductQuerySet, name: str, text: str) -> ProductQuerySet:  # noqa: ARG002  # the library's call
        return products.matching(text)

    def stand(self, products: ProductQuerySet, name: str, standing: str) -> ProductQuerySet:  # noqa: ARG002  # the library's call
        return standing_on(products, standing, timezone.localdate())
