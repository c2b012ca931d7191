"""Questions about people, and about the keys of other systems."""

import hashlib
import time
from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db.models import QuerySet, Subquery
from django.utils.encoding import force_bytes, force_str
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from namsao.base.accounts.models import ApiActor, ApiKey, Posting, User, UserQuerySet
from namsao.base.parties.models import Party
from namsao.base.places.models import Place
from namsao.core.actor import Role

# Note: the token covers the password hash, so it works once; Django's PASSWORD_RESET_TIMEOUT is three days.
_tokens = PasswordResetTokenGenerator()

# A key that was good stays so for this long in one process: a flood of requests asks the database once.
KEPT_S, MOST_KEPT = 5.0, 1000
_kept: dict[str, tuple[float, ApiKey]] = {}  # digest -> (until, by the monotonic clock; the key)


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


def digest_of(secret: str) -> str:
    """SHA-256 of a key's secret, hex: what is stored, and looked up by its index."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def key_of(secret: str, today: date) -> ApiKey | None:
    """The key with that secret, while it opens something, with the `province_id` its programme serves."""
    digest = digest_of(secret)
    kept_until, key = _kept.get(digest, (0.0, None))
    if key is None or kept_until < time.monotonic():
        found = ApiKey.objects.filter(digest=digest, revoked_at=None)
        key = found.annotate(province_id=Subquery(_provinces()[:1])).first()
        _keep(digest, key)
    return key if key and not key.is_over(today) else None


def actor_of_key(key: ApiKey, today: date) -> ApiActor | None:
    """Who acts with a key that is at hand; None when it opens nothing any more."""
    is_good = key.revoked_at is None and not key.is_over(today)
    return key.actor(_provinces().values_list("pk", flat=True).first()) if is_good else None


def forget_key(key: ApiKey) -> None:
    """Look it up again next time: it has changed."""
    _kept.pop(key.digest, None)


def _provinces() -> QuerySet[Place]:
    return Place.objects.filter(kind=Place.Kind.PROVINCE, valid_to=None).values("pk")


def _keep(digest: str, key: ApiKey | None) -> None:
    if len(_kept) >= MOST_KEPT:
        _kept.clear()
    _kept.pop(digest, None)
    if key:
        _kept[digest] = time.monotonic() + KEPT_S, key


def keys_named(prefix: str) -> QuerySet[ApiKey]:
    """Keys not revoked whose secret begins so."""
    return ApiKey.objects.filter(prefix__startswith=prefix, revoked_at=None)
