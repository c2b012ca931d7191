from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from namsao.apps.products.models.batch import Batch
from namsao.apps.products.models.facility import Facility
from namsao.apps.products.models.slip import Slip
from namsao.base.parties.models import Party
from namsao.core.gs1.link import canonical, of


class LogisticUnitQuerySet(models.QuerySet["LogisticUnit"]):
    def standing(self) -> "LogisticUnitQuerySet":
        """Packed and neither taken back nor opened since."""
        return self.filter(slip__voided_at=None, opened_by=None)

    def at_hand(self) -> "LogisticUnitQuerySet":
        """Standing, not on a pallet, not on the road or with a buyer: what its holder can ship, stack or open."""
        return self.standing().filter(parent=None, away=None)

    def matching(self, text: str) -> "LogisticUnitQuerySet":
        """The SSCC contains the digits typed, or a batch inside has the lot."""
        wanted = text.strip()
        inside = UnitContent.objects.filter(batch__lot__iexact=wanted).values("unit")
        return self.filter(Q(sscc__contains=wanted) | Q(pk__in=inside))


class LogisticUnit(models.Model):
    """A case or a pallet, named by an SSCC.

    party: who packed it. holder: who has it, or last had it. parent: the pallet it stands on. opened_by: the slip that
    opened it. away: the despatch with which it left its holder and has not arrived yet, or left for a buyer outside.
    """

    class Kind(models.TextChoices):
        CASE = "case", _("Thùng")
        PALLET = "pallet", _("Pa-lét")

    sscc = models.CharField("SSCC", max_length=18, unique=True)
    kind = models.CharField("loại", max_length=6, choices=Kind.choices)
    party = models.ForeignKey(Party, models.PROTECT, related_name="units", verbose_name="chủ thể đóng")
    holder = models.ForeignKey(Party, models.PROTECT, related_name="held_units", verbose_name="đang giữ")
    facility = models.ForeignKey(Facility, models.PROTECT, related_name="units", verbose_name="cơ sở")
    slip = models.ForeignKey(Slip, models.PROTECT, related_name="units", verbose_name="phiếu xếp")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="on_it", verbose_name="trên")
    opened_by = models.ForeignKey(
        Slip, models.PROTECT, null=True, related_name="opened_units", verbose_name="phiếu dỡ"
    )
    away = models.ForeignKey(
        "products.Despatch", models.PROTECT, null=True, related_name="units_away", verbose_name="đang đi"
    )

    objects = LogisticUnitQuerySet.as_manager()

    class Meta:
        verbose_name = "kiện hàng"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} (00) {self.sscc}"

    @property
    def uri(self) -> str:
        """Canonical identifier."""
        return canonical(of([("00", self.sscc)]))

    @property
    def is_illustrative(self) -> bool:
        return self.party.is_illustrative


class UnitContent(models.Model):
    """What was put into a unit: packs of a batch, or a case onto a pallet.

    first, last: numbers of the labels on these packs, from 1, both in it; null when nobody noted them. They follow
    each other, so the serials of a case are a range, and none is stored.
    """

    unit = models.ForeignKey(LogisticUnit, models.PROTECT, related_name="contents", verbose_name="kiện")
    batch = models.ForeignKey(
        Batch, models.PROTECT, null=True, related_name="packed", verbose_name="lô sản xuất"
    )
    child = models.ForeignKey(
        LogisticUnit, models.PROTECT, null=True, related_name="stacked", verbose_name="thùng"
    )
    quantity = models.PositiveIntegerField("số lượng")
    first = models.PositiveIntegerField("tem từ", null=True)
    last = models.PositiveIntegerField("đến tem", null=True)

    class Meta:
        verbose_name = "hàng trong kiện"
        constraints = [
            models.CheckConstraint(
                condition=Q(batch__isnull=False, child__isnull=True)
                | Q(batch__isnull=True, child__isnull=False),
                name="unit_content_of_one_kind",
            ),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="unit_content_counts"),
            models.CheckConstraint(
                condition=Q(first__isnull=True, last__isnull=True)
                | Q(first__gte=1, last=F("first") + F("quantity") - 1),
                name="unit_content_range_counts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.batch or self.child}"
