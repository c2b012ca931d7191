"""How the list of events is narrowed."""

from datetime import date, datetime, time, timedelta

import django_filters
from django.utils.translation import gettext_lazy as _

from namsao.apps.traceability.flow import State
from namsao.apps.traceability.forms import CodeField
from namsao.apps.traceability.models import Event, EventQuerySet, Recall
from namsao.apps.traceability.queries import about
from namsao.base.ui.display import VIETNAM
from namsao.base.ui.fields import DayField
from namsao.core.gs1.link import Link


class CodeFilter(django_filters.Filter):
    field_class = CodeField


class DayFilter(django_filters.Filter):
    field_class = DayField


class EventFilter(django_filters.FilterSet):
    code = CodeFilter(
        method="narrow_to_code", label=_("Mã hàng"), help_text=_("Dán liên kết trong mã QR, hoặc GTIN/số lô")
    )
    type = django_filters.ChoiceFilter(
        choices=Event.Type.choices, label=_("Loại việc"), empty_label=_("Tất cả")
    )
    since = DayFilter(method="narrow_to_since", label=_("Từ ngày"))
    until = DayFilter(method="narrow_to_until", label=_("Đến hết ngày"))

    class Meta:
        model = Event
        fields = ()

    def narrow_to_code(self, events: EventQuerySet, _name: str, named: Link) -> EventQuerySet:
        return about(events, named)

    def narrow_to_since(self, events: EventQuerySet, _name: str, day: date) -> EventQuerySet:
        return events.filter(event_time__gte=_midnight(day))

    def narrow_to_until(self, events: EventQuerySet, _name: str, day: date) -> EventQuerySet:
        return events.filter(event_time__lt=_midnight(day) + timedelta(days=1))


def _midnight(day: date) -> datetime:
    """The first moment of the day in Vietnam, where clocks are never changed."""
    return datetime.combine(day, time(), tzinfo=VIETNAM)


class RecallFilter(django_filters.FilterSet):
    """Over recalls; drills are shown apart."""

    state = django_filters.ChoiceFilter(label=_("Trạng thái"), choices=State.choices, empty_label=_("Tất cả"))
    is_mock = django_filters.ChoiceFilter(
        label=_("Loại vụ"),
        choices=[("False", _("thật")), ("True", _("diễn tập"))],
        empty_label=_("Tất cả"),
    )

    class Meta:
        model = Recall
        fields = ()
