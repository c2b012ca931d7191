from django.db import models


class Run(models.Model):
    """When a scheduled job last ran, and how it ended."""

    job = models.CharField(max_length=120, unique=True)
    at = models.DateTimeField()
    error = models.TextField(blank=True)

    class Meta:
        verbose_name = "lượt chạy"

    def __str__(self) -> str:
        return self.job
