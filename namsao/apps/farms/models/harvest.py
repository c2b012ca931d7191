from django.db import models
from django.db.models import Q

from namsao.apps.farms.models.area import Material
from namsao.apps.farms.models.household import Household
from namsao.apps.farms.models.season import Season
from namsao.apps.traceability.models import Event
from namsao.core.gs1 import link


class HarvestLotQuerySet(models.QuerySet["HarvestLot"]):
    def not_voided(self) -> "HarvestLotQuerySet":
        return self.filter(voided_at=None)

    def of_party(self, party_id: int) -> "HarvestLotQuerySet":
        return self.filter(season__area__party=party_id)


class HarvestLot(models.Model):
    """What came off one area on one day. `event` is the EPCIS event that created the lot.

    used_at: since when batches hold something of it, null while none does; `products` tells.
    household: who grew it, when one household did.
    voided_at, void_why: recorded by mistake; the row and its lot code stay.
    """

    season = models.ForeignKey(Season, models.PROTECT, related_name="harvests", verbose_name="vụ")
    material = models.ForeignKey(
        Material, models.PROTECT, related_name="harvests", verbose_name="nguyên liệu"
    )
    lot = models.CharField("số lô thu hoạch", max_length=20)
    harvested_on = models.DateField("ngày thu hoạch")
    quantity_kg = models.DecimalField("khối lượng (kg)", max_digits=12, decimal_places=3)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    household = models.ForeignKey(
        Household, models.PROTECT, related_name="harvests", null=True, blank=True, verbose_name="hộ trồng"
    )
    event = models.OneToOneField(Event, models.PROTECT, related_name="harvest_lot")
    made_at = models.DateTimeField("ghi lúc")
    used_at = models.DateTimeField("đã dùng từ", null=True, editable=False)
    voided_at = models.DateTimeField("xoá lúc", null=True, editable=False)
    void_why = models.CharField("lý do xoá", max_length=300, blank=True, editable=False)

    objects = HarvestLotQuerySet.as_manager()

    class Meta:
        verbose_name = "lô thu hoạch"
        ordering = ["-harvested_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["material", "lot"], name="harvest_lot_once"),
            models.CheckConstraint(condition=Q(quantity_kg__gt=0), name="harvest_lot_weighs"),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, void_why="")
                | (Q(voided_at__isnull=False) & ~Q(void_why="")),
                name="harvest_lot_void_has_why",
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True) | Q(used_at__isnull=True),
                name="harvest_lot_void_is_unused",
            ),
        ]

    def __str__(self) -> str:
        return self.lot

    @property
    def key(self) -> str:
        """`GTIN14/LOT`."""
        return f"{self.material.gtin}/{self.lot}"

    @property
    def uri(self) -> str:
        """The lot as canonical Digital Link, as events mention it."""
        return link.canonical(link.of([("01", self.material.gtin), ("10", self.lot)]))

    @property
    def is_illustrative(self) -> bool:
        return self.season.area.is_illustrative
