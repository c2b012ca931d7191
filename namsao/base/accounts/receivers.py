"""What django-allauth tells about second factors goes into the audit trail."""

from typing import Any

from allauth.mfa import signals
from allauth.mfa.models import Authenticator
from django.dispatch import receiver
from django.utils import timezone

from namsao.base.accounts.models import User
from namsao.base.audit.actions import record

WORDS = {
    Authenticator.Type.TOTP: "ứng dụng tạo mã",
    Authenticator.Type.WEBAUTHN: "khoá truy cập",
    Authenticator.Type.RECOVERY_CODES: "mã dự phòng",
}


@receiver([signals.authenticator_added, signals.authenticator_reset])
def factor_added(*, user: User, authenticator: Authenticator, **kwargs: Any) -> None:  # noqa: ARG001  # a signal's
    note("add_factor", user, authenticator)


@receiver(signals.authenticator_removed)
def factor_removed(*, user: User, authenticator: Authenticator, **kwargs: Any) -> None:  # noqa: ARG001  # a signal's
    note("remove_factor", user, authenticator)


def note(verb: str, user: User, authenticator: Authenticator) -> None:
    record(by=user, at=timezone.now(), verb=verb, target=user, why=WORDS[authenticator.type])
