"""What people type about seed, fertilisers and pesticides."""

from django import forms
from django.utils.translation import gettext_lazy as _

from namsao.apps.farms.models import InputProduct
from namsao.apps.farms.models.input import UNIT_CHOICES


class InputForm(forms.Form):
    """A new input; a pesticide needs its interval."""

    kind = forms.ChoiceField(
        label=_("Loại"), choices=InputProduct.Kind.choices, widget=forms.RadioSelect, initial="fertiliser"
    )
    name = forms.CharField(label=_("Tên trên bao bì"), max_length=120)
    active_ingredient = forms.CharField(
        label=_("Hoạt chất, thành phần"), max_length=160, required=False, help_text=_("Chép theo nhãn.")
    )
    registration_no = forms.CharField(
        label=_("Số đăng ký"),
        max_length=40,
        required=False,
        help_text=_("Số đăng ký lưu hành in trên nhãn; giống và phân tự ủ thì để trống."),
    )
    interval_days = forms.IntegerField(
        label=_("Thời gian cách ly (ngày)"),
        required=False,
        min_value=0,
        max_value=365,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("Số ngày từ lúc dùng đến lúc được thu hoạch, in trên nhãn. Không phải chờ thì ghi 0."),
    )
    unit = forms.ChoiceField(
        label=_("Thường tính bằng"), choices=UNIT_CHOICES, help_text=_("Lúc ghi nhật ký vẫn đổi được.")
    )
    is_organic = forms.BooleanField(label=_("Dùng được trong sản xuất hữu cơ"), required=False)


class InputChangeForm(InputForm):
    """A correction; or the input is offered no longer."""

    is_retired = forms.BooleanField(
        label=_("Ngừng dùng: không hiện khi ghi nhật ký nữa"),
        required=False,
    )
