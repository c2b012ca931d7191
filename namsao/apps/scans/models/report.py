from django.db import models
from django.utils.translation import gettext_lazy as _

from namsao.apps.products.models import Product


class ProblemReport(models.Model):
    """What someone told us about a code they scanned."""

    class Kind(models.TextChoices):
        FAKE = "fake", _("nghi hàng giả")
        QUALITY = "quality", _("chất lượng, an toàn")
        LABEL = "label", _("tem, nhãn sai hoặc hỏng")
        OTHER = "other", _("việc khác")

    product = models.ForeignKey(
        Product,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="problem_reports",
        verbose_name="sản phẩm",
    )
    code = models.CharField("mã đã quét", max_length=200)
    kind = models.CharField("chuyện gì", max_length=8, choices=Kind.choices)
    text = models.TextField("kể lại", max_length=2000)
    contact = models.CharField("liên hệ", max_length=120, blank=True)
    at = models.DateTimeField("lúc")
    closed_at = models.DateTimeField("xong lúc", null=True, blank=True)
    answer = models.CharField("đã làm gì", max_length=500, blank=True)

    class Meta:
        verbose_name = "báo vấn đề"
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.code}"
