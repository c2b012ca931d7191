from datetime import date
from enum import StrEnum

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from namsao.apps.products.models import Product
from namsao.apps.rating.models.decision import DecisionRow
from namsao.apps.rating.models.dossier import Dossier
from namsao.base.accounts.models import User
from namsao.base.files.models import StoredFile


class Standing(StrEnum):
    """How a certificate stands on a day; the words are `STANDING_WORDS`."""

    VALID = "valid"
    EXTENDED = "extended"
    EXPIRED = "expired"
    REVOKED = "revoked"
    REPLACED = "replaced"
    ANNULLED = "annulled"
    NOT_YET = "not_yet"


STANDING_WORDS = {
    Standing.VALID: _("còn hiệu lực"),
    Standing.EXTENDED: _("được kéo dài hiệu lực"),
    Standing.EXPIRED: _("hết hiệu lực"),
    Standing.REVOKED: _("đã bị thu hồi"),
    Standing.REPLACED: _("đã thay bằng giấy mới"),
    Standing.ANNULLED: _("đã bỏ theo quyết định đính chính"),
    Standing.NOT_YET: _("chưa đến ngày hiệu lực"),
}


def goes_on(day: date) -> Q:
    """Condition on StarCertificate: its extension holds on that day. Says the same as `Extension.holds_on`."""
    return Q(extension__until__gte=day) & (
        Q(extension__ended_on__isnull=True) | Q(extension__ended_on__gte=day)
    )


class StarCertificateQuerySet(models.QuerySet["StarCertificate"]):
    def with_facts(self) -> "StarCertificateQuerySet":
        """Everything `standing` asks for, in three queries."""
        return self.select_related(
            "product__party__place", "row__decision", "row__dossier", "extension__dossier", "ending"
        ).prefetch_related("acts__decision")

    def lasting_on(self, day: date) -> "StarCertificateQuerySet":
        """In its own term or extended, not acted upon by a revocation or a correction."""
        in_force = self.filter(Q(valid_to__gte=day) | goes_on(day), issued_on__lte=day)
        return in_force.exclude(ending__on__lte=day)


class StarCertificate(models.Model):
    """The certificate of stars of a product. Its facts are locked by the database.

    code: what its address says, `/verify/{code}`. number: as printed. issued_on: the day of the decision; it holds
    until the end of `valid_to` (36 months, or what the old paper says).
    What ends it before its day is an `Ending` beside it.
    Source: Decision 26/2026/QĐ-TTg, arts. 4.3 and 7.
    """

    row = models.OneToOneField(
        DecisionRow, models.PROTECT, related_name="granted", verbose_name="dòng quyết định"
    )
    product = models.ForeignKey(
        Product, models.PROTECT, related_name="star_certificates", verbose_name="sản phẩm"
    )
    code = models.CharField("mã tra cứu", max_length=24, unique=True)
    number = models.CharField("số giấy", max_length=60)
    stars = models.PositiveSmallIntegerField("số sao")
    issued_on = models.DateField("ngày cấp")
    valid_to = models.DateField("hiệu lực đến hết ngày")
    is_ministry = models.BooleanField("do Bộ cấp", default=False)
    paper = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bản ký"
    )
    made_at = models.DateTimeField("ghi lúc")

    objects = StarCertificateQuerySet.as_manager()

    class Meta:
        verbose_name = "giấy chứng nhận sao"
        ordering = ["-issued_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stars__gte=3, stars__lte=5), name="star_certificate_three_to_five"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__gt=F("issued_on")), name="star_certificate_days_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.product}, {self.stars} sao"

    def standing(self, day: date) -> Standing:
        """How it stands on that day."""
        ending = getattr(self, "ending", None)
        if ending is not None and ending.on <= day:
            return Standing(ending.standing)
        if day < self.issued_on:
            return Standing.NOT_YET
        if day <= self.valid_to:
            return Standing.VALID
        extension = getattr(self, "extension", None)
        return Standing.EXTENDED if extension and extension.holds_on(day) else Standing.EXPIRED

    @property
    def last_day(self) -> date:
        """The last day it can hold as far as is known now."""
        extension = getattr(self, "extension", None)
        return max(self.valid_to, extension.last_day) if extension else self.valid_to


class Ending(models.Model):
    """What ended a certificate before its day: a revocation, a correction, a newer certificate. Locked."""

    certificate = models.OneToOneField(
        StarCertificate, models.PROTECT, related_name="ending", verbose_name="giấy chứng nhận"
    )
    standing = models.CharField("nay là", max_length=10)  # a Standing
    on = models.DateField("từ ngày")
    row = models.ForeignKey(
        DecisionRow, models.PROTECT, related_name="endings", verbose_name="dòng quyết định"
    )
    at = models.DateTimeField("ghi lúc")

    class Meta:
        verbose_name = "giấy thôi hiệu lực"
        constraints = [
            models.CheckConstraint(
                condition=Q(standing__in=["revoked", "replaced", "annulled"]), name="ending_is_one_of_three"
            )
        ]

    def __str__(self) -> str:
        return f"{self.certificate}: {self.standing}"


class Extension(models.Model):
    """The certificate goes on until the late re-evaluation has a result, at most 180 days. Never by itself.

    Source: Decision 26/2026/QĐ-TTg, art. 12.3.
    """

    certificate = models.OneToOneField(
        StarCertificate, models.PROTECT, related_name="extension", verbose_name="giấy chứng nhận"
    )
    dossier = models.OneToOneField(
        Dossier, models.PROTECT, related_name="extension", verbose_name="hồ sơ nộp muộn"
    )
    until = models.DateField("kéo dài đến hết ngày")
    paper_no = models.CharField("văn bản số", max_length=60, blank=True)
    at = models.DateTimeField("ghi lúc")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người ghi")
    ended_on = models.DateField("kết thúc ngày", null=True)

    class Meta:
        verbose_name = "kéo dài hiệu lực"

    def __str__(self) -> str:
        return f"{self.certificate}: đến {self.until}"

    @property
    def last_day(self) -> date:
        """The result's day ends it early."""
        return min(self.until, self.ended_on) if self.ended_on else self.until

    def holds_on(self, day: date) -> bool:
        return day <= self.last_day
