from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from namsao.apps.farms.models import HarvestLot
from namsao.apps.products.models.batch import Batch
from namsao.apps.products.models.facility import Facility
from namsao.apps.products.models.material import MaterialLot
from namsao.apps.products.models.slip import Slip
from namsao.apps.products.models.unit import LogisticUnit
from namsao.base.parties.models import Party


class DespatchQuerySet(models.QuerySet["Despatch"]):
    def awaited(self) -> "DespatchQuerySet":
        """Sent to a party of the register and not confirmed by it yet."""
        confirmed = Receipt.objects.filter(slip__voided_at=None).values("despatch")
        return self.filter(slip__voided_at=None, to_party__isnull=False).exclude(pk__in=confirmed)


class Despatch(models.Model):
    """Goods sent at once to one receiver (EPCIS: shipping, with a despatch advice).

    number: the sender's, on the delivery note. The receiver is a party of the register (`to_party`, perhaps at
    `to_facility`), or somebody outside it: `buyer` by name, perhaps with a GLN.
    """

    slip = models.OneToOneField(Slip, models.PROTECT, related_name="despatch", verbose_name="phiếu")
    party = models.ForeignKey(Party, models.PROTECT, related_name="despatches", verbose_name="bên giao")
    facility = models.ForeignKey(Facility, models.PROTECT, related_name="despatches", verbose_name="nơi xuất")
    number = models.CharField("số phiếu giao", max_length=20)
    to_party = models.ForeignKey(
        Party, models.PROTECT, null=True, related_name="deliveries", verbose_name="bên nhận"
    )
    to_facility = models.ForeignKey(
        Facility, models.PROTECT, null=True, related_name="deliveries", verbose_name="nơi nhận"
    )
    buyer = models.CharField("người mua", max_length=160, blank=True)
    buyer_gln = models.CharField("GLN người mua", max_length=13, blank=True)
    vehicle = models.CharField("biển số xe", max_length=20, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)

    objects = DespatchQuerySet.as_manager()

    class Meta:
        verbose_name = "phiếu giao hàng"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["party", "number"], name="despatch_number_once"),
            models.CheckConstraint(
                condition=Q(to_party__isnull=False, buyer="", buyer_gln="")
                | (Q(to_party__isnull=True, to_facility__isnull=True) & ~Q(buyer="")),
                name="despatch_one_receiver",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def receiver(self) -> str:
        """Who gets the goods, by name."""
        return str(self.to_party) if self.to_party_id else self.buyer

    @property
    def is_illustrative(self) -> bool:
        return self.party.is_illustrative


class DespatchLine(models.Model):
    """One thing on a delivery note: a case or pallet, loose packs of a batch, or kilograms of raw material.

    quantity: 1 for a unit, packs of a batch, kg of a harvest lot or a material lot.
    """

    class Kind(models.TextChoices):
        UNIT = "unit", _("kiện")
        BATCH = "batch", _("gói")
        HARVEST = "harvest", _("kg")
        MATERIAL = "material", _("kg")

    despatch = models.ForeignKey(Despatch, models.PROTECT, related_name="lines", verbose_name="phiếu giao")
    unit = models.ForeignKey(LogisticUnit, models.PROTECT, null=True, related_name="lines")
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, related_name="lines")
    harvest = models.ForeignKey(HarvestLot, models.PROTECT, null=True, related_name="despatch_lines")
    material = models.ForeignKey(MaterialLot, models.PROTECT, null=True, related_name="lines")
    quantity = models.DecimalField("số lượng", max_digits=12, decimal_places=3)

    class Meta:
        verbose_name = "dòng phiếu giao"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=False, batch=None, harvest=None, material=None)
                | Q(unit=None, batch__isnull=False, harvest=None, material=None)
                | Q(unit=None, batch=None, harvest__isnull=False, material=None)
                | Q(unit=None, batch=None, harvest=None, material__isnull=False),
                name="despatch_line_of_one_kind",
            ),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="despatch_line_counts"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.thing}"

    @property
    def kind(self) -> "DespatchLine.Kind":
        return next(kind for kind in DespatchLine.Kind if getattr(self, f"{kind.value}_id") is not None)

    @property
    def thing(self) -> LogisticUnit | Batch | HarvestLot | MaterialLot:
        found: LogisticUnit | Batch | HarvestLot | MaterialLot = getattr(self, self.kind.value)
        return found

    @property
    def is_weighed(self) -> bool:
        """In kilograms, not in pieces."""
        return self.kind in (DespatchLine.Kind.HARVEST, DespatchLine.Kind.MATERIAL)


class Receipt(models.Model):
    """The receiver says what came of a despatch. A voided one does not count; then there may be another."""

    slip = models.OneToOneField(Slip, models.PROTECT, related_name="receipt", verbose_name="phiếu")
    despatch = models.ForeignKey(Despatch, models.PROTECT, related_name="receipts", verbose_name="phiếu giao")
    note = models.CharField("ghi chú", max_length=300, blank=True)

    class Meta:
        verbose_name = "xác nhận nhận hàng"

    def __str__(self) -> str:
        return str(self.despatch)


class LineCount(models.Model):
    """How much of a line of a despatch came to its receiver (CONFIRM), or came back to its sender (TAKE_BACK)."""

    slip = models.ForeignKey(Slip, models.PROTECT, related_name="counts", verbose_name="phiếu")
    line = models.ForeignKey(DespatchLine, models.PROTECT, related_name="counts", verbose_name="dòng")
    quantity = models.DecimalField("số lượng", max_digits=12, decimal_places=3)

    class Meta:
        verbose_name = "số đếm"
        constraints = [
            models.UniqueConstraint(fields=["slip", "line"], name="line_count_once"),
            models.CheckConstraint(condition=Q(quantity__gte=0), name="line_count_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} / {self.line}"
