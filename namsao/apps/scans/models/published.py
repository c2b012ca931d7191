from django.db import models


class Published(models.Model):
    """The one table the door reads: a key and the ready answer.

    key: "01/{gtin}", "01/{gtin}/10/{lot}", "414/{gln}", "-/image/{sha256}.webp", "-/furniture".
    version: increases in commit order, so that the door asks for newer rows only.
    valid_until: epoch seconds after which the dated parts are no longer true; null when nothing in it ends.
    body: zlib-compressed UTF-8 JSON (docs/architecture.md, "What the door reads").
    """

    key = models.CharField(primary_key=True, max_length=120)
    version = models.BigIntegerField(unique=True)
    valid_until = models.BigIntegerField(null=True)
    gone = models.BooleanField(default=False)
    body = models.BinaryField()

    class Meta:
        verbose_name = "câu trả lời đã xuất bản"

    def __str__(self) -> str:
        return self.key


class PublishedVersion(models.Model):
    """The last version given. Its row lock makes version order the order of commits."""

    last = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = "phiên bản xuất bản"

    def __str__(self) -> str:
        return str(self.last)
