"""How django-allauth meets our users: closed sign-up, phone numbers, our words, encrypted second-factor secrets."""

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.conf import settings
from django.forms import Field
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from namsao.base.accounts import actions
from namsao.base.accounts.models import User
from namsao.base.ui.fields import PhoneField
from namsao.core.errors import BadValue
from namsao.core.vietnamese import phone as read_phone

# One sentence for an unknown login and for a wrong password: a stranger learns nothing from it.
WRONG_LOGIN = _("Chưa đúng. Hãy xem lại thư điện tử hoặc số điện thoại, rồi gõ lại mật khẩu.")
TOO_MANY = _("Đã thử sai nhiều lần. Hãy đợi 5 phút rồi thử lại.")


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by an officer or an invitation, never by a visitor."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": WRONG_LOGIN,
        "phone_password_mismatch": WRONG_LOGIN,
        "username_password_mismatch": WRONG_LOGIN,
        "invalid_login": WRONG_LOGIN,
        "enter_current_password": _("Mật khẩu đang dùng chưa đúng."),
        "incorrect_password": _("Mật khẩu chưa đúng."),
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  # allauth's signature
        return False

    def phone_form_field(self, **kwargs: Any) -> Field:
        return PhoneField(**kwargs)

    def set_phone(self, user: User, phone: str, verified: bool) -> None:  # noqa: ARG002  # allauth's
        user.phone = phone
        user.save(update_fields=["phone"])

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        return (user.phone, True) if user.phone else None

    def set_phone_verified(self, user: User, phone: str) -> None:
        """Phones are checked by the officer who opens the account."""

    def get_user_by_phone(self, phone: str) -> User | None:
        """By the number as it was typed: allauth checks that it can be read, and passes on the typing."""
        return User.objects.filter(phone=canonical(phone)).first()

    def set_password(self, user: User, password: str) -> None:
        actions.set_password(user=user, password=password, by=user, at=timezone.now())

    def reauthenticate(self, user: User, password: str) -> bool:
        """Allauth looks people up by its own table of addresses, which stays empty here."""
        login = {"email": user.email} if user.email else {"phone": user.phone}
        found = self.authenticate(context.request, password=password, **login)
        return found is not None and found.pk == user.pk

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Wrong tries count for each login. Allauth leaves phones out: all of them would share one count."""
        login = next(
            (credentials[kind] for kind in ("email", "phone", "username") if credentials.get(kind)), ""
        )
        return f"{request.get_host()}:{canonical(login)}"


def canonical(login: str) -> str:
    """A phone number as E.164; anything else in lower case."""
    try:
        return read_phone(login)
    except BadValue:
        return login.strip().lower()


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second-factor secrets are encrypted at rest with a key outside the database."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Mã chưa đúng hoặc đã dùng rồi. Hãy gõ mã đang hiện trong ứng dụng."),
        "cannot_delete_authenticator": _("Chưa tắt được lớp bảo vệ này."),
        "cannot_generate_recovery_codes": _("Hãy bật ứng dụng tạo mã hoặc thêm khoá truy cập trước."),
    }

    def encrypt(self, text: str) -> str:
        return self._fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return self._fernet().decrypt(encrypted_text.encode()).decode()

    def _fernet(self) -> Fernet:
        return Fernet(base64.urlsafe_b64encode(settings.MFA_KEY))

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "năm sao"}

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002  # allauth's
        held = Authenticator.objects.filter(user=user, type=type).count()
        return gettext("Khoá %(number)s") % {"number": held + 1}
