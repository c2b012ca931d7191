from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from namsao.base.accounts.models.user import User
from namsao.base.parties.models import Party
from namsao.core.actor import Posting, Role

# scope -> what it opens, for people
SCOPES = {
    "epcis.capture": _("Ghi sự kiện truy xuất vào sổ"),
    "epcis.query": _("Đọc sự kiện truy xuất"),
}


class ApiKey(models.Model):
    """What another system signs in with. The secret itself is shown once and not kept.

    prefix: the first 8 characters of the secret, to recognise it by. digest: SHA-256 of the whole secret, hex; a
    secret of 256 random bits needs no slow hash. party: who it acts for, null for the programme itself.
    expires_on: last day, Vietnam time. last_used_on: written at most once a day.
    """

    name = models.CharField("tên", max_length=80)
    prefix = models.CharField("đầu khoá", max_length=8)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    scopes = models.JSONField("phạm vi")
    party = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="api_keys", verbose_name="chủ thể"
    )
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người tạo")
    made_at = models.DateTimeField("tạo lúc")
    expires_on = models.DateField("dùng đến hết ngày", null=True, blank=True)
    revoked_at = models.DateTimeField("thu hồi lúc", null=True, editable=False)
    last_used_on = models.DateField("dùng lần cuối", null=True, editable=False)

    class Meta:
        verbose_name = "khoá API"
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    @property
    def scope_labels(self) -> Sequence[object]:
        return [SCOPES.get(scope, scope) for scope in self.scopes]

    def actor(self, province_id: int | None) -> "ApiActor":
        """Who acts with it."""
        return ApiActor(self.pk, self.name, frozenset(self.scopes), self.party_id, province_id)

    def is_over(self, today: date) -> bool:
        """Whether its last day has passed."""
        return self.expires_on is not None and self.expires_on < today


@dataclass(frozen=True)
class ApiActor:
    """Another system at work with a key: in the name of a party, or of the programme (`party_id` None).

    For a party it may do what the party's own people may; for the programme, what the provincial office may.
    """

    key_id: int
    name: str
    scopes: frozenset[str]
    party_id: int | None
    province_id: int | None
    id: None = None
    is_authenticated: bool = True

    def postings(self) -> Sequence[Posting]:
        if self.party_id is not None:
            return (Posting(Role.PRODUCER, party_id=self.party_id),)
        return (Posting(Role.PROVINCE, place_id=self.province_id),)

    def __str__(self) -> str:
        return f"khoá API {self.name}"
