"""Forms about councils and seats."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from namsao.apps.rating.models import Council, Member
from namsao.base.accounts.models import User
from namsao.base.files.fields import PaperField
from namsao.base.ui.fields import DayField

LEFT_OPEN = _("Quyết định 26/2026 không quy định: theo quy chế của hội đồng.")


class CouncilForm(forms.Form):
    """What a council is, then the rules its regulation settles."""

    name = forms.CharField(label=_("Tên hội đồng"), max_length=200)
    decision_no = forms.CharField(label=_("Quyết định thành lập số"), max_length=60)
    decided_on = DayField(label=_("Ngày thành lập"))
    term_to = DayField(label=_("Nhiệm kỳ đến hết ngày"), required=False)
    regulation_no = forms.CharField(label=_("Quy chế hoạt động số"), max_length=60, required=False)
    regulation = PaperField(label=_("Bản quy chế đã ký"), required=False)
    averaging = forms.ChoiceField(
        label=_("Cách tính điểm của hội đồng"),
        choices=Council.Averaging.choices,
        widget=forms.RadioSelect,
        initial=Council.Averaging.MEAN,
        help_text=_("Quyết định 26/2026, Điều 3: tổng điểm trung bình; cách tính trung bình theo quy chế."),
    )
    gates = forms.ChoiceField(
        label=_("Mức tối thiểu của một sao được coi là đạt khi"),
        choices=Council.Gates.choices,
        widget=forms.RadioSelect,
        initial=Council.Gates.MAJORITY,
        help_text=LEFT_OPEN,
    )
    quorum = forms.IntegerField(
        label=_("Số phiếu tối thiểu, phần trăm thành viên"),
        min_value=50,
        max_value=100,
        initial=75,
        help_text=LEFT_OPEN,
    )
    chair_needed = forms.BooleanField(
        label=_("Phải có phiếu của chủ tịch hội đồng"), required=False, initial=True
    )
    spread = forms.IntegerField(
        label=_("Chênh lệch tối đa giữa hai phiếu, điểm"),
        min_value=0,
        max_value=100,
        initial=10,
        help_text=_("Chênh hơn thì hội đồng thảo luận rồi chấm lại. Các tỉnh thường dùng 10 điểm."),
    )
    decimals = forms.IntegerField(
        label=_("Làm tròn đến mấy chữ số sau dấu phẩy"),
        min_value=0,
        max_value=6,
        required=False,
        help_text=_("Để trống là không làm tròn: 89,8 điểm vẫn là hạng 4 sao."),
    )
    secretary_scores = forms.BooleanField(label=_("Thư ký có chấm điểm"), required=False)
    extra_rounds = forms.BooleanField(
        label=_("Quy chế cho tổ chức thêm đợt"),
        required=False,
        help_text=_("Quyết định 26/2026, Điều 5: đợt thêm phải ghi trong quy chế và có kế hoạch."),
    )


class SeatForm(forms.Form):
    """A person for the council. people: accounts that may be seated."""

    user = forms.ModelChoiceField(
        queryset=User.objects.none(), label=_("Người"), widget=forms.RadioSelect, empty_label=None
    )
    seat = forms.ChoiceField(label=_("Vai"), choices=Member.Seat.choices, initial=Member.Seat.MEMBER)
    agency = forms.CharField(
        label=_("Cơ quan"),
        max_length=160,
        required=False,
        help_text=_("Như Sở Công Thương; in trong phiếu chấm và biên bản."),
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people  # type: ignore[attr-defined]  # a ModelChoiceField
