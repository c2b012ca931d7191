"""How the list of runs is searched."""

import django_filters
from django.utils.translation import gettext_lazy as _

from namsao.apps.labels.models import LabelRun, LabelRunQuerySet


class RunFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(method="search", label=_("Tên sản phẩm, số lô hoặc GTIN"))

    class Meta:
        model = LabelRun
        fields = ()

    def search(self, queryset: LabelRunQuerySet, _name: str, text: str) -> LabelRunQuerySet:
        return queryset.matching(text)
