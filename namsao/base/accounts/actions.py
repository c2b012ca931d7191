"""Open accounts, invite, suspend, let in those who lost their second factor; keys for other systems."""

import secrets
import string
from collections.abc import Collection, Iterable
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.text import format_lazy

from namsao.base.accounts import queries
from namsao.base.accounts.models import SCOPES, ApiKey, Posting, User
from namsao.base.audit.actions import record
from namsao.base.parties.models import Party
from namsao.base.places.models import Place
from namsao.base.ui.display import VIETNAM
from namsao.core.actor import Actor, Role
from namsao.core.errors import AlreadyDone, BadValue, NotAllowedNow
from namsao.core.vietnamese import fold, nfc, phone

# 43 of 62 letters: 256 bits, and nothing that a shell or a mail would break.
KEY_LETTERS, KEY_LENGTH, LONGEST_KEY_NAME = string.ascii_letters + string.digits, 43, 80


@transaction.atomic
def open_account(
    *,
    name: str,
    login: str,
    role: Role,
    by: Actor,
    at: datetime,
    place: Place | None = None,
    party: Party | None = None,
) -> User:
    """A new person with one posting, without a password: `invite` gives the link that sets it.

    login: e-mail address or Vietnamese phone number. Writes: User, Posting, one audit entry.
    Raises: BadValue for a login that is neither; AlreadyDone when somebody has it.
    """
    user = User(name=nfc(name), name_folded=fold(name), made_at=at, **_read_login(login))
    user.set_unusable_password()
    _refuse_taken(user)
    user.save()
    Posting.objects.create(user=user, role=role, place=place, party=party, since=at)
    why = format_lazy("{}: {}", Posting.RoleChoice(role).label, party or place)
    record(by=by, at=at, verb="open", target=user, why=why)
    return user


def open_administrator(*, name: str, login: str, password: str, by: Actor, at: datetime) -> User:
    """The first administrator of an installation, posted at its province. Raises as `open_account` does."""
    province = Place.objects.get(kind=Place.Kind.PROVINCE)
    with transaction.atomic():
        user = open_account(name=name, login=login, role=Role.ADMIN, place=province, by=by, at=at)
        set_password(user=user, password=password, by=by, at=at)
    return user


@transaction.atomic
def add_posting(
    *, user: User, role: Role, by: Actor, at: datetime, place: Place | None = None, party: Party | None = None
) -> Posting:
    """One more role for a person. Raises: AlreadyDone when they hold it."""
    if user.posting_rows.filter(role=role, place=place, party=party, until=None).exists():
        raise AlreadyDone("Người này đã có vai trò đó.", "The person holds that role already.")
    posting = Posting.objects.create(user=user, role=role, place=place, party=party, since=at)
    record(by=by, at=at, verb="post", target=user, why=format_lazy("{}", posting))
    return posting


@transaction.atomic
def end_posting(*, posting: Posting, why: str, by: Actor, at: datetime) -> None:
    """The role ends now; the row stays. Raises: AlreadyDone; NotAllowedNow for one's own role."""
    _refuse_oneself(posting.user, by)
    if posting.until:
        raise AlreadyDone("Vai trò này đã kết thúc.", "The posting has ended already.")
    posting.until = at
    posting.save(update_fields=["until"])
    record(by=by, at=at, verb="end", target=posting.user, why=why)


@transaction.atomic
def invite(*, user: User, by: Actor, at: datetime) -> str:
    """A token with which the person sets a password, once, within three days. Writes: one audit entry."""
    if not user.is_active:
        raise NotAllowedNow("Tài khoản đang bị khoá. Hãy mở khoá trước khi mời.", "The account is suspended.")
    record(by=by, at=at, verb="invite", target=user)
    return queries.welcome_token(user)


@transaction.atomic
def set_password(*, user: User, password: str, by: Actor, at: datetime) -> None:
    """Set a password that the rules accept; earlier sessions and invitations end. Raises: BadValue."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise BadValue(" ".join(error.messages), " ".join(error.messages), "password") from error
    user.set_password(password)
    user.save(update_fields=["password"])
    record(by=by, at=at, verb="set_password", target=user)


@transaction.atomic
def suspend(*, user: User, why: str, by: Actor, at: datetime) -> None:
    """Nobody signs in with the account from now on, and open sessions stop working.

    Raises: AlreadyDone; NotAllowedNow for one's own account.
    """
    _refuse_oneself(user, by)
    if not user.is_active:
        raise AlreadyDone("Tài khoản đã bị khoá từ trước.", "The account is suspended already.")
    user.is_active = False
    user.save(update_fields=["is_active"])
    record(by=by, at=at, verb="suspend", target=user, why=why)


@transaction.atomic
def restore(*, user: User, why: str, by: Actor, at: datetime) -> None:
    """The account works again. Raises: AlreadyDone."""
    if user.is_active:
        raise AlreadyDone("Tài khoản đang dùng được.", "The account is active.")
    user.is_active = True
    user.save(update_fields=["is_active"])
    record(by=by, at=at, verb="restore", target=user, why=why)


@transaction.atomic
def reset_second_factor(*, user: User, why: str, by: Actor, at: datetime) -> None:
    """Take away the second factor of a person who lost it, and end their sessions; the password stays.

    Writes: no Authenticator is left, the User, one audit entry.
    Raises: NotAllowedNow for one's own account, or one without a second factor.
    """
    if by.id == user.pk:
        raise NotAllowedNow(
            "Bạn không tự gỡ lớp bảo vệ của mình ở đây được. Hãy nhờ quản trị viên khác.",
            "Nobody resets their own second factor.",
        )
    if not queries.has_second_factor(user):
        raise NotAllowedNow("Tài khoản này không có lớp bảo vệ thứ hai.", "The account has no second factor.")
    Authenticator.objects.filter(user=user).delete()
    user.sessions_ended_at = at
    user.save(update_fields=["sessions_ended_at"])
    record(by=by, at=at, verb="reset_factor", target=user, why=why)


@transaction.atomic
def open_many(*, users: Iterable[User], postings: Iterable[Posting], by: Actor, at: datetime) -> None:  # noqa: ARG001
    """Bring in accounts from another system in bulk: no passwords, no letters. Writes: users, postings."""
    User.objects.bulk_create(users, batch_size=500)
    Posting.objects.bulk_create(postings, batch_size=500)


@transaction.atomic
def make_key(
    *,
    name: str,
    scopes: Collection[str],
    by: Actor,
    at: datetime,
    party: Party | None = None,
    expires_on: date | None = None,
) -> tuple[ApiKey, str]:
    """A key for another system, and its secret, which is kept nowhere.

    scopes: of `SCOPES`. party: who it acts for; None for the programme. expires_on: last day, Vietnam time.
    Writes: one ApiKey, one audit entry. Raises: BadValue for no name, a scope unknown or none, a day gone by.
    """
    label = nfc(name).strip()
    if not 0 < len(label) <= LONGEST_KEY_NAME:
        raise BadValue("Hãy đặt cho khoá một cái tên, tối đa 80 chữ.", "A key needs a name.", "name")
    if not scopes or not set(scopes) <= set(SCOPES):
        known = ", ".join(SCOPES)
        raise BadValue(f"Chọn ít nhất một phạm vi: {known}.", f"Scopes are: {known}.", "scopes")
    if expires_on and expires_on < at.astimezone(VIETNAM).date():
        raise BadValue("Ngày hết hạn đã qua.", "The last day lies in the past.", "expires_on")
    secret = "".join(secrets.choice(KEY_LETTERS) for _ in range(KEY_LENGTH))
    key = ApiKey.objects.create(
        name=label,
        prefix=secret[:8],
        digest=queries.digest_of(secret),
        scopes=sorted(set(scopes)),
        party=party,
        made_by_id=by.id,
        made_at=at,
        expires_on=expires_on,
    )
    record(by=by, at=at, verb="make_key", target=key, why=", ".join(key.scopes))
    return key, secret


@transaction.atomic
def revoke_key(*, key: ApiKey, why: str, by: Actor, at: datetime) -> None:
    """The key opens nothing from now on; other processes notice within seconds. Raises: AlreadyDone."""
    if not ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=at):
        raise AlreadyDone("Khoá này đã thu hồi từ trước.", "The key is revoked already.")
    record(by=by, at=at, verb="revoke_key", target=key, why=why)
    queries.forget_key(key)


def note_use(*, key: ApiKey, by: Actor, at: datetime) -> None:  # noqa: ARG001  # every action says who
    """Write down the day a key was used, once a day; no audit entry, what it does has its own."""
    day = at.astimezone(VIETNAM).date()
    if key.last_used_on != day:
        ApiKey.objects.filter(pk=key.pk).update(last_used_on=day)
        key.last_used_on = day


def _refuse_oneself(user: User, by: Actor) -> None:
    """Nobody locks themselves out: so an administrator always remains."""
    if by.id == user.pk:
        raise NotAllowedNow(
            "Bạn không tự khoá tài khoản hay tự kết thúc vai trò của mình được. Hãy nhờ quản trị viên khác.",
            "Nobody suspends their own account or ends their own role.",
        )


def _read_login(text: str) -> dict[str, str]:
    """{"email": …} or {"phone": …}. Raises: BadValue."""
    bare = text.strip()
    if "@" not in bare:
        try:
            return {"phone": phone(bare)}
        except BadValue as error:
            raise BadValue(error.sentence, error.sentence_en, "login") from None
    try:
        validate_email(bare)
    except ValidationError:
        raise BadValue(
            "Địa chỉ thư điện tử viết chưa đúng, ví dụ đúng: hoa@example.vn.",
            "Not an e-mail address.",
            "login",
        ) from None
    return {"email": bare.lower()}


def _refuse_taken(user: User) -> None:
    taken = User.objects.filter(email=user.email) if user.email else User.objects.filter(phone=user.phone)
    if taken.exists():
        raise AlreadyDone(
            f"{user.email or user.phone} đã có tài khoản. Hãy tìm người đó trong danh sách.",
            "An account with this login exists.",
            "login",
        )
