from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from namsao.apps.products.models import Batch, Product
from namsao.base.parties.models import Party


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def on(self, day: date) -> "CertificateQuerySet":
        """In force on that day."""
        return self.filter(valid_from__lte=day).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day))

    def for_product(self, product: Product) -> "CertificateQuerySet":
        """Those of the product, and those its producer holds for everything it makes."""
        return self.filter(Q(product=product) | Q(party=product.party, product=None), batch=None)

    def for_batch(self, batch: Batch) -> "CertificateQuerySet":
        """Those of the batch, its product and its producer."""
        return self.filter(
            Q(batch=batch) | Q(product=batch.product, batch=None) | Q(party=batch.product.party, product=None)
        )


class Certificate(models.Model):
    """A paper from a scheme or a laboratory: for the producer, one product, or one batch."""

    class Kind(models.TextChoices):
        FOOD_SAFETY = "food_safety", _("cơ sở đủ điều kiện an toàn thực phẩm")
        MANAGEMENT = "management", _("hệ thống quản lý (ISO, HACCP…)")
        FARMING = "farming", _("sản xuất tốt, hữu cơ (VietGAP, GLOBALG.A.P.…)")
        LABORATORY = "laboratory", _("phiếu kiểm nghiệm")

    kind = models.CharField("loại", max_length=12, choices=Kind.choices)
    party = models.ForeignKey(Party, models.PROTECT, related_name="certificates", verbose_name="chủ thể")
    product = models.ForeignKey(
        Product, models.PROTECT, null=True, blank=True, related_name="certificates", verbose_name="sản phẩm"
    )
    batch = models.ForeignKey(
        Batch, models.PROTECT, null=True, blank=True, related_name="certificates", verbose_name="lô"
    )
    scheme = models.CharField("tiêu chuẩn", max_length=80)
    number = models.CharField("số", max_length=60)
    issuer = models.CharField("nơi cấp", max_length=160)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    made_at = models.DateTimeField("ghi lúc")

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = "giấy chứng nhận"
        ordering = ["kind", "scheme"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="certificate_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(batch__isnull=True) | Q(product__isnull=False),
                name="certificate_batch_has_product",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.number}"
