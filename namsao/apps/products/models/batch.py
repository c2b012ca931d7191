from django.db import models
from django.db.models import F, Q

from namsao.apps.farms.models import HarvestLot
from namsao.apps.products.models.facility import Facility
from namsao.apps.products.models.product import Product
from namsao.apps.traceability.models import Event
from namsao.core.gs1.link import canonical, of


class BatchQuerySet(models.QuerySet["Batch"]):
    def by_key(self, key: str) -> "BatchQuerySet":
        """The batch of `GTIN14/LOT`."""
        gtin, _, lot = key.partition("/")
        return self.filter(product__gtin=gtin, lot=lot)

    def not_voided(self) -> "BatchQuerySet":
        return self.filter(voided_at=None)


class Batch(models.Model):
    """Packs of one product made together: GTIN + lot (LGTIN).

    number: the batch's own number inside serials (`core.serials`), given once, never reused.
    quantity: packs made. `event` is the EPCIS transformation that made them.
    labelled_at: when the first labels were issued, labels: how many; the app `labels` tells.
    voided_at, void_why: recorded by mistake; the row, its number and its lot code stay.
    """

    product = models.ForeignKey(Product, models.PROTECT, related_name="batches", verbose_name="sản phẩm")
    facility = models.ForeignKey(
        Facility, models.PROTECT, related_name="batches", verbose_name="cơ sở sản xuất"
    )
    lot = models.CharField("số lô", max_length=20)
    number = models.PositiveIntegerField(unique=True, editable=False)
    made_on = models.DateField("ngày sản xuất")
    expires_on = models.DateField("hạn dùng")
    quantity = models.PositiveIntegerField("số gói")
    event = models.OneToOneField(Event, models.PROTECT, related_name="batch")
    made_at = models.DateTimeField("ghi lúc")
    labelled_at = models.DateTimeField("có tem từ", null=True, editable=False)
    labels = models.PositiveIntegerField("số tem đã cấp", default=0, editable=False)
    voided_at = models.DateTimeField("xoá lúc", null=True, editable=False)
    void_why = models.CharField("lý do xoá", max_length=300, blank=True, editable=False)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = "lô sản xuất"
        ordering = ["-made_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["product", "lot"], name="batch_lot_once"),
            models.CheckConstraint(condition=Q(expires_on__gt=F("made_on")), name="batch_dates_in_order"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="batch_has_packs"),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, void_why="")
                | (Q(voided_at__isnull=False) & ~Q(void_why="")),
                name="batch_void_has_why",
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True) | Q(labelled_at__isnull=True),
                name="batch_void_has_no_labels",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product}, lô {self.lot}"

    @property
    def key(self) -> str:
        """`GTIN14/LOT`."""
        return f"{self.product.gtin}/{self.lot}"

    @property
    def uri(self) -> str:
        """Canonical identifier of the batch (LGTIN)."""
        return canonical(of([("01", self.product.gtin), ("10", self.lot)]))

    @property
    def is_illustrative(self) -> bool:
        return self.product.is_illustrative


class BatchInput(models.Model):
    """How many kilograms of a harvest lot went into a batch."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="inputs", verbose_name="lô sản xuất")
    harvest = models.ForeignKey(HarvestLot, models.PROTECT, related_name="uses", verbose_name="lô thu hoạch")
    quantity_kg = models.DecimalField("đã dùng (kg)", max_digits=12, decimal_places=3)

    class Meta:
        verbose_name = "nguyên liệu đã dùng"
        constraints = [
            models.UniqueConstraint(fields=["batch", "harvest"], name="batch_input_once"),
            models.CheckConstraint(condition=Q(quantity_kg__gt=0), name="batch_input_weighs"),
        ]

    def __str__(self) -> str:
        return f"{self.harvest} → {self.batch}"


class StandingSteps(models.Manager["Step"]):
    """Steps that nobody took back: what a batch's `steps` are to everybody."""

    def get_queryset(self) -> models.QuerySet["Step"]:
        return super().get_queryset().filter(voided_at=None)


class Step(models.Model):
    """One step on the way of a batch, for the passport's journey.

    stage: code of the stage of the product's process (`core.processes`), "" for one in free words. voided_at: recorded
    by mistake; then only `every` shows it.
    """

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="steps", verbose_name="lô sản xuất")
    texts = models.JSONField("việc đã làm")  # core.words: language -> text
    done_on = models.DateField("ngày làm")
    stage = models.CharField("công đoạn của quy trình", max_length=40, blank=True)
    event = models.OneToOneField(Event, models.PROTECT, related_name="step")
    slip = models.OneToOneField(
        "products.Slip", models.PROTECT, null=True, related_name="step", verbose_name="phiếu"
    )
    voided_at = models.DateTimeField("xoá lúc", null=True, editable=False)

    objects = StandingSteps()
    every = models.Manager()

    class Meta:
        verbose_name = "công đoạn"
        ordering = ["done_on", "id"]

    def __str__(self) -> str:
        return self.texts.get("vi", "")
