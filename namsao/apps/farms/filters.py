"""How areas, diaries and inputs are searched."""

from typing import Any

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from namsao.apps.farms import queries
from namsao.apps.farms.models import (
    Contract,
    ContractQuerySet,
    DiaryEntry,
    DiaryEntryQuerySet,
    GrowingArea,
    GrowingAreaQuerySet,
    Household,
    HouseholdQuerySet,
    InputProduct,
    InputProductQuerySet,
)
from namsao.base.ui.filters import offer


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


class HouseholdFilter(django_filters.FilterSet):
    area = django_filters.ModelChoiceFilter(
        label=_("Vùng trồng"),
        field_name="areas",
        queryset=GrowingArea.objects.defer("boundary"),
        empty_label=_("tất cả"),
    )
    consent = django_filters.ChoiceFilter(
        label=_("Đồng ý ghi dữ liệu"),
        choices=[("yes", _("đã đồng ý")), ("no", _("chưa hỏi"))],
        method="by_consent",
        empty_label=_("tất cả"),
    )
    q = django_filters.CharFilter(method="search", label=_("Tên, thôn, số hộ hoặc điện thoại"))

    class Meta:
        model = Household
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "area")

    def by_consent(self, queryset: HouseholdQuerySet, _name: str, value: str) -> HouseholdQuerySet:
        return queryset.filter(consent_on__isnull=value == "no")

    def search(self, queryset: HouseholdQuerySet, _name: str, text: str) -> HouseholdQuerySet:
        return queryset.matching(text)


class ContractFilter(django_filters.FilterSet):
    """Over `queries.contracts_listed`. named: contracts whose grower the reader may know by name."""

    state = django_filters.ChoiceFilter(
        label=_("Tình trạng"),
        choices=[
            ("in_force", _("đang thực hiện")),
            ("expired", _("hết hạn")),
            ("owing", _("còn nợ tiền")),
            ("void", _("đã bỏ")),
        ],
        method="by_state",
        empty_label=_("tất cả"),
    )
    kind = django_filters.ChoiceFilter(
        label=_("Loại"), choices=Contract.Kind.choices, empty_label=_("tất cả")
    )
    q = django_filters.CharFilter(method="search", label=_("Số hợp đồng, tên hộ hoặc bên bán"))

    class Meta:
        model = Contract
        fields = ()

    def __init__(self, *args: Any, named: ContractQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.named = named

    def by_state(self, queryset: ContractQuerySet, _name: str, value: str) -> ContractQuerySet:
        today = timezone.localdate()
        match value:
            case "in_force":
                return queryset.on(today)
            case "expired":
                return queryset.not_voided().filter(valid_to__lt=today)
            case "owing":
                return queries.owing(queryset.not_voided())
            case _:
                return queryset.exclude(voided_at=None)

    def search(self, queryset: ContractQuerySet, _name: str, text: str) -> ContractQuerySet:
        return queryset.matching(text, self.named)
