"""The form of a hand-over of samples."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from namsao.apps.rating.forms.desk_commune import DraftChoice
from namsao.apps.rating.models import SampleMove

Desk = SampleMove.Desk


class SamplesForm(forms.Form):
    """From where to where, and how many."""

    use_required_attribute = False  # "" is a target too: used up
    source = forms.ChoiceField(label=_("Nơi giao"))
    target = DraftChoice(label=_("Nơi nhận"), choices=[*Desk.choices, ("", _("không ai: mẫu đã dùng hết"))])
    quantity = forms.IntegerField(label=_("Số mẫu"), min_value=1, max_value=100)
    note = forms.CharField(label=_("Ghi chú"), max_length=200, required=False)

    def __init__(self, *args: Any, held: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        desks = [
            (desk, _("%(desk)s (đang giữ %(left)s)") % {"desk": Desk(desk).label, "left": left})
            for desk, left in held.items()
            if left and desk != Desk.PRODUCER
        ]
        self.fields["source"].choices = [(Desk.PRODUCER.value, Desk.PRODUCER.label), *desks]
