from django.db import models
from django.db.models import Count, F, Max, Q, Sum

from namsao.apps.farms.models.area import GrowingArea


class SeasonQuerySet(models.QuerySet["Season"]):
    def open(self) -> "SeasonQuerySet":
        return self.filter(ended_on__isnull=True)

    def with_harvest(self) -> "SeasonQuerySet":
        """Adds `harvest_kg` (None without a lot), `lot_count` and `last_harvested_on`, of lots not voided."""
        counts = Q(harvests__voided_at__isnull=True)
        return self.annotate(
            harvest_kg=Sum("harvests__quantity_kg", filter=counts),
            lot_count=Count("harvests", filter=counts),
            last_harvested_on=Max("harvests__harvested_on", filter=counts),
        )


class Season(models.Model):
    """One season on one growing area."""

    area = models.ForeignKey(GrowingArea, models.PROTECT, related_name="seasons", verbose_name="vùng trồng")
    name = models.CharField("tên vụ", max_length=80)
    started_on = models.DateField("bắt đầu")
    ended_on = models.DateField("kết thúc", null=True, blank=True)

    objects = SeasonQuerySet.as_manager()

    class Meta:
        verbose_name = "vụ"
        ordering = ["-started_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["area", "name"], name="season_once"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="season_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.ended_on is None
