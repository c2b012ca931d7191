"""Filters of the list of dossiers."""

from typing import Any

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from namsao.apps.rating.flow import Kind, State
from namsao.apps.rating.models import Dossier, DossierQuerySet, Round
from namsao.base.places.models import Place
from namsao.base.ui.filters import offer


class DossierFilter(filters.FilterSet):
    """Over rows of `queries.dossiers.listed`; commune and round are left out where there is no choice."""

    q = filters.CharFilter(label=_("Sản phẩm, mã hoặc số phiếu"), method="search")
    state = filters.ChoiceFilter(label=_("Tình trạng"), choices=State.choices, empty_label=_("tất cả"))
    kind = filters.ChoiceFilter(label=_("Lần đánh giá"), choices=Kind.choices, empty_label=_("tất cả"))
    commune = filters.ModelChoiceFilter(
        label=_("Xã, phường"), field_name="place", queryset=Place.objects.none(), empty_label=_("tất cả")
    )
    round = filters.ModelChoiceFilter(label=_("Đợt"), queryset=Round.objects.none(), empty_label=_("tất cả"))

    class Meta:
        model = Dossier
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "commune")
        offer(self, "round")

    def search(self, dossiers: DossierQuerySet, name: str, text: str) -> DossierQuerySet:  # noqa: ARG002  # the library's call
        return dossiers.matching(text)
