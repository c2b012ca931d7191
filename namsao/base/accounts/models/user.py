from collections.abc import Iterator, Sequence
from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from namsao.base.ui.columns import SortKey
from namsao.core.actor import Posting as PostingValue
from namsao.core.actor import Role
from namsao.core.errors import BadValue
from namsao.core.vietnamese import fold, show_phone
from namsao.core.vietnamese import phone as read_phone


class UserQuerySet(models.QuerySet["User"]):
    def get_by_natural_key(self, email: str) -> "User":
        """Django's way to find a user by the name field."""
        return self.get(email__iexact=email)

    def matching(self, text: str) -> "UserQuerySet":
        """Name without marks contains the text, or e-mail address or phone, however written, is it."""
        found = Q(name_folded__contains=fold(text)) | Q(email__iexact=text.strip())
        try:
            return self.filter(found | Q(phone=read_phone(text)))
        except BadValue:
            return self.filter(found)


class User(AbstractBaseUser):
    """A person. Signs in with an e-mail address or a phone number (E.164), at least one of them.

    What they may do comes from their postings alone, never from flags on this row.
    sessions_ended_at: sessions opened before that moment are over, though the password stayed.
    """

    name = models.CharField(_("họ tên"), max_length=120)
    name_folded = models.CharField(max_length=120, editable=False, db_index=True)
    name_sort = SortKey("name")
    email = models.EmailField(_("thư điện tử"), unique=True, null=True, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=16, unique=True, null=True, blank=True)
    is_active = models.BooleanField("đang dùng", default=True)
    is_illustrative = models.BooleanField("dữ liệu minh hoạ", default=False)
    made_at = models.DateTimeField("ghi lúc")
    sessions_ended_at = models.DateTimeField("các phiên kết thúc lúc", null=True, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    objects = UserQuerySet.as_manager()

    class Meta:
        verbose_name = "người dùng"
        ordering = ["name_sort"]
        constraints = [
            models.CheckConstraint(
                condition=Q(email__isnull=False) | Q(phone__isnull=False), name="user_can_sign_in"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_session_auth_hash(self) -> str:
        return self._bound(super().get_session_auth_hash())

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        return map(self._bound, super().get_session_auth_fallback_hash())

    def _bound(self, session_hash: str) -> str:
        """Django ends every session with another hash than this one."""
        ended = self.sessions_ended_at
        return f"{session_hash}.{ended.timestamp()}" if ended else session_hash

    @property
    def shown_phone(self) -> str:
        """The phone number as people write it."""
        return show_phone(self.phone or "")

    @property
    def login(self) -> str:
        """What the person signs in with, as people write it."""
        return self.email or self.shown_phone

    def postings(self) -> Sequence[PostingValue]:
        """The postings in force, as the policies read them; asked once per request."""
        return self._postings

    @cached_property
    def _postings(self) -> list[PostingValue]:
        if not self.is_active:
            return []
        rows = self.posting_rows.filter(until__isnull=True).values_list("role", "place_id", "party_id")
        return [PostingValue(Role(role), place, party) for role, place, party in rows]

    def has_role(self, *roles: Role) -> bool:
        return any(p.role in roles for p in self.postings())
