from django.db import models


class TakenGtin(models.Model):
    """A GTIN that names something here, whether it was given out or brought along: one thing, one number."""

    gtin = models.CharField(primary_key=True, max_length=14)
    taken_at = models.DateTimeField("từ lúc")

    class Meta:
        verbose_name = "GTIN đã dùng"

    def __str__(self) -> str:
        return self.gtin
