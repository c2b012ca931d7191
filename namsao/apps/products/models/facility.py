from django.db import models

from namsao.base.parties.models import Party
from namsao.base.places.models import Place
from namsao.core.gs1.link import canonical, of


class Facility(models.Model):
    """Where a producer makes or packs, named by a GLN."""

    party = models.ForeignKey(Party, models.PROTECT, related_name="facilities", verbose_name="chủ thể")
    place = models.ForeignKey(
        Place, models.PROTECT, related_name="facilities", verbose_name="xã, phường, đặc khu"
    )
    name = models.CharField("tên cơ sở", max_length=160)
    address = models.CharField("địa chỉ", max_length=200, blank=True)
    gln = models.CharField("GLN", max_length=13, unique=True)
    made_at = models.DateTimeField("ghi lúc")

    class Meta:
        verbose_name = "cơ sở sản xuất"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["party", "name"], name="facility_name_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def uri(self) -> str:
        """Canonical identifier of the place."""
        return canonical(of([("414", self.gln)]))
