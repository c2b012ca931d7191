from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from namsao.base.accounts.models.user import User
from namsao.base.parties.models import Party
from namsao.base.places.models import Place
from namsao.core.actor import Role


class Posting(models.Model):
    """A role at a place or for a party, since a moment and until another. Never deleted: it ends."""

    class RoleChoice(models.TextChoices):
        PRODUCER = Role.PRODUCER.value, _("chủ thể")
        COMMUNE = Role.COMMUNE.value, _("cán bộ xã, phường, đặc khu")
        PROVINCE = Role.PROVINCE.value, _("văn phòng OCOP tỉnh")
        AUDITOR = Role.AUDITOR.value, _("kiểm toán, thanh tra (chỉ xem)")
        ADMIN = Role.ADMIN.value, _("quản trị hệ thống")
        LEADER = Role.LEADER.value, _("lãnh đạo UBND tỉnh")
        MEMBER = Role.MEMBER.value, _("thành viên hội đồng, Tổ tư vấn")

    user = models.ForeignKey(User, models.PROTECT, related_name="posting_rows", verbose_name="người")
    role = models.CharField("vai trò", max_length=12, choices=RoleChoice.choices)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, verbose_name="tại")
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, verbose_name="cho")
    since = models.DateTimeField("từ")
    until = models.DateTimeField("đến", null=True, blank=True)

    class Meta:
        verbose_name = "phân công"
        ordering = ["-since"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role="producer", party__isnull=False, place__isnull=True)
                | (~Q(role="producer") & Q(party__isnull=True, place__isnull=False)),
                name="posting_at_place_or_for_party",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "place"],
                condition=Q(until__isnull=True),
                name="posting_once_at_a_place",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "party"],
                condition=Q(until__isnull=True),
                name="posting_once_for_a_party",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.party or self.place}"
