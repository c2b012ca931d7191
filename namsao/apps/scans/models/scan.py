from django.db import models


class Segment(models.Model):
    """How far a segment file of the door was read: scans are taken over once, by segment and offset."""

    name = models.CharField(max_length=80, unique=True)
    offset = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = "tệp lượt quét"

    def __str__(self) -> str:
        return self.name


class Scan(models.Model):
    """One scan: when, of what, in which language, with which answer. No address, no device, no person."""

    segment = models.ForeignKey(Segment, models.PROTECT, related_name="scans")
    offset = models.BigIntegerField()
    at = models.DateTimeField("lúc", db_index=True)
    key = models.CharField("mã", max_length=120, db_index=True)
    serial = models.CharField("sê-ri", max_length=20, blank=True)
    language = models.CharField("ngôn ngữ", max_length=8)
    outcome = models.CharField("kết quả", max_length=12)

    class Meta:
        verbose_name = "lượt quét"
        constraints = [models.UniqueConstraint(fields=["segment", "offset"], name="scan_once")]

    def __str__(self) -> str:
        return f"{self.key} {self.at}"
