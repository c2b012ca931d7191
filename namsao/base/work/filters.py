import django_filters as filters
from django.utils.translation import gettext_lazy as _

from namsao.base.work.models import Message


class MessageFilter(filters.FilterSet):
    state = filters.ChoiceFilter(
        label=_("Tình trạng"), choices=Message.State.choices, empty_label=_("mọi tình trạng")
    )

    class Meta:
        model = Message
        fields = ("state",)
