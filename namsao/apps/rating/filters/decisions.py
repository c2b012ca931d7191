"""Filters of the lists of certificates and decisions."""

from datetime import timedelta
from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from namsao.apps.rating.filters.register import STARS
from namsao.apps.rating.models import STANDING_WORDS, Decision, StarCertificate
from namsao.apps.rating.queries.register import matching
from namsao.base.places.models import Place
from namsao.base.ui.filters import offer

SOON = [
    ("30", _("30 ngày tới")),
    ("120", _("120 ngày tới")),
    ("180", _("180 ngày tới")),
    ("365", _("một năm tới")),
]


class CertificateFilter(filters.FilterSet):
    """Over certificates with `queries.register.with_word`."""

    q = filters.CharFilter(label=_("Sản phẩm, chủ thể, số giấy, mã"), method="search")
    standing = filters.ChoiceFilter(
        label=_("Tình trạng"),
        field_name="word",
        choices=[(each.value, words) for each, words in STANDING_WORDS.items()],
        empty_label=_("tất cả"),
    )
    stars = filters.ChoiceFilter(label=_("Sao"), choices=STARS, empty_label=_("tất cả"))
    commune = filters.ModelChoiceFilter(
        label=_("Xã, phường"),
        field_name="product__party__place",
        queryset=Place.objects.none(),
        empty_label=_("tất cả"),
    )
    ends = filters.ChoiceFilter(
        label=_("Hết hạn trong"), choices=SOON, method="end_within", empty_label=_("bất kỳ lúc nào")
    )

    class Meta:
        model = StarCertificate
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "commune")

    def search(
        self,
        found: QuerySet[StarCertificate],
        name: str,  # noqa: ARG002  # the library's call
        text: str,
    ) -> QuerySet[StarCertificate]:
        return matching(found, text) | found.filter(number__icontains=text.strip())

    def end_within(
        self,
        found: QuerySet[StarCertificate],
        name: str,  # noqa: ARG002  # the library's call
        days: str,
    ) -> QuerySet[StarCertificate]:
        today = timezone.localdate()
        return found.filter(valid_to__range=(today, today + timedelta(days=int(days))), ending=None)


class DecisionFilter(filters.FilterSet):
    q = filters.CharFilter(label=_("Số quyết định"), field_name="number", lookup_expr="icontains")
    kind = filters.ChoiceFilter(label=_("Loại"), choices=Decision.Kind.choices, empty_label=_("tất cả"))

    class Meta:
        model = Decision
        fields: list[str] = []
