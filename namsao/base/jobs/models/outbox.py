from django.db import models


class Letter(models.Model):
    """One piece of news, written in the transaction of the act it tells of."""

    name = models.CharField(max_length=60)
    payload = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = "tin"

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"


class Delivery(models.Model):
    """That letter for one receiver. Done once; tried again until then."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="deliveries")
    receiver = models.CharField(max_length=255)
    done_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField()
    error = models.TextField(blank=True)

    class Meta:
        verbose_name = "lượt giao tin"
        constraints = [models.UniqueConstraint(fields=["letter", "receiver"], name="delivery_once")]
        indexes = [
            models.Index(fields=["next_at"], condition=models.Q(done_at__isnull=True), name="delivery_due")
        ]

    def __str__(self) -> str:
        return f"{self.letter} → {self.receiver}"
