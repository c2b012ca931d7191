"""Filters of the desks' queues."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from namsao.apps.rating.flow import Kind, State
from namsao.apps.rating.models import Dossier, Round
from namsao.apps.rating.queries.queue import DONE_BY_COMMUNE
from namsao.base.places.models import Place


class QueueFilter(filters.FilterSet):
    """What every queue has: words and kind."""

    q = filters.CharFilter(label=_("Sản phẩm, phiếu số"), method="search")
    kind = filters.ChoiceFilter(label=_("Lần đánh giá"), choices=Kind.choices, empty_label=_("tất cả"))

    class Meta:
        model = Dossier
        fields: list[str] = []

    def search(self, dossiers: Any, name: str, text: str) -> QuerySet[Dossier]:  # noqa: ARG002  # the library's call
        return dossiers.matching(text)


class StandingFilter(QueueFilter):
    """A queue shows what waits unless something else is asked for."""

    STATES: dict[str, list[State]] = {}

    def filter_queryset(self, queryset: QuerySet[Dossier]) -> QuerySet[Dossier]:
        asked = self.form.cleaned_data.get("standing") or next(iter(self.STATES))
        return super().filter_queryset(queryset.filter(state__in=self.STATES[asked]))

    def stand(self, dossiers: Any, name: str, value: str) -> Any:  # noqa: ARG002  # done in filter_queryset
        return dossiers


class CommuneFilter(StandingFilter):
    STATES = {"waiting": [State.FILED], "returned": [State.RETURNED_BY_COMMUNE], "done": DONE_BY_COMMUNE}

    standing = filters.ChoiceFilter(
        label=_("Tình trạng"),
        choices=[("returned", _("đã trả, chờ chủ thể")), ("done", _("đã đề nghị tỉnh"))],
        empty_label=_("đang chờ xã"),
        method="stand",
    )


class IntakeFilter(StandingFilter):
    STATES = {
        "waiting": [State.PROPOSED],
        "returned": [State.RETURNED_BY_PROVINCE],
        "accepted": [State.ACCEPTED, State.ADVISED],
    }

    standing = filters.ChoiceFilter(
        label=_("Tình trạng"),
        choices=[("returned", _("đã trả, chờ bổ sung")), ("accepted", _("đã tiếp nhận, chưa họp"))],
        empty_label=_("chờ tiếp nhận"),
        method="stand",
    )
    place = filters.ModelChoiceFilter(
        label=_("Xã, phường"), queryset=Place.objects.none(), empty_label=_("tất cả")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        communes = self.queryset.order_by().values("place")
        self.filters["place"].field.queryset = Place.objects.filter(pk__in=communes)


class AdviceFilter(StandingFilter):
    STATES = {"waiting": [State.ACCEPTED], "done": [State.ADVISED, State.HEARING, State.SCORED]}

    standing = filters.ChoiceFilter(
        label=_("Tình trạng"),
        choices=[("done", _("đã gửi hội đồng"))],
        empty_label=_("đang xem"),
        method="stand",
    )
    round = filters.ModelChoiceFilter(label=_("Đợt"), queryset=Round.objects.none(), empty_label=_("tất cả"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = self.queryset.order_by().values("round")
        self.filters["round"].field.queryset = Round.objects.filter(pk__in=seen)
