"""Signing in, and one's own account: the views of django-allauth that make sense here, under its own names.

Not served: sign-up, addresses to confirm, passwords by mail. An officer opens the account and hands over a
link instead. Included under `account/`.
"""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.contrib.auth.decorators import login_not_required
from django.urls import path

from namsao.base.accounts import forms

urlpatterns = [
    path("login/", account.LoginView.as_view(form_class=forms.SignInForm), name="account_login"),
    # Somebody who turns back at the second step is not signed in yet.
    path("logout/", login_not_required(account.logout), name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path(
        "reauthenticate/",
        account.ReauthenticateView.as_view(form_class=forms.ConfirmPasswordForm),
        name="account_reauthenticate",
    ),
    path(
        "password/change/",
        account.PasswordChangeView.as_view(form_class=forms.NewPasswordForm),
        name="account_change_password",
    ),
    path("2fa/", second_factor.index, name="mfa_index"),
    path(
        "2fa/authenticate/",
        second_factor.AuthenticateView.as_view(form_class=forms.CodeForm),
        name="mfa_authenticate",
    ),
    path(
        "2fa/reauthenticate/",
        second_factor.ReauthenticateView.as_view(form_class=forms.ConfirmCodeForm),
        name="mfa_reauthenticate",
    ),
    path(
        "2fa/totp/activate/",
        totp.ActivateTOTPView.as_view(form_class=forms.FirstCodeForm),
        name="mfa_activate_totp",
    ),
    path("2fa/totp/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "2fa/recovery-codes/generate/",
        recovery_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "2fa/recovery-codes/download/",
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("2fa/webauthn/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path(
        "2fa/webauthn/add/",
        passkeys.AddWebAuthnView.as_view(form_class=forms.PasskeyForm),
        name="mfa_add_webauthn",
    ),
    path(
        "2fa/webauthn/reauthenticate/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"
    ),
    path(
        "2fa/webauthn/login/",
        passkeys.LoginWebAuthnView.as_view(form_class=forms.PasskeySignInForm),
        name="mfa_login_webauthn",
    ),
    path(
        "2fa/webauthn/keys/<int:pk>/edit/",
        passkeys.EditWebAuthnView.as_view(form_class=forms.PasskeyNameForm),
        name="mfa_edit_webauthn",
    ),
    path("2fa/webauthn/keys/<int:pk>/remove/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
]
