"""Forms of people and their accounts."""

from collections.abc import Collection
from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base import forms as second_factor
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm, LoginWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from namsao.base.accounts.models import SCOPES, Posting
from namsao.base.ui.fields import DayField
from namsao.core.actor import Role

PASSWORD_HINT = _("Từ 15 ký tự trở lên. Dễ nhớ nhất là một câu, ví dụ vài chữ trong bài hát bạn thích.")
NOT_THE_SAME = _("Hai lần nhập chưa giống nhau.")


class SignInForm(LoginForm):
    """E-mail or phone, and the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Thư điện tử hoặc số điện thoại")
        self.fields["login"].widget = forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": True}
        )
        say(self, "password", _("Mật khẩu"))


class ConfirmPasswordForm(ReauthenticateForm):
    """The password once more, before a change that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "password", _("Mật khẩu"))


class NewPasswordForm(ChangePasswordForm):
    """The present password, and the next one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "oldpassword", _("Mật khẩu đang dùng"))
        say(self, "password1", _("Mật khẩu mới"), PASSWORD_HINT)
        say(self, "password2", _("Nhập lại mật khẩu mới"))

    def clean(self) -> dict[str, Any]:
        # Allauth's own sentence has no Vietnamese.
        cleaned = forms.Form.clean(self)
        if {"password1", "password2"} <= cleaned.keys() and cleaned["password1"] != cleaned["password2"]:
            self.add_error("password2", NOT_THE_SAME)
        return cleaned


class CodeForm(second_factor.AuthenticateForm):
    """The second step of signing in: a code of the app, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_code(self, _("Mã 6 số trong ứng dụng, hoặc một mã dự phòng"))


class ConfirmCodeForm(second_factor.ReauthenticateForm):
    """A code once more, before a change that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_code(self, _("Mã 6 số trong ứng dụng, hoặc một mã dự phòng"))


class FirstCodeForm(ActivateTOTPForm):
    """The code that proves the app has read the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_code(self, _("Mã 6 số ứng dụng đang hiện"))


class PasskeyForm(AddWebAuthnForm):
    """A new passkey, or a key that only stands beside the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "name", _("Tên để nhận ra"), _("Ví dụ: điện thoại của tôi, máy tính ở trụ sở."))
        say(
            self,
            "passwordless",
            _("Dùng khoá này để đăng nhập thay cho mật khẩu"),
            _("Máy sẽ hỏi vân tay, khuôn mặt hoặc mã khoá màn hình mỗi lần đăng nhập."),
        )
        self.fields["credential"].label = _("Khoá truy cập")


class PasskeySignInForm(LoginWebAuthnForm):
    """A passkey in the place of login and password, from anybody on the web."""

    def clean_credential(self) -> Authenticator:
        # The library that reads the answer of a browser stumbles over one with parts missing.
        try:
            return super().clean_credential()
        except (KeyError, TypeError, ValueError) as error:
            raise forms.ValidationError(_("Chưa đọc được khoá truy cập. Hãy thử lại.")) from error


class PasskeyNameForm(EditWebAuthnForm):
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "name", _("Tên để nhận ra"))


def say(form: forms.Form, name: str, label: Any, help_text: Any = "") -> None:
    """Our words on a field of allauth's, which knows no Vietnamese; its English placeholder goes."""
    field = form.fields[name]
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)


def ask_code(form: forms.Form, label: Any) -> None:
    say(form, "code", label)
    form.fields["code"].widget.attrs |= {"inputmode": "numeric", "autofocus": True}


class PersonForm(forms.Form):
    """A new person, for a party or at a place."""

    name = forms.CharField(
        label=_("Họ tên"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    login = forms.CharField(
        label=_("Thư điện tử hoặc số điện thoại"),
        max_length=120,
        help_text=_("Người này sẽ đăng nhập bằng địa chỉ hoặc số này."),
    )


class OfficerForm(PersonForm):
    """A new officer: the roles that may be given at the place; the only one is chosen already."""

    role = forms.ChoiceField(label=_("Vai trò"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, roles: Collection[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(value, label) for value, label in Posting.RoleChoice.choices if value in roles]
        self.fields["role"].choices = choices
        if len(choices) == 1:
            self.fields["role"].initial = choices[0][0]


class PasswordForm(forms.Form):
    """The password a person chooses."""

    password = forms.CharField(
        label=_("Mật khẩu mới"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=PASSWORD_HINT,
    )
    again = forms.CharField(
        label=_("Nhập lại mật khẩu"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("password") and cleaned.get("again") and cleaned["password"] != cleaned["again"]:
            self.add_error("again", NOT_THE_SAME)
        return cleaned


class KeyForm(forms.Form):
    """A new key for another system."""

    name = forms.CharField(
        label=_("Tên khoá"),
        max_length=80,
        help_text=_("Để nhận ra hệ thống nào dùng khoá này. Ví dụ: phần mềm kho của HTX."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    scopes = forms.MultipleChoiceField(
        label=_("Khoá được làm gì"), choices=list(SCOPES.items()), widget=forms.CheckboxSelectMultiple
    )
    expires_on = DayField(
        label=_("Dùng đến hết ngày"), required=False, help_text=_("Để trống nếu chưa định ngày hết hạn.")
    )
