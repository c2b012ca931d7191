from django.db import models

from namsao.base.places.models.place import Place


class Succession(models.Model):
    """`after` took over (part of) `before` on a day: mergers can be read back, and undone."""

    before = models.ForeignKey(Place, models.PROTECT, related_name="successions")
    after = models.ForeignKey(Place, models.PROTECT, related_name="predecessions")
    on = models.DateField("ngày")

    class Meta:
        verbose_name = "kế thừa đơn vị"
        constraints = [models.UniqueConstraint(fields=["before", "after"], name="succession_once")]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"
