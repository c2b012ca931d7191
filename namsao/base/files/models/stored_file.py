from pathlib import Path

from django.conf import settings
from django.db import models


class StoredFile(models.Model):
    """A checked file: a picture has a size in pixels, a PDF has pages.

    The bytes lie under FILES_ROOT at the path its sha256 gives; the same bytes lie once.
    """

    sha256 = models.CharField(primary_key=True, max_length=64)
    media_type = models.CharField("kiểu", max_length=60)
    size = models.PositiveBigIntegerField("số byte")
    width = models.PositiveIntegerField("rộng", null=True)
    height = models.PositiveIntegerField("cao", null=True)
    made_at = models.DateTimeField("nhận lúc")
    pages = models.PositiveIntegerField("số trang", null=True)

    class Meta:
        verbose_name = "tệp"

    def __str__(self) -> str:
        return f"{self.media_type} {self.sha256[:12]}"

    @property
    def path(self) -> Path:
        return Path(settings.FILES_ROOT) / self.sha256[:2] / self.sha256[2:4] / self.sha256

    def content(self) -> bytes:
        return self.path.read_bytes()
