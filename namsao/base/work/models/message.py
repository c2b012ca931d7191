from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from namsao.base.accounts.models import User
from namsao.base.work.models.notice import Notice


class Message(models.Model):
    """One notice on its way to one address by one channel.

    next_at: when it may be tried (again). Whoever tries first moves it ahead, which keeps others away for that
    long; a try that was killed is repeated after it.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("đang chờ gửi")
        SENT = "sent", _("đã gửi")
        KEPT = "kept", _("chỉ ghi vào tệp")
        FAILED = "failed", _("không gửi được")
        SKIPPED = "skipped", _("không cần gửi nữa")

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="messages", verbose_name="lời nhắc")
    channel = models.CharField("kênh", max_length=12)
    address = models.CharField("địa chỉ", max_length=254)
    state = models.CharField("tình trạng", max_length=8, choices=State.choices, default=State.QUEUED)
    tries = models.PositiveSmallIntegerField("số lần thử", default=0)
    next_at = models.DateTimeField("thử lúc")
    error = models.CharField("lỗi", max_length=500, blank=True)
    sent_at = models.DateTimeField("gửi lúc", null=True, blank=True)

    class Meta:
        verbose_name = "tin gửi đi"
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["notice", "channel"], name="message_once")]
        indexes = [models.Index(fields=["next_at"], condition=Q(state="queued"), name="message_due")]

    def __str__(self) -> str:
        return f"{self.channel}: {self.notice}"


class Muted(models.Model):
    """A channel this person switched off. Notices still wait on the home page."""

    user = models.ForeignKey(User, models.PROTECT, related_name="muted", verbose_name="người")
    channel = models.CharField("kênh", max_length=12)
    since = models.DateTimeField("từ")

    class Meta:
        verbose_name = "kênh đã tắt"
        constraints = [models.UniqueConstraint(fields=["user", "channel"], name="muted_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.channel}"
