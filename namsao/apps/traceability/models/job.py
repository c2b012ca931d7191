from django.db import models

from namsao.base.parties.models import Party


class CaptureJob(models.Model):
    """One document handed in for capture, and what came of it. Source: EPCIS 2.0, REST binding, capture jobs.

    errors: problem objects (RFC 7807). success with behaviour "rollback" means that all is stored, else nothing.
    """

    class Behaviour(models.TextChoices):
        ROLLBACK = "rollback", "rollback"
        PROCEED = "proceed", "proceed"

    capture_id = models.UUIDField("mã lần nhận", unique=True)
    owner = models.ForeignKey(Party, models.PROTECT, related_name="capture_jobs", verbose_name="chủ thể")
    behaviour = models.CharField("khi có lỗi", max_length=8, choices=Behaviour.choices)
    made_at = models.DateTimeField("nhận lúc")
    finished_at = models.DateTimeField("xong lúc", null=True)
    running = models.BooleanField("đang chạy", default=True)
    success = models.BooleanField("thành công", default=True)
    errors = models.JSONField("lỗi", default=list)
    stored = models.PositiveIntegerField("sự kiện mới", default=0)
    known = models.PositiveIntegerField("đã có từ trước", default=0)

    class Meta:
        verbose_name = "lần nhận sự kiện"
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return str(self.capture_id)
