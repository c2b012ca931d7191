from django.db import models
from django.db.models import F, Max, Q
from django.utils.translation import gettext_lazy as _

from namsao.apps.products.models import Batch
from namsao.apps.traceability.models import Event
from namsao.core.vietnamese import fold


class LabelRunQuerySet(models.QuerySet["LabelRun"]):
    def issued(self, batch: Batch) -> int:
        """How many serials of the batch were issued: counters 0 to this number less one."""
        last = self.filter(batch=batch).aggregate(last=Max(F("first_counter") + F("count")))["last"]
        return last or 0

    def matching(self, text: str) -> "LabelRunQuerySet":
        """Product name without marks contains the text, or lot or GTIN is it."""
        wanted = text.strip()
        return self.filter(
            Q(batch__product__name_folded__contains=fold(wanted))
            | Q(batch__lot__iexact=wanted)
            | Q(batch__product__gtin=wanted.zfill(14))
        )


class LabelRun(models.Model):
    """One printing of labels. The serials are computed from the counters, never stored (decision 0005)."""

    class Layout(models.TextChoices):
        A4_24 = "a4-24", _("A4, 24 tem (3 × 8), 64 × 34 mm")
        A4_40 = "a4-40", _("A4, 40 tem (4 × 10), 48,5 × 25,4 mm")

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="label_runs", verbose_name="lô")
    first_counter = models.PositiveIntegerField("số đầu")
    count = models.PositiveIntegerField("số tem")
    layout = models.CharField("khổ giấy", max_length=8, choices=Layout.choices)
    event = models.OneToOneField(Event, models.PROTECT, related_name="label_run")
    made_at = models.DateTimeField("in lúc")

    objects = LabelRunQuerySet.as_manager()

    class Meta:
        verbose_name = "lần in tem"
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "first_counter"], name="label_run_counters_once"),
            models.CheckConstraint(condition=Q(count__gt=0), name="label_run_has_labels"),
        ]

    def __str__(self) -> str:
        return f"{self.count} tem, {self.batch}"

    @property
    def counters(self) -> range:
        return range(self.first_counter, self.first_counter + self.count)
