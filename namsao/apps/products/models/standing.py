from datetime import date

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

# Note: Product is named, not imported: its QuerySet asks these two for the standing.


class RecognitionQuerySet(models.QuerySet["Recognition"]):
    def on(self, day: date) -> "RecognitionQuerySet":
        """In force on that day, the latest decision first. Adds `lasts_to`, the last day with its extension."""
        lasting = self.alias(_ends=Coalesce("extended_to", "valid_to")).annotate(lasts_to=F("_ends"))
        not_ended = Q(ended_on__isnull=True) | Q(ended_on__gt=day)
        return lasting.filter(not_ended, decided_on__lte=day, lasts_to__gte=day).order_by(
            "-decided_on", "-id"
        )


class Recognition(models.Model):
    """Stars given by a decision, until a day. Source: Decision 26/2026/QĐ-TTg, arts. 3-5 (36 months).

    extended_to: last day under the transitional extension (art. 12.3), null when there is none.
    ended_on: it ended before its day because a correction mended the decision, or a newer one took its place.
    """

    product = models.ForeignKey(
        "products.Product", models.PROTECT, related_name="recognitions", verbose_name="sản phẩm"
    )
    stars = models.PositiveSmallIntegerField("số sao")
    decision_no = models.CharField("quyết định số", max_length=60)
    decided_on = models.DateField("ngày quyết định")
    valid_to = models.DateField("hiệu lực đến hết ngày")
    extended_to = models.DateField("kéo dài đến hết ngày", null=True, blank=True)
    ended_on = models.DateField("thôi hiệu lực ngày", null=True, blank=True)

    objects = RecognitionQuerySet.as_manager()

    class Meta:
        verbose_name = "công nhận sao"
        ordering = ["-decided_on"]
        constraints = [
            models.CheckConstraint(condition=Q(stars__gte=3, stars__lte=5), name="recognition_three_to_five"),
            models.CheckConstraint(
                condition=Q(valid_to__gt=F("decided_on")), name="recognition_dates_in_order"
            ),
            models.CheckConstraint(
                condition=Q(extended_to__isnull=True) | Q(extended_to__gt=F("valid_to")),
                name="recognition_extension_longer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product}: {self.stars} sao"

    @property
    def is_national(self) -> bool:
        """Five stars are given by the ministry, three and four by the province."""
        return self.stars == 5

    @property
    def last_day(self) -> date:
        """The last day it holds, its extension counted."""
        return self.extended_to or self.valid_to


class Delisting(models.Model):
    """The product left the register on a day: why, by which paper."""

    class Reason(models.TextChoices):
        EXPIRED = "expired", _("hết hạn, không nộp đánh giá lại")
        STOPPED = "stopped", _("ngừng sản xuất")
        FAILED = "failed", _("không còn đạt tiêu chí")
        REVOKED = "revoked", _("bị thu hồi giấy chứng nhận")

    product = models.ForeignKey(
        "products.Product", models.PROTECT, related_name="delistings", verbose_name="sản phẩm"
    )
    on = models.DateField("từ ngày")
    reason = models.CharField("lý do", max_length=8, choices=Reason.choices)
    decision_no = models.CharField("văn bản số", max_length=60, blank=True)

    class Meta:
        verbose_name = "đưa ra khỏi danh mục"
        ordering = ["-on"]

    def __str__(self) -> str:
        return f"{self.product}: {self.get_reason_display()}"
