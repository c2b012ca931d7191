from django.db import models
from django.db.models import Q

from namsao.apps.traceability.models.stored_query import StoredQuery
from namsao.base.accounts.models import ApiKey, User


class Subscription(models.Model):
    """Somebody who wants to be told of new events that a named query finds, at an address of theirs.

    Told in the name of `key` or of `user`: they receive what that key or person may see at that moment.
    schedule: as EPCIS writes it ({"hour": "1", …}), null for a stream. secret: encrypted, "" for none.
    min_record_time: everything recorded before it was told, or was not asked for; moves only after the other
    side said 2xx. told: marks of what was told since then, so that nothing is told twice. next_at: when to look
    again. failures: in a row, 0 after a success.
    Source: EPCIS 2.0, section 12.7.
    """

    query = models.ForeignKey(
        StoredQuery, models.CASCADE, related_name="subscriptions", verbose_name="câu hỏi"
    )
    subscription_id = models.UUIDField("mã đăng ký nhận tin")
    key = models.ForeignKey(ApiKey, models.PROTECT, null=True, related_name="+", verbose_name="khoá")
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người")
    dest = models.URLField("địa chỉ nhận", max_length=2000)
    schedule = models.JSONField("lịch", null=True)
    secret = models.TextField(blank=True, editable=False)
    report_if_empty = models.BooleanField("báo cả khi không có gì", default=False)
    epc_format = models.CharField("dạng mã", max_length=24, blank=True)
    initial_record_time = models.DateTimeField("từ lúc ghi", null=True)
    min_record_time = models.DateTimeField("đã báo tới lúc ghi")
    told = models.JSONField(default=list, editable=False)
    made_at = models.DateTimeField("đăng ký lúc")
    last_notified_at = models.DateTimeField("báo lần cuối lúc", null=True)
    next_at = models.DateTimeField("lần tới", db_index=True)
    failures = models.PositiveIntegerField("lần hỏng liền nhau", default=0)
    error = models.TextField("lỗi lần cuối", blank=True)

    class Meta:
        verbose_name = "đăng ký nhận tin"
        ordering = ["made_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["query", "subscription_id"], name="subscription_once"),
            models.CheckConstraint(
                condition=Q(key__isnull=True) ^ Q(user__isnull=True), name="subscription_of_key_or_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.query} → {self.dest}"

    @property
    def is_stream(self) -> bool:
        return self.schedule is None
