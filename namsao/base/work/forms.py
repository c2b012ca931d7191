from django import forms
from django.utils.translation import gettext_lazy as _


class ChoicesForm(forms.Form):
    """Which channels bring notices outside."""

    email = forms.BooleanField(
        label=_("Gửi lời nhắc về thư điện tử của tôi"),
        required=False,
        help_text=_("Tắt đi thì lời nhắc vẫn hiện ở trang “Việc của tôi”."),
    )
