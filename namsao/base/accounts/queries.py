"""Questions about people."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.utils.encoding import force_bytes, force_str
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from namsao.base.accounts.models import Posting, User, UserQuerySet
from namsao.base.parties.models import Party
from namsao.base.places.models import Place
from namsao.core.actor import Role

# Note: the token covers the password hash, so it works once; Django's PASSWORD_RESET_TIMEOUT is three days.
_tokens = PasswordResetTokenGenerator()


def has_administrator() -> bool:
    return Posting.objects.filter(role=Role.ADMIN, until=None, user__is_active=True).exists()


def has_second_factor(user: User) -> bool:
    return Authenticator.objects.filter(user=user).exists()


def users_of_party(party: Party) -> UserQuerySet:
    """Everybody who works for this producer now."""
    return _posted(party=party, role=Role.PRODUCER)


def users_at_place(place: Place, *roles: Role) -> UserQuerySet:
    """Everybody who holds one of the roles now at this very place; those of its units are not among them."""
    return _posted(place=place, role__in=roles)


def _posted(**posting: Any) -> UserQuerySet:
    held = Posting.objects.filter(until=None, **posting)
    return User.objects.filter(is_active=True, pk__in=held.values("user"))


def welcome_token(user: User) -> str:
    return f"{urlsafe_base64_encode(force_bytes(user.pk))}.{_tokens.make_token(user)}"


def welcomed(token: str) -> User | None:
    """The person a welcome token was made for, while it is good."""
    key, _, secret = token.partition(".")
    try:
        user = User.objects.filter(pk=int(force_str(urlsafe_base64_decode(key))), is_active=True).first()
    except (ValueError, OverflowError, UnicodeDecodeError):
        return None
    return user if user and _tokens.check_token(user, secret) else None
