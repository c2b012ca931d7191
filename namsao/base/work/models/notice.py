from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from namsao.base.accounts.models import User


class NoticeQuerySet(models.QuerySet["Notice"]):
    def open(self) -> "NoticeQuerySet":
        """Of things nobody has dealt with yet."""
        return self.filter(done_at=None)

    def in_reading_order(self) -> "NoticeQuerySet":
        """Open ones first; of these the unread first, then the nearest deadline, then the newest."""
        return self.order_by(
            F("done_at").desc(nulls_first=True),
            F("read_at").asc(nulls_first=True),
            F("due").asc(nulls_last=True),
            "-made_at",
            "-pk",
        )


class Notice(models.Model):
    """Something one person is told. Read when opened, done when the thing it tells of is dealt with.

    key: with the user, what makes it once: telling it again changes nothing. Parts are joined by colons,
    "certificate:12:2027-03-31:120", so that the notices of one thing share a beginning.
    url: a path of this site, or empty.
    """

    class Severity(models.TextChoices):
        NOTE = "note", _("để biết")
        WARNING = "warning", _("cần chú ý")
        URGENT = "urgent", _("gấp")

    user = models.ForeignKey(User, models.PROTECT, related_name="notices", verbose_name="người nhận")
    key = models.CharField(max_length=120, db_index=True)
    title = models.CharField("việc", max_length=200)
    body = models.TextField("nội dung", blank=True)
    url = models.CharField("trang", max_length=300, blank=True)
    due = models.DateField("hạn", null=True, blank=True)
    severity = models.CharField("mức", max_length=8, choices=Severity.choices, default=Severity.NOTE)
    made_at = models.DateTimeField("báo lúc")
    read_at = models.DateTimeField("đọc lúc", null=True, blank=True)
    done_at = models.DateTimeField("xong lúc", null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "lời nhắc"
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="notice_once"),
            models.CheckConstraint(
                condition=Q(url="") | (Q(url__startswith="/") & ~Q(url__startswith="//")),
                name="notice_stays_on_this_site",
            ),
        ]
        indexes = [models.Index(fields=["user"], condition=Q(done_at__isnull=True), name="notice_open")]

    def __str__(self) -> str:
        return self.title
