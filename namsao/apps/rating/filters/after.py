"""How certificates that end, inspections and revocations are searched."""

from datetime import date
from typing import Any

import django_filters as filters
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from namsao.apps.products.models import Product
from namsao.apps.rating.models import (
    Inspection,
    RevocationCase,
    StarCertificate,
    StarCertificateQuerySet,
)
from namsao.apps.rating.queries.after_certificates import DUE, ending_in, in_window, months_from
from namsao.apps.rating.queries.window import WINDOW_WORDS, Window
from namsao.base.places.models import Place
from namsao.base.ui.filters import offer

STATES = [
    (DUE, _("cần nộp đánh giá lại")),
    *((state, WINDOW_WORDS[state]) for state in Window if state is not Window.ENDED),
]
STEPS = [("open", _("đang xử lý")), ("decided", _("đã thu hồi")), ("dropped", _("đã thôi"))]


class _OfProducts(filters.FilterSet):
    """Searched by product; `commune`, which each has, where the rows lie in several. product: from the row to it."""

    product = "product"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "commune")

    def search(self, found: Any, name: str, text: str) -> Any:  # noqa: ARG002  # the library's call
        return found.filter(**{f"{self.product}__in": Product.objects.matching(text).values("pk")})


def _commune(product: str) -> filters.ModelChoiceFilter:
    return filters.ModelChoiceFilter(
        label=_("Xã, phường"),
        field_name=f"{product}__party__place",
        queryset=Place.objects.none(),
        empty_label=_("tất cả"),
    )


class ExpiringFilter(_OfProducts):
    """Over rows of `queries.after_certificates.listed`."""

    q = filters.CharFilter(label=_("Tên sản phẩm, GTIN, mã OCOP"), method="search")
    state = filters.ChoiceFilter(label=_("Thời hạn"), choices=STATES, method="stand", empty_label=_("tất cả"))
    month = filters.ChoiceFilter(label=_("Hết hạn tháng"), method="end", empty_label=_("tất cả"))
    commune = _commune("product")

    class Meta:
        model = StarCertificate
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        months = months_from(localdate())
        self.filters["month"].extra["choices"] = [(f"{m:%Y-%m}", f"{m:%m/%Y}") for m in months]

    def stand(self, found: StarCertificateQuerySet, name: str, state: str) -> StarCertificateQuerySet:  # noqa: ARG002
        return in_window(found, state, localdate())

    def end(self, found: StarCertificateQuerySet, name: str, month: str) -> StarCertificateQuerySet:  # noqa: ARG002
        return ending_in(found, date.fromisoformat(f"{month}-01"))


class InspectionFilter(_OfProducts):
    q = filters.CharFilter(label=_("Tên sản phẩm, GTIN, mã OCOP"), method="search")
    kind = filters.ChoiceFilter(
        label=_("Hình thức"), choices=Inspection.Kind.choices, empty_label=_("tất cả")
    )
    conclusion = filters.ChoiceFilter(
        label=_("Kết luận"),
        choices=[each for each in Inspection.Conclusion.choices if each[0]],
        null_label=None,
        empty_label=_("tất cả"),
    )
    commune = _commune("product")

    class Meta:
        model = Inspection
        fields: list[str] = []


class RevocationFilter(_OfProducts):
    product = "certificate__product"
    q = filters.CharFilter(label=_("Tên sản phẩm, GTIN, mã OCOP"), method="search")
    step = filters.ChoiceFilter(label=_("Tình trạng"), choices=STEPS, method="stand", empty_label=_("tất cả"))
    commune = _commune(product)

    class Meta:
        model = RevocationCase
        fields: list[str] = []

    def stand(self, found: Any, name: str, step: str) -> Any:  # noqa: ARG002  # the library's call
        if step == "decided":
            return found.filter(row__isnull=False)
        return found.filter(row__isnull=True, dropped_on__isnull=step == "open")
