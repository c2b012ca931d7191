"""What events amount to: where each thing is, which lots became which, which items lie in which lot or case.

All of it follows from the bodies of events and can be made again from them (`actions.rebuild`).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from namsao.apps.traceability.models.epc import Epc
from namsao.apps.traceability.models.event import Event


class ItemState(models.Model):
    """Where one identifier is now, and how: what its last event says, and the container it lies in."""

    epc = models.OneToOneField(Epc, models.PROTECT, primary_key=True, related_name="state")
    event_time = models.DateTimeField("lúc")
    event = models.ForeignKey(Event, models.CASCADE, related_name="+", db_index=False)
    biz_location = models.CharField("đang ở", max_length=300, blank=True)
    disposition = models.CharField("tình trạng", max_length=300, blank=True)
    persistent = models.JSONField("tình trạng kéo dài", default=list)

    class Meta:
        verbose_name = "hiện trạng"

    def __str__(self) -> str:
        return str(self.epc_id)


class Edge(models.Model):
    """One thing went into another: lots into a batch, an area into its harvest, items of a lot into a pallet's lot.

    Of the lots; single items stand here only where no lot of theirs is known. quantity_in of `source`,
    quantity_out of `target`; units are UN/ECE codes, "" for pieces. is_taken_out: it left the container again.
    is_of_items: an end is a single item; few, so that a lot finds those of its own among them.
    """

    class Kind(models.TextChoices):
        ORIGIN = "origin", _("thu ở")
        TRANSFORMATION = "transformation", _("chế biến")
        AGGREGATION = "aggregation", _("gộp gói")
        ASSOCIATION = "association", _("gắn vào")

    pk = models.CompositePrimaryKey("source_id", "target_id", "event_id")
    source = models.ForeignKey(Epc, models.PROTECT, related_name="edges_out", db_index=False)
    target = models.ForeignKey(Epc, models.PROTECT, related_name="edges_in", db_index=False)
    event = models.ForeignKey(Event, models.CASCADE, related_name="edges")
    kind = models.CharField("kiểu", max_length=14, choices=Kind.choices)
    event_time = models.DateTimeField("lúc")
    quantity_in = models.DecimalField(max_digits=24, decimal_places=9, null=True)
    uom_in = models.CharField(max_length=3, blank=True)
    quantity_out = models.DecimalField(max_digits=24, decimal_places=9, null=True)
    uom_out = models.CharField(max_length=3, blank=True)
    is_taken_out = models.BooleanField("lấy ra", default=False)
    is_of_items = models.BooleanField("của từng món", default=False)

    class Meta:
        verbose_name = "đường đi của hàng"
        indexes = [
            models.Index(fields=["target", "source", "event"], name="edge_backwards"),
            models.Index(fields=["source"], condition=models.Q(is_of_items=True), name="edge_of_items"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} → {self.target_id}"


class ItemRange(models.Model):
    """Serials of one GTIN that follow each other and share a lot, or a container: "A00001" to "A00500".

    A serial is `prefix` and a number of `width` digits from `first` to `last`; one that ends in no digits is a
    range of itself (width 0, first and last 0). holder: the lot, or the container; is_taken_out: they left it again.
    """

    class Kind(models.TextChoices):
        LOT = "lot", _("thuộc lô")
        CONTAINER = "container", _("trong kiện")

    gtin = models.ForeignKey(Epc, models.PROTECT, related_name="ranges")
    prefix = models.CharField(max_length=20, blank=True)
    width = models.PositiveSmallIntegerField()
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    kind = models.CharField(max_length=9, choices=Kind.choices)
    holder = models.ForeignKey(Epc, models.PROTECT, related_name="holds", db_index=False)
    event = models.ForeignKey(Event, models.CASCADE, related_name="ranges")
    event_time = models.DateTimeField()
    is_taken_out = models.BooleanField(default=False)

    class Meta:
        verbose_name = "dải sê-ri"
        indexes = [
            models.Index(fields=["gtin", "prefix", "width", "first"], name="range_by_serial"),
            models.Index(fields=["holder", "kind", "gtin"], name="range_by_holder"),
        ]

    def __str__(self) -> str:
        return f"{self.prefix}{self.first}–{self.last}"
