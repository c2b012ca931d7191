from django import forms
from django.utils.translation import gettext_lazy as _

from namsao.apps.scans.models import ProblemReport
from namsao.base.ui.fields import DayField


class ReportForm(forms.Form):
    """What a shopper tells us. Short: they stand in a shop with a phone."""

    kind = forms.ChoiceField(
        label=_("Chuyện gì"), choices=ProblemReport.Kind.choices, widget=forms.RadioSelect, initial="fake"
    )
    text = forms.CharField(
        label=_("Kể lại ngắn gọn"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Mua ở đâu, thấy gì lạ trên bao bì hoặc trong gói."),
    )
    contact = forms.CharField(
        label=_("Liên hệ"),
        required=False,
        max_length=120,
        help_text=_("Số điện thoại hoặc thư điện tử, nếu muốn chúng tôi trả lời. Chỉ cán bộ xử lý xem được."),
    )
    code = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)


class CloseForm(forms.Form):
    answer = forms.CharField(
        label=_("Đã làm gì"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ghi để người báo và kiểm toán hiểu được, ví dụ: đã kiểm tra tại cơ sở, tem bị in mờ."),
    )  # fmt: skip


class InspectForm(forms.Form):
    """An inspection because of a report. What was reported is written anew: the report may name people."""

    planned_on = DayField(label=_("Ngày dự kiến kiểm tra"))
    team = forms.CharField(label=_("Đoàn kiểm tra"), max_length=300, required=False)
    complaint = forms.CharField(
        label=_("Nội dung phản ánh"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Tóm tắt việc được báo. Không ghi tên, số điện thoại, thư của người báo."),
    )
