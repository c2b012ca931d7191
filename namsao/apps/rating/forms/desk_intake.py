"""Forms of the provincial intake: into a round, extra rounds."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from namsao.apps.rating.flow import Kind
from namsao.apps.rating.models import Dossier, Round
from namsao.base.ui.fields import DayField


class RoundForm(forms.Form):
    """The round a dossier goes in."""

    round = forms.ModelChoiceField(label=_("Đợt đánh giá"), queryset=Round.objects.none(), empty_label=None)

    def __init__(self, *args: Any, dossier: Dossier, rounds: QuerySet[Round], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["round"]
        field.queryset = rounds
        if dossier.kind == Kind.REEVALUATION:
            field.required, field.empty_label = False, _("ngoài đợt: 45 ngày kể từ hôm nay")


class ExtraRoundForm(forms.Form):
    """One more round, with the plan that foresees it."""

    plan_no = forms.CharField(label=_("Kế hoạch đánh giá số"), max_length=60)
    propose_before = DayField(label=_("Xã đề nghị trước ngày"))
    evaluate_before = DayField(label=_("Đánh giá xong trước ngày"))
