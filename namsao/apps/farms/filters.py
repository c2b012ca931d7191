"""How the list of areas is searched."""

import django_filters
from django.utils.translation import gettext_lazy as _

from namsao.apps.farms.models import GrowingArea, GrowingAreaQuerySet


class AreaFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(method="search", label=_("Tên vùng, mã số hoặc chủ thể"))

    class Meta:
        model = GrowingArea
        fields = ()

    def search(self, queryset: GrowingAreaQuerySet, _name: str, text: str) -> GrowingAreaQuerySet:
        return queryset.matching(text)
