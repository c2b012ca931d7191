from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from namsao.apps.products.models.batch import Batch
from namsao.apps.products.models.facility import Facility
from namsao.apps.products.models.slip import Slip
from namsao.base.parties.models import Party


class MaterialLotQuerySet(models.QuerySet["MaterialLot"]):
    def standing(self) -> "MaterialLotQuerySet":
        return self.filter(slip__voided_at=None)


class MaterialLot(models.Model):
    """What came to a facility and was not harvested on an area of its own: bought, or landed from the sea.

    uri: canonical identifier of the lot, the supplier's where the goods carry one; with own_code, one given here.
    One lot of a supplier may come in several deliveries, each a row. supplier: as written down; `seller` when it is a
    party of the register. note_no: of the paper that came along.
    """

    slip = models.ForeignKey(Slip, models.PROTECT, related_name="lots", verbose_name="phiếu")
    party = models.ForeignKey(Party, models.PROTECT, related_name="material_lots", verbose_name="chủ thể")
    facility = models.ForeignKey(Facility, models.PROTECT, related_name="material_lots", verbose_name="cơ sở")
    name = models.CharField("nguyên liệu", max_length=120)
    gtin = models.CharField("GTIN", max_length=14)
    lot = models.CharField("số lô", max_length=20)
    uri = models.CharField("mã lô", max_length=512)
    quantity_kg = models.DecimalField("khối lượng (kg)", max_digits=12, decimal_places=3)
    came_on = models.DateField("ngày nhận")
    supplier = models.CharField("bên giao", max_length=160, blank=True)
    seller = models.ForeignKey(
        Party, models.PROTECT, null=True, related_name="sold_lots", verbose_name="chủ thể giao"
    )
    note_no = models.CharField("số phiếu giao", max_length=40, blank=True)
    own_code = models.BooleanField("mã do chủ thể đặt", default=False)

    objects = MaterialLotQuerySet.as_manager()

    class Meta:
        verbose_name = "lô nguyên liệu"
        ordering = ["-came_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(quantity_kg__gt=0), name="material_lot_weighs"),
            models.UniqueConstraint(
                fields=["gtin", "lot"], condition=Q(own_code=True), name="material_lot_code_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, lô {self.lot}"

    @property
    def is_illustrative(self) -> bool:
        return self.party.is_illustrative


class Landing(models.Model):
    """Where a lot of wild-caught seafood comes from.

    vessel: registration number. catch_area: as written, an area of FAO such as 71 or a fishing ground.
    catch_statement: number of the landing receipt or catch statement.
    Source: Circular 21/2018/TT-BNNPTNT on logbooks and certification of catches; to be verified with its amendments.
    """

    class Gear(models.TextChoices):
        TRAWL = "trawl", _("Lưới kéo")
        GILLNET = "gillnet", _("Lưới rê")
        SEINE = "seine", _("Lưới vây")
        HOOK = "hook", _("Câu")
        TRAP = "trap", _("Lồng bẫy")
        LIFT_NET = "lift_net", _("Chụp, vó, mành")
        HAND = "hand", _("Thu nhặt bằng tay")
        OTHER = "other", _("Khác")

    lot = models.OneToOneField(MaterialLot, models.PROTECT, related_name="landing", verbose_name="lô")
    vessel = models.CharField("số đăng ký tàu", max_length=40)
    gear = models.CharField("ngư cụ", max_length=10, choices=Gear.choices)
    catch_area = models.CharField("vùng khai thác", max_length=120)
    port = models.CharField("cảng, bến cá", max_length=120)
    landed_on = models.DateField("ngày lên bến")
    catch_statement = models.CharField("số giấy biên nhận, xác nhận", max_length=60, blank=True)

    class Meta:
        verbose_name = "chuyến lên bến"

    def __str__(self) -> str:
        return f"{self.vessel}, {self.port}"


class MaterialUse(models.Model):
    """How many kilograms of a bought or landed lot went into a batch."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="material_uses", verbose_name="lô sản xuất")
    lot = models.ForeignKey(MaterialLot, models.PROTECT, related_name="uses", verbose_name="lô nguyên liệu")
    quantity_kg = models.DecimalField("đã dùng (kg)", max_digits=12, decimal_places=3)

    class Meta:
        verbose_name = "nguyên liệu mua đã dùng"
        constraints = [
            models.UniqueConstraint(fields=["batch", "lot"], name="material_use_once"),
            models.CheckConstraint(condition=Q(quantity_kg__gt=0), name="material_use_weighs"),
        ]

    def __str__(self) -> str:
        return f"{self.lot} → {self.batch}"
