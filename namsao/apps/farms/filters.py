"""How areas, diaries and inputs are searched."""

import django_filters
from django.utils.translation import gettext_lazy as _

from namsao.apps.farms.models import (
    DiaryEntry,
    DiaryEntryQuerySet,
    GrowingArea,
    GrowingAreaQuerySet,
    InputProduct,
    InputProductQuerySet,
)


class AreaFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(method="search", label=_("Tên vùng, mã số hoặc chủ thể"))

    class Meta:
        model = GrowingArea
        fields = ()

    def search(self, queryset: GrowingAreaQuerySet, _name: str, text: str) -> GrowingAreaQuerySet:
        return queryset.matching(text)


class DiaryFilter(django_filters.FilterSet):
    """Over `queries.diary.for_list`."""

    verb = django_filters.ChoiceFilter(
        label=_("Việc"), choices=DiaryEntry.Verb.choices, empty_label=_("tất cả")
    )
    q = django_filters.CharFilter(method="search", label=_("Vật tư, người làm, ghi chú, số lô"))

    class Meta:
        model = DiaryEntry
        fields = ()

    def search(self, queryset: DiaryEntryQuerySet, _name: str, text: str) -> DiaryEntryQuerySet:
        return queryset.matching(text)


class InputFilter(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(
        label=_("Loại"), choices=InputProduct.Kind.choices, empty_label=_("tất cả")
    )
    q = django_filters.CharFilter(method="search", label=_("Tên, hoạt chất hoặc số đăng ký"))

    class Meta:
        model = InputProduct
        fields = ()

    def search(self, queryset: InputProductQuerySet, _name: str, text: str) -> InputProductQuerySet:
        return queryset.matching(text)
