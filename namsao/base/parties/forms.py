from django import forms
from django.utils.translation import gettext_lazy as _

from namsao.base.parties.models import Party
from namsao.base.ui.fields import PhoneField, TaxCodeField


class PartyForm(forms.Form):
    """Facts of a party."""

    kind = forms.ChoiceField(label=_("Loại hình"), choices=Party.Kind.choices)
    name = forms.CharField(
        label=_("Tên"),
        max_length=200,
        help_text=_("Ghi như trong giấy đăng ký, ví dụ: HTX Miến dong Lục Hồn."),
    )
    tax_code = TaxCodeField(label=_("Mã số thuế"), required=False)
    registration_no = forms.CharField(label=_("Số đăng ký kinh doanh"), max_length=30, required=False)
    phone = PhoneField(label=_("Điện thoại"), required=False)
    email = forms.EmailField(label=_("Thư điện tử"), required=False)
    address = forms.CharField(
        label=_("Địa chỉ"), max_length=200, required=False, help_text=_("Thôn, bản, số nhà.")
    )
