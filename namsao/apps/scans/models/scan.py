from django.db import models
from django.utils.translation import gettext_lazy as _

from namsao.core.words import LANGUAGES

# Source: core/resolver/scan.py, `outcome`.
OUTCOMES = {
    "registered": _("mã đã đăng ký"),
    "unissued": _("mã chưa phát hành"),
    "lapsed": _("công nhận hết hiệu lực"),
    "withdrawn": _("đã thu hồi"),
    "recalled": _("đang triệu hồi"),
    "unknown": _("không có mã này"),
}


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

    @property
    def outcome_text(self) -> str:
        """The answer in words."""
        return in_words("outcome", self.outcome)

    @property
    def language_text(self) -> str:
        """The language of the page by its own name."""
        return in_words("language", self.language)


def in_words(field: str, value: str) -> str:
    """A value of `outcome` or `language` as people read it; one we do not know as it is."""
    return str({"outcome": OUTCOMES, "language": LANGUAGES}[field].get(value, value))
